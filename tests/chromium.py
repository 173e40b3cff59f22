"""One real browser for all tests of a process: Playwright does not start twice in a thread."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

# Playwright runs an event loop in this thread; nothing here is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

QUIET = [
    "--no-sandbox",
    # One process less for each window, and nothing is drawn for eyes: a sixth less to do.
    "--disable-gpu",
    "--in-process-gpu",
    "--renderer-process-limit=1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
            args=QUIET,
        )
        yield browser
        browser.close()
