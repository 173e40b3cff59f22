"""Renderers of a test's own, with their own limits."""

import contextlib
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

from core.renderer import client, launch

AT = datetime.fromisoformat("2026-11-06T16:00:00+06:00")


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


def children_of(pid):
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def until(holds, seconds=60):
    """Wait for it, on a busy machine too, and give back what came."""
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
    return found
