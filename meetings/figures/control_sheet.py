"""The control sheet: resolutions of a year counted by association, person, meeting, month.

A resolution of several associations counts for the host of the meeting. What was given to all
members counts for each of them. Every number is that of the rows the register shows for it.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import TruncMonth

from associations.models import AcademicYear, Association, Membership, User
from associations.querysets import UNION, parts_of
from core.keyed import KeysQuestion
from meetings.models import Attendance, Meeting, Resolution

COUNTED = ("open", "week", "late", "in_time", "done_late", "moved")
OPEN = ("under_way", "week", "late")
WAYS = ("association", "person", "meeting", "month")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: what it is about, and its numbers by the name of the state."""

    about: Any
    numbers: Counter[str] = field(default_factory=Counter)

    @property
    def counts(self) -> list[int]:
        return [self.numbers[name] for name in COUNTED]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose resolutions are counted, of which year, as they stand on which day."""

    associations: list[Association]
    year: AcademicYear | None
    day: date

    def counted(self, question: KeysQuestion) -> dict[Any, Counter[str]]:
        """How many rows stand in which state, by what the question counts them by."""
        keys, year = [row.pk for row in self.associations], self.year.pk if self.year else 0
        found: dict[Any, Counter[str]] = {}
        for key, standing, moved, number in question.ask(keys, self.day, year=year):
            numbers = found.setdefault(key, Counter())
            numbers[standing] += number
            numbers["open"] += number * (standing in OPEN)
            numbers["moved"] += number * moved
        return found


def _rows(keys: list[int], year: int) -> Any:
    rows = Resolution.objects.registered().filter(item__meeting__year=year)
    return rows.filter(item__meeting__association__in=keys).order_by()


def _grouped(rows: Any, by: str, day: date) -> Any:
    grouped = rows.with_standing(day).values_list(by, "standing", "moved")
    return grouped.annotate(number=Count("pk"))


def lines_by(way: str, asked: Asked) -> list[Line]:
    """Count in the database, in as many questions for six hundred rows as for one."""
    return _BY[way](asked)


def total_of(lines: Iterable[Line]) -> Line:
    return Line(None, sum((line.numbers for line in lines), Counter()))


def _by_association(asked: Asked) -> list[Line]:
    """Also those of which there is nothing to count."""
    found = asked.counted(BY_ASSOCIATION)
    return [Line(row, found.get(row.pk, Counter())) for row in asked.associations]


def _by_person(asked: Asked) -> list[Line]:
    """What was given to all stands for each by the own report."""
    found = asked.counted(BY_NAME)
    for key, numbers in asked.counted(BY_LIST).items():
        found.setdefault(key, Counter()).update(numbers)
    people = User.objects.filter(pk__in=found).named().in_order()
    return [Line(person, found[person.pk]) for person in people]


def _named(keys: list[int], day: date, year: int) -> Any:
    rows = _rows(keys, year).filter(responsible__isnull=False)
    return _grouped(_each(rows, "responsible"), "who", day)


def _of_everybody(keys: list[int], day: date, year: int) -> Any:
    """What was given to all: to those on the list of the meeting who still belong to it."""
    marks = [mark for mark in Attendance.Status.values if mark != Attendance.Status.INVITED]
    lists, who = "item__meeting__attendance", OuterRef("who")
    rows = _rows(keys, year).filter(
        **{
            "all_members": True,
            f"{lists}__person__isnull": False,
            f"{lists}__status__in": marks,
        }
    )
    hosts = Q(association=OuterRef("item__meeting__association"))
    guests = Q(association__joint_meetings__meeting=OuterRef("item__meeting"))
    member = Membership.objects.on(day).filter(hosts | guests, person=who)
    through = Resolution.responsible.through.objects
    named = through.filter(resolution=OuterRef("pk"), user=who)
    rows = _each(rows, f"{lists}__person").filter(Exists(member), ~Exists(named))
    return _grouped(rows, "who", day)


def _each(rows: Any, path: str) -> Any:
    return rows.annotate(who=F(path)).as_of(OuterRef("who"))


def _by_meeting(asked: Asked) -> list[Line]:
    found = asked.counted(BY_MEETING)
    own = ["number", "date", "topic", "kind", "month_only", "status"]
    meetings = Meeting.objects.filter(pk__in=found).select_related("association")
    meetings = meetings.only(*own, *parts_of("association", UNION)).order_by("-date", "-pk")
    return [Line(meeting, found[meeting.pk]) for meeting in meetings]


def _by_month(asked: Asked) -> list[Line]:
    """By the month of the deadline as it stands; what has none comes last."""
    found = asked.counted(BY_MONTH)
    dated = sorted(month for month in found if month)
    return [Line(month, found[month]) for month in [*dated, *({None} & found.keys())]]


def _by(path: str) -> KeysQuestion:
    return KeysQuestion(lambda keys, day, year: _grouped(_rows(keys, year), path, day), year=-5)


def _months(keys: list[int], day: date, year: int) -> Any:
    return _grouped(_rows(keys, year).annotate(month=TruncMonth("due_now")), "month", day)


BY_ASSOCIATION, BY_MEETING = _by("item__meeting__association"), _by("item__meeting")
BY_NAME, BY_LIST = KeysQuestion(_named, year=-5), KeysQuestion(_of_everybody, year=-5)
BY_MONTH = KeysQuestion(_months, year=-5)

_BY: dict[str, Callable[[Asked], list[Line]]] = {
    "association": _by_association,
    "person": _by_person,
    "meeting": _by_meeting,
    "month": _by_month,
}
