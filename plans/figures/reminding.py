"""Who is to be reminded of which row of a plan on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from associations.figures import is_at_rest
from associations.models import Absence, User
from meetings.figures.reminding import SOON, is_time
from plans.figures.standing import as_they_hold
from plans.models import PlanRow, RowMark, RowReminder


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due: to whom, and of what."""

    person: User
    row: PlanRow
    day: date


def schools_to_remind(day: date) -> list[int]:
    """Schools that are at work on that day and have something to remind of."""
    rows = _rows(day).order_by().values_list("school", flat=True).distinct()
    return [school for school in rows if not is_at_rest(school, day)]


def reminders_due(school: int, day: date) -> list[Due]:
    """What has not been said since it was to be said; who is away hears of it later."""
    rows = _rows(day).filter(school=school).select_related("plan__association", "meeting")
    rows = rows.prefetch_related("doers_now", "marks").by_urgency()
    away = set(Absence.objects.on(day).filter(school=school).values_list("person", flat=True))
    return [due for due in _due(as_they_hold(rows), day) if due.person.pk not in away]


def _rows(day: date) -> Any:
    """What is open and near or late; of a year's row and its month's, only the month's."""
    rows = PlanRow.objects.in_life().open().filter(due_now__lte=day + SOON)
    return rows.without_months()


def _due(rows: list[PlanRow], day: date) -> Iterator[Due]:
    told = _told(rows)
    people: dict[int, list[User]] = {}
    for row in rows:
        deadline: Any = row.due_now
        for person in _waited_for(row, day, people):
            if is_time(deadline, day, told.get((row.pk, person.pk))):
                yield Due(person, row, day)


def _told(rows: list[PlanRow]) -> dict[tuple[int, int], date]:
    """When each person was last reminded of each of these."""
    last = RowReminder.objects.filter(row__in=rows).values_list("row", "person")
    return {
        (row, person): day for row, person, day in last.annotate(last=Max("day")).order_by()
    }


def _waited_for(row: PlanRow, day: date, known: dict[int, list[User]]) -> list[User]:
    """Who has to do it and has not reported.

    Of what is late and was given to all, or to nobody, only the head hears.
    """
    named = [person for person in row.doers_now.all() if person.is_active]
    waiting = {
        mark.author_id for mark in row.marks.all() if mark.verdict == RowMark.Verdict.WAITING
    }
    if row.all_members and row.due_now and row.due_now >= day:
        named = [*named, *_members(row, day, known)]
    elif not named:
        head = row.plan.association.head(day)
        return [head] if head and not waiting else []
    people = {person.pk: person for person in named}
    return [person for pk, person in people.items() if pk not in waiting]


def _members(row: PlanRow, day: date, known: dict[int, list[User]]) -> list[User]:
    union = row.plan.association
    if union.pk not in known:
        known[union.pk] = [person for person in union.members(day) if person.is_active]
    return known[union.pk]
