"""What falls on days without school after the calendar has changed, and where it might go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from associations.models import AcademicYear, Holiday
from meetings.models import Meeting, Resolution
from meetings.workflow import RESOLUTION_OPEN
from plans.models import PlanRow

SUNDAY = 6
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fallen:
    """A date that can no longer be kept. ``holiday`` is None where the year is over by then."""

    kind: str
    thing: Any
    old: date
    new: date
    holiday: Holiday | None

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.thing.pk}"


def fallen(year: AcademicYear) -> list[Fallen]:
    """Meetings, rows with a day, and deadlines to come, the earliest first; four queries."""
    holidays = list(year.holidays.order_by("start", "pk"))
    found = []
    for kind, thing, old in _dates(year):
        holiday = holiday_on(old, holidays)
        if holiday or old > year.end:
            new = nearest_school_day(old, year, holidays)
            found.append(Fallen(kind, thing, old, new, holiday))
    return sorted(found, key=lambda row: (row.old, row.key))


def holiday_on(day: date, holidays: Iterable[Holiday]) -> Holiday | None:
    return next((row for row in holidays if row.start <= day <= row.end), None)


def nearest_school_day(day: date, year: AcademicYear, holidays: Iterable[Holiday]) -> date:
    """The first day of school after it; where none is left in the year, the last one."""
    rests = list(holidays)

    def is_free(one: date) -> bool:
        return one.weekday() != SUNDAY and holiday_on(one, rests) is None

    later = next((one for one in _days(day, year.end, DAY) if is_free(one)), None)
    earlier = _days(min(day, year.end), year.start, -DAY)
    return later or next((one for one in earlier if is_free(one)), year.end)


def _days(first: date, last: date, step: timedelta) -> Iterator[date]:
    day = first
    while (day <= last) if step > timedelta(0) else (day >= last):
        yield day
        day += step


def _dates(year: AcademicYear) -> Iterator[tuple[str, Any, Any]]:
    today = timezone.localdate()
    meetings = Meeting.objects.filter(year=year, month_only=False, date__gte=today).plannable()
    for meeting in meetings.select_related("association"):
        yield "meeting", meeting, meeting.date
    for row in _rows(year, today):
        yield "row", row, row.due_now
    deadlines = Resolution.objects.filter(
        school=year.school_id,
        status__in=RESOLUTION_OPEN,
        item__meeting__year=year,
        due_now__gte=today,
    )
    for resolution in deadlines.select_related("item__meeting__association"):
        yield "deadline", resolution, resolution.due_now


def _rows(year: AcademicYear, today: date) -> Any:
    """Those that have a day; of the others what was moved, or lies beyond the year's end.

    Those of a month come instead of the year's, which they move with them.
    """
    rows = PlanRow.objects.to_be_done().open().filter(plan__year=year, due_now__gte=today)
    dated = Q(when=PlanRow.When.DAY) | Q(due_now__gt=year.end) | Q(marks__step="moved")
    months = PlanRow.objects.in_life().filter(origin=OuterRef("pk"), plan__period="month")
    rows = rows.filter(dated, meeting=None).exclude(Exists(months))
    return rows.select_related("plan__association", "plan__year").distinct()
