"""PDF: whole, open, and without anything that acts by itself or carries other files."""

import re
import zlib
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_UNPACKED = 40 * 1024 * 1024

_VERSION = re.compile(rb"%PDF-[12]\.\d\s")
_SIGN_BY_NUMBER = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = b"/ObjStm"
_PACKED_OBJECTS = re.compile(rb"/ObjStm\b.{0,500}?stream\r?\n", re.DOTALL)
_NUMBERS_FIRST = re.compile(rb"\s*(?:\d|$)")

_PROGRAM = _("The PDF contains a program. Print it to PDF anew and send that.")
_FILES = _("Other files are attached inside the PDF. Send them one by one.")
_MEDIA = _("The PDF contains a film or sound. Print it to PDF anew and send that.")
_REACHES_OUT = _("The PDF sends or fetches data. Print it to PDF anew and send that.")

# Every action of JavaScript names it; /JS alone is also found in packed pictures by chance.
_FORBIDDEN = {
    b"/Encrypt": _("The PDF is locked with a password. Save it without one."),
    b"/JavaScript": _PROGRAM,
    b"/Launch": _PROGRAM,
    b"/XFA[": _PROGRAM,
    b"/XFA ": _PROGRAM,
    b"/EmbeddedFile": _FILES,
    b"/GoToE": _FILES,
    b"/RichMedia": _MEDIA,
    b"/Rendition": _MEDIA,
    b"/SubmitForm": _REACHES_OUT,
    b"/ImportData": _REACHES_OUT,
}


def check_pdf(data: bytes) -> None:
    if not _VERSION.match(data):
        raise _damaged()
    _check_end(data)
    plain = _plain(data)
    _check_names(plain)
    if plain.count(_PACKED) != data.count(_PACKED):
        raise _damaged()
    for part in _packed_objects(data):
        _check_names(_plain(part))


def _check_end(data: bytes) -> None:
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise _damaged()
    if data[end + 5 :].strip(b"\x00\t\n\x0c\r "):
        raise ValidationError(
            _("Something else is hidden behind the PDF. Print it to PDF anew and send that."),
            code="polyglot",
        )


def _plain(data: bytes) -> bytes:
    """Read names that are written with numbers: /J#61vaScript is /JavaScript."""
    return _SIGN_BY_NUMBER.sub(lambda found: bytes([int(found[1], 16)]), data)


def _check_names(plain: bytes) -> None:
    for name, words in _FORBIDDEN.items():
        if name in plain:
            raise ValidationError(words, code="active")


def _packed_objects(data: bytes) -> Iterator[bytes]:
    """Unpack every stream of objects; one that cannot be looked into is refused."""
    found = list(_PACKED_OBJECTS.finditer(data))
    if len(found) != data.count(_PACKED):
        raise _damaged()
    left = MOST_UNPACKED
    for stream in found:
        part = _unpack(memoryview(data)[stream.end() :], left)
        left -= len(part)
        yield part


def _unpack(packed: memoryview, most: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        part = unpacker.decompress(packed, most + 1)
    except zlib.error:
        part = bytes(packed[:64])  # not packed, so seen already; or packed by another way
    if len(part) > most:
        raise ValidationError(_("The PDF unpacks to too much."), code="bomb")
    if not _NUMBERS_FIRST.match(part):
        raise _damaged()
    return part


def _damaged() -> ValidationError:
    return ValidationError(_("The PDF is damaged or not complete."), code="damaged")
