#!/usr/bin/env python3
"""Visits, measured: P1 and P3 for the list, the matrix of forty by forty and the sheets.

    python bench/visiting.py                on SQLite and on PostgreSQL, some five minutes
    python bench/visiting.py --db sqlite    one database
    python bench/visiting.py --quick        fewer rounds

Forty members, each of whom has visited three; all sheets are agreed. A figure is the median
over the rounds of the ratio to U in the same round, as ``planning.py`` has it. The journal is
asked for as a table: the same rows as its paper, without the time of the layout.
"""

import argparse
import os
import statistics
import sys
from collections.abc import Iterator
from typing import Any

from found import Found
from goals import BOTH, LIMITS, table, tell
from ground import ANALYZE, Ground, Server, folder, postgresql, served
from planning import in_turn, weight
from visitor import Target, Visitor

MEMBERS = 40
LIMIT = {"list visits": 2.0}


def timed(ground: Ground, *, quick: bool) -> Iterator[Found]:
    ground.lay()
    known: dict[str, Any] = ground.ask("visit_pages")
    if "DATABASE_URL" in ground.env:
        ground.manage("shell", "-v0", "-c", ANALYZE)
    with served(Server(ground.env)) as server:
        head = Visitor(server).sign_in(user=known["user"], password=known["password"])
        unit = Target("U", Visitor(server), "/bench/unit/")
        targets = [Target(f"{kind} {name}", head, url) for kind, name, url in known["pages"]]
        times, _units = in_turn(unit, targets, rounds=7 if quick else 25)
        weights = {target.name: weight(head, target.path) for target in targets}
    for name, found in times.items():
        value, limit = statistics.median(found), LIMIT.get(name)
        shown = f"{value:.2f} U, {weights[name] / 1024:.1f} KiB"
        what = f"{name}, {MEMBERS} members, p50"
        yield Found("P3", what, value, limit, shown, f"<= {limit} U" if limit else "no goal")


def counted(ground: Ground) -> Iterator[Found]:
    """Queries with the session, with 10 members and with 40."""
    for kind, names in ground.ask("visit_counts").items():
        for name, seen in names.items():
            shown, limit = "/".join(map(str, seen)), LIMITS[kind]
            value = max(seen) + 1000 * (len(set(seen)) > 1)
            what = f"queries, {kind} ({name}), 10/{MEMBERS} members"
            yield Found("P1", what, value, limit, shown, f"<= {limit}, equal")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", choices=[*BOTH, "both"], default="both")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    options = parser.parse_args()
    columns: dict[str, list[Found]] = {}

    def measure(ground: Ground) -> None:
        tell(f"{ground.name}: making the rows and asking")
        columns[ground.name] = [*timed(ground, quick=options.quick), *counted(ground)]

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
