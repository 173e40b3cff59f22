"""What a paper may use: memory, time, no network, no secrets."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.renderer import client
from tests.renderers import children_of, paper, running, until

pytestmark = pytest.mark.either

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
            until(lambda: children_of(master.pid) not in ([], [child]))

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
        until(own.exists)  # before that, a child is only a tool that an import asks something
        paper("<p>x")
        child = until(lambda: children_of(master.pid))[0]
        assert "secret" not in Path(f"/proc/{child}/environ").read_text()
        if os.geteuid() == 0:
            assert (
                Path(f"/proc/{child}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()
            )
    finally:
        master.terminate()
        master.wait(10)


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
