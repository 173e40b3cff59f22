"""Whether the norm of meetings will be met: what is held and planned, quarter by quarter."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from associations.models import AcademicYear
from core.questions import Question
from meetings.models import JointAssociation, Meeting
from meetings.workflow import MEETING_NUMBERED, MEETING_PLANNABLE, MeetingStatus

AT_LEAST = 4  # clause 5.5 of the regulation
COUNTED = frozenset({MeetingStatus.SIGNED, MeetingStatus.CORRECTING})
NUMERALS = ("", "I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Part:
    """One quarter: how many meetings were held in it, how many are still planned for it."""

    numeral: str
    held: int
    planned: int
    over: bool

    @property
    def is_bare(self) -> bool:
        """Over without a meeting."""
        return self.over and not self.held


@dataclass(frozen=True, slots=True)
class Forecast:
    """How an association's year stands, and how it will end if what is planned is held."""

    signed: int
    held: int
    planned: int
    expected: int
    parts: tuple[Part, ...] = ()
    due: int = AT_LEAST

    @property
    def is_fulfilled(self) -> bool:
        return self.signed >= self.due

    @property
    def is_behind(self) -> bool:
        return self.signed < min(self.expected, self.due)

    @property
    def missing(self) -> int:
        """How many meetings are neither held nor planned."""
        return max(0, self.due - self.held - self.planned)

    @property
    def word(self) -> str:
        if self.is_fulfilled:
            return pgettext("norm", "fulfilled")
        return pgettext("norm", "behind") if self.is_behind else pgettext("norm", "on time")

    @property
    def tone(self) -> str:
        return "done" if self.is_fulfilled else "late" if self.is_behind else "wait"

    @property
    def sentence(self) -> str:
        """What is still needed; nothing once the norm is fulfilled."""
        if self.is_fulfilled:
            return ""
        if self.missing:
            words = ngettext(
                "%(number)s more meeting has to be planned to fulfil the norm.",
                "%(number)s more meetings have to be planned to fulfil the norm.",
                self.missing,
            )
            return words % {"number": self.missing}
        if self.planned:
            return _("The norm will be fulfilled if the planned meetings are held.")
        return _("The norm will be fulfilled when the protocols are signed.")


def forecasts(
    unions: Iterable[int], year: AcademicYear | None, day: date
) -> dict[int, Forecast]:
    """For each association; two queries, however many there are.

    A joint meeting counts for every association that took part.
    """
    keys = list(unions)
    if year is None:
        return {key: Forecast(0, 0, 0, 0) for key in keys}
    quarters = sorted(year.quarters.all(), key=lambda quarter: quarter.number)
    rows: dict[int, list[tuple[str, date]]] = {key: [] for key in keys}
    for key, status, when in MOMENTS.ask(year=year.pk):
        if key in rows:
            rows[key].append((status, when))
    return {key: _forecast(rows[key], quarters, day) for key in keys}


def _moments(year: int) -> Any:
    """Of each meeting: whose it is, how far it has come, when it was or will be."""
    gone = MeetingStatus.CANCELLED
    own = Meeting.objects.filter(year=year).exclude(status=gone)
    joint = JointAssociation.objects.filter(year=year).exclude(meeting__status=gone)
    mine = own.order_by().values_list("association_id", "status", "date")
    theirs = ["association_id", "meeting__status", "meeting__date"]
    return mine.union(joint.order_by().values_list(*theirs), all=True)


MOMENTS = Question(_moments, year=-1)


def _forecast(rows: list[tuple[str, date]], quarters: list[Any], day: date) -> Forecast:
    held, planned = Counter[int](), Counter[int]()
    for status, when in rows:
        held[_quarter(when, quarters)] += status in MEETING_NUMBERED
        planned[_quarter(when, quarters)] += status in MEETING_PLANNABLE
    return Forecast(
        signed=sum(status in COUNTED for status, _when in rows),
        held=held.total(),
        planned=planned.total(),
        expected=min(AT_LEAST, sum(quarter.end < day for quarter in quarters)),
        parts=tuple(
            Part(NUMERALS[q.number], held[q.number], planned[q.number], q.end < day)
            for q in quarters
        ),
    )


def _quarter(when: date, quarters: list[Any]) -> int:
    """In which it falls; what lies between two belongs to the one that comes."""
    coming = [quarter.number for quarter in quarters if when <= quarter.end]
    return min(coming) if coming else max((q.number for q in quarters), default=0)
