"""A plan's rows as its page lays them out: four parts, numbers, words. Pure: asks nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
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
    written: str = ""


@dataclass(slots=True)
class LaidPart:
    value: int
    label: str
    roman: str
    rows: list[LaidRow] = field(default_factory=list)


def lay_out(rows: Iterable[Any]) -> list[LaidPart]:
    """All four parts, also those of no rows yet; ``rows`` come in order, with their people."""
    parts = [LaidPart(part.value, str(part.label), roman(part.value)) for part in PlanRow.Part]
    counters: dict[int, tuple[int, str]] = {}
    for row in rows:
        number, counters[row.part] = _numbered(row, *counters.get(row.part, (0, "")))
        parts[row.part - 1].rows.append(laid(row, number))
    return parts


def laid(row: Any, number: str = "") -> LaidRow:
    heading = is_heading(row.code)
    return LaidRow(row, number, "" if heading else when_of(row), people_of(row), heading)


def _numbered(row: Any, count: int, above: str) -> tuple[str, tuple[int, str]]:
    """Sub-rows of the template have their letter under their row; the rest are counted."""
    parent, _dot, letter = row.code.rpartition(".")
    if parent and parent == above and letter in SUB_LETTERS:
        return f"{SUB_LETTERS[letter]})", (count, above)
    return f"{count + 1}.", (count + 1, row.code)


def when_of(row: Any) -> str:
    """When it is planned for, in the words of papers."""
    plain = {"when": row.when, "months": row.months, "quarter": row.quarter, "day": row.day}
    return term(plain, get_language() or settings.FIRST_LANGUAGE)


def doers_of(row: Any) -> list[Any]:
    """Its people; a page with many rows has read them together (``doers``)."""
    return row.doers if hasattr(row, "doers") else list(row.responsible.all())


def _told(person: Any) -> str:
    """The name, put together once for a page on which the person stands often."""
    if "told" not in person.__dict__:
        person.told = person.list_name
    return str(person.told)


def people_of(row: Any) -> str:
    everybody = [_("all members")] if row.all_members else []
    named = [_told(person) for person in doers_of(row)]
    return ", ".join([*everybody, *named, *([row.outside] if row.outside else [])])


def gatherings(rows: Iterable[Any]) -> list[LaidRow]:
    """The meetings of the year and its seminars, as the paper lists them."""
    chosen = [row for row in rows if row.kind in GATHERINGS and not row.dropped]
    return [laid(row, str(place)) for place, row in enumerate(chosen, start=1)]


def lines(text: str) -> list[str]:
    """The entries of a list that was typed one on each line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
