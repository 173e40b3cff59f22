"""A visitor with a cookie jar: signs in by the form, times pages, weighs a first load."""

import gzip
import http.client
import re
import socket
import statistics
import sys
import time
import urllib.parse
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from ground import Server


@dataclass
class Answer:
    """Status, headers by lower-case name, body as it came over the line."""

    status: int
    headers: dict[str, str]
    body: bytes

    def text(self) -> str:
        zipped = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if zipped else self.body).decode()


@dataclass
class Visitor:
    """Somebody at one server."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, "", headers)

    def send(self, method: str, path: str, body: str, headers: dict[str, str]) -> Answer:
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        try:
            line.request(method, path, body or None, {**self.jar(), **said})
            answer = line.getresponse()
            known = {name.lower(): value for name, value in answer.getheaders()}
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return Answer(answer.status, known, answer.read())
        finally:
            line.close()

    def jar(self) -> dict[str, str]:
        said = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": said} if said else {}

    def sign_in(self, user: str, password: str) -> "Visitor":
        page = self.get("/account/sign-in/").text()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        said = {"csrfmiddlewaretoken": token[1], "username": user, "password": password}
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.send("POST", "/account/sign-in/", urllib.parse.urlencode(said), form)
        if answer.status != 302:
            sys.exit(f"{user} could not sign in: {answer.status}")
        return self

    def raw(self, path: str) -> bytes:
        head = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
        head += [f"{name}: {value}" for name, value in self.jar().items()]
        return "\r\n".join([*head, "", ""]).encode()


@dataclass
class Target:
    """A page to be timed."""

    name: str
    visitor: Visitor
    path: str
    rounds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def once(self, request: bytes) -> tuple[float, int]:
        server = self.visitor.server
        before = server.cpu()
        began = time.perf_counter()
        with socket.create_connection(("127.0.0.1", server.port), 60) as line:
            line.sendall(request)
            first = line.recv(1 << 16)
            while line.recv(1 << 16):
                pass
        took = time.perf_counter() - began
        if not first.startswith(b"HTTP/1.1 200"):
            sys.exit(f"{self.name}: {first[:60]!r}")
        return took, server.cpu() - before


def in_turn(targets: list[Target], *, rounds: int, times: int) -> None:
    """A B C A B C …: each round keeps the median of every page."""
    requests = [target.visitor.raw(target.path) for target in targets]
    for target, request in zip(targets * 6, requests * 6, strict=True):
        target.once(request)
    for _ in range(rounds):
        taken: list[list[tuple[float, int]]] = [[] for _ in targets]
        for _time in range(times):
            for place, target in enumerate(targets):
                taken[place].append(target.once(requests[place]))
        for target, found in zip(targets, taken, strict=True):
            target.rounds.append(statistics.median(took for took, _ in found))
            target.cpu.append(statistics.median(cpu for _, cpu in found))


def ratio(target: Target, unit: Target, *, cpu: bool = False) -> float:
    """The median of the ratios per round."""
    pairs = zip(*((t.cpu if cpu else t.rounds) for t in (target, unit)), strict=True)
    return statistics.median(a / b for a, b in pairs)


class Elements(HTMLParser):
    """Counts elements, and notes what a browser would fetch with the page.

    What a ``<template>`` holds is no element of the page until a script copies it.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.count = 0
        self.aside = 0
        self.wanted: list[str] = []
        self.icon = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.count += not self.aside
        self.aside += tag == "template"
        said = {name: value or "" for name, value in attrs}
        rel = said.get("rel", "").split()
        if tag == "link" and {"stylesheet", "icon", "manifest", "preload"} & set(rel):
            self.icon |= "icon" in rel
            self.wanted.append(said["href"])
        elif tag in {"script", "img", "iframe"} and said.get("src"):
            self.wanted.append(said["src"])
        elif tag == "use" and not said.get("href", "#").startswith("#"):
            self.wanted.append(said["href"])

    def handle_endtag(self, tag: str) -> None:
        self.aside -= tag == "template"

    def addresses(self) -> list[str]:
        """Every file once, and the icon that a browser asks for if none is named."""
        wanted = [*self.wanted, *([] if self.icon else ["/favicon.ico"])]
        plain = (address.partition("#")[0] for address in wanted)
        return list(dict.fromkeys(a for a in plain if not a.startswith("data:")))


@dataclass
class Weight:
    """A first load with an empty cache."""

    html: int
    gzip: int
    brotli: int
    requests: int
    elements: int
    fonts: int
    kept: bool


def weigh(visitor: Visitor, path: str) -> Weight:
    page = visitor.get(path, Accept_Encoding="gzip")
    if page.status != 200:
        sys.exit(f"{path} answered {page.status}")
    seen = Elements(page.text())
    plain = Visitor(visitor.server)
    sizes, small, kept, fonts = [], [], True, 0
    queue = seen.addresses()
    done: set[str] = set()
    while queue:
        address = queue.pop(0)
        if address in done:
            continue
        done.add(address)
        answer = plain.get(address, Accept_Encoding="gzip")
        sizes.append(len(answer.body))
        small.append(len(plain.get(address, Accept_Encoding="gzip, br").body))
        kept &= "immutable" in answer.headers.get("cache-control", "")
        if address.endswith(".css"):
            found = re.findall(r"url\(['\"]?([^)'\"]+)", answer.text())
            files = [urllib.parse.urljoin(address, f.partition("#")[0]) for f in found]
            queue += [file for file in files if not file.startswith("data:")]
            fonts += answer.text().count("@font-face")
    return Weight(
        html=len(page.body),
        gzip=len(page.body) + sum(sizes),
        brotli=len(page.body) + sum(small),
        requests=1 + len(done),
        elements=seen.count,
        fonts=fonts,
        kept=kept,
    )
