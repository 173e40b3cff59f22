"""What was acknowledged is there, whatever happened to the server."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings


@pytest.mark.slow
def test_no_acknowledged_save_is_lost_when_the_server_is_killed(database: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    done = subprocess.run(
        [sys.executable, "bench/kill9.py", "--rounds", "3", "--port", str(port)],
        cwd=Path(settings.BASE_DIR),
        env={"PATH": os.environ["PATH"], "DATABASE_URL": database, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost 0, doubled 0" in done.stdout
    assert "refused 0, breaks in the record 0" in done.stdout
