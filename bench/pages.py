"""The pages over HTTP: how long they take, what they weigh, what the workers hold."""

import json
import statistics
from collections.abc import Iterator
from typing import Any

from found import Found, yes
from ground import Ground, Server, memory, served
from visitor import Target, Visitor, in_turn, ratio, weigh

KIB = 1024


def visits(server: Server, known: dict[str, Any]) -> dict[str, Target]:
    stranger = Visitor(server)
    head = Visitor(server).sign_in(**known["demo"])
    leader = Visitor(server).sign_in(**known["leader"])
    edit = known["edit"]
    editor = Visitor(server).sign_in(edit["user"], edit["password"])
    return {
        target.name: target
        for target in [
            Target("U", stranger, "/bench/unit/"),
            Target("meetings", leader, "/meetings/"),
            Target("resolutions", leader, "/meetings/resolutions/"),
            Target("people", leader, "/people/"),
            Target("protocol", head, f"/meetings/{known['meeting']}/"),
            Target("desk, leader", leader, "/"),
            Target("desk, head", head, "/"),
            Target("record", editor, f"/meetings/{edit['record']}/record/"),
            Target("record60", editor, f"/meetings/{edit['record60']}/record/"),
            Target("paper", head, f"/meetings/protocols/{known['protocol']}/"),
        ]
    }


def timed(ground: Ground, targets: dict[str, Target], *, quick: bool) -> Iterator[Found]:
    in_turn(list(targets.values()), rounds=5 if quick else 9, times=8 if quick else 20)
    unit = targets["U"]
    pg = "DATABASE_URL" in ground.env
    wanted = [
        ("P2", "list of meetings", "meetings", 2.4 if pg else 1.7),
        ("P2", "list of resolutions", "resolutions", 2.4 if pg else 1.7),
        ("P2", "list of people", "people", 2.4 if pg else 1.7),
        ("P3", "protocol page", "protocol", 3.0 if pg else 2.0),
        ("P4", "desk of a deputy director", "desk, leader", 2.8 if pg else 1.8),
        ("P4", "desk of a head", "desk, head", 2.8 if pg else 1.8),
        ("P5", "minutes, 8 resolutions, 60 people", "record", 5.0),
        ("P5", "minutes, all 60 on the list", "record60", None),
        ("P14", "filed paper handed out", "paper", 1.0),
    ]
    for goal, what, name, limit in wanted:
        value, cpu = (ratio(targets[name], unit, cpu=c) for c in (False, True))
        yield Found(
            goal,
            f"{what}, p50",
            value,
            limit,
            f"{value:.2f} U ({cpu:.2f})",
            _at_most(goal, limit),
        )
    spread = max(unit.rounds) / min(unit.rounds)
    middle = 1000 * statistics.median(unit.rounds)
    yield Found(
        "U",
        "the unit: p50, slowest round / quickest",
        0,
        None,
        f"{middle:.1f} ms, x{spread:.2f}",
    )


def _at_most(goal: str, limit: float | None) -> str:
    both = {"P2": "<= 1.7 / 2.4 U", "P3": "<= 2.0 / 3.0 U", "P4": "<= 1.8 / 2.8 U"}
    return both.get(goal, f"<= {limit:g} U" if limit else "no goal")


def handed(ground: Ground, paper: Target, known: dict[str, Any]) -> Iterator[Found]:
    """The ETag is the digest of the filed bytes, and who has them gets nothing but a nod."""
    first = paper.visitor.get(paper.path)
    again = paper.visitor.get(paper.path, If_None_Match=known["etag"])
    right = first.headers.get("etag") == known["etag"] and again.status == 304
    yield Found(
        "P14", "its ETag is that of the bytes; 304 for it", int(right), -1, yes(right), "yes"
    )
    same = ground.ask("same")["same"]
    yield Found("P14", "rendered twice again: the same bytes", int(same), -1, yes(same), "yes")


def weights(targets: dict[str, Target]) -> Iterator[Found]:
    stranger, leader = targets["U"].visitor, targets["meetings"].visitor
    pages = {
        "sign-in": (stranger, "/account/sign-in/"),
        "desk": (leader, "/"),
        "list of meetings": (leader, "/meetings/"),
        "list of resolutions": (leader, "/meetings/resolutions/"),
        "list of people": (leader, "/people/"),
        "protocol": (targets["protocol"].visitor, targets["protocol"].path),
        "minutes": (targets["record"].visitor, targets["record"].path),
    }
    for name, (visitor, path) in pages.items():
        found = weigh(visitor, path)
        size, small = found.gzip / KIB, found.brotli / KIB
        shown = f"{size:.1f} (br {small:.1f})"
        yield Found("P15", f"{name}: KiB gzip at first", size, 40, shown, "<= 40")
        yield Found("P15", f"{name}: requests", found.requests, 5, str(found.requests), "<= 5")
        yield Found(
            "P15", f"{name}: elements", found.elements, 800, str(found.elements), "<= 800"
        )
        limit = 6 if name.startswith("list") else None
        target = "<= 6" if limit else "no goal"
        yield Found(
            "P15",
            f"{name}: KiB gzip of HTML",
            found.html / KIB,
            limit,
            f"{found.html / KIB:.1f}",
            target,
        )
        right = found.kept and not found.fonts
        if not right or name == "minutes":
            yield Found(
                "P15",
                f"{name}: files immutable, no web font",
                int(right),
                -1,
                yes(right),
                "yes",
            )


def processes(server: Server, stranger: Visitor) -> Iterator[Found]:
    sizes = [memory(pid) for pid in server.workers()]
    rss, pss = (max(size[place] for size in sizes) for place in (0, 1))
    yield Found("P16", "web worker after the load: RSS MiB", rss, 80, f"{rss:.0f}", "<= 80")
    yield Found("P16", "web worker after the load: PSS MiB", pss, 60, f"{pss:.0f}", "<= 60")
    seen: dict[int, list[str]] = {}
    for _ in range(200):
        answer = json.loads(stranger.get("/bench/inside/").text())
        seen[answer["pid"]] = answer["heavy"]
        if len(seen) == len(sizes):
            break
    clean = not any("weasyprint" in heavy for heavy in seen.values())
    shown = f"{yes(clean)} ({len(seen)} workers)"
    yield Found("P16", "WeasyPrint not imported", int(clean), -1, shown, "yes")


def web(ground: Ground, known: dict[str, Any], *, quick: bool) -> Iterator[Found]:
    deaf = {**ground.env, "BIRIKME_RENDERER": str(ground.folder / "nobody.sock")}
    with served(Server(deaf)) as server:
        targets = visits(server, known)
        yield from timed(ground, targets, quick=quick)
        yield from handed(ground, targets["paper"], known)
        yield from weights(targets)
        yield from processes(server, targets["U"].visitor)
