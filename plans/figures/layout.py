"""A plan's rows as its page lays them out: four parts, numbers, words. Pure: asks nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.names import roman
from plans.figures.template import is_heading
from plans.figures.terms import term
from plans.models import PlanRow

SUB_LETTERS = {"A": "А", "B": "Б", "C": "В"}
GATHERINGS = frozenset({PlanRow.Kind.MEETING, PlanRow.Kind.SEMINAR})


@dataclass(slots=True)
class LaidRow:
    """A row with the number, the time and the people that its line shows."""

    row: Any
    number: str
    when: str
    people: str
    heading: bool
    head: str = ""
    tools: str = ""


@dataclass(slots=True)
class LaidPart:
    value: int
    label: str
    roman: str
    rows: list[LaidRow] = field(default_factory=list)
    # What its page shows of them: runs of written lines, and lines that take more room.
    pieces: list[Any] = field(default_factory=list)


def lay_out(rows: Iterable[Any]) -> list[LaidPart]:
    """All four parts, also those of no rows yet; ``rows`` come in order, with their people."""
    parts = [LaidPart(part.value, str(part.label), roman(part.value)) for part in PlanRow.Part]
    counters: dict[int, tuple[int, str]] = {}
    said = Said()
    for row in rows:
        number, counters[row.part] = _numbered(row, *counters.get(row.part, (0, "")))
        words = said.when(row), said.people(row)
        parts[row.part - 1].rows.append(LaidRow(row, number, *words, is_heading(row.code)))
    return parts


def _numbered(row: Any, count: int, above: str) -> tuple[str, tuple[int, str]]:
    """Sub-rows of the template have their letter under their row; the rest are counted."""
    parent, _dot, letter = row.code.rpartition(".")
    if parent and parent == above and letter in SUB_LETTERS:
        return f"{SUB_LETTERS[letter]})", (count, above)
    return f"{count + 1}.", (count + 1, row.code)


class Said:
    """When and by whom, in the words of papers: what stands in many rows is put once."""

    def __init__(self) -> None:
        self.language = get_language() or settings.FIRST_LANGUAGE
        self.everybody = _("all members")
        self.terms: dict[Any, str] = {}

    def when(self, row: Any) -> str:
        """Nothing for a line of the template that only stands above others."""
        if is_heading(row.code):
            return ""
        key = (row.when, tuple(row.months), row.quarter, row.day)
        if key not in self.terms:
            facts = zip(("when", "months", "quarter", "day"), key, strict=True)
            self.terms[key] = term(dict(facts), self.language)
        return self.terms[key]

    def people(self, row: Any) -> str:
        everybody = [self.everybody] if row.all_members else []
        named = [told(person) for person in doers_of(row)]
        return ", ".join([*everybody, *named, *([row.outside] if row.outside else [])])


def told(person: Any) -> str:
    """The name, put together once for a page on which the person stands often."""
    if "told" not in person.__dict__:
        person.told = person.list_name
    return str(person.told)


def doers_of(row: Any) -> list[Any]:
    """Its people; a page with many rows has read them together (``doers``)."""
    return row.doers if hasattr(row, "doers") else list(row.responsible.all())


def gatherings(parts: Iterable[LaidPart]) -> list[LaidRow]:
    """The meetings of the year and its seminars, as the paper lists them."""
    chosen = [line for part in parts for line in part.rows if line.row.kind in GATHERINGS]
    return [replace(line, number=str(place)) for place, line in enumerate(chosen, start=1)]


def lines(text: str) -> list[str]:
    """The entries of a list that was typed one on each line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
