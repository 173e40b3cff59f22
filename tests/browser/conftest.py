"""A real server with a small school, and a real browser in front of it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.emptiness import a_database, filled

PASSWORD = "Birikme-Demo-2026"


@dataclass
class Site:
    """A running installation: its address, and the environment its commands need."""

    url: str
    env: dict

    def run(self, *words):
        if not self.env:
            pytest.skip("The server runs elsewhere; its commands are out of reach.")
        done = subprocess.run(
            [sys.executable, *words],
            cwd=settings.BASE_DIR,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def own_database(django_db_setup, empty):
    """The server's database is never the suite's own."""
    if connection.vendor == "sqlite":
        yield ""
    else:
        yield from a_database("story", empty)


@pytest.fixture(scope="session")
def site(own_database, empty, tmp_path_factory):
    """The production server with two small schools, as ``script/server`` starts it.

    ``BIRIKME_SITE`` names one that runs elsewhere already, on a bare machine for instance.
    """
    if running := os.environ.get("BIRIKME_SITE"):
        yield Site(running, {})
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    env = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "DATABASE_URL": own_database,
        "BIRIKME_DATA": str(tmp_path_factory.mktemp("site")),
        "BIRIKME_DEMO": "0",
        "BIRIKME_BASE_URL": url,
        "PORT": str(port),
    }
    if not own_database:
        filled(Path(env["BIRIKME_DATA"]), empty)
    site = Site(url, env)
    site.run("manage.py", "prepare")
    site.run("tests/browser/seed.py")
    log = Path(env["BIRIKME_DATA"]) / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "script/supervise.py"],
            cwd=settings.BASE_DIR,
            env=env,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        _wait_for(url, log)
        yield site
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(60)


def _wait_for(url, log):
    for _try in range(120):
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"The server did not start:\n{log.read_text()}")


@pytest.fixture
def enter(site, chromium):
    """Open the browser as somebody: a window of their own, signed in."""
    contexts = []
    pages = []

    def signed_in(login, *, width=1280, height=900, **wishes):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, base_url=site.url, **wishes
        )
        contexts.append(context)
        page = context.new_page()
        pages.append((login, page))
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if said.type == "error" else None,
        )
        page.goto("/account/sign-in/")
        page.fill("input[name=username]", login)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url("**/")
        return page

    signed_in.pages = pages
    yield signed_in
    for context in contexts:
        context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A story that fails says what its people had before their eyes."""
    report = yield
    if call.when == "call" and report.failed and "enter" in item.funcargs:
        for login, page in item.funcargs["enter"].pages:
            said = page.evaluate("document.body.innerText")
            report.sections.append((f"{login} at {page.url}", said[:1500]))
    return report
