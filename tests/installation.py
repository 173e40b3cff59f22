"""An installation of its own, with its own database, for tests of commands and servers."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.emptiness import a_database, filled

Manage = Callable[..., str]


@pytest.fixture
def database(empty: str) -> Iterator[str]:
    """A database without a row beside the suite's own; none is ever shared with it."""
    if connection.vendor == "sqlite":
        yield ""
    else:
        yield from a_database("drill", empty)


@pytest.fixture
def manage(tmp_path: Path, database: str, empty: str) -> Manage:
    """Run a command on that installation; its words come back, with the exit code before."""
    if not database:
        filled(tmp_path / "data", empty)
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
