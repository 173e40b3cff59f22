"""The renderer comes and goes as it should."""

import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.renderer import launch
from tests.renderers import children_of, paper, running, until

pytestmark = pytest.mark.either


def test_children_are_renewed_after_their_papers(own):
    with running(own, "--papers", "3", "--children", "1") as master:
        first = children_of(master.pid)
        for _round in range(4):
            assert paper("<p>x").startswith(b"%PDF")

        until(lambda: children_of(master.pid) not in ([], first))


def test_two_are_made_at_a_time_and_the_others_wait(own):
    with running(own, "--children", "9") as master, ThreadPoolExecutor(8) as pool:
        papers = set(pool.map(lambda _n: paper("<p>Ңң " * 150), range(8)))

        assert len(children_of(master.pid)) == 2

    assert len(papers) == 1


def test_a_second_master_on_the_same_socket_goes_quietly(own):
    with running(own) as master:
        command = [sys.executable, "-m", "core.renderer", "--socket", str(own)]
        subprocess.run(command, cwd=launch.BASE, check=True, timeout=60)

        assert master.poll() is None
        assert paper("x").startswith(b"%PDF")


def test_an_idle_renderer_goes(own):
    with running(own, "--idle", "5") as master:
        assert master.wait(60) == 0


def test_children_do_not_outlive_a_killed_master(own):
    with running(own) as master:
        children = children_of(master.pid)
        master.kill()
        master.wait(10)
        until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))

    assert own.exists()  # a stale socket, which the next one replaces
    with running(own):
        until(lambda: _answers(own))


def _answers(path):
    with socket.socket(socket.AF_UNIX) as line:
        return line.connect_ex(str(path)) == 0


def test_the_command_becomes_the_renderer(settings, own):
    manage = [sys.executable, "manage.py", "renderer"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BIRIKME_DATA": str(own.parent),
    }
    master = subprocess.Popen(
        manage, cwd=launch.BASE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    path = own.parent / "renderer.sock"
    try:
        until(lambda: path.exists() or master.poll() is not None)
        assert master.poll() is None, master.stderr.read()
        settings.RENDERER_SOCKET = str(path)
        assert paper("x").startswith(b"%PDF")
    finally:
        master.terminate()
        master.communicate(timeout=10)
