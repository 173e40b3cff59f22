"""A child of the renderer: takes one paper after the other, and goes when it has had enough."""

from __future__ import annotations

import gc
import logging
import os
import socket
import time
from typing import TYPE_CHECKING, Any

from weasyprint.urls import FatalURLFetchingError, URLFetchingError

from core.renderer import limits, wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.renderer.engine import Engine

log = logging.getLogger("core.renderer")
LONGEST_HTML = 8 * 1024 * 1024
READ_SECONDS = 10
FAILURES: dict[type[BaseException], str] = {
    limits.OutOfTime: "too slow",
    MemoryError: "too long",
    RecursionError: "too long",
    URLFetchingError: "blocked",
    FatalURLFetchingError: "blocked",
}


class Worker:
    """Serves the shared socket until it has made its papers or has been hurt by one."""

    def __init__(
        self, listener: socket.socket, engine: Engine, mark: Callable[[float], None]
    ) -> None:
        self.listener = listener
        self.engine = engine
        self.mark = mark  # tells the master since when a paper is being made
        self.versions: dict[str, str] = {}

    def run(self) -> None:
        master = os.getppid()
        limits.confine()
        gc.disable()
        self.listener.settimeout(1)
        papers = 0
        while papers < limits.PAPERS and os.getppid() == master:
            try:
                line, _address = self.listener.accept()
            except TimeoutError:
                continue
            papers += 1
            if not self.serve(line):
                return
            gc.collect()

    def serve(self, line: socket.socket) -> bool:
        """Answer one order; say whether this process is still fit for another."""
        self.mark(time.monotonic())
        try:
            with line:
                line.settimeout(READ_SECONDS)
                line.sendall(wire.TAKEN)
                answer, paper = self.answer(wire.unpack(wire.receive(line)))
                wire.send(line, wire.pack(answer), paper)
        except (OSError, ValueError):
            log.info("the other side went away")
            return True
        finally:
            self.mark(0.0)
        return bool(answer["fit"])

    def answer(self, order: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        if order.get("ask") == "versions":
            return {"ok": True, "fit": True, **self.versions}, b""
        if len(order.get("html", "")) > LONGEST_HTML:
            return {"ok": False, "fit": True, "word": "too long"}, b""
        limits.allow_one_paper()
        try:
            paper, blocked = self.engine.render(order)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 -- fetching errors are BaseExceptions
            return {"ok": False, "fit": False, **_why(error)}, b""
        return {"ok": True, "fit": True, "blocked": blocked[:20]}, paper


def _why(error: BaseException) -> dict[str, str]:
    words = (word for kind, word in FAILURES.items() if isinstance(error, kind))
    return {"word": next(words, "broken"), "error": f"{type(error).__name__}: {error}"[:300]}
