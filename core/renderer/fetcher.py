"""What a paper may fetch: nothing but small pictures that are written into it."""

from __future__ import annotations

import base64
import binascii
import re
from io import BytesIO
from typing import Any

from PIL import Image
from weasyprint.urls import URLFetcher, URLFetcherResponse

LARGEST = 2 * 1024 * 1024
MOST_PIXELS = 25_000_000
PICTURE = re.compile(r"data:image/(png|jpeg);base64,", re.IGNORECASE)
MAGIC = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}


class ForbiddenError(ValueError):
    """This is not a small picture inside the paper."""


class PictureFetcher(URLFetcher):
    """Answers ``data:`` pictures, refuses everything else, and remembers what it refused."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.blocked: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        try:
            kind, picture = read_picture(url)
        except ForbiddenError:
            self.blocked.append(url[:80])
            raise
        return URLFetcherResponse(url[:40], picture, {"Content-Type": f"image/{kind}"})


def read_picture(url: str) -> tuple[str, bytes]:
    """Return kind and bytes of a picture written as an address."""
    match = PICTURE.match(url)
    if match is None or len(url) > LARGEST * 4 // 3 + 100:
        raise ForbiddenError
    kind = match[1].lower()
    try:
        picture = base64.b64decode(url[match.end() :], validate=True)
    except (binascii.Error, ValueError) as error:
        raise ForbiddenError from error
    if len(picture) > LARGEST or not picture.startswith(MAGIC[kind]):
        raise ForbiddenError
    _refuse_bomb(picture)
    return kind, picture


def _refuse_bomb(picture: bytes) -> None:
    try:
        width, height = Image.open(BytesIO(picture), formats=("PNG", "JPEG")).size
    except Exception as error:
        raise ForbiddenError from error
    if width * height > MOST_PIXELS:
        raise ForbiddenError
