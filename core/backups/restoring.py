"""The way back: look at everything first, then change everything at once."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from core.backups import databases
from core.backups.archive import FILES, Manifest, extract, opened, verify
from core.backups.databases import BackupError


def restore(path: Path, *, identity: Path | None = None, replace: bool = False) -> Manifest:
    """Put a backup into place. Refuses, before touching anything, whatever is not right."""
    manifest = verify(path, identity)
    _refuse_strangers(manifest)
    if not (replace or is_empty()):
        raise BackupError("There is data here already. To put it aside, say --replace.")
    with _nobody_serves():
        _put_into_place(path, identity, manifest)
    return manifest


def _refuse_strangers(manifest: Manifest) -> None:
    if manifest.engine != databases.engine():
        raise BackupError(
            f"The backup comes from {manifest.engine}, and here is {databases.engine()}."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(manifest.migrations) - known)
    if unknown:
        raise BackupError(
            f"The backup was made by a newer version ({manifest.version}): {unknown[0]}."
        )


def is_empty() -> bool:
    """Nobody has an account and no file was kept."""
    try:
        anybody = get_user_model()._default_manager.exists()
    except DatabaseError:  # no tables yet
        anybody = False
    files = Path(settings.MEDIA_ROOT)
    return not (anybody or (files.is_dir() and any(files.iterdir())))


@contextmanager
def _nobody_serves() -> Iterator[None]:
    """A running server would go on writing into the file that was just put aside."""
    lock = os.open(Path(settings.DATA) / "serving.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise BackupError("The server is running. Stop it, then restore.") from error
    else:
        yield
    finally:
        os.close(lock)


def _put_into_place(path: Path, identity: Path | None, manifest: Manifest) -> None:
    """Everything is unpacked beside its place first, so that only renames remain."""
    files = Path(settings.MEDIA_ROOT)
    aside = f"before-{timezone.localtime():%Y%m%d-%H%M%S}"
    files.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=files.parent, prefix=".restore-"))
    try:
        with opened(path, identity) as tar:
            for name in manifest.members:
                extract(tar, name, staging / name)
        (staging / FILES).mkdir(exist_ok=True)
        databases.put_back(staging / manifest.database, aside)
        if files.exists():
            files.rename(files.with_name(f"{files.name}.{aside}"))
        (staging / FILES).rename(files)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
