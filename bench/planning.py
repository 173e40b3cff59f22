#!/usr/bin/env python3
"""Plans, measured: P1, P2 for their list, P3 for the page of one, P5 for writing one.

    python bench/planning.py                on SQLite and on PostgreSQL, some five minutes
    python bench/planning.py --db sqlite    one database
    python bench/planning.py --quick        fewer rounds

A school of sixty, an association of fifty-eight, two plans of 120 rows: one that was approved
and one that is being written. U is the page of ``goals.py``, asked for in turn with the others:
a figure is the median over the rounds of the ratio to U in the same round; in brackets the same
of processor time in the web worker, which other work disturbs less. The page of a plan has no
goal of its own: 8 U is what we hold it to. The plan of 120 rows as PDF (P13) is measured by
``goals.py --only papers``.
"""

import argparse
import gzip
import os
import statistics
import sys
from collections.abc import Iterator
from typing import Any

from found import Found
from goals import BOTH, LIMITS, table, tell
from ground import ANALYZE, Ground, Server, folder, postgresql, served
from visitor import Target, Visitor

ROWS = 120


def prepare(ground: Ground) -> dict[str, Any]:
    ground.lay()
    known: dict[str, Any] = ground.ask("plan_pages")
    if "DATABASE_URL" in ground.env:
        ground.manage("shell", "-v0", "-c", ANALYZE)
    return known


def timed(known: dict[str, Any], ground: Ground, *, quick: bool) -> Iterator[Found]:
    with served(Server(ground.env)) as server:
        head = Visitor(server).sign_in(user=known["user"], password=known["password"])
        unit = Target("U", Visitor(server), "/bench/unit/")
        targets = [Target(f"{kind} {name}", head, url) for kind, name, url in known["pages"]]
        ratios, units = in_turn(unit, targets, rounds=7 if quick else 25)
        weights = {target.name: weight(head, target.path) for target in targets}
    yield from judged(ratios, weights, units, ground)


def in_turn(unit: Target, targets: list[Target], *, rounds: int) -> Any:
    """Every page once a round, U before each of them; the rounds' median of U divides."""
    raw = {target.name: target.visitor.raw(target.path) for target in [unit, *targets]}
    for target in [unit, *targets]:
        target.once(raw[target.name])
    ratios: dict[str, list[tuple[float, float]]] = {target.name: [] for target in targets}
    units = []
    for _ in range(rounds):
        taken, here = {}, []
        for target in targets:
            here.append(unit.once(raw["U"]))
            taken[target.name] = target.once(raw[target.name])
        seconds, work = (statistics.median(found) for found in zip(*here, strict=True))
        units.append(seconds)
        for name, (took, worked) in taken.items():
            ratios[name].append((took / seconds, worked / work))
    return ratios, units


def weight(visitor: Visitor, path: str) -> int:
    """What comes over the line, packed as browsers ask for it."""
    body = visitor.get(path).body
    return len(body if body[:2] == b"\x1f\x8b" else gzip.compress(body, 6))


def judged(
    ratios: dict[str, list[tuple[float, float]]],
    weights: dict[str, int],
    units: list[float],
    ground: Ground,
) -> Iterator[Found]:
    listed = 2.4 if "DATABASE_URL" in ground.env else 2.0
    goals = {
        "detail plan": ("P3", 8.0),
        "detail draft": ("P3", 8.0),
        "edit rows": ("P5", 5.0),
        "edit one row opened": ("P5", 5.0),
        "list plans": ("P2", listed),
    }
    for name, found in ratios.items():
        goal, limit = goals[name]
        value, cpu = (statistics.median(column) for column in zip(*found, strict=True))
        shown = f"{value:.2f} U ({cpu:.2f}), {weights[name] / 1024:.1f} KiB"
        target = "<= 2.0 / 2.4 U" if goal == "P2" else f"<= {limit} U"
        yield Found(goal, f"{name}, {ROWS} rows, p50", value, limit, shown, target)
    middle, spread = 1000 * statistics.median(units), max(units) / min(units)
    shown = f"{middle:.1f} ms, x{spread:.2f}"
    yield Found("U", "the unit: p50, slowest round / quickest", 0, None, shown)


def counted(ground: Ground) -> Iterator[Found]:
    """Queries with the session, with 10 rows and with 120."""
    for kind, names in ground.ask("plan_counts").items():
        for name, seen in names.items():
            most, grows = max(seen), len(set(seen)) > 1
            shown, limit = "/".join(map(str, seen)), LIMITS[kind]
            what = f"queries, {kind} ({name}), 10/{ROWS} rows"
            value = most + 1000 * grows
            yield Found("P1", what, value, limit, shown, f"<= {limit}, equal")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", choices=[*BOTH, "both"], default="both")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    options = parser.parse_args()
    columns: dict[str, list[Found]] = {}

    def measure(ground: Ground) -> None:
        tell(f"{ground.name}: making the rows")
        known = prepare(ground)
        tell(f"{ground.name}: asking")
        columns[ground.name] = [*timed(known, ground, quick=options.quick), *counted(ground)]

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
