#!/usr/bin/env python3
"""The data bank, measured: pages of two thousand teachers, and staff lists that come in.

    python bench/bank.py                on SQLite and on PostgreSQL
    python bench/bank.py --db sqlite    one database
    python bench/bank.py --quick        fewer rounds

A figure is the median over the rounds of the ratio to U in the same round, as ``planning.py``
has it. Sixty teachers of a messy book are sent twice: together they have ten seconds.
"""

import argparse
import os
import statistics
import sys
from collections.abc import Iterator
from typing import Any

from found import Found
from goals import BOTH, table, tell
from ground import ANALYZE, Ground, Server, folder, postgresql, served
from planning import in_turn, weight
from visitor import Target, Visitor

TEACHERS = 2000
TWICE = 10.0  # seconds


def timed(ground: Ground, *, quick: bool) -> Iterator[Found]:
    ground.lay()
    known: dict[str, Any] = ground.ask("bank_pages")
    if "DATABASE_URL" in ground.env:
        ground.manage("shell", "-v0", "-c", ANALYZE)
    with served(Server(ground.env)) as server:
        director = Visitor(server).sign_in(user=known["user"], password=known["password"])
        unit = Target("U", Visitor(server), "/bench/unit/")
        targets = [Target(name, director, url) for name, url in known["pages"]]
        times, _units = in_turn(unit, targets, rounds=5 if quick else 15)
        weights = {target.name: weight(director, target.path) for target in targets}
    for name, found in times.items():
        value = statistics.median(found)
        shown = f"{value:.2f} U, {weights[name] / 1024:.1f} KiB"
        yield Found("P3", f"{name}, {TEACHERS} teachers, p50", value, None, shown, "no goal")


def counted(ground: Ground) -> Iterator[Found]:
    """Queries with the session, with few teachers and with many: the same."""
    for name, seen in ground.ask("bank_counts").items():
        value = float(len(set(seen)))
        what = f"queries, {name}, 200/{TEACHERS} teachers"
        yield Found("P1", what, value, 1.0, "/".join(map(str, seen)), "equal")


def taken_in(ground: Ground) -> Iterator[Found]:
    for style, spent in ground.ask("bank_books").items():
        what = f"60 teachers of a book {style}, sent twice"
        yield Found("6.1", what, spent, TWICE, f"{spent:.1f} s", f"<= {TWICE:.0f} s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", choices=[*BOTH, "both"], default="both")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    options = parser.parse_args()
    columns: dict[str, list[Found]] = {}

    def measure(ground: Ground) -> None:
        tell(f"{ground.name}: making the rows and asking")
        pages = timed(ground, quick=options.quick)
        columns[ground.name] = [*pages, *counted(ground), *taken_in(ground)]

    with folder() as place:
        if options.db != "postgresql":
            measure(Ground("sqlite", place / "sqlite"))
        if options.db != "sqlite":
            with postgresql(place / "server") as url:
                measure(Ground("postgresql", place / "postgresql", url))
    print(f"{os.cpu_count()} processors; ratios travel, milliseconds do not")
    return 1 if table(columns) else 0


if __name__ == "__main__":
    sys.exit(main())
