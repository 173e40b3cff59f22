"""Rows of a draft that ask for a decision: what was copied, and what falls on a day off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from associations.models import AcademicYear, Holiday, Quarter, User
from associations.querysets import PERSON, parts_of
from core import dates
from core.questions import Question
from plans.figures.layout import doers_of
from plans.figures.template import is_heading
from plans.models import Plan, PlanRow
from plans.workflow import RowStatus

SUNDAY = 6  # Saturday is a day of school in many of them
Free = tuple[str, date, date]


@dataclass(frozen=True, slots=True)
class Need:
    """A row, and in words what is to be decided; ``keeps``: it may be left as it is."""

    row: Any
    words: str
    keeps: bool


def needs_of(plan: Plan, rows: Iterable[Any], members: Iterable[Any]) -> list[Need]:
    """Ask of an editable plan: who left, what was not done last year, what is on a day off.

    A row that was copied and saved, or kept, since is decided on; a day off is one till the
    day is another.
    """
    live = [row for row in rows if not row.dropped and not is_heading(row.code)]
    copied = [row.origin_id for row in live if row.origin_id and row.version == 1]
    members = list(members)
    before = _before(plan, copied, members) if copied else {}
    there = {person.pk for person in members}
    rest = _days_off(plan.year, [row.day for row in live if row.day])
    found: list[Need] = []
    for row in live:
        words = before.get(row.origin_id, []) if row.version == 1 else []
        gone = [_left(who.list_name) for who in doers_of(row) if who.pk not in there]
        off = [rest[row.day]] if row.when == PlanRow.When.DAY and row.day in rest else []
        if told := list(dict.fromkeys([*words, *gone, *off])):
            found.append(Need(row, "; ".join(told), keeps=not (off or gone)))
    return found


def _left(name: str) -> str:
    return _("%(name)s is no longer a member") % {"name": name}


def _before(plan: Plan, keys: list[int], members: list[Any]) -> dict[int, list[str]]:
    """Of the rows copied who left since; of last year's too how those ended that were not done.

    In one question: the names of those who left, and in another column how a row stands.
    """
    held: Any = PlanRow.doers_now.through.objects.filter(planrow__in=keys)
    drafts: Any = PlanRow.responsible.through.objects.filter(
        planrow__in=keys, planrow__in_force__isnull=True
    )
    ended: Any = PlanRow.objects.filter(pk__in=keys, plan__in_force__isnull=False)
    ended = ended.with_standing().exclude(standing=RowStatus.DONE)
    if not plan.is_annual:
        ended = ended.none()
    there = [person.pk for person in members]
    blank = [Value("") for _name in PERSON]
    rows = ended.values_list("pk", *blank, "standing").union(
        *[
            gone.exclude(user__in=there).values_list(
                "planrow_id", *parts_of("user", PERSON), Value("")
            )
            for gone in (held, drafts)
        ],
        all=True,
    )
    said: dict[int, list[str]] = {}
    for key, *name, standing in sorted(rows, key=lambda row: (row[-1], row)):
        undone = _("last year: %(state)s")
        words = (
            undone % {"state": RowStatus(standing).label}
            if standing
            else _left(User(**dict(zip(PERSON, name, strict=True))).list_name)
        )
        said.setdefault(key, []).append(words)
    return said


def _days_off(year: AcademicYear, days: list[date]) -> Mapping[date, str]:
    """Which of these days are free, and why in words."""
    if not days:
        return {}
    language = get_language() or settings.FIRST_LANGUAGE
    holidays, quarters = _calendar(year, language)
    told = {day: _why_off(day, holidays, quarters) for day in days}
    return {
        day: f"{dates.day_month(day, language)}: {words}"
        for day, words in told.items()
        if words
    }


def _free(year: int, name: Any) -> Any:
    free = Holiday.objects.filter(year=year).values_list(name, "start", "end", Value(0))
    taught = Quarter.objects.filter(year=year).values_list(Value(""), "start", "end", "number")
    return free.union(taught, all=True)


IN_RUSSIAN = Question(
    partial(_free, name=Coalesce(NullIf("name_ru", Value("")), "name_ky")), year=-1
)
IN_KYRGYZ = Question(partial(_free, name=F("name_ky")), year=-1)


def _calendar(year: AcademicYear, language: str) -> tuple[list[Free], list[Free]]:
    """The holidays with their names and the quarters in order, in one question."""
    question = IN_RUSSIAN if language == "ru" else IN_KYRGYZ
    rows = sorted(question.ask(year=year.pk), key=lambda row: row[3])
    holidays = [(name, start, end) for name, start, end, number in rows if not number]
    return holidays, [(name, start, end) for name, start, end, number in rows if number]


def _why_off(day: date, holidays: list[Free], quarters: list[Free]) -> str:
    for name, start, end in holidays:
        if start <= day <= end:
            return name
    if quarters and _between(day, quarters):
        return _("vacation")
    return _("a weekend") if day.weekday() == SUNDAY else ""


def _between(day: date, quarters: list[Free]) -> bool:
    """After one quarter and before the next; the summer is no such gap."""
    inside = any(start <= day <= end for _name, start, end in quarters)
    return not inside and quarters[0][1] < day < quarters[-1][2]
