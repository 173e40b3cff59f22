"""The one upload gate: what a file is by its content, and whether it may come in.

Looked at is the structure, not every byte's meaning: pixels are never decoded here, macros
are refused by where they are kept, scripts of a PDF by their names (written plainly, with
#-codes, or in compressed object streams; other compressed streams hold no actions). What
comes in is handed out again only by ``core.downloads``, where no browser runs it.
"""

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from core.uploads.images import check_jpeg, check_png
from core.uploads.names import display_name
from core.uploads.office import check_docx, check_xlsx
from core.uploads.pdf import check_pdf

LARGEST = 20 * 1024 * 1024

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept; ``name`` is for showing, never for a path.

    ``file`` is what was sent, at its beginning, to give to a file field.
    """

    name: str
    content_type: str
    size: int
    digest: str
    file: Any = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of file that may come in."""

    content_type: str
    suffix: str
    check: Callable[[bytes], None]


PDF = Kind("application/pdf", ".pdf", check_pdf)
PNG = Kind("image/png", ".png", check_png)
JPEG = Kind("image/jpeg", ".jpg", check_jpeg)
WORD = Kind(DOCX, ".docx", check_docx)
EXCEL = Kind(XLSX, ".xlsx", check_xlsx)

ACCEPT = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx"
"""For the ``accept`` attribute of a file input."""


def accept(uploaded: Any) -> Accepted:
    """Say what the file is; what may not come in is refused with a sentence (ValidationError).

    The file is left at its beginning, ready to be kept.
    """
    data = _read(uploaded)
    kind = _kind(data)
    if kind.suffix in {".pdf", ".png", ".jpg"} and zipfile.is_zipfile(BytesIO(data)):
        raise ValidationError(
            _("This file is two kinds of file in one and was not accepted."), code="polyglot"
        )
    kind.check(data)
    return Accepted(
        name=display_name(getattr(uploaded, "name", "") or "", kind.suffix),
        content_type=kind.content_type,
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
        file=uploaded,
    )


def _read(uploaded: Any) -> bytes:
    """Read no more than may come in."""
    uploaded.seek(0)
    data = uploaded.read(LARGEST + 1)
    uploaded.seek(0)
    if not data:
        raise ValidationError(_("The file is empty."), code="empty")
    if len(data) > LARGEST:
        raise ValidationError(
            _("The file is larger than %(most)s. Scan it at a lower resolution or split it."),
            code="too_large",
            params={"most": filesizeformat(LARGEST)},
        )
    return data


def _kind(data: bytes) -> Kind:
    for beginning, kind in _KINDS.items():
        if data.startswith(beginning):
            return _office_kind(data) if kind is None else kind
    raise _refusal(data)


def _office_kind(data: bytes) -> Kind:
    """Tell Word from Excel by the part that each must have."""
    if b"word/document.xml" in data:
        return WORD
    if b"xl/workbook.xml" in data:
        return EXCEL
    raise _refusal(data)


def _refusal(data: bytes) -> ValidationError:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        words = _(
            "Old or locked Word and Excel files are not accepted: save as .docx, .xlsx or PDF."
        )
    elif data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1", b"msf1"}:
        words = _("Photos in the HEIC format are not accepted: save the photo as JPEG.")
    else:
        words = _("Only PDF, PNG, JPEG, DOCX and XLSX files are accepted.")
    return ValidationError(words, code="unknown_type")


_KINDS: dict[bytes, Kind | None] = {
    b"%PDF-": PDF,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"\xff\xd8\xff": JPEG,
    b"PK\x03\x04": None,
}
