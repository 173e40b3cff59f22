"""Pictures without what a camera notes beside them: where and when, by whose telephone.

The pixels stay byte for byte; a photo keeps which side is up, and its colours.
"""

import hashlib
import re
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

if TYPE_CHECKING:
    from core.uploads import Accepted

_SCAN, _END = 0xDA, 0xD9
_COLOURS = 0xE2  # a colour profile, or a list of previews
_NOTES = {*range(0xE1, 0xEE), 0xEF, 0xFE}
_ALONE = {0x01, _END, *range(0xD0, 0xD8)}
_MARKER = re.compile(rb"\xff[^\x00\xff]", re.DOTALL)
_AFTER_PIXELS = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]", re.DOTALL)
_ORIENTATION = 0x0112
_TEXTS = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
_PNG_HEAD = 8


def without_place(file: "Accepted") -> "Accepted":
    """The same picture; any other file as it is. It has passed the gate before."""
    clean = {"image/jpeg": clean_jpeg, "image/png": clean_png}.get(file.content_type)
    if clean is None:
        return file
    file.file.seek(0)
    data = clean(file.file.read())
    return type(file)(
        name=file.name,
        content_type=file.content_type,
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
        file=SimpleUploadedFile(file.name, data, file.content_type),
    )


def clean_jpeg(data: bytes) -> bytes:
    """Keep what is needed to show the first picture; previews and notes are gone."""
    parts, turned = [b"\xff\xd8"], _orientation(data)
    if turned > 1:
        parts.append(_turned(turned))
    for marker, start, end in _segments(data):
        if marker == _END or _is_kept(marker, data[start + 4 : end]):
            parts.append(data[start:end])
    return b"".join(parts)


def clean_png(data: bytes) -> bytes:
    out, position = [data[:_PNG_HEAD]], _PNG_HEAD
    while position < len(data):
        (length,) = struct.unpack_from(">I", data, position)
        end = position + 12 + length
        if data[position + 4 : position + 8] not in _TEXTS:
            out.append(data[position:end])
        position = end
    return b"".join(out)


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """The first picture: each part with its marker, where it begins and where it ends.

    The packed pixels that follow a scan's head belong to it.
    """
    position = 2
    while found := _MARKER.search(data, position):
        marker, start = data[found.start() + 1], found.start()
        position = start + 2
        if marker not in _ALONE:
            position += struct.unpack_from(">H", data, position)[0]
        if marker == _SCAN:
            after = _AFTER_PIXELS.search(data, position)
            position = after.start() if after else len(data)
        yield marker, start, position
        if marker == _END:
            return


def _is_kept(marker: int, body: bytes) -> bool:
    """Notes live in the application's segments and in comments; colours do, too."""
    if marker == _COLOURS:
        return body.startswith(b"ICC_PROFILE\0")
    return marker not in _NOTES


def _orientation(data: bytes) -> int:
    """Which side of the photo is up, as the camera noted it; 0 if it did not."""
    for marker, start, end in _segments(data):
        body = data[start + 4 : end]
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):  # noqa: PLR2004 -- APP1
            return _tag(body[6:])
    return 0


def _tag(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:  # noqa: PLR2004 -- the head of the notes
        return 0
    try:
        (place,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, place)
        for number in range(count):
            tag, _kind, _many, value = struct.unpack_from(
                f"{order}HHIH", tiff, place + 2 + 12 * number
            )
            if tag == _ORIENTATION:
                return int(value) if 1 <= value <= 8 else 0  # noqa: PLR2004 -- eight ways
    except struct.error:
        return 0
    return 0


def _turned(orientation: int) -> bytes:
    """Notes that say which side is up, and nothing else."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
