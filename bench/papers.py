"""Papers: the warm renderer beside typst and LibreOffice, its memory, two children at once."""

import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.html import strip_tags
from ground import children, memory

from core.renderer import client, launch

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(os.environ.get("BENCH_FOLDER", "."))
QUICK = bool(os.environ.get("BENCH_QUICK"))
ROUNDS = 5 if QUICK else 9
MANY = 60 if QUICK else 500
WANTED_PAGES = 2

TYPST = """
import sys, typst
source = open(sys.argv[1], "rb").read()
for _line in sys.stdin:
    pdf = typst.compile(source)
    open(sys.argv[1] + ".pdf", "wb").write(pdf)
    print(len(pdf), flush=True)
"""


def order_of(document: Any) -> dict[str, Any]:
    """The very order that ``document.pdf()`` sends."""
    html = document.html()
    with translation.override(document.language):
        title = document.title()
    return {
        "html": html,
        "css": document.css(),
        "language": document.language,
        "title": title,
        "made_at": document.made_at.isoformat(timespec="seconds"),
        "attachments": document.attachments(),
        "variant": "pdf/a-3a",
    }


def measure() -> dict[str, Any]:
    import plan_paper  # noqa: PLC0415

    from associations import archive  # noqa: PLC0415
    from associations.models import ArchivedDocument  # noqa: PLC0415

    rows = ArchivedDocument.objects.filter(kind="protocol").order_by("pk")
    documents = [archive.document_of(paper) for paper in rows[:30]]
    orders = [order_of(document) for document in documents]
    found: dict[str, Any] = {}
    with renderer("one", 1) as one, renderer("two", 2) as two:
        document, order = _of_two_pages(one, documents, orders)
        found |= beside(one, document, order)
        found["plan"] = plan_paper.measure(one)
        found |= together(one, two, orders)
    with renderer("long", 1) as line:
        found |= lasting(line, orders)
    return found


@contextlib.contextmanager
def renderer(name: str, children: int) -> Iterator["Renderer"]:
    path = HERE / f"{name}.sock"
    command = [sys.executable, "-m", "core.renderer", "--socket", str(path)]
    master = subprocess.Popen(
        [*command, "--children", str(children)],
        cwd=ROOT,
        env=launch.environment(),
        stderr=subprocess.DEVNULL,
    )
    limit = time.monotonic() + 60
    while not path.exists() and time.monotonic() < limit:
        time.sleep(0.05)
    try:
        yield Renderer(path, master.pid)
    finally:
        master.terminate()
        master.wait()


class Renderer:
    """A renderer of our own, with as many children as said."""

    def __init__(self, path: Path, pid: int) -> None:
        self.path, self.pid = path, pid

    def make(self, order: dict[str, Any]) -> bytes:
        settings.RENDERER_SOCKET, settings.RENDERER_AUTOSTART = str(self.path), False
        return client.ask(order)[1]

    def batch(self, orders: list[dict[str, Any]]) -> float:
        """Papers a second for two who ask at the same time."""
        began = time.perf_counter()
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(self.make, orders))
        return len(orders) / (time.perf_counter() - began)

    def memory(self) -> float:
        """The largest child now, in MiB."""
        return max((memory(pid)[0] for pid in children(self.pid)), default=0)


def _of_two_pages(one: Renderer, documents: list[Any], orders: list[Any]) -> Any:
    for document, order in zip(documents, orders, strict=True):
        if pages_of(one.make(order)) == WANTED_PAGES:
            return document, order
    return documents[0], orders[0]


def pages_of(pdf: bytes) -> int:
    from io import BytesIO  # noqa: PLC0415

    from pypdf import PdfReader  # noqa: PLC0415

    return len(PdfReader(BytesIO(pdf)).pages)


def beside(one: Renderer, document: Any, order: dict[str, Any]) -> dict[str, Any]:
    """The same protocol in turn: ours, typst, LibreOffice from cold; ratios per round."""
    found: dict[str, Any] = {"pages": pages_of(one.make(order)), "words": len(order["html"])}
    makers: dict[str, Callable[[], Any]] = {"ours": lambda: one.make(order)}
    with contextlib.ExitStack() as stack:
        typst = stack.enter_context(typst_process(typst_source(document)))
        if typst:
            makers["typst"] = typst
            typst()
            made = Path(f"{HERE}/protocol.typ.pdf").read_bytes()
            found["typst_pages"] = pages_of(made)
        if has_office():
            (HERE / "protocol.html").write_text(order["html"], encoding="utf-8")
            makers["office"] = office
        found["times"] = in_turn(makers, ROUNDS)
    return found


def in_turn(makers: dict[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in makers}
    for make in makers.values():
        make()
    for _ in range(rounds):
        for name, make in makers.items():
            began = time.perf_counter()
            make()
            times[name].append(time.perf_counter() - began)
    return times


@contextlib.contextmanager
def typst_process(source: str) -> Iterator[Callable[[], Any] | None]:
    """typst compiles in a kept process of its own, the world made anew each time."""
    python = os.environ.get("BENCH_TYPST", "")
    if not python:
        yield None
        return
    path = HERE / "protocol.typ"
    path.write_text(source, encoding="utf-8")
    process = subprocess.Popen(
        [python, "-c", TYPST, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout

    def make() -> None:
        process.stdin.write("once\n")  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]
        if not process.stdout.readline():  # type: ignore[union-attr]
            raise RuntimeError("typst made nothing")

    try:
        yield make
    finally:
        process.stdin.close()
        process.wait()


def has_office() -> bool:
    return bool(shutil.which("soffice"))


def office() -> None:
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(HERE)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*command, str(HERE / "protocol.html")], check=True, **quiet)  # type: ignore[call-overload]


def together(one: Renderer, two: Renderer, orders: list[Any]) -> dict[str, Any]:
    """The rate of two children to the rate of one, in turn."""
    few = orders[: 12 if QUICK else 24]
    for line in (one, two):
        line.batch(few)
    rounds = [(one.batch(few), two.batch(few), spin(1), spin(2)) for _ in range(5)]
    return {
        "rate": statistics.median(b for _, b, _, _ in rounds),
        "together": statistics.median(b / a for a, b, _, _ in rounds),
        "machine": statistics.median(b / a for _, _, a, b in rounds),
    }


SPIN = """
import time
n, end = 0, time.perf_counter() + 0.5
while time.perf_counter() < end:
    n += 1
print(n)
"""


def spin(processes: int) -> int:
    """How far so many empty loops come in half a second: what the machine gives just now."""
    running = [
        subprocess.Popen([sys.executable, "-c", SPIN], stdout=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    return sum(int(process.communicate()[0]) for process in running)


def lasting(line: Renderer, orders: list[Any]) -> dict[str, Any]:
    """Memory of the child while it makes very many papers; it is renewed as in service."""
    line.make(orders[0])
    first, most = line.memory(), 0.0
    born = set(children(line.pid))
    for order in islice(cycle(orders), MANY):
        line.make(order)
        most = max(most, line.memory())
        born.update(children(line.pid))
    return {"papers": MANY, "first": first, "most": most, "born": len(born)}


HEAD = """#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm),
  footer: context align(center, text(11pt, counter(page).display("1"))))
#set text(font: "Liberation Serif", size: 14pt, lang: "ky")
#set par(justify: true, first-line-indent: (amount: 12.5mm, all: true), leading: .55em)
"""


def typst_source(document: Any) -> str:
    """The same words of the protocol in typst's own language."""
    with translation.override(document.language):
        known, title = document._everything(), document.title()
    data, words = known["data"], known["words"]
    lines = [HEAD, *(_centred(line) for line in known["lines"]), _centred(title, bold=True)]
    lines.append(
        f"#grid(columns: (1fr, auto), {_q(known['date_line'])}, {_q(data['school']['place'])})"
    )
    lines += [
        _said(words["chair"], data["chair"]["full"]),
        _said(words["secretary"], data["secretary"]["full"]),
        _said(words["present"], ", ".join(known["present"])),
        _said(words["absent"], ", ".join(known["absent"])),
        _said(words["topic"], data["topic"]),
        _said(words["agenda"], ""),
        *(_plain(f"{item['number']}. {item['agenda']}") for item in known["items"]),
    ]
    for item in known["items"]:
        lines += _item(item, data["school"])
    lines += [
        _plain(f"{name}. {mark['moment']}")
        for mark in known["marks"]
        for name in [mark["name"]]
    ]
    rows = [(words["chair"], data["chair"]), (words["secretary"], data["secretary"])]
    cells = ", ".join(f'{_q(a)}, "__________", {_q(b["initials"])}' for a, b in rows)
    lines.append(f"#grid(columns: (1fr, 1fr, 1fr), row-gutter: 8mm, {cells})")
    return "\n\n".join(lines)


def _item(item: dict[str, Any], labels: dict[str, Any]) -> list[str]:
    lines = [_said(f"{item['number']}. {labels['heard']}", ""), _said(item["speakers"], "")]
    lines.append(_plain(strip_tags(str(item["heard"]))))
    for speech in item["speeches"]:
        lines += [_said(speech["who"], ""), _plain(strip_tags(str(speech["text"])))]
    lines.append(_said(labels["decided"], ""))
    for row in item["resolutions"]:
        texts = [f"{row['label']} {row['text']}", row["votes"], row["duty"]]
        lines += [_plain(text) for text in texts if text]
    return lines


def _q(text: Any) -> str:
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _plain(text: Any) -> str:
    return f"#{_q(text)}"


def _said(label: Any, text: Any) -> str:
    return f"#strong({_q(label)}) #{_q(text)}"


def _centred(text: Any, *, bold: bool = False) -> str:
    inner = f"strong({_q(text)})" if bold else _q(text)
    return f"#align(center, {inner})"
