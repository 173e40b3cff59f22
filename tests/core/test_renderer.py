"""The renderer: its limits hold, it fetches nothing, and it comes and goes as it should."""

import base64
import contextlib
import itertools
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from django.utils import translation

from core.renderer import client, launch

AT = datetime.fromisoformat("2026-11-06T16:00:00+06:00")
SECRET = "the-pin-of-the-safe-is-4711"


def paper(html, **changes):
    options = {"language": "ky", "title": "Ң", "made_at": AT, **changes}
    return client.render(f"<html lang=ky><body>{html}", **options)


@contextlib.contextmanager
def running(path, *options):
    """Run a renderer of the test's own, with its own limits."""
    command = [sys.executable, "-m", "core.renderer", "--socket", str(path), *options]
    master = subprocess.Popen(command, cwd=launch.BASE, stderr=subprocess.DEVNULL)
    try:
        until(lambda: path.exists() and children_of(master.pid))
        yield master
    finally:
        master.terminate()
        master.wait(10)


@pytest.fixture
def own(settings, tmp_path_factory):
    """A socket of the test's own, short enough for a socket."""
    path = tmp_path_factory.mktemp("r") / "s"
    settings.RENDERER_SOCKET = str(path)
    return path


def children_of(pid):
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def until(holds, seconds=20):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def everything_in(pdf):
    """The text, and every stream unpacked: where a stolen file could hide."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    found = [page.extract_text().encode() for page in reader.pages]
    for number in range(1, int(reader.trailer["/Size"])):
        thing = reader.get_object(number)
        found.append(thing.get_data() if hasattr(thing, "get_data") else repr(thing).encode())
    return b"\n".join(found)


@dataclass
class Listener:
    port: int
    seen: list


@pytest.fixture
def listener():
    """A server on the loopback that only counts who comes."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    seen = []
    done = threading.Event()

    def count():
        while not done.is_set():
            with contextlib.suppress(TimeoutError):
                seen.append(server.accept())

    thread = threading.Thread(target=count, daemon=True)
    thread.start()
    yield Listener(server.getsockname()[1], seen)
    done.set()
    thread.join()
    server.close()


FETCHES = [
    "<img src='{a}'>",
    "<img srcset='{a} 1x' src='{a}'>",
    "<link rel=stylesheet href='{a}'>x",
    "<style>@import url('{a}');</style>x",
    "<style>@import '{a}' print;</style>x",
    "<p style='background: url({a})'>x",
    "<p style='background-image: image-set(\"{a}\" 1x)'>x",
    "<p style='list-style: url({a}); display: list-item'>x",
    "<style>p::before {{ content: url({a}) }}</style><p>x",
    "<style>@font-face {{ font-family: f; src: url({a}) }} p {{ font-family: f }}</style><p>x",
    "<p style='border-image: url({a}) 1'>x",
    "<p style='cursor: url({a}), auto'>x",
    "<style>@page {{ @top-left {{ content: url({a}) }} background: url({a}) }}</style>x",
    "<style>@color-profile --c {{ src: url({a}) }} p {{ color: color(--c 1 0 0) }}</style><p>x",
    "<object data='{a}'></object>",
    "<embed src='{a}'>",
    "<iframe src='{a}'></iframe>",
    "<video poster='{a}'></video><audio src='{a}'></audio>",
    "<svg width=9 height=9><image href='{a}' width=9 height=9 /></svg>",
    "<svg width=9 height=9><image xlink:href='{a}' width=9 height=9 /></svg>",
    "<svg width=9 height=9><use href='{a}#x' /></svg>",
    "<svg width=9 height=9><style>@import url('{a}');</style><rect fill='url({a}#g)' /></svg>",
    "<link rel=attachment href='{a}'>x",
    "<a rel=attachment href='{a}'>x</a>",
    "<base href='{a}'><img src=x.png><link rel=stylesheet href=y.css>x",
    "<input type=image src='{a}'>",
    "<link rel=icon href='{a}'><meta http-equiv=refresh content='0; url={a}'>x",
    "<img src=\"data:image/svg+xml,<svg xmlns='x'><image href='{a}'/></svg>\">",
]


@pytest.mark.parametrize("payload", FETCHES)
def test_a_hostile_text_gets_no_file_and_no_connection(payload, listener, tmp_path):
    stolen = tmp_path / "secret.txt"
    stolen.write_text(SECRET)
    port = listener.port
    addresses = [
        f"http://127.0.0.1:{port}/x.png",
        f"ftp://127.0.0.1:{port}/x",
        f"//127.0.0.1:{port}/x",
        f"file://{stolen}",
        f"FILE://{stolen}",
        str(stolen),
    ]

    for address in addresses:
        with contextlib.suppress(client.RenderError):
            assert SECRET.encode() not in everything_in(paper(payload.format(a=address)))

    assert listener.seen == []


def test_a_hostile_stylesheet_gets_nothing_either(listener):
    address = f"http://127.0.0.1:{listener.port}/"

    paper("<p>x", css=f"@import url('{address}'); p {{ background: url({address}) }}")

    assert listener.seen == []


def test_a_blocked_resource_is_skipped_and_written_down(caplog):
    pdf = paper("<p>before<img src='file:///etc/passwd'>after")

    assert "after" in pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "file:///etc/passwd" in caplog.text


def a_png(width=1, height=1, filler=0):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + b"\xaa" * (width * 3)) * height if width < 999 else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"tEXt", b"x\0" + b"y" * filler)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def pictures_in(html):
    reader = pypdf.PdfReader(BytesIO(paper(html)))
    objects = (reader.get_object(number) for number in range(1, int(reader.trailer["/Size"])))
    return sum(1 for o in objects if isinstance(o, dict) and o.get("/Subtype") == "/Image")


@pytest.mark.parametrize(
    ("kind", "picture", "shown"),
    [
        ("image/png", a_png(), 1),
        ("image/jpeg", a_png(), 0),
        ("image/png", b"GIF89a", 0),
        ("image/gif", a_png(), 0),
        ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 0),
        ("image/png", a_png(filler=2_100_000), 0),
        ("image/png", a_png(30_000, 30_000), 0),
    ],
    ids=["png", "liar", "gif inside", "gif", "svg", "heavy", "bomb"],
)
def test_only_small_pictures_inside_the_text_are_shown(kind, picture, shown):
    data = base64.b64encode(picture).decode()

    assert pictures_in(f"<img src='data:{kind};base64,{data}' width=9 height=9 alt=x>") == shown


EXHAUSTING = [
    "<table><tr><td colspan=100000>x" * 5,
    "<p>x" * 150_000,
    "<b>" * 5_000 + "x",
    "<div>" * 2_000 + "x",
    "<table><tr><td>" * 900 + "x",
    "<ul><li>" * 2_000 + "x",
    "<div style='columns: 9'>" * 12 + "x " * 20_000,
    "<style>@page { size: 2px; margin: 0 }</style>" + "x " * 30_000,
    "<p style='font-size: 1e9px; letter-spacing: 1e9px'>x",
    "<td rowspan=65534>" * 300 + "x",
]


@pytest.mark.slow
def test_exhausting_texts_end_with_a_sentence_and_the_slots_are_free_again(own):
    def attempt(html):
        began = time.monotonic()
        try:
            paper(html)
        except client.RenderError as error:
            return str(error), time.monotonic() - began
        return "", time.monotonic() - began

    with running(own, "--cpu", "2", "--wall", "5"), ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(attempt, EXHAUSTING))
        assert paper("<p>Ңң").startswith(b"%PDF")

    assert sum(1 for sentence, _seconds in answers if sentence) >= 5
    assert max(seconds for _sentence, seconds in answers) < 15


def test_a_stuck_child_is_ended_by_the_watchdog_and_replaced(own):
    with running(own, "--wall", "2", "--children", "1") as master:
        (child,) = children_of(master.pid)
        with client.connected():
            os.kill(child, signal.SIGSTOP)
            until(lambda: children_of(master.pid) not in ([], [child]), 6)

        assert paper("<p>Ңң").startswith(b"%PDF")


def test_a_paper_that_wants_too_much_memory_does_not_get_it(own):
    with running(own, "--children", "1") as master:
        paper("<p>x")  # now the child has closed itself in
        (child,) = children_of(master.pid)
        limits = Path(f"/proc/{child}/limits").read_text().splitlines()
        (row,) = [line for line in limits if line.startswith("Max address space")]
        size = int(Path(f"/proc/{child}/statm").read_text().split()[0]) * os.sysconf(
            "SC_PAGE_SIZE"
        )

        assert int(row.split()[3]) - size <= 768 * 1024 * 1024
        assert "Max file size             0 " in "\n".join(limits)


def test_a_child_has_no_network_and_no_secrets(own, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    master = client.start()
    try:
        until(lambda: children_of(master.pid))
        paper("<p>x")
        child = children_of(master.pid)[0]
        assert "secret" not in Path(f"/proc/{child}/environ").read_text()
        if os.geteuid() == 0:
            assert (
                Path(f"/proc/{child}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()
            )
    finally:
        master.terminate()
        master.wait(10)


def test_children_are_renewed_after_their_papers(own):
    with running(own, "--papers", "3", "--children", "1") as master:
        first = children_of(master.pid)
        for _round in range(4):
            assert paper("<p>x").startswith(b"%PDF")

        until(lambda: children_of(master.pid) not in ([], first))


def test_two_are_made_at_a_time_and_the_others_wait(own):
    with running(own, "--children", "9") as master, ThreadPoolExecutor(8) as pool:
        papers = set(pool.map(lambda _n: paper("<p>Ңң " * 150), range(8)))

        assert len(children_of(master.pid)) == 2

    assert len(papers) == 1


@pytest.mark.slow
def test_memory_stays_flat(own):
    def resident(pid):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4 / 1024

    html = "<p>Билим сапаты жөнүндө " * 60 + "<table>" + "<tr><td>1<td>Ң" * 60
    with running(own, "--children", "1") as master:
        (child,) = children_of(master.pid)
        for _round in range(15):
            paper(html)
        early = resident(child)
        for _round in range(45):
            paper(html)

        assert resident(child) - early < 8
        assert resident(child) < 200


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


def test_a_second_master_on_the_same_socket_goes_quietly(own):
    with running(own) as master:
        command = [sys.executable, "-m", "core.renderer", "--socket", str(own)]
        subprocess.run(command, cwd=launch.BASE, check=True, timeout=20)

        assert master.poll() is None
        assert paper("x").startswith(b"%PDF")


def test_an_idle_renderer_goes(own):
    with running(own, "--idle", "1") as master:
        assert master.wait(10) == 0


def test_children_do_not_outlive_a_killed_master(own):
    with running(own) as master:
        children = children_of(master.pid)
        master.kill()
        master.wait(10)
        until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))

    assert own.exists()  # a stale socket, which the next one replaces
    with running(own):
        until(lambda: _answers(own))


def _answers(path):
    with socket.socket(socket.AF_UNIX) as line:
        return line.connect_ex(str(path)) == 0


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


def test_the_command_becomes_the_renderer(settings, own):
    manage = [sys.executable, "manage.py", "renderer"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BIRIKME_DATA": str(own.parent),
    }
    master = subprocess.Popen(
        manage, cwd=launch.BASE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    path = own.parent / "renderer.sock"
    try:
        until(lambda: path.exists() or master.poll() is not None, 40)
        assert master.poll() is None, master.stderr.read()
        settings.RENDERER_SOCKET = str(path)
        assert paper("x").startswith(b"%PDF")
    finally:
        master.terminate()
        master.communicate(timeout=10)


def test_every_sentence_can_be_translated():
    kinds = [client.RenderError, *client.RenderError.__subclasses__()]

    for one, other in itertools.combinations(kinds, 2):
        assert str(one.sentence) != str(other.sentence)
