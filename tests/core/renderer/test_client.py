"""What the house hands in, and what it is told when there is no paper."""

import itertools
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pypdf
import pytest
from django.utils import translation

from core.renderer import client, launch
from tests.renderers import AT, paper, running, until

pytestmark = pytest.mark.either


def test_two_renderers_give_the_same_bytes(own):
    html = "<h1>Ңң</h1><p>Өө Үү <svg width=9 height=9><title>т</title><rect width=9 /></svg>"
    given = {"attachments": [{"name": "a.json", "text": '{"а":1}', "description": "x"}]}
    papers = []
    for _round in range(2):
        with running(own):
            papers += [paper(html, **given), paper(html, **given)]
        time.sleep(1.1)

    assert len(set(papers)) == 1


def test_the_time_of_making_is_the_given_one():
    later = AT.replace(year=2027)

    assert paper("x") == paper("x") != paper("x", made_at=later)
    assert pypdf.PdfReader(BytesIO(paper("x", made_at=later))).metadata.creation_date == later


def test_the_caller_never_imports_the_layout_engine(own):
    program = (
        "import sys, django; django.setup()\n"
        "from django.conf import settings\n"
        f"settings.RENDERER_SOCKET = {str(own)!r}\n"
        "from core.pdf import Document\n"
        "Document.template_name, Document.kind = 'base_pdf.html', 'x'\n"
        "assert Document('x', language='ky').pdf()[:4] == b'%PDF'\n"
        "assert not {'weasyprint', 'pydyf'} & set(sys.modules)\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test"}
    subprocess.run(
        [sys.executable, "-c", program], cwd=launch.BASE, env=environment, check=True
    )

    # and the renderer it started has gone with it
    until(lambda: not own.exists())


def test_callers_who_come_together_start_one_renderer(own):
    with ThreadPoolExecutor(4) as pool:
        papers = set(pool.map(lambda _n: paper("<p>x"), range(4)))

    masters = [master for master in client._started if str(own) in " ".join(master.args)]
    assert len(papers) == 1
    assert len(masters) == 1
    masters[0].terminate()
    masters[0].wait(10)
    assert not own.exists()


def test_without_a_renderer_there_is_a_sentence(own, settings):
    settings.RENDERER_AUTOSTART = False

    with pytest.raises(client.UnavailableError) as caught, translation.override("en"):
        paper("x")

    assert str(caught.value) == "The renderer of papers is not running. Tell the operator."


def test_a_renderer_that_cannot_start_is_a_sentence_too(own, settings, monkeypatch):
    monkeypatch.setattr(launch, "command", lambda *options: [sys.executable, "-c", "exit(1)"])

    with pytest.raises(client.UnavailableError):
        paper("x")


def test_a_broken_paper_is_a_plain_error_not_a_crash():
    with pytest.raises(client.RenderError) as caught:
        paper("x", attachments=[{"name": "a.json"}])

    assert "KeyError" in caught.value.detail
    assert "KeyError" not in str(caught.value)


def test_an_order_beyond_all_measure_is_not_even_read(monkeypatch):
    with pytest.raises(client.TooLongError):
        paper("x" * (9 * 1024 * 1024))
    monkeypatch.setattr(client.wire, "LARGEST", 10)
    with pytest.raises(client.TooLongError):
        paper("x")


def test_a_caller_who_goes_away_leaves_no_trace(own):
    with running(own, "--children", "1"):
        for frame in (b"", b"\0\0", b"\0\0\0\4{}{}", b"\xff" * 8):
            with client.connected() as line:
                line.sendall(frame)

        assert paper("x").startswith(b"%PDF")


def test_waiting_too_long_in_line_is_said(own, monkeypatch):
    monkeypatch.setattr(client, "QUEUE_SECONDS", 0.3)
    with running(own, "--children", "1"), client.connected(), pytest.raises(client.BusyError):
        paper("x")


def test_every_sentence_can_be_translated():
    kinds = [client.RenderError, *client.RenderError.__subclasses__()]

    for one, other in itertools.combinations(kinds, 2):
        assert str(one.sentence) != str(other.sentence)
