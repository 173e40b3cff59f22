"""The backup's own file: a plain tar whose last member says what must be in it."""

import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from core.backups import databases
from core.backups.databases import BackupError

APP, FORMAT = "birikme", 1
MANIFEST, SEAL, FILES = "manifest.json", "manifest.sha256", "files"
AGE_HEAD = b"age-encryption.org/"
MANIFEST_LIMIT = 64 * 1024 * 1024


@dataclass
class Manifest:
    """What a backup says about itself."""

    engine: str
    version: str
    made_at: str
    migrations: list[str]
    rows: dict[str, int]
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    app: str = APP
    format: int = FORMAT

    @property
    def database(self) -> str:
        return databases.NAMES[self.engine]


def version() -> str:
    facts = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())
    return str(facts["project"]["version"])


def make(target: Path, recipients: Path | None = None) -> Manifest:
    """Write a consistent copy beside ``target`` and give it its name only when it is whole.

    The database goes first: files are written before their rows and never change,
    so every row of the copy finds its file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
            copy = databases.copy_into(Path(folder))
            manifest = Manifest(
                engine=databases.engine(),
                version=version(),
                made_at=timezone.now().isoformat(timespec="seconds"),
                migrations=applied(),
                rows=copy.rows,
            )
            with _output(beside, recipients) as output:
                _pack(output, manifest, copy.path)
        _sync(beside)
        beside.rename(target)
        _sync(target.parent)
    except OSError as error:
        raise BackupError(f"The backup could not be written: {error}") from error
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def applied() -> list[str]:
    from django.db import connection  # noqa: PLC0415 -- the one in use now

    done = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done)


def _pack(output: IO[bytes], manifest: Manifest, database: Path) -> None:
    with tarfile.open(fileobj=output, mode="w|") as tar:
        _add(tar, database, manifest.database, manifest)
        top = Path(settings.MEDIA_ROOT)
        for path in sorted(top.rglob("*")):
            name = path.relative_to(top)
            if path.is_file() and name.parts[0] != "incoming":
                _add(tar, path, f"{FILES}/{name.as_posix()}", manifest)
        words = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        _write(tar, MANIFEST, words)
        _write(tar, SEAL, _seal(words))


def _seal(words: bytes) -> bytes:
    """What ``sha256sum --check`` reads."""
    return f"{hashlib.sha256(words).hexdigest()}  {MANIFEST}\n".encode()


def _write(tar: tarfile.TarFile, name: str, words: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(words), 0o600
    tar.addfile(info, io.BytesIO(words))


def _add(tar: tarfile.TarFile, path: Path, name: str, manifest: Manifest) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = path.stat().st_size, 0o600
    info.mtime = int(path.stat().st_mtime)
    with path.open("rb") as source:
        reader = Hashing(source)
        tar.addfile(info, reader)
    manifest.members[name] = {"size": info.size, "sha256": reader.digest.hexdigest()}


class Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(size)
        self.digest.update(piece)
        return piece


@contextmanager
def _output(path: Path, recipients: Path | None) -> Iterator[IO[bytes]]:
    """The file itself, or the mouth of the ``age`` program that encrypts into it."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        if recipients is None:
            yield file
            return
        with _age(["-R", str(recipients)], stdin=subprocess.PIPE, stdout=file) as program:
            assert program.stdin  # noqa: S101 -- it was asked for
            yield program.stdin


@contextmanager
def _age(options: list[str], **streams: Any) -> Iterator[subprocess.Popen[bytes]]:
    try:
        program = subprocess.Popen(["age", *options], **streams)
    except FileNotFoundError as error:
        raise BackupError("The program age is not installed (apt install age).") from error
    with program:
        yield program
    if program.returncode:
        raise BackupError("The program age could not do its part; see its words above.")


@contextmanager
def opened(path: Path, identity: Path | None = None) -> Iterator[tarfile.TarFile]:
    """The tar to read from, decrypted first if need be."""
    try:
        with path.open("rb") as file, tempfile.TemporaryFile(dir=path.parent) as plain:
            source: IO[bytes] = file
            if file.read(len(AGE_HEAD)) == AGE_HEAD:
                if identity is None:
                    raise BackupError("The backup is encrypted: name the key with --identity.")
                with _age(["-d", "-i", str(identity), str(path)], stdout=plain):
                    pass
                source = plain
            source.seek(0)
            with tarfile.open(fileobj=source, mode="r:") as tar:
                yield tar
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(f"The backup is damaged: {error}") from error
    except OSError as error:
        raise BackupError(f"The backup cannot be read: {error}") from error


def verify(path: Path, identity: Path | None = None) -> Manifest:
    """Read every byte back, and the database's rows; raise on the first thing that is off."""
    with opened(path, identity) as tar:
        manifest = read_manifest(tar)
        _compare(tar, manifest)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".verify-") as folder:
            copy = Path(folder) / manifest.database
            extract(tar, manifest.database, copy)
            _compare_rows(manifest, databases.rows_of(copy, manifest.engine))
    return manifest


def _compare_rows(manifest: Manifest, found: dict[str, int]) -> None:
    wrong = sorted(
        table
        for table in manifest.rows.keys() | found.keys()
        if manifest.rows.get(table) != found.get(table)
    )
    if wrong:
        raise BackupError(f"The backup is damaged: other rows than promised in {wrong[0]}.")


def read_manifest(tar: tarfile.TarFile) -> Manifest:
    words = _read(tar, MANIFEST)
    if _read(tar, SEAL) != _seal(words):
        raise BackupError("The backup is damaged: its list of contents has changed.")
    try:
        manifest = Manifest(**json.loads(words))
    except (ValueError, TypeError) as error:
        raise BackupError("This is not a backup of this program.") from error
    if manifest.app != APP or manifest.engine not in databases.NAMES:
        raise BackupError("This is not a backup of this program.")
    if manifest.format > FORMAT:
        raise BackupError("The backup was made by a newer version of the program.")
    return manifest


def _read(tar: tarfile.TarFile, name: str) -> bytes:
    try:
        member = tar.getmember(name)
    except KeyError as error:
        raise BackupError("This is not a whole backup: it does not end as one.") from error
    source = tar.extractfile(member)
    if source is None or member.size > MANIFEST_LIMIT:
        raise BackupError("This is not a backup of this program.")
    return source.read()


def _compare(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """Exactly the members of the list, each plain, inside, and byte for byte the same."""
    found = [member for member in tar.getmembers() if member.name not in {MANIFEST, SEAL}]
    names = [member.name for member in found]
    if len(names) != len(set(names)) or set(names) != set(manifest.members):
        odd = set(names) ^ set(manifest.members) or {"a name twice"}
        raise BackupError(f"The backup is damaged: {min(odd)} is missing or foreign.")
    for member in found:
        path = PurePosixPath(member.name)
        if not member.isfile() or path.is_absolute() or ".." in path.parts:
            raise BackupError(f"The backup holds something that is no file: {member.name}")
        source = tar.extractfile(member)
        assert source  # noqa: S101 -- it is a file
        reader = Hashing(source)
        while reader.read(1 << 20):
            pass
        digest = reader.digest.hexdigest()
        promised = manifest.members[member.name]
        if (member.size, digest) != (promised["size"], promised["sha256"]):
            raise BackupError(f"The backup is damaged: {member.name} has changed.")


def extract(tar: tarfile.TarFile, name: str, target: Path) -> None:
    """One member to one place, and on the disk before we go on."""
    source = tar.extractfile(name)
    if source is None:
        raise BackupError(f"The backup is damaged: {name} is no file.")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := source.read(1 << 20):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
