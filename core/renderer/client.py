"""What the house calls: hand in HTML, get a paper or a sentence why not."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import socket
import subprocess
import time
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.renderer import launch, wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

log = logging.getLogger("core.renderer")
QUEUE_SECONDS = 40
ANSWER_SECONDS = 35
START_SECONDS = 30
SLOW_SECONDS = 20


class RenderError(Exception):
    """The paper could not be made; the message is a sentence for the person who asked."""

    sentence = _("The paper could not be made. The text was not changed.")

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return str(self.sentence)


class TooLongError(RenderError):
    sentence = _("This text is too long or too deeply nested for one paper.")


class TooSlowError(RenderError):
    sentence = _("Laying out this paper took too long. Shorten its text and try again.")


class BlockedError(RenderError):
    sentence = _("The paper refers to something outside itself, which is not allowed.")


class BusyError(RenderError):
    sentence = _("Many papers are being made just now. Try again in a minute.")


class UnavailableError(RenderError):
    sentence = _("The renderer of papers is not running. Tell the operator.")


class Master(subprocess.Popen[bytes]):
    """The renderer as its starter sees it: it may outlive us, and nobody waits for it."""

    def __del__(self) -> None:
        """Say nothing about a process that is still running: it is meant to be."""


_started: list[Master] = []
WORDS = {"too long": TooLongError, "too slow": TooSlowError, "blocked": BlockedError}


def render(  # noqa: PLR0913 -- one keyword for each part of the order
    html: str,
    *,
    language: str,
    title: str,
    made_at: datetime,
    css: str = "",
    attachments: Iterable[Mapping[str, str]] = (),
) -> bytes:
    """Return the PDF/A-3a of this HTML; the same arguments give the same bytes."""
    order = {
        "html": html,
        "css": css,
        "language": language,
        "title": title,
        "made_at": made_at.isoformat(timespec="seconds"),
        "attachments": [dict(attachment) for attachment in attachments],
        "variant": "pdf/a-3a",
    }
    answer, paper = ask(order)
    for address in answer.get("blocked", ()):
        log.warning("a paper wanted %s and did not get it", address)
    return paper


@cache
def versions() -> dict[str, str]:
    """Name the renderer and the font, to be kept beside the papers they make."""
    answer, _paper = ask({"ask": "versions"})
    return {"renderer": answer["renderer"], "font": answer["font"]}


def ask(order: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    frame = wire.pack(order)
    if len(frame) > wire.LARGEST:
        raise TooLongError
    with connected() as line:
        answer, paper = _talk(line, frame)
    if not answer["ok"]:
        detail = answer.get("error", "")
        log.warning("a paper failed: %s %s", answer["word"], detail)
        raise WORDS.get(answer["word"], RenderError)(detail)
    return answer, paper


def _wait_for_a_turn(line: socket.socket) -> None:
    line.settimeout(QUEUE_SECONDS)
    try:
        wire.read(line, 1)
    except TimeoutError as error:
        raise BusyError from error
    except OSError as error:
        raise UnavailableError(str(error)) from error


def _talk(line: socket.socket, frame: bytes) -> tuple[dict[str, Any], bytes]:
    """Send the order and read the answer; a child that was ended in between says nothing."""
    began = time.monotonic()
    line.settimeout(ANSWER_SECONDS)
    try:
        wire.send(line, frame)
        return wire.unpack(wire.receive(line)), wire.receive(line)
    except OSError as error:
        slow = time.monotonic() - began > SLOW_SECONDS
        raise (TooSlowError if slow else TooLongError)(str(error)) from error


@contextlib.contextmanager
def connected() -> Iterator[socket.socket]:
    """Hold a line to a child that is ready; once more, if the renderer was just leaving."""
    try:
        line = _ready_line()
    except UnavailableError:
        line = _ready_line()
    with line:
        yield line


def _ready_line() -> socket.socket:
    line = _connect() or _start_and_connect()
    try:
        _wait_for_a_turn(line)
    except BaseException:
        line.close()
        raise
    return line


def _connect() -> socket.socket | None:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(QUEUE_SECONDS)
    try:
        line.connect(launch.socket_path())
    except TimeoutError as error:
        line.close()
        raise BusyError from error
    except OSError:
        line.close()
        return None
    return line


def _start_and_connect() -> socket.socket:
    """Start the renderer unless another caller just did; then wait until it listens."""
    if not getattr(settings, "RENDERER_AUTOSTART", True):
        raise UnavailableError
    path = Path(launch.socket_path())
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f"{path.name}.start").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        line = _connect()
        if line is None:
            master = start()
            line = _wait_until_it_listens(master)
    return line


def start() -> Master:
    """Start a master in a session of its own; it outlives this request, not its use."""
    master = Master(
        launch.command(*launch.own_options()),
        cwd=launch.BASE,
        env=launch.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _started[:] = [other for other in _started if other.poll() is None] + [master]
    return master


def _wait_until_it_listens(master: Master) -> socket.socket:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if line := _connect():
            return line
        if master.poll():
            break
        time.sleep(0.05)
    raise UnavailableError
