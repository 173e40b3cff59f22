"""What comes in the calendar: each noun tells its own days, as far as the reader may see."""

import calendar
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from associations.models import Association, Holiday, User
from lessons.figures.schedule import where
from lessons.models import Event, Olympiad, OpenLesson, SubjectWeek, Visit
from lessons.workflow import EventStatus, VisitStatus
from lessons.workflow.olympiads import OlympiadStatus
from lessons.workflow.weeks import WEEK_SHOWN
from meetings.models import Meeting
from meetings.workflow import MeetingStatus
from plans.models import PlanRow

MINE, SCHOOL = "mine", "school"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the calendar. ``uid`` stays the same, so that calendars replace it."""

    day: date
    uid: str
    kind: str  # the word for what it is
    title: str
    url: str = ""
    last: date | None = None  # of what lasts longer than a day
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    tone: str = ""
    version: int = 0
    firm: bool = True

    @property
    def until(self) -> date:
        return self.last or self.day


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose calendar, from which day to which; ``feed``: without anything still undecided."""

    reader: User
    since: date
    until: date
    whose: str = SCHOOL  # mine, school, or association
    association: Association | None = None
    feed: bool = False

    @property
    def between(self) -> tuple[date, date]:
        return self.since, self.until

    @property
    def unions(self) -> list[int]:
        """The associations whose things are wanted; of the school all, and so none."""
        if self.association:
            return [self.association.pk]
        return sorted(self.reader.association_ids) if self.whose == MINE else []

    def narrowed(self, rows: Any, path: str = "association", *mine: Any) -> Any:
        """Rows of the calendar asked for; ``mine``: what makes a row the reader's own."""
        rows = rows.visible_to(self.reader)
        if self.association:
            return rows.filter(**{path: self.association.pk})
        if self.whose == MINE and mine:
            return rows.filter(*mine).distinct()
        return rows.filter(**{f"{path}__in": self.unions}) if self.whose == MINE else rows


def entries(asked: Asked) -> list[Entry]:
    """Everything that comes, in the order of days and hours."""
    found = (entry for source in SOURCES for entry in source(asked))
    return sorted(found, key=lambda one: (one.day, one.begins or time.min, one.title))


def meetings(asked: Asked) -> Iterator[Entry]:
    rows = Meeting.objects.visible_to(asked.reader).filter(date__range=asked.between)
    rows = rows.exclude(status=MeetingStatus.CANCELLED).filter(month_only=False)
    if asked.association or asked.whose == MINE:
        own = asked.unions
        rows = rows.filter(pk__in=Meeting.objects.of_unions(_known(own)).values("pk"))
    for row in rows.for_table():
        yield Entry(
            row.date,
            f"meeting-{row.pk}",
            pgettext("calendar", "meeting"),
            f"{row.association}: {row.topic or row.get_kind_display()}",
            row.get_absolute_url(),
            begins=row.starts_at,
            ends=row.ends_at,
            place=row.place,
            version=row.version,
            firm=row.status != MeetingStatus.PLANNED,
        )


def open_lessons(asked: Asked) -> Iterator[Entry]:
    rows = OpenLesson.objects.in_force() if asked.feed else OpenLesson.objects.kept()
    rows = rows.filter(day__range=asked.between).exclude(status="not_given")
    own = Q(teacher=asked.reader.pk)
    for row in asked.narrowed(rows, "schedule__association", own).for_table():
        if row.day:
            yield Entry(
                row.day,
                f"openlesson-{row.pk}",
                str(row.get_kind_display()),
                f"{_class_and(row.class_name, row.topic)} ({row.teacher.list_name})",
                row.get_absolute_url(),
                place=where(row),
                tone="done" if row.status in {"given", "analysed"} else "",
                version=row.version,
                firm=row.schedule.in_force_id is not None,
            )


def visits(asked: Asked) -> Iterator[Entry]:
    rows = Visit.objects.filter(day__range=asked.between)
    rows = rows.exclude(status=VisitStatus.NOT_HELD)
    own = Q(teacher=asked.reader.pk) | Q(visitors=asked.reader.pk)
    found = asked.narrowed(rows, "association", own)
    for row in found.select_related("teacher", "subject"):
        words = _class_and(row.class_name, str(row.subject))
        yield Entry(
            row.day,
            f"visit-{row.pk}",
            pgettext("calendar", "visit"),
            f"{words} ({row.teacher.list_name})",
            row.get_absolute_url(),
            version=row.version,
            tone="done" if row.status == VisitStatus.HELD else "",
        )


def events(asked: Asked) -> Iterator[Entry]:
    rows = Event.objects.filter(day__range=asked.between)
    rows = rows.exclude(status=EventStatus.CANCELLED)
    for row in asked.narrowed(rows):
        yield Entry(
            row.day,
            f"event-{row.pk}",
            str(row.get_kind_display()),
            row.title,
            row.get_absolute_url(),
            begins=row.begins,
            ends=row.ends,
            place=row.place,
            tone="done" if row.status == EventStatus.HELD else "",
            version=row.version,
        )


def weeks(asked: Asked) -> Iterator[Entry]:
    rows = SubjectWeek.objects.filter(first__lte=asked.until, last__gte=asked.since)
    if asked.feed:
        rows = rows.filter(status__in=WEEK_SHOWN)
    for row in asked.narrowed(rows):
        yield Entry(
            row.first,
            f"week-{row.pk}",
            str(row.get_kind_display()),
            row.title,
            row.get_absolute_url(),
            last=row.last,
            version=row.version,
        )


def olympiads(asked: Asked) -> Iterator[Entry]:
    rows = Olympiad.objects.filter(day__range=asked.between)
    for row in asked.narrowed(rows.exclude(status=OlympiadStatus.CANCELLED)):
        yield Entry(
            row.day,
            f"olympiad-{row.pk}",
            str(row.get_kind_display()),
            row.title,
            row.get_absolute_url(),
            place=row.place,
            version=row.version,
        )


def plan_rows(asked: Asked) -> Iterator[Entry]:
    """Deadlines of plans that hold: one's own, or an association's; the school has too many."""
    if asked.whose == SCHOOL:
        return
    rows = PlanRow.objects.visible_to(asked.reader).filter(due_now__range=asked.between)
    if asked.association:
        rows = rows.in_life().annual().filter(plan__association=asked.association.pk)
    else:
        rows = rows.tasks_of(asked.reader)
    for row in rows.open():
        if row.due_now:
            yield Entry(
                row.due_now,
                f"planrow-{row.pk}",
                pgettext("calendar", "deadline of the plan"),
                str(row),
                row.get_absolute_url(),
                version=row.version,
            )


def holidays(asked: Asked) -> Iterator[Entry]:
    rows = Holiday.objects.filter(school=asked.reader.school_id)
    for row in rows.filter(start__lte=asked.until, end__gte=asked.since):
        yield Entry(
            row.start,
            f"holiday-{row.pk}",
            pgettext("calendar", "holidays"),
            str(row),
            last=row.end,
            tone="wait",
        )


# Every noun of the calendar; one line each.
SOURCES: list[Callable[[Asked], Iterable[Entry]]] = [
    meetings,
    open_lessons,
    visits,
    events,
    weeks,
    olympiads,
    plan_rows,
    holidays,
]


@dataclass(slots=True)
class Day:
    """A day as the calendar draws it."""

    day: date
    today: bool
    inside: bool
    entries: list[Entry] = field(default_factory=list)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month."""
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=1), day.replace(day=last)


def week_of(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def days_of(found: Iterable[Entry], since: date, until: date, today: date) -> list[Day]:
    """Whole weeks from Monday to Sunday; what lasts long stands on each of its days."""
    first, last = week_of(since)[0], week_of(until)[1]
    days = [
        Day(day, day == today, since <= day <= until)
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
    ]
    for entry in found:
        start, end = max(entry.day, first), min(entry.until, last)
        for day in days[(start - first).days : (end - first).days + 1]:
            day.entries.append(entry)
    return days


def weeks_in(days: list[Day]) -> list[list[Day]]:
    return [days[n : n + 7] for n in range(0, len(days), 7)]


def _class_and(name: str, words: str) -> str:
    return _("%(class)s: %(words)s") % {"class": name, "words": words} if name else words


def _known(unions: Iterable[int]) -> list[Association]:
    return [Association(pk=pk) for pk in unions]
