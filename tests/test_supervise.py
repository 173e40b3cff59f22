"""The supervisor keeps its programs alive and takes them along when it goes."""

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.either

SCRIPT = Path(settings.BASE_DIR) / "script" / "supervise.py"
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, threading; signal.signal(15, lambda *_: 0); threading.Event().wait()",
]


@pytest.fixture
def supervise(monkeypatch):
    spec = importlib.util.spec_from_file_location("supervise", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "supervise", module)
    spec.loader.exec_module(module)
    return module


def catches_term(pid):
    """Whether the program has begun to do something of its own when it is asked to stop."""
    told = Path(f"/proc/{pid}/status").read_text().split("SigCgt:")[1].split()[0]
    return bool(int(told, 16) & 1 << (signal.SIGTERM - 1))


def until(true, seconds=60):
    limit = time.monotonic() + seconds
    while not true() and time.monotonic() < limit:
        time.sleep(0.02)
    return true()


def test_a_program_that_dies_starts_again_and_waits_longer_each_time(supervise, capfd):
    child = supervise.Child("sleeper", SLEEPER)
    child.look_after()
    for pause in (1, 2, 4):
        os.kill(child.process.pid, signal.SIGKILL)
        child.process.wait()
        child.look_after()
        assert f"it starts again in {pause} s" in capfd.readouterr().err
        assert not child.is_running
        child.start_at = 0
        child.look_after()
        assert child.is_running
    supervise.stop([child])


def test_the_clock_runs_once_and_again_when_it_is_time(supervise, capfd):
    clock = supervise.Child("clock", [sys.executable, "-c", ""], every=3600)
    clock.start_at = time.monotonic() + 3600
    clock.look_after()
    assert clock.process is None

    clock.start_at = 0
    clock.look_after()
    clock.process.wait()
    clock.look_after()

    assert clock.process is None
    assert clock.start_at > time.monotonic() + 3500
    assert capfd.readouterr().err == ""


def test_a_clock_that_failed_is_not_hurried(supervise, capfd):
    clock = supervise.Child("clock", [sys.executable, "-c", "exit(1)"], every=3600)
    clock.look_after()
    clock.process.wait()
    clock.look_after()

    assert clock.start_at > time.monotonic() + 3500
    assert "The clock stopped; it starts again in 3600 s" in capfd.readouterr().err


def test_who_does_not_want_to_stop_is_stopped_all_the_same(supervise, monkeypatch):
    monkeypatch.setattr(supervise, "PATIENCE", 0.5)
    stubborn = supervise.Child("stubborn", STUBBORN)
    willing = supervise.Child("willing", SLEEPER)
    for child in (stubborn, willing):
        child.start()
    assert until(lambda: catches_term(stubborn.process.pid))

    began = time.monotonic()
    supervise.stop([stubborn, willing])

    assert until(lambda: not (stubborn.is_running or willing.is_running))
    assert time.monotonic() - began < 5


def test_nobody_outlives_a_supervisor_that_was_killed(supervise, tmp_path):
    note = tmp_path / "pid"
    code = (
        f"import runpy, time; s = runpy.run_path({str(SCRIPT)!r}, run_name='s')\n"
        f"c = s['Child']('sleeper', {SLEEPER!r}); c.start()\n"
        f"open({str(note)!r}, 'w').write(str(c.process.pid)); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])
    assert until(lambda: note.exists() and note.read_text())
    parent.kill()
    parent.wait()

    assert until(lambda: not Path(f"/proc/{note.read_text()}").exists())


def test_a_port_that_is_taken_is_seen_before_anything_starts():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = str(other.getsockname()[1])
        answers = [
            subprocess.run(
                [sys.executable, SCRIPT, "--port-is-free"],
                env={"PORT": port, "BIND": "127.0.0.1"},
                check=False,
            ).returncode
            for port in (taken, "0")
        ]
    assert answers == [1, 0]
