#!/usr/bin/env python3
"""Kills the server by force while people save, and looks whether anything acknowledged is gone.

    python bench/kill9.py                 25 rounds on a temporary SQLite database
    python bench/kill9.py --rounds 3      the suite's short form
    DATABASE_URL=postgresql://… python bench/kill9.py

Each writer saves one item of the same meeting through the page's own address, as the page does.
A save counts as acknowledged only when the answer came back with 2xx. Afterwards the database
must hold the last acknowledged text of every item (or a later one), and each item must be
changed at least as often as was acknowledged, at most as often as was tried.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "kill9kill9kill9kill9kill9kill9ab"  # any 32 characters, in cookie and header alike
SEED = """
import json
from django.test import Client
from django.urls import reverse
from tests import factories as make
school = make.a_school()
make.a_year(school)
head = make.a_person(school)
association = make.an_association(school, head=head)
meeting = make.a_meeting(association)
items = [make.an_item(meeting) for _ in range(%d)]
client = Client()
client.force_login(head)
print(json.dumps({
    "session": {name: morsel.value for name, morsel in client.cookies.items()},
    "page": reverse("meetings:meeting_record", args=[meeting.pk]),
    "items": {item.pk: reverse("meetings:item_save", args=[item.pk]) for item in items},
}))
"""
LOOK = """
import json
from core import audit
from core.models import ChainHead
from meetings.models import AgendaItem
print(json.dumps({
    "items": {i.pk: [i.version, i.heard] for i in AgendaItem.objects.all()},
    "breaks": [b for h in ChainHead.objects.all() for b in audit.verify(h.scope)],
}))
"""


class Form(HTMLParser):
    """Reads what one form of a page would send."""

    def __init__(self, action: str, page: str) -> None:
        super().__init__()
        self.action, self.inside = action, False
        self.fields: list[tuple[str, str]] = []
        self.area = self.choice = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = said.get("action") == self.action
        name = said.get("name", "")
        if not self.inside or "disabled" in said:
            return
        if tag == "input" and name and said.get("type") not in {"file", "submit", "button"}:
            if said.get("type") not in {"checkbox", "radio"} or "checked" in said:
                self.fields.append((name, said.get("value", "on")))
        elif tag == "textarea" and name:
            self.area = name
            self.fields.append((name, ""))
        elif tag == "select":
            self.choice = name
        elif tag == "option" and self.choice and "selected" in said:
            self.fields.append((self.choice, said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.choice = ""

    def handle_data(self, data: str) -> None:
        if self.inside and self.area:
            name, value = self.fields[-1]
            self.fields[-1] = (name, value + data)


@dataclass
class Server:
    """The production server, in a process group of its own."""

    env: dict[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"],
            cwd=ROOT,
            env=self.env,
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        limit = time.monotonic() + 60
        while time.monotonic() < limit:
            with contextlib.suppress(OSError, http.client.HTTPException):
                request(self.port, "GET", "/", {}, None)
                return
            time.sleep(0.1)
        sys.exit("The server does not answer.")

    def kill(self, whom: str) -> None:
        """By force, without a word; workers come back by themselves, the master does not."""
        assert self.process
        if whom == "worker":
            workers = children(self.process.pid)
            if workers:
                kill(random.choice(workers))
            return
        if whom == "master":
            kill(self.process.pid)
            time.sleep(0.2)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.start()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in found.split()]


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def request(
    port: int, method: str, path: str, headers: dict[str, str], body: str | None
) -> tuple[int, str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request(method, path, body, headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()


@dataclass
class Writer(threading.Thread):
    """Somebody at the page of one item, saving as fast as it answers."""

    port: int
    page: str
    address: str
    cookies: dict[str, str]
    acknowledged: int = 0
    tried: int = 0
    last: int = 0
    refused: list[str] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        while not self.over.is_set():
            try:
                self.once()
            except (OSError, http.client.HTTPException):
                self.fields = []  # nobody knows: look at the page again
                time.sleep(0.05)

    @property
    def headers(self) -> dict[str, str]:
        cookies = {**self.cookies, "csrftoken": TOKEN}
        return {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": TOKEN,
            "X-Autosave": "1",
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def once(self) -> None:
        if not self.fields:
            page = {**self.headers, "Accept": "text/html"}
            status, text = request(self.port, "GET", self.page, page, None)
            self.fields = Form(self.address, text).fields
            if status != 200 or not self.fields:
                raise ConnectionError(f"the page answered {status}")
        self.tried += 1
        status, text = self.save(f"kill9 {self.tried}")
        if 200 <= status < 300 and json.loads(text).get("saved_at"):
            self.acknowledged += 1
            self.last = self.tried
            revision = str(json.loads(text)["revision"])
            self.fields = [(n, revision if n == "revision" else v) for n, v in self.fields]
        else:
            self.refused.append(f"{status} {text[:80]}")
            self.fields = []

    def save(self, text: str) -> tuple[int, str]:
        """The one request that knows how the page saves."""
        body = [(n, text if n.endswith("heard") else v) for n, v in self.fields]
        return request(
            self.port, "POST", self.address, self.headers, urllib.parse.urlencode(body)
        )


def manage(env: dict[str, str], *words: str) -> str:
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def judge(env: dict[str, str], writers: dict[str, Writer]) -> int:
    found = json.loads(manage(env, "shell", "-v0", "-c", LOOK))
    acknowledged = sum(writer.acknowledged for writer in writers.values())
    lost = doubled = 0
    for pk, writer in writers.items():
        version, heard = found["items"][pk]
        stored = int(heard.removeprefix("kill9 ") or 0)
        lost += max(0, writer.last - stored) + max(0, writer.acknowledged - (version - 1))
        doubled += max(0, (version - 1) - writer.tried)
    refused = [word for writer in writers.values() for word in writer.refused]
    print(f"acknowledged {acknowledged}, lost {lost}, doubled {doubled}")
    print(f"refused {len(refused)}, breaks in the record {len(found['breaks'])}")
    for word in [*refused[:5], *found["breaks"][:5]]:
        print(f"  {word}")
    return int(bool(lost or doubled or found["breaks"] or not acknowledged))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--port", type=int, default=8109)
    parser.add_argument("--seed", type=int, default=9)
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory(prefix="birikme-kill9-") as folder:
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "BIRIKME_DATA": folder,
            "BIND": "127.0.0.1",
            "PORT": str(options.port),
            "WEB_WORKERS": "3",
        }
        manage(env, "migrate", "-v0")
        manage(env, "collectstatic", "--no-input", "-v0")
        seeded = json.loads(manage(env, "shell", "-v0", "-c", SEED % options.writers))
        return play(Server(env, options.port), seeded, options.rounds)


def play(server: Server, seeded: dict[str, Any], rounds: int) -> int:
    writers = {
        pk: Writer(server.port, seeded["page"], address, seeded["session"])
        for pk, address in seeded["items"].items()
    }
    try:
        server.start()
        for writer in writers.values():
            writer.start()
        for number in range(rounds):
            time.sleep(random.uniform(0.5, 2.0))
            server.kill(["worker", "master", "everybody"][number % 3])
        time.sleep(1)
        for writer in writers.values():
            writer.over.set()
        for writer in writers.values():
            writer.join(40)
    finally:
        server.stop()
    print(f"{rounds} rounds, {len(writers)} writers")
    return judge(server.env, writers)


if __name__ == "__main__":
    sys.exit(main())
