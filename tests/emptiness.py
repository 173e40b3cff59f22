"""A database after all migrations, made once for a run: who needs one begins with a copy."""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from tests.sharing import made_in, shared_folder

FILE = "birikme.sqlite3"  # as an installation calls it


def speak(facts: dict[str, str], statement: str) -> None:
    """Say it to the server on a line of its own.

    In the browser's event loop Django would open another line to the suite's database and
    never close it, and a database with a line open cannot be dropped.
    """
    line = psycopg2.connect(dbname="postgres", user=facts["USER"], host=facts["HOST"])
    line.autocommit = True
    with line.cursor() as cursor:
        cursor.execute(statement)
    line.close()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> str:
    """The file, or on PostgreSQL the name, of a database that has every table and no row.

    Migrating takes long, and is counted branch by branch if it is done in this process.
    """
    folder = shared_folder(tmp_path_factory, worker_id)
    return made_in(folder)("empty", _migrated)


def _migrated(folder: Path) -> str:
    facts = connection.settings_dict
    env = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "BIRIKME_DATA": str(folder / "empty"),
    }
    made = str(folder / "empty" / FILE)
    if connection.vendor == "postgresql":
        made = f"empty_{uuid.uuid4().hex[:12]}"
        speak(facts, f"CREATE DATABASE {made}")
        env["DATABASE_URL"] = f"postgresql://{facts['USER']}@/{made}?host={facts['HOST']}"
    migrate = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(migrate, cwd=settings.BASE_DIR, env=env, check=True)
    return made


def filled(data: Path, empty: str) -> None:
    """Put the tables into the data of an installation that keeps them in a file."""
    data.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(empty, data / FILE)
    (data / FILE).chmod(0o600)


def a_database(kind: str, empty: str) -> Iterator[str]:
    """Give the address of a database of one's own on the server, with all tables."""
    name, facts = f"{kind}_{uuid.uuid4().hex[:12]}", connection.settings_dict
    speak(facts, f"CREATE DATABASE {name} TEMPLATE {empty}")
    yield f"postgresql://{facts['USER']}@/{name}?host={facts['HOST']}"
    speak(facts, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, empty: str) -> None:
    """The suite's own database begins with that copy, too; migrating it finds nothing to do."""
    told = settings.DATABASES["default"]["TEST"]
    if connection.vendor == "sqlite":
        shutil.copyfile(empty, told["NAME"])
    else:
        told["TEMPLATE"] = empty


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Whether what stands there is used: the file that was copied is."""
    return connection.vendor == "sqlite"
