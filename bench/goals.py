#!/usr/bin/env python3
"""The goals of our own pages, measured: how fast, how many queries, how heavy.

    python bench/goals.py                      on SQLite and on PostgreSQL, some ten minutes
    python bench/goals.py --db sqlite --quick  one database, fewer rounds, fewer papers
    python bench/goals.py --only web           pages only; or: counts, papers, start

The unit is U: the median time of one fixed page (25 rows of 8 cells with Django's own filters,
all middleware, no user, no database), served by the same server in the same run. Pages are
asked for in turn (A B C A B C …); a figure is the median, over the rounds, of the ratio of the
page to U in the same round, so other work on the machine meets both. The figure in brackets
is the same ratio of processor time in the web worker, which other work disturbs less.

Everything lives in a temporary folder: an SQLite file, a throw-away PostgreSQL, the demo's
rows, renderers of its own. The folder of the program is not written to. P12 wants typst: it is
taken from the Python named in BENCH_TYPST, or installed into the temporary folder, or left out.

P1 queries, with the session, the most that any reader of a page causes   P2 list   P3 protocol
P4 desk   P5 minutes with 8 resolutions in a school of 60   P12 protocol as PDF   P13 plan of
120 rows as PDF   P14 filed paper handed out, by a server that cannot reach any renderer   P15
first load   P16 memory of the web workers   P17 start to the first answer   P18 the renderer's
memory and children
"""

import argparse
import os
import resource
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from found import Found
from ground import Ground, Server, find_typst, folder, postgresql
from pages import web

BOTH = ("sqlite", "postgresql")
PARTS = ("counts", "web", "start", "papers")
LIMITS = {"list": 5, "detail": 8, "desk": 9, "edit": 8, "search": 5, "calendar": 10}


def counts(ground: Ground) -> Iterator[Found]:
    asked = [ground.ask(command) for command in ("counts", "lesson_counts")]
    for kind, names in (pair for found in asked for pair in found.items()):
        for name, seen in names.items():
            most, limit = max(seen), LIMITS[kind]
            grows = len(set(seen)) > 1
            shown = "/".join(map(str, seen))
            value = most + 1000 * grows
            what = f"queries, {kind} ({name}), 1/25/100 rows"
            yield Found("P1", what, value, limit, shown, f"<= {limit}, equal")


def start(ground: Ground, *, quick: bool) -> Iterator[Found]:
    """The product as it is shipped, without the bench's page, beside a bare Django site."""
    ours = {**ground.env, "DJANGO_SETTINGS_MODULE": "config.settings"}
    bare = {**ground.env, "DJANGO_SETTINGS_MODULE": "bare"}
    pairs, work = [], []
    for _ in range(5 if quick else 7):
        found = [
            started(Server(ours, workers=1), "/account/sign-in/"),
            started(Server(bare, workers=1, app="bare:application"), "/bench/unit/"),
        ]
        pairs.append([seconds for seconds, _ in found])
        work.append([cpu for _, cpu in found])
    value, cpu = (statistics.median(a / b for a, b in rows) for rows in (pairs, work))
    what = "start to the first 200, to a bare site"
    yield Found("P17", what, value, 1.8, f"{value:.2f} ({cpu:.2f})", "<= 1.8")


def started(server: Server, first: str) -> tuple[float, float]:
    """Seconds to the first 200, and the processor time of the server's whole short life."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = server.start(first)
    server.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def papers(ground: Ground, *, quick: bool) -> Iterator[Found]:
    more = {"BENCH_TYPST": find_typst(ground.folder), **({"BENCH_QUICK": "1"} if quick else {})}
    found = ground.ask("papers", **more)
    yield from beside("P12", "protocol", found, (3.5, 7))
    yield from beside("P13", "plan of 120 rows", found["plan"], (7.5, 1.3))
    shown = f"{found['most']:.0f} (first {found['first']:.0f}, {found['born']} children)"
    yield Found(
        "P18",
        f"renderer over {found['papers']} papers: RSS MiB",
        found["most"],
        200,
        shown,
        "<= 200",
    )
    rate, loops = found["together"], found["machine"]
    enough = rate >= 1.8 or loops >= 1.8  # else the machine has no second processor to give
    shown = f"{rate:.2f} (two empty loops to one: {loops:.2f})"
    what = "two children to one: papers a second"
    yield Found("P18", what, rate if enough else None, -1.8, shown, ">= 1.8")


def beside(
    goal: str, what: str, found: dict[str, Any], limits: tuple[float, float]
) -> Iterator[Found]:
    """A paper of ours beside typst, which may take so much less, and LibreOffice."""
    times, (typst, office) = found["times"], limits
    ours = times["ours"]
    middle = 1000 * statistics.median(ours)
    about = f"{what}, {found['pages']} pages"
    if "typst" in times:
        value = statistics.median(a / b for a, b in zip(ours, times["typst"], strict=True))
        name = f"{about}, to typst ({found['typst_pages']} pages)"
        yield Found(goal, name, value, typst, f"{value:.2f} ({middle:.0f} ms)", f"<= {typst}")
    else:
        shown = f"typst not available ({middle:.0f} ms)"
        yield Found(goal, f"{about}, to typst", None, typst, shown, f"<= {typst}")
    name = f"{about}: LibreOffice from cold, to ours"
    if "office" in times:
        value = statistics.median(b / a for a, b in zip(ours, times["office"], strict=True))
        yield Found(goal, name, value, -office, f"{value:.1f}", f">= {office}")
    else:
        shown = "LibreOffice not installed"
        yield Found(goal, name, None, -office, shown, f">= {office}")


def measure(
    name: str, place: Path, options: argparse.Namespace, *, first: bool
) -> Iterator[Found]:
    if name == "sqlite":
        yield from on(Ground(name, place / "sqlite"), options, first=first)
    else:
        with postgresql(place / "server") as url:
            yield from on(Ground(name, place / "postgresql", url), options, first=first)


def on(ground: Ground, options: argparse.Namespace, *, first: bool) -> Iterator[Found]:
    tell(f"{ground.name}: making the demo's rows")
    known = ground.prepare()
    parts = {
        "web": lambda: web(ground, known, quick=options.quick),
        "counts": lambda: counts(ground),
        "start": lambda: start(ground, quick=options.quick),
        "papers": lambda: papers(ground, quick=options.quick),
    }
    for part in [p for p in parts if p in options.only]:
        if part == "papers" and not first:
            continue  # the renderer knows no database
        tell(f"{ground.name}: {part}")
        yield from parts[part]()


def tell(words: str) -> None:
    print(f"· {words} (load {os.getloadavg()[0]:.1f})", file=sys.stderr, flush=True)


def table(columns: dict[str, list[Found]]) -> int:
    """One line a goal, one column a database; says how many are over."""
    rows: dict[tuple[str, str], dict[str, Found]] = {}
    for name, found in columns.items():
        for one in found:
            rows.setdefault((one.goal, one.what), {})[name] = one
    wide = max(len(what) for _, what in rows) + 1
    print(f"{'goal':5}{'what':{wide}}{'target':16}" + "".join(f"{n:34}" for n in columns))
    order = sorted(rows, key=lambda key: (key[0] == "U", int(key[0][1:] or 0)))
    for key in order:
        target = next(iter(rows[key].values())).target
        cells = (_cell(rows[key].get(name)) for name in columns)
        print(f"{key[0]:5}{key[1]:{wide}}{target:16}" + "".join(f"{cell:34}" for cell in cells))
    over = [one for found in columns.values() for one in found if one.verdict == "over"]
    print(f"{len(over)} over")
    return len(over)


def _cell(found: Found | None) -> str:
    return f"{found.shown} {found.verdict}" if found else "as on the left"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", choices=[*BOTH, "both"], default="both")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, 60 papers")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    names = BOTH if options.db == "both" else (options.db,)
    began = os.getloadavg()
    columns: dict[str, list[Found]] = {}
    with folder() as place:
        for number, name in enumerate(names):
            columns[name] = list(measure(name, place, options, first=number == 0))
    loads = " to ".join(f"{load[0]:.1f}" for load in (began, os.getloadavg()))
    print(f"{os.cpu_count()} processors, load {loads}; ratios travel, milliseconds do not")
    return 1 if table(columns) else 0


if __name__ == "__main__":
    sys.exit(main())
