"""Pictures: their header and their end are read, their pixels are not."""

import re
import struct
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_PIXELS = 25_000_000
MOST_PICTURES = 16

_FOREIGN = re.compile(
    rb"PK\x03\x04|%PDF-|<!doctype|<html|<script|<svg|<\?(?:php|xml)", re.IGNORECASE
)
_IHDR = re.compile(rb"\x00\x00\x00\x0dIHDR(.{8})", re.DOTALL)
_MARKER = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)
_MARKER_AFTER_PIXELS = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]", re.DOTALL)
_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD8)}
_SCAN, _END = 0xDA, 0xD9


def check_png(data: bytes) -> None:
    """Walk from chunk to chunk, each with its checksum, to the end and no further."""
    header = _IHDR.match(data, 8)
    if not header:
        raise _damaged()
    _check_pixels(*struct.unpack(">II", header[1]))
    position, name = 8, b""
    while name != b"IEND":
        position, name = _after_chunk(data, position)
    if position != len(data):
        raise _trailing()


def check_jpeg(data: bytes) -> None:
    """Walk from segment to segment to the end of the picture, then look at what follows.

    Several pictures one after another are how cameras keep a preview or more colours.
    """
    position = 0
    for _picture in range(MOST_PICTURES):
        if data.startswith(b"\xff\xd8\xff", position):
            position = _end_of_jpeg(data, position + 2)
            position = len(data) - len(data[position:].lstrip(b"\x00"))
    if position < len(data) and not _is_of_a_phone(data[position:]):
        raise _trailing()


def _after_chunk(data: bytes, position: int) -> tuple[int, bytes]:
    if position + 12 > len(data):
        raise _damaged()
    (length,) = struct.unpack_from(">I", data, position)
    end = position + 12 + length
    body = memoryview(data)[position + 4 : end - 4]
    if end > len(data) or data[end - 4 : end] != struct.pack(">I", zlib.crc32(body)):
        raise _damaged()
    return end, bytes(body[:4])


def _end_of_jpeg(data: bytes, position: int) -> int:
    sized = False
    while found := _MARKER.match(data, position):
        marker, position = found[1][0], found.end()
        if marker == _END:
            break
        if marker in _SIZES:
            _check_pixels(*reversed(_numbers(">HH", data, position + 3)))
            sized = True
        position = _after_segment(data, position, marker)
    if not found or not sized:
        raise _damaged()
    return position


def _after_segment(data: bytes, position: int, marker: int) -> int:
    if marker in _ALONE:
        return position
    position += _numbers(">H", data, position)[0]
    return _end_of_scan(data, position) if marker == _SCAN else position


def _end_of_scan(data: bytes, position: int) -> int:
    """Find the next marker that is not part of the packed pixels."""
    found = _MARKER_AFTER_PIXELS.search(data, position)
    if not found:
        raise _damaged()
    return found.start()


def _numbers(form: str, data: bytes, position: int) -> tuple[int, ...]:
    if position + struct.calcsize(form) > len(data):
        raise _damaged()
    return struct.unpack_from(form, data, position)


def _is_of_a_phone(rest: bytes) -> bool:
    """Let pass what cameras put behind a photo: a moving picture, Samsung's own notes."""
    known = b"ftyp" in rest[:8] or rest.endswith(b"SEFT")
    return known and not _FOREIGN.search(rest)


def _check_pixels(width: int, height: int) -> None:
    if not width or not height:
        raise _damaged()
    if width * height > MOST_PIXELS:
        raise ValidationError(
            _("The picture has %(width)s × %(height)s points, at most %(most)s million fit."),
            code="too_many_pixels",
            params={"width": width, "height": height, "most": MOST_PIXELS // 1_000_000},
        )


def _damaged() -> ValidationError:
    return ValidationError(_("The picture is damaged or not complete."), code="damaged")


def _trailing() -> ValidationError:
    return ValidationError(
        _("Something else is hidden behind the picture. Open it, save it anew, and try again."),
        code="polyglot",
    )
