"""How the house and the renderer talk: frames of bytes, each after its length."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket

LENGTH = struct.Struct(">I")
LARGEST = 64 * 1024 * 1024
TAKEN = b"+"  # sent when a child has taken the paper, so that waiting in line is no slowness


class HangupError(ConnectionError):
    """The other side went away in the middle of a frame."""


def send(line: socket.socket, *frames: bytes) -> None:
    for frame in frames:
        line.sendall(LENGTH.pack(len(frame)) + frame)


def receive(line: socket.socket) -> bytes:
    (size,) = LENGTH.unpack(read(line, LENGTH.size))
    if size > LARGEST:
        raise HangupError
    return read(line, size)


def read(line: socket.socket, size: int) -> bytes:
    parts = []
    while size:
        part = line.recv(min(size, 1 << 16))
        if not part:
            raise HangupError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def pack(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False, sort_keys=True).encode()


def unpack(frame: bytes) -> dict[str, Any]:
    return dict(json.loads(frame))
