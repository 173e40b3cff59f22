#!/usr/bin/env python3
"""Keeps web server, task worker, renderer and clock going, and stops them together.

Only the standard library: it runs before anything is installed, too (``--port-is-free``).
"""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

BIND, PORT = os.environ.get("BIND", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
PYTHON = sys.executable
WEB = [PYTHON, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
WORKER = [PYTHON, "manage.py", "db_worker", "-v0", "--queue-name", "*", "--no-startup-delay"]
CLOCK = [PYTHON, "manage.py", "tick"]
CLOCK_FIRST, CLOCK_EVERY = 60, 3600  # seconds after the start, and from then on
PATIENCE = 8  # seconds between asking to stop and stopping
LONGEST_PAUSE = 30
HEALTHY_AFTER = 60
HOPELESS_AFTER = 6  # quick deaths of the web server
PR_SET_PDEATHSIG = 1


def port_is_free() -> bool:
    family = socket.AF_INET6 if ":" in BIND else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((BIND, PORT))
        except OSError:
            return False
    return True


def answers() -> bool:
    """Whether a page comes back, whichever; the first one also warms a worker up."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(BIND, BIND)  # noqa: S104 -- compared only
    line = http.client.HTTPConnection(host, PORT, timeout=20)
    try:
        line.request("GET", "/")
        return line.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def _die_with_parent() -> None:
    """Even a supervisor killed by force leaves nobody behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One program that has to run, all the time or ``every`` so many seconds."""

    name: str
    command: list[str]
    env: dict[str, str] | None = None
    every: int = 0
    failures: int = 0
    started_at: float = 0.0
    start_at: float = 0.0
    process: subprocess.Popen | None = field(default=None, repr=False)

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 -- our own command lines
            self.command,
            env=self.env,
            start_new_session=True,  # Ctrl-C is ours to pass on
            preexec_fn=_die_with_parent,  # noqa: PLW1509 -- no threads here
        )

    def look_after(self) -> None:
        """Start it when it is due; notice when it died, and wait longer each time."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_at:
                self.start()
        elif self.process.poll() is not None:
            lived = now - self.started_at
            self.failures = 1 if lived > HEALTHY_AFTER else self.failures + 1
            pause = self.every or min(2 ** (self.failures - 1), LONGEST_PAUSE)
            if self.process.returncode:  # a renderer that finds another at work goes quietly
                print(
                    f"· The {self.name} stopped; it starts again in {pause} s.", file=sys.stderr
                )
            self.process, self.start_at = None, now + pause

    def signal(self, number: int) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        try:
            if number == signal.SIGKILL:
                os.killpg(self.process.pid, number)
            else:
                self.process.send_signal(number)
        except ProcessLookupError:
            pass

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None


def stop(children: list[Child]) -> None:
    for child in children:
        child.signal(signal.SIGTERM)
    limit = time.monotonic() + PATIENCE
    while any(child.is_running for child in children) and time.monotonic() < limit:
        time.sleep(0.05)
    for child in children:
        child.signal(signal.SIGKILL)


def children() -> list[Child]:
    sys.path.insert(0, str(Path.cwd()))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from core.renderer import launch  # noqa: PLC0415 -- there once the packages are

    return [
        Child("web server", WEB),
        Child("task worker", WORKER),
        Child("renderer", launch.command(), launch.environment()),
        Child("clock", CLOCK, every=CLOCK_EVERY, start_at=time.monotonic() + CLOCK_FIRST),
    ]


def supervise() -> int:
    wanted: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: wanted.append(number))
    house = children()
    try:
        if wait_for(house[0], wanted):
            greet()
        while not wanted:
            for child in house:
                child.look_after()
            time.sleep(0.2)
    finally:
        print("\n· Stopping.")
        stop(house)
    return 0


def wait_for(web: Child, wanted: list[int]) -> bool:
    """The web server comes first; it has the machine to itself until it answers."""
    while not wanted:
        web.look_after()
        if answers():
            return True
        if web.failures >= HOPELESS_AFTER:
            sys.exit("\nStopped: the web server does not start; the lines above say why.")
        time.sleep(0.05)
    return False


def greet() -> None:
    print(f"\nBirikme: {os.environ.get('BIRIKME_BASE_URL', f'http://{BIND}:{PORT}')}")
    if os.environ.get("BIRIKME_DEMO") == "1":
        print("The demo accounts are listed on the sign-in page.")
    print("Ctrl-C stops it; the data stays.")


if __name__ == "__main__":
    if sys.argv[1:] == ["--port-is-free"]:
        sys.exit(not port_is_free())
    sys.exit(supervise())
