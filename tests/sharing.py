"""What is costly to make is made once for all processes of a run, and read by the others."""

import fcntl
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from tests import factories

Once = Callable[[str, Callable[[Path], Any]], Any]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """Make it in the process that wants it first; whoever comes meanwhile waits for it.

    On PostgreSQL each makes its own: there the keys of rows differ between processes.
    """
    if connection.vendor == "sqlite":
        return made_in(shared_folder(tmp_path_factory, worker_id))
    return made_in(tmp_path_factory.getbasetemp())


def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The one that all processes of a run know."""
    folder = tmp_path_factory.getbasetemp()
    return folder if worker_id == "master" else folder.parent


def made_in(folder: Path) -> Once:
    """Make things in this folder, each once."""

    def made(name: str, make: Callable[[Path], Any]) -> Any:
        kept = folder / f"{name}.pickle"
        with (folder / f"{name}.lock").open("w") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps(make(folder)))
        return pickle.loads(kept.read_bytes())

    return made


def keep(folder: Path, build: Callable[[], Any]) -> tuple[Any, int]:
    """Build it in a copy of our empty database, which stays there with the files."""
    file = folder / "kept.sqlite3"
    connection.close()
    shutil.copyfile(connection.settings_dict["NAME"], file)
    with in_database(file), transaction.atomic():
        built = build()
        connection.run_on_commit = []  # what would follow is tried elsewhere
    shutil.copytree(settings.MEDIA_ROOT, folder / "kept", dirs_exist_ok=True)
    return built, next(factories._number)


@contextmanager
def kept_database(folder: Path, number: int) -> Iterator[None]:
    """Work in a copy of what was kept; the numbers of things go on where they were."""
    own = Path(settings.DATA) / "kept.sqlite3"
    shutil.copyfile(folder / "kept.sqlite3", own)
    shutil.copytree(folder / "kept", settings.MEDIA_ROOT, dirs_exist_ok=True)
    factories._number = count(max(number, next(factories._number)))
    with in_database(own):
        yield


@contextmanager
def in_database(file: Path) -> Iterator[None]:
    """Let the line of this process lead to another file for a while."""
    usual = connection.settings_dict["NAME"]
    _lead_to(str(file))
    try:
        yield
    finally:
        _lead_to(usual)


def _lead_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()
