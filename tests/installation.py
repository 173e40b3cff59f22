"""An installation of its own, with its own database, for tests of commands and servers."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

Manage = Callable[..., str]


@pytest.fixture
def database(tmp_path: Path, django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """An empty database beside the suite's own; none is ever shared with it."""
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"drill_{uuid.uuid4().hex[:12]}"
    facts = connection.settings_dict
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        yield f"postgresql://{facts['USER']}@/{name}?host={facts['HOST']}"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def manage(tmp_path: Path, database: str) -> Manage:
    """Run a command on that installation; its words come back, with the exit code before."""
    env = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": database,
        "BIRIKME_DATA": str(tmp_path / "data"),
        "LC_ALL": "C.UTF-8",
    }

    def run(*words: str, **more: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=settings.BASE_DIR,
            env={**env, **more},
            capture_output=True,
            text=True,
            check=False,
        )
        return f"{done.returncode} {done.stdout}{done.stderr}"

    return run
