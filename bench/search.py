#!/usr/bin/env python3
"""Search and the control sheet, measured: P7, and P1 and P4 for the sheet.

    python bench/search.py                on SQLite and on PostgreSQL, some ten minutes
    python bench/search.py --db sqlite    one database
    python bench/search.py --plans        also how the database answers

One school has 20,500 texts (on PostgreSQL four more schools have the same ones), another nine
associations with 600 resolutions of a year. A table of questions is asked as director and as
teacher; U is the page of ``goals.py``, asked for in turn with the others: a figure is the
median over the rounds of the ratio to U in the same round. The answers of the two databases are
compared, word for word and in their order.
"""

import argparse
import os
import statistics
import sys
import urllib.parse
from collections.abc import Iterator
from typing import Any

from found import Found, yes
from goals import BOTH, table, tell
from ground import ANALYZE, Ground, Server, folder, postgresql, served
from visitor import Target, Visitor

CONTROL = ("association", "person", "meeting", "month")


def prepare(ground: Ground) -> dict[str, Any]:
    ground.lay()
    known: dict[str, Any] = ground.ask("texts")
    if "DATABASE_URL" in ground.env:
        ground.manage("shell", "-v0", "-c", ANALYZE)
    return known


def asked(known: dict[str, Any], server: Server) -> dict[str, list[Target]]:
    """What is timed, by what it is counted under."""
    stranger = Visitor(server)
    people = {name: Visitor(server).sign_in(**known[name]) for name in ("director", "teacher")}
    deputy = Visitor(server).sign_in(**known["control"]["director"])
    targets = [
        Target(f"{name}: {words}", visitor, f"/search/?q={urllib.parse.quote(words)}")
        for name, visitor in people.items()
        for words in known["questions"]
    ]
    narrow = urllib.parse.urlencode(
        {"q": "мугалим", "year": known["year"], "person": known["person"]}
    )
    targets.append(Target("director: narrowed", people["director"], f"/search/?{narrow}"))
    sheets = [Target(f"by {way}", deputy, f"/control/?by={way}") for way in CONTROL]
    return {"U": [Target("U", stranger, "/bench/unit/")], "search": targets, "control": sheets}


def timed(known: dict[str, Any], ground: Ground, *, quick: bool) -> Iterator[Found]:
    with served(Server(ground.env)) as server:
        targets = asked(known, server)
        times, unit = in_turn(targets, rounds=5 if quick else 15)
    yield from judged(times, unit, ground)


def in_turn(targets: dict[str, list[Target]], *, rounds: int) -> Any:
    """Every page once a round, U before each fifth of them; the rounds' median of U divides."""
    everyone = [*targets["search"], *targets["control"]]
    [unit] = targets["U"]
    raw = {target.name: target.visitor.raw(target.path) for target in [unit, *everyone]}
    for target in [unit, *everyone]:
        target.once(raw[target.name])
    times: dict[str, list[float]] = {target.name: [] for target in everyone}
    units = []
    for _ in range(rounds):
        taken, here = {}, []
        for place, target in enumerate(everyone):
            if place % 5 == 0:
                here.append(unit.once(raw["U"])[0])
            taken[target.name] = target.once(raw[target.name])[0]
        middle = statistics.median(here)
        units.append(middle)
        for name, seconds in taken.items():
            times[name].append(seconds / middle)
    return times, units


def judged(
    times: dict[str, list[float]], units: list[float], ground: Ground
) -> Iterator[Found]:
    search = {n: t for n, t in times.items() if not n.startswith("by ")}
    every = sorted(one for each in search.values() for one in each)
    p50, p95 = statistics.median(every), every[int(len(every) * 0.95)]
    worst = max(search, key=lambda name: statistics.median(search[name]))
    yield Found("P7", "search page, all questions, p50", p50, 3.5, f"{p50:.2f} U", "<= 3.5 U")
    yield Found(
        "P7", "its p95 to its p50", p95 / p50, 3, f"{p95 / p50:.2f} ({p95:.2f} U)", "<= 3"
    )
    value = statistics.median(search[worst])
    shown = f"{value:.2f} U ({worst.partition(': ')[2]})"
    yield Found("P7", "the slowest question, p50", value, None, shown, "no goal")
    limit = 2.8 if "DATABASE_URL" in ground.env else 1.8
    for way in CONTROL:
        value = statistics.median(times[f"by {way}"])
        goal = limit if way == "association" else None
        target = "<= 1.8 / 2.8 U" if goal else "no goal"
        what = f"control sheet by {way}, p50"
        yield Found("P4", what, value, goal, f"{value:.2f} U", target)
    middle = 1000 * statistics.median(units)
    spread = max(units) / min(units)
    shown = f"{middle:.1f} ms, x{spread:.2f}"
    yield Found("U", "the unit: p50, slowest round / quickest", 0, None, shown)


def counted(ground: Ground) -> Iterator[Found]:
    """Queries with the session: search, and the sheet before and after ever more rows."""
    for kind, names in ground.ask("questions").items():
        limit = {"search": 5, "control": 9}[kind]
        for name, seen in names.items():
            most, grows = max(seen), len(set(seen)) > 1
            shown = "/".join(map(str, seen))
            what = f"queries, {kind} ({name})"
            yield Found("P1", what, most + 1000 * grows, limit, shown, f"<= {limit}, equal")


def compared(columns: dict[str, Any]) -> Iterator[Found]:
    first, *others = columns.values()
    for other in others:
        different = [
            f"{who}: {words}"
            for who, answers in first.items()
            for words, found in answers.items()
            if other[who][words] != found
        ]
        for one in different:
            tell(f"answers differ: {one}")
        number = sum(len(answers) for answers in first.values())
        shown = f"{yes(not different)} ({number} questions)"
        what = "both databases answer alike"
        yield Found("P7", what, int(not different), -1, shown, "yes")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", choices=[*BOTH, "both"], default="both")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--plans", action="store_true", help="print how the database answers")
    options = parser.parse_args()
    columns: dict[str, list[Found]] = {}
    answers: dict[str, Any] = {}

    def measure(ground: Ground) -> None:
        tell(f"{ground.name}: making the rows")
        known = prepare(ground)
        tell(f"{ground.name}: {known['rows']} texts; asking")
        answers[ground.name] = ground.ask("answers")
        if options.plans:
            print("\n\n".join(ground.ask("plans")))
        columns[ground.name] = [*timed(known, ground, quick=options.quick), *counted(ground)]

    with folder() as place:
        if options.db != "postgresql":
            measure(Ground("sqlite", place / "sqlite"))
        if options.db != "sqlite":
            with postgresql(place / "server") as url:
                measure(Ground("postgresql", place / "postgresql", url))
    columns[next(iter(columns))] += compared(answers)
    print(f"{os.cpu_count()} processors; ratios travel, milliseconds do not")
    return 1 if table(columns) else 0


if __name__ == "__main__":
    sys.exit(main())
