"""The one way a file leaves: to be saved, never to be run, and kept by no cache."""

import logging
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

PDF = "application/pdf"
UNKNOWN = "application/octet-stream"

TYPES = {
    ".pdf": PDF,
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}

# Older browsers do not start their PDF reader in a sandbox; our own papers need none.
_SANDBOX = "sandbox; default-src 'none'"
_OWN_PAPER = "default-src 'none'; frame-ancestors 'self'"


def file_response(
    stored: Any, name: str, content_type: str, *, inline: bool = False
) -> FileResponse:
    """Hand out a kept file under the name people know it by.

    ``inline`` is for PDFs of our own making; whatever was sent in is always saved. The type
    is told only if it is one of ours and the name agrees with it.
    """
    shown = inline and content_type == PDF
    response = FileResponse(_opened(stored), content_type=_told_type(name, content_type))
    response["Content-Disposition"] = content_disposition_header(not shown, name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _OWN_PAPER if shown else _SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _opened(stored: Any) -> Any:
    """Open a kept file; a paper made just now comes as its bytes."""
    if isinstance(stored, bytes):
        return BytesIO(stored)
    try:
        return stored.open("rb")
    except FileNotFoundError:
        logger.exception("A kept file is gone: %s", stored)
        raise Http404(_("This file is not there any more.")) from None


def _told_type(name: str, content_type: str) -> str:
    by_name = TYPES.get(PurePath(name).suffix.lower(), UNKNOWN)
    return by_name if by_name == content_type else UNKNOWN
