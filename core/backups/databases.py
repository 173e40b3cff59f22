"""The database's part of a backup: a consistent copy, its rows counted, and the way back."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, connections, transaction

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
BEFORE = (
    b"SET client_min_messages = warning;"
    b"BEGIN; DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"
)
AFTER = b"COMMIT;\n"


@dataclass(frozen=True)
class Copy:
    """A file that holds the whole database, and what was in it."""

    path: Path
    rows: dict[str, int]


class BackupError(Exception):
    """A backup that cannot be made or must not be trusted; the message says why."""


def engine() -> str:
    return connection.vendor


def copy_into(folder: Path) -> Copy:
    path = folder / NAMES[engine()]
    if engine() == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        return Copy(path, rows_of(path, "sqlite"))
    return Copy(path, _dump(path))


def rows_of(path: Path, made_by: str) -> dict[str, int]:
    """Count the rows of a copy; reading them all is the proof that they can be read."""
    return _rows_of_sqlite(path) if made_by == "sqlite" else _rows_of_dump(path)


def _rows_of_sqlite(path: Path) -> dict[str, int]:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            word = copy.execute("PRAGMA integrity_check").fetchone()[0]
            if word != "ok":
                raise BackupError(f"The database copy is not whole: {word}")
            tables = copy.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
                " AND name NOT LIKE 'sqlite%' ORDER BY name"
            ).fetchall()
            return {
                name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 -- a name of the schema
                for (name,) in tables
            }
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The database copy does not read: {error}") from error


def _dump(path: Path) -> dict[str, int]:
    """One snapshot for the counts and for the dump."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace ORDER BY relname"
        )
        names = [name for (name,) in cursor.fetchall()]
        rows = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608 -- a name of the schema
            rows[name] = cursor.fetchone()[0]
        _program(
            "pg_dump", "-Fc", "--no-owner", "--no-acl", "--no-comments",
            f"--snapshot={snapshot}", "-f", str(path), *_place(),
        )  # fmt: skip
    return rows


def _rows_of_dump(path: Path) -> dict[str, int]:
    rows: dict[str, int] = {}
    table = ""
    for line in _sql_of(path):
        if table and line == b"\\.\n":
            table = ""
        elif table:
            rows[table] += 1
        elif line.startswith(b"COPY public."):
            table = line.decode().split()[1].removeprefix("public.").strip('"')
            rows[table] = 0
    return rows


def _sql_of(path: Path) -> Iterator[bytes]:
    with _reading(path) as program:
        assert program.stdout  # noqa: S101 -- it was asked for
        yield from program.stdout
    if program.returncode:
        raise BackupError("The database copy does not read (pg_restore)")


@contextmanager
def _reading(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = ["pg_restore", "--no-owner", "--no-acl", "-f", "-", str(path)]
    try:
        with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
            yield program
    except FileNotFoundError as error:
        raise BackupError("pg_restore is not installed (postgresql-client)") from error


def put_back(path: Path, aside: str) -> None:
    """Make the copy the database in use; an SQLite file that stood there is kept aside."""
    if engine() == "sqlite":
        _put_back_file(path, aside)
    else:
        _put_back_dump(path)


def _put_back_file(path: Path, aside: str) -> None:
    """Move the old file away with its journal, which would be played into the new one."""
    place = Path(connection.settings_dict["NAME"])
    connections.close_all()
    beside = place.with_name(f".{place.name}.incoming")
    shutil.move(path, beside)
    for old in [place, *place.parent.glob(f"{place.name}-*")]:
        if old.exists():
            old.rename(old.with_name(f"{old.name}.{aside}"))
    beside.rename(place)
    handle = os.open(place.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _put_back_dump(path: Path) -> None:
    """All or nothing: the old tables go and the new ones come in one transaction."""
    place = _place()
    connections.close_all()
    command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-f", "-"]
    with subprocess.Popen([*command, *place], stdin=subprocess.PIPE, env=_env()) as psql:
        assert psql.stdin  # noqa: S101 -- it was asked for
        psql.stdin.write(BEFORE)
        for line in _sql_of(path):
            if not line.startswith(b"CREATE SCHEMA public;"):
                psql.stdin.write(line)
        psql.stdin.write(AFTER)  # never reached when reading fails: then nothing has changed
    if psql.returncode:
        raise BackupError("The database refused the copy; nothing was changed")


def _program(*command: str) -> None:
    try:
        subprocess.run(command, check=True, env=_env())
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is not installed (postgresql-client)") from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{command[0]} did not finish its work") from error


def _place() -> list[str]:
    facts = connection.settings_dict
    words = [("-h", facts["HOST"]), ("-p", facts["PORT"]), ("-U", facts["USER"])]
    given = [part for flag, value in words if value for part in (flag, str(value))]
    return [*given, "-d", str(facts["NAME"])]


def _env() -> dict[str, str]:
    password = connection.settings_dict.get("PASSWORD")
    return {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
