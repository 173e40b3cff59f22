"""Word and Excel: packed folders, every entry looked at before any of them is trusted."""

import re
import stat
import struct
import zipfile
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_ENTRIES = 2_000
MOST_OF_INDEX = 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_TIMES = 200
MOST_OF_LINKS = 2 * 1024 * 1024
SMALL = 1024 * 1024

_END = struct.Struct("<4s4H2LH")
_PIECE = 256 * 1024
_OVERLAP = 16
_TYPES = "[Content_Types].xml"
_PATHS = re.compile(r"^/|\\|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")
_PROGRAMS = re.compile(
    r"vbaproject|vbadata|macrosheets|dialogsheets|/activex/|/ctrlprops/|customui|"
    r"\.(?:exe|dll|js|vbs|hta|jar|bat|cmd|ps1|html?|mht|svgz|swf)$"
)
_INNER_FILES = re.compile(r"/embeddings/|\.(?:zip|docx?|xlsx?|rar|7z)$")
_OUTSIDE = re.compile(r"/externallinks/|^xl/(?:connections\.xml|querytables/)")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MACROS = re.compile(rb"macroEnabled|vbaProject|activeX", re.IGNORECASE)
_BEGINS_INNER = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"MZ\x90",
    b"%PDF-",
    b"Rar!",
    b"7z\xbc\xaf",
)
_REFUSED_LINKS = ("/oleObject", "/package", "/aFChunk", "/attachedTemplate", "/control")
_WEB_ADDRESS = re.compile(r"(?!\\|//)(?:(?:https?|mailto|tel):|[^:]*$)", re.IGNORECASE)

_PROGRAM = _("The document contains a program (macro). Save it without macros.")
_FILES = _("Other files or old formulas are inside the document. Send it as PDF.")
_REACHES_OUT = _("The document fetches something from outside. Break its links and save it.")
_TOO_MUCH = _("The document unpacks to too much.")
_LOCKED = _("The document is locked with a password. Save it without one.")
_DAMAGED = _("The document is damaged or is not what it says.")


def check_docx(data: bytes) -> None:
    _check(data, "word/document.xml")


def check_xlsx(data: bytes) -> None:
    _check(data, "xl/workbook.xml")


def _check(data: bytes, main: str) -> None:
    _check_end(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as folder:
            entries = folder.infolist()
            _check_entries(entries, len(data), main)
            for entry in entries:
                _check_content(folder, entry)
    except (
        zipfile.BadZipFile,
        EOFError,
        ValueError,
        RuntimeError,
        OSError,
        ParseError,
    ) as error:
        raise _refused(_DAMAGED, "damaged") from error


def _check_end(data: bytes) -> None:
    """Believe the index only if it is short, and ends exactly where the file ends."""
    tail = data[-_END.size :].rjust(_END.size)
    mark, disk, index_disk, _here, entries, size, offset, comment = _END.unpack(tail)
    if entries > MOST_ENTRIES or size > MOST_OF_INDEX:
        raise _refused(_TOO_MUCH, "bomb")
    whole = (mark, disk, index_disk, comment) == (b"PK\x05\x06", 0, 0, 0)
    if not whole or offset + size + _END.size != len(data):
        raise _refused(_DAMAGED, "damaged")


def _check_entries(entries: list[zipfile.ZipInfo], size: int, main: str) -> None:
    names = {entry.filename.lower() for entry in entries}
    if len(names) != len(entries) or not {_TYPES.lower(), main} <= names:
        raise _refused(_DAMAGED, "damaged")
    if sum(entry.compress_size for entry in entries) > size:  # entries that overlap
        raise _refused(_TOO_MUCH, "bomb")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _refused(_TOO_MUCH, "bomb")
    for entry in entries:
        _check_entry(entry)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 1:
        raise _refused(_LOCKED, "locked")
    if entry.file_size > max(SMALL, MOST_TIMES * entry.compress_size):
        raise _refused(_TOO_MUCH, "bomb")
    odd = entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    if odd or stat.S_ISLNK(entry.external_attr >> 16) or _PATHS.search(entry.orig_filename):
        raise _refused(_DAMAGED, "damaged")
    _check_name(entry.filename.lower())


def _check_name(name: str) -> None:
    for pattern, words in _BY_NAME:
        if pattern.search(name):
            raise _refused(words, "active")


def _check_content(folder: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read the entry to its end, so that its checksum is compared too."""
    name = entry.filename.lower()
    with folder.open(entry) as content:
        piece = content.read(_PIECE)
        is_xml = name.endswith((".xml", ".rels", ".vml", ".svg"))
        if is_xml and not piece.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
            raise _refused(_DAMAGED, "damaged")
        if piece.startswith(_BEGINS_INNER):
            raise _refused(_FILES, "nested")
        before = b""
        while piece:
            _check_piece(before + piece, is_xml=is_xml)
            before, piece = piece[-_OVERLAP:], content.read(_PIECE)
    if name.endswith(".rels"):
        _check_links(folder, entry)
    if entry.filename == _TYPES and _MACROS.search(folder.read(entry)):
        raise _refused(_PROGRAM, "active")


def _check_piece(piece: bytes, *, is_xml: bool) -> None:
    """Refuse declarations, and XML in letters of two bytes, where they would hide."""
    if is_xml and (_DECLARED.search(piece) or b"\x00" in piece):
        raise _refused(_DAMAGED, "entities")


def _check_links(folder: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Let a document point at web pages, and at nothing else outside of it."""
    if entry.file_size > MOST_OF_LINKS:
        raise _refused(_TOO_MUCH, "bomb")
    for link in ElementTree.fromstring(folder.read(entry), forbid_dtd=True):
        kind, target = link.get("Type", ""), link.get("Target", "")
        if kind.endswith(_REFUSED_LINKS):
            raise _refused(_FILES, "active")
        outside = link.get("TargetMode", "").lower() == "external"
        if outside and not (kind.endswith("/hyperlink") and _WEB_ADDRESS.match(target)):
            raise _refused(_REACHES_OUT, "external")


def _refused(words: Any, code: str) -> ValidationError:
    return ValidationError(words, code=code)


_BY_NAME = ((_PROGRAMS, _PROGRAM), (_INNER_FILES, _FILES), (_OUTSIDE, _REACHES_OUT))
