"""Files that survive a power cut: written once, named by their content, never changed."""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

FILE_MODE = 0o600
FOLDER_MODE = 0o700


class ImmutableFileError(Exception):
    """A kept file was about to be changed, removed, or shown by a public address."""


@deconstructible(path="core.storage.DurableStorage")
class DurableStorage(FileSystemStorage):
    """Keeps each content once, under ``ab/cd/<sha256>``; returns only when it is on disk.

    The name a client gave is not used for anything.
    """

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        with self._incoming() as (handle, temporary):
            digest = _copy(content, handle)
            kept = f"{digest[:2]}/{digest[2:4]}/{digest}"
            self._settle(temporary, Path(self.path(kept)))
        return kept

    def generate_filename(self, filename: Any) -> str:
        return "incoming"

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def delete(self, name: str) -> None:
        raise ImmutableFileError(f"{name} is kept for good")

    def url(self, name: str | None) -> str:
        raise ImmutableFileError(f"{name} is served by the guarded page, not by an address")

    def is_whole(self, name: str) -> bool:
        """Say whether the bytes on disk are still those the name promises."""
        path = Path(self.path(name))
        if not path.is_file():
            return False
        with path.open("rb") as kept:
            return hashlib.file_digest(kept, "sha256").hexdigest() == path.name

    def _open(self, name: str, mode: str = "rb") -> File:
        if mode != "rb":
            raise ImmutableFileError(f"{name} is only read")
        return File(Path(self.path(name)).open(mode))

    @contextmanager
    def workspace(self) -> Iterator[IO[bytes]]:
        """Give room for putting a file together: on the disk, nameless, gone afterwards."""
        with tempfile.TemporaryFile(dir=self._folder()) as room:
            yield room

    def erase(self, name: str) -> None:
        """Remove what can be made again; whoever calls knows that nothing names it."""
        path = Path(self.path(name))
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _sync_folder(path.parent)

    def sweep(self, before: datetime) -> int:
        """Remove half-written files that a power cut left behind, and say how many."""
        left = [
            path
            for path in self._folder().iterdir()
            if path.is_file() and path.stat().st_mtime < before.timestamp()
        ]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _folder(self) -> Path:
        folder = Path(self.location) / "incoming"
        _make_folders(folder, Path(self.location))
        return folder

    @contextmanager
    def _incoming(self) -> Iterator[tuple[int, Path]]:
        temporary = self._folder() / secrets.token_hex(16)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        try:
            yield handle, temporary
        finally:
            os.close(handle)
            temporary.unlink(missing_ok=True)

    def _settle(self, temporary: Path, kept: Path) -> None:
        """Give the finished file its name; a torn file of that name is replaced."""
        _make_folders(kept.parent, Path(self.location))
        if not kept.is_file() or kept.stat().st_size != temporary.stat().st_size:
            temporary.rename(kept)
        _sync_folder(kept.parent)


def _copy(content: Any, handle: int) -> str:
    """Write everything to the disk itself and return the digest of what was written."""
    source = content if isinstance(content, File) else _as_file(content)
    digest = hashlib.sha256()
    for chunk in source.chunks():
        piece = chunk.encode() if isinstance(chunk, str) else chunk
        digest.update(piece)
        _write_all(handle, piece)
    os.fsync(handle)
    return digest.hexdigest()


def _as_file(content: Any) -> File:
    return ContentFile(content) if isinstance(content, bytes | str) else File(content)


def _write_all(handle: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _make_folders(folder: Path, top: Path) -> None:
    """Make the folders down to this one, each known to its parent before the next."""
    top.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    for part in [*reversed(folder.relative_to(top).parents), folder.relative_to(top)][1:]:
        made = top / part
        if not made.is_dir():
            made.mkdir(mode=FOLDER_MODE, exist_ok=True)
            _sync_folder(made.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
