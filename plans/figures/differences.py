"""What differs between two texts of a plan: by the keys of rows, word by word. Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plans.figures.terms import term
from plans.models import Plan, PlanRow

Plain = Mapping[str, Any]
ALIKE = 0.35  # below it two texts have nothing in common, and are shown one after the other
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
ITEMS = re.compile(r",\s*|[^,]+")  # of what is counted up: a name is not half another
COUNTED_UP = frozenset({"when", "responsible", "kind"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: in both texts ("same"), only in the earlier ("gone"), only in the later."""

    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that reads otherwise now."""

    label: str
    pieces: list[Piece]


@dataclass(slots=True)
class RowChange:
    """A row that came, went, or reads or stands otherwise."""

    key: str
    part: str
    text: list[Piece]
    state: str  # "added", "removed", "changed"
    moved: bool = False
    from_part: str = ""
    changes: list[Change] = field(default_factory=list)


@dataclass(slots=True)
class Difference:
    heading: list[Change]
    rows: list[RowChange]

    def __bool__(self) -> bool:
        return bool(self.heading or self.rows)

    @property
    def added(self) -> int:
        return sum(row.state == "added" for row in self.rows)

    @property
    def removed(self) -> int:
        return sum(row.state == "removed" for row in self.rows)

    @property
    def changed(self) -> int:
        return sum(row.state == "changed" for row in self.rows)


def difference(before: Plain, after: Plain) -> Difference:
    """Compare two snapshots. Rows come in their order; one that went, where it stood."""
    return Difference(_heading(before, after), _rows(before["rows"], after["rows"]))


def pieces(before: str, after: str, of: re.Pattern[str] = WORDS) -> list[Piece]:
    """Mark the words, or the items, that went and those that came."""
    if before == after:
        return [Piece("same", after)] if after else []
    old, new = of.findall(before), of.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _both("".join(old), "".join(new))
    found: list[Piece] = []
    for state, start, end, begin, finish in matcher.get_opcodes():
        if state == "equal":
            found.append(Piece("same", "".join(new[begin:finish])))
        else:
            found += _both("".join(old[start:end]), "".join(new[begin:finish]))
    return found


def _both(gone: str, new: str) -> list[Piece]:
    rows = (Piece("gone", gone), Piece("new", new))
    return [row for row in rows if row.text]


def _heading(before: Plain, after: Plain) -> list[Change]:
    return [
        Change(
            label_of(Plan, name), pieces(_said(before[name], name), _said(after[name], name))
        )
        for name in ("theme", "theme_source", "goal", "priorities", "tasks")
        if before[name] != after[name]
    ]


def _said(value: Any, name: str) -> str:
    if name == "theme_source":
        return str(dict(Plan.Source.choices).get(value, value))
    return "\n".join(value) if isinstance(value, list) else str(value)


def label_of(model: Any, name: str) -> str:
    """The field's name; what is only said to the writer, after the comma, is left out."""
    return str(model._meta.get_field(name).verbose_name).partition(",")[0]


def _rows(before: Sequence[Plain], after: Sequence[Plain]) -> list[RowChange]:
    old = {row["key"]: row for row in before}
    kept = {row["key"] for row in after} & old.keys()
    moved = _moved([row for row in before if row["key"] in kept], after)
    found: list[RowChange] = []
    for row in _merged(before, after, kept):
        if row["key"] not in kept:
            state = "removed" if row["key"] in old else "added"
            text = Piece("gone" if state == "removed" else "new", row["text"])
            found.append(RowChange(row["key"], _part(row), [text], state, changes=_facts(row)))
        elif change := _changed(old[row["key"]], row, moved=row["key"] in moved):
            found.append(change)
    return found


def _facts(row: Plain) -> list[Change]:
    """What there is to know of a row that came or went."""
    said = [(name, say(row)) for name, say in SPOKEN.items() if name in {"when", "responsible"}]
    return [
        Change(label_of(PlanRow, name), [Piece("same", words)]) for name, words in said if words
    ]


def _changed(before: Plain, after: Plain, *, moved: bool) -> RowChange | None:
    changes = [
        Change(label_of(PlanRow, name), pieces(say(before), say(after), _unit(name)))
        for name, say in SPOKEN.items()
        if say(before) != say(after)
    ]
    from_part = _part(before) if before["part"] != after["part"] else ""
    if not (changes or moved or from_part or before["text"] != after["text"]):
        return None
    return RowChange(
        after["key"],
        _part(after),
        pieces(before["text"], after["text"]),
        "changed",
        moved=moved or bool(from_part),
        from_part=from_part,
        changes=changes,
    )


def _unit(name: str) -> re.Pattern[str]:
    return ITEMS if name in COUNTED_UP else WORDS


def _part(row: Plain) -> str:
    return str(PlanRow.Part(row["part"]).label)


def _when(row: Plain) -> str:
    return term(row, get_language() or settings.FIRST_LANGUAGE)


def _people(row: Plain) -> str:
    language = "ru" if get_language() == "ru" else "ky"
    everybody = [_("all members")] if row["all_members"] else []
    named = [person[language] for person in row["people"]]
    return ", ".join([*everybody, *named, *([row["outside"]] if row["outside"] else [])])


SPOKEN: dict[str, Any] = {
    "when": _when,
    "responsible": _people,
    "kind": lambda row: str(PlanRow.Kind(row["kind"]).label),
    "upbringing": lambda row: _("yes") if row["upbringing"] else "",
    "questions": lambda row: "\n".join(row["questions"]),
    "evidence": lambda row: row["evidence"],
    "note": lambda row: row["note"],
}


def _moved(before: Iterable[Plain], after: Iterable[Plain]) -> set[str]:
    """Rows that stand elsewhere: all but the longest run that kept its order.

    A row that came or went above moves nothing.
    """
    places = {row["key"]: place for place, row in enumerate(before)}
    order = [row["key"] for row in after if row["key"] in places]
    return set(order) - set(_rising(order, places))


def _rising(order: list[str], places: dict[str, int]) -> list[str]:
    """The longest rising run, by patience."""
    tops: list[int] = []
    ends: list[str] = []
    before: dict[str, str | None] = {}
    for key in order:
        pile = bisect_left(tops, places[key])
        before[key] = ends[pile - 1] if pile else None
        tops[pile : pile + 1] = [places[key]]
        ends[pile : pile + 1] = [key]
    run: list[str] = []
    key_now = ends[-1] if ends else None
    while key_now is not None:
        run.append(key_now)
        key_now = before[key_now]
    return run


def _merged(before: Sequence[Plain], after: Sequence[Plain], kept: set[str]) -> list[Plain]:
    """The rows of now, and after each kept one those that went from behind it."""
    gone: dict[str, list[Plain]] = {"": []}
    last = ""
    for row in before:
        if row["key"] in kept:
            last = row["key"]
            gone[last] = []
        else:
            gone[last].append(row)
    rows = [*gone[""]]
    for row in after:
        rows += [row, *gone.get(row["key"], [])]
    return rows
