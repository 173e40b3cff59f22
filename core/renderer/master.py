"""The renderer's master: warms up once, keeps its children, ends those that take too long."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import logging
import mmap
import os
import select
import signal
import socket
import struct
import sys
import time
from pathlib import Path
from typing import Any

from core.renderer import limits
from core.renderer.engine import Engine, versions
from core.renderer.worker import Worker

log = logging.getLogger("core.renderer")
MARK = struct.Struct("dd")  # since when this paper is being made; when the last one began
QUEUE = 64
BEAT = 0.5


class Master:
    """Owns the socket and the slots; never lays out a paper itself after the warm-up."""

    def __init__(self, path: Path, children: int, idle: float = 0) -> None:
        self.path = path
        self.idle = idle
        self.slots: list[int] = [0] * children
        self.marks = mmap.mmap(-1, MARK.size * children)
        self.engine = Engine()
        self.versions: dict[str, str] = {}
        self.starter = os.getppid()
        self.with_parent = False
        self.last_busy = time.monotonic()
        self.stopping = False

    def run(self) -> None:
        with self.only_one() as alone:
            if not alone:
                return
            self.versions = versions()
            self.engine.warm_up()
            self.listener = self.listen()
            try:
                self.watch()
            finally:
                self.stop()

    @contextlib.contextmanager
    def only_one(self) -> Any:
        """Hold the lock beside the socket for life; a second master goes quietly."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.lock = os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
        finally:
            os.close(self.lock)

    def listen(self) -> socket.socket:
        self.path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        mask = os.umask(0o177)
        try:
            listener.bind(str(self.path))
        finally:
            os.umask(mask)
        listener.listen(QUEUE)
        return listener

    def watch(self) -> None:
        self.wake, wake_write = os.pipe2(os.O_NONBLOCK)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_args: None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        while not self.stopping and not self.is_forsaken():
            self.bury()
            for slot, child in enumerate(self.slots):
                if not child:
                    self.slots[slot] = self.fork(slot)
            self.end_the_slow()
            if select.select([self.wake], [], [], BEAT)[0]:
                os.read(self.wake, 512)

    def ask_to_stop(self, *_args: Any) -> None:
        self.stopping = True

    def is_forsaken(self) -> bool:
        """Tell whether nobody needs us: the starter has gone, or nothing came for long."""
        if self.with_parent and os.getppid() != self.starter:
            return True
        return bool(self.idle) and time.monotonic() - self.last_busy > self.idle

    def fork(self, slot: int) -> int:
        self.mark(slot, 0.0)
        child = os.fork()
        if child:
            return child
        try:
            self.become_child(slot)
        except BaseException:
            log.exception("a child of the renderer broke")
            os._exit(1)
        os._exit(0)

    def become_child(self, slot: int) -> None:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        os.close(self.lock)
        worker = Worker(self.listener, self.engine, lambda since: self.mark(slot, since))
        worker.versions = self.versions
        worker.run()

    def mark(self, slot: int, since: float) -> None:
        last = since or self.marked(slot)[1]
        MARK.pack_into(self.marks, slot * MARK.size, since, last)

    def marked(self, slot: int) -> tuple[float, float]:
        since, last = MARK.unpack_from(self.marks, slot * MARK.size)
        return since, last

    def end_the_slow(self) -> None:
        now = time.monotonic()
        for slot, child in enumerate(self.slots):
            since, last = self.marked(slot)
            self.last_busy = max(self.last_busy, now if since else last)
            if child and since and now - since > limits.WALL_SECONDS:
                log.warning("a paper took more than %s s", limits.WALL_SECONDS)
                os.kill(child, signal.SIGKILL)

    def bury(self) -> None:
        for slot, child in enumerate(self.slots):
            dead, status = os.waitpid(child, os.WNOHANG) if child else (0, 0)
            if dead:
                self.slots[slot] = 0
                time.sleep(0.1 if status else 0)  # one that cannot live is not born in a rush

    def stop(self) -> None:
        """Leave nobody behind; a child that was just born might not hear anything softer."""
        self.path.unlink(missing_ok=True)
        for child in filter(None, self.slots):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="renderer")
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--children", type=int, default=2)
    parser.add_argument("--idle", type=float, default=0, help="go after so many idle seconds")
    parser.add_argument("--with-parent", action="store_true", help="go when the starter goes")
    parser.add_argument("--papers", type=int, default=limits.PAPERS)
    parser.add_argument("--cpu", type=int, default=limits.CPU_SECONDS)
    parser.add_argument("--wall", type=float, default=limits.WALL_SECONDS)
    options = parser.parse_args(arguments)
    limits.PAPERS, limits.CPU_SECONDS = options.papers, options.cpu
    limits.WALL_SECONDS = options.wall
    logging.basicConfig(level=logging.ERROR, format="%(asctime)s %(name)s %(message)s")
    log.setLevel(logging.INFO)
    master = Master(options.socket, max(1, min(options.children, 2)), options.idle)
    master.with_parent = options.with_parent
    master.run()


if __name__ == "__main__":
    main(sys.argv[1:])
