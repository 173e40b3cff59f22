"""Text pasted from Word: lines, or the cells of a table, as rows of a plan. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core import dates
from core.languages import fold

# «1.», «2)», «А)», «•» and the like at the beginning of a line or alone in a cell.
MARK = re.compile(r"^\s*(?:№\s*)?(?:[\divxIVX]{1,4}[.)]?|[А-ЯA-Zа-яa-z]\)|[•–—*-])(?:\s+|$)")
HEAD = frozenset(
    fold(word) for word in ("№ п/п", "Иш-чара", "Иш-чаралар", "Мероприятие", "Мероприятия")
)
QUARTER = re.compile(r"\b(iv|iii|ii|i|[1-4])[ -]*(?:чейрек|четверт)")
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
EVERYBODY = re.compile(r"баардык мучо|бардык мучо|баары|все члены|все учителя|all members")
STEMS = 4  # letters that tell a month, in both languages; but May has three
MAY, MAYS = 5, frozenset({"май", "майы", "мая", "мае", "майда", "майга"})
LONGEST, REST = 2_000, 300


@dataclass(frozen=True, slots=True)
class Pasted:
    """One line: its text, what was understood of the rest, and what was not."""

    text: str
    months: tuple[int, ...] = ()
    quarter: int | None = None
    people: tuple[int, ...] = ()
    all_members: bool = False
    rest: str = ""


def pasted_rows(text: str, months: Sequence[int], names: Mapping[int, str]) -> list[Pasted]:
    """Rows in the order of the lines; ``months`` of the year, ``names`` of its members."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines()]
    kept = [cells for cells in map(_without_mark, rows) if any(cells)]
    body = [cells for cells in kept if not {fold(cell) for cell in cells} & HEAD]
    return [_row(cells, months, names) for cells in body]


def _without_mark(cells: list[str]) -> list[str]:
    """Take the number off: it is counted anew; empty cells go with it."""
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and MARK.fullmatch(filled[0] + " "):
        return filled[1:]
    return [MARK.sub("", filled[0]), *filled[1:]] if filled else []


def _row(cells: list[str], months: Sequence[int], names: Mapping[int, str]) -> Pasted:
    text, others = cells[0][:LONGEST], cells[1:]
    found: dict[str, object] = {}
    rest: list[str] = []
    for cell in others:
        said = _understood(fold(cell), months, names)
        found |= said
        if not said:
            rest.append(cell)
    return Pasted(text=text, rest="; ".join(rest)[:REST], **found)  # type: ignore[arg-type]


def _understood(
    words: str, months: Sequence[int], names: Mapping[int, str]
) -> dict[str, object]:
    if EVERYBODY.search(words):
        return {"all_members": True}
    if quarter := QUARTER.search(words):
        return {"quarter": QUARTERS.get(quarter[1]) or int(quarter[1])}
    if who := tuple(key for key, name in names.items() if _names(words, name)):
        return {"people": who}
    told = tuple(month for month in months if _names_month(words, month))
    return {"months": told} if told else {}


def _names_month(words: str, month: int) -> bool:
    if month == MAY:
        return bool(MAYS & set(words.split()))
    stem = fold(dates.RU_MONTH_NAMES[month - 1])[:STEMS]
    return any(word.startswith(stem) for word in words.split())


def _names(words: str, name: str) -> bool:
    """Whether the surname stands there as a word."""
    surname = fold(name).split()[:1]
    return bool(surname) and surname[0] in words.split()


def is_several(text: str) -> bool:
    """Whether what was typed into one row looks like several."""
    return len([line for line in text.splitlines() if line.strip()]) > 1 or "\t" in text


def joined(text: str) -> str:
    """One row of it: its lines one after another."""
    return " ".join(text.split())
