"""Who is to be reminded of what on a day, and with which words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Min
from django.utils import timezone

from associations.figures import is_at_rest
from associations.models import Absence, Association, User
from meetings.models import Reminder, Resolution, ResolutionReport
from meetings.permissions.doers import doers_of
from meetings.querysets.seen import in_unions

Step = Reminder.Step
SOON, EVE, WEEK = timedelta(days=3), timedelta(days=1), timedelta(days=7)
ANSWERED = {ResolutionReport.Verdict.WAITING, ResolutionReport.Verdict.ACCEPTED}


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due: to whom, of what, and how near or far the date is."""

    person: User
    resolution: Resolution
    step: str
    day: date


def occasion(due: date, day: date) -> date | None:
    """The last day, up to this one, on which people are reminded of that deadline."""
    if day >= due:
        return due + WEEK * ((day - due) // WEEK)
    passed = [due - ahead for ahead in (EVE, SOON) if due - ahead <= day]
    return passed[0] if passed else None


def step_on(due: date, day: date) -> str:
    """How the deadline looks from that day."""
    if day >= due:
        return Step.TODAY if day == due else Step.LATE
    return Step.TOMORROW if due - day == EVE else Step.SOON


def coming_deadlines(association: Association, day: date) -> Any:
    """What of its resolutions is late or falls due within a week, the oldest first."""
    ours = in_unions([association.pk], "item__meeting__")
    rows = Resolution.objects.in_force().filter(ours, due_now__lte=day + WEEK)
    rows = rows.select_related("item__meeting__association")
    return rows.prefetch_related("responsible").order_by("due_now", "pk")


def people_away(rows: list[Any], day: date) -> set[int]:
    """Who of those named is away today: a deadline may have to wait for them."""
    named = {person.pk for row in rows for person in row.responsible.all()}
    away = Absence.objects.on(day).filter(person__in=named)
    return set(away.values_list("person", flat=True))


def schools_to_remind(day: date) -> list[int]:
    """Schools that are at work on that day and have something to remind of."""
    rows = _rows(day).order_by().values_list("school", flat=True).distinct()
    return [school for school in rows if not is_at_rest(school, day)]


def reminders_due(school: int, day: date) -> list[Due]:
    """What has not been said since it was to be said.

    Days that were passed over, because the school rested, the person was away or nobody ran
    the clock, are made up for by one reminder that says how things stand now.
    """
    rows = (
        _rows(day)
        .filter(school=school)
        .annotate(signed=Min("item__meeting__protocols__signed_at"))
    )
    rows = rows.select_related("item__meeting__association", "lead")
    rows = list(rows.prefetch_related("responsible", "reports").order_by("due_now", "pk"))
    away = set(Absence.objects.on(day).filter(school=school).values_list("person", flat=True))
    return [due for due in _due(rows, day) if due.person.pk not in away]


def _rows(day: date) -> Any:
    """What is in force; what was reported waits for somebody else."""
    return Resolution.objects.in_force().filter(due_now__lte=day + SOON)


def _due(rows: list[Any], day: date) -> Iterator[Due]:
    told = _told(rows)
    for row in rows:
        at = occasion(row.due_now, day)
        if at is None or at < _begins(row):
            continue
        for person in _waited_for(row):
            if is_time(row.due_now, day, told.get((row.pk, person.pk))):
                yield Due(person, row, step_on(row.due_now, day), day)


def is_time(due: date, day: date, last: date | None) -> bool:
    """Nobody hears of a late one more often than weekly, whenever the first word came."""
    if last is not None and day > due <= last:
        return day - last >= WEEK
    at = occasion(due, day)
    return at is not None and (last is None or last < at)


def _told(rows: list[Any]) -> dict[tuple[int, int], date]:
    """When each person was last reminded of each of these."""
    keys = [row.pk for row in rows]
    last = Reminder.objects.filter(resolution__in=keys).values_list("resolution", "person")
    return {
        (resolution, person): day
        for resolution, person, day in last.annotate(last=Max("day")).order_by()
    }


def _begins(row: Any) -> date:
    """What fell due before it was signed, the signing itself has told."""
    if row.signed is None:
        return row.item.meeting.date
    return timezone.localdate(row.signed)


def _waited_for(row: Resolution) -> list[User]:
    """Who has to do it and has not reported, or not since the last report was returned."""
    marks = {
        report.author_id: report.verdict
        for report in sorted(row.reports.all(), key=lambda report: report.pk)
        if not report.overtaken
    }
    people = doers_of(row) if row.all_members else _named(row)
    return [person for person in people if marks.get(person.pk) not in ANSWERED]


def _named(row: Resolution) -> list[User]:
    people = {person.pk: person for person in row.responsible.all() if person.is_active}
    if row.lead and row.lead.is_active:
        people.setdefault(row.lead.pk, row.lead)
    return list(people.values())
