"""How resolutions stand on a day: under way, due this week, late; done in time or late; moved.

Figures, filters, lists and papers all ask here, so that a number is always that of its rows.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from meetings.querysets.base import MeetingPartQuerySet
from meetings.workflow import RESOLUTION_OPEN, ResolutionStatus

MONTH = re.compile(r"[1-9][0-9]{3}-[01][0-9]")
TASKS = ("task", "petition")


class Standing(MeetingPartQuerySet):
    """Lateness is computed from the deadline as it stands, never stored."""

    # The first that fits, so that they leave each other out; what asks nobody has none.
    STANDINGS: ClassVar[tuple[str, ...]] = (
        "late",
        "week",
        "under_way",
        "in_time",
        "done_late",
        "cancelled",
    )

    def open(self) -> Self:
        """What is to be done: in force, and it asks somebody for something."""
        return self.filter(self._open())

    def tasks(self) -> Self:
        """What asks somebody for something, however far it has come."""
        return self.filter(self._asks())

    def for_nobody(self) -> Self:
        """Tasks that name neither anybody nor a date."""
        return self.filter(~self._names(), kind="task").exclude(text="")

    def late(self, day: date) -> Self:
        return self.filter(self.stands("late", day))

    def in_state(self, state: str, day: date) -> Self:
        return self.filter(self.stands(state, day))

    def of_month(self, month: str) -> Self:
        """Whose deadline falls into the month «2026-10»; "none": those without a date."""
        if month == "none":
            return self.filter(due_now=None)
        if not MONTH.fullmatch(month):
            return self.none()
        year, number = month.split("-")
        return self.filter(due_now__year=int(year), due_now__month=int(number))

    def with_standing(self, day: date) -> Self:
        """Say of each row how it stands, and whether its deadline was moved."""
        cases = [When(self.stands(word, day), then=Value(word)) for word in self.STANDINGS]
        standing = Case(*cases, default=Value(""), output_field=CharField())
        moved = Case(When(self._moved(), then=1), default=0)
        return self.annotate(standing=standing, moved=moved)

    def as_of(self, who: Any) -> Self:
        """Let them stand for one person: what all members do, by that person's own report.

        What others report does not end it for this person; what is done ended on ``own_end``.
        """
        own = self._reports().filter(resolution=OuterRef("pk"), author=who).order_by("-pk")
        last = {name: Subquery(own.values(name)[:1]) for name in ("verdict", "at__date")}
        rows = self.annotate(own_mark=Coalesce(last["verdict"], Value("")))
        alone = When(all_members=True, own_mark="accepted", then=last["at__date"])
        return rows.annotate(
            own_day=last["at__date"], own_end=Case(alone, default=F("finished_on"))
        )

    @property
    def _of_one(self) -> bool:
        return "own_mark" in self.query.annotations

    def stands(self, state: str, day: date) -> Q:
        """The rows in a state; of one that nobody knows there are none."""
        asked = {
            "late": self._late(day),
            "week": self._open() & Q(due_now__range=(day, end_of_week(day))),
            "open": self._open(),
            "under_way": self._open(),
            "in_time": self._done() & self._timely(),
            "done": self._done(),
            "done_late": self._done() & self._past(),
            "moved": self._moved() & ~Q(status=ResolutionStatus.DRAFT),
            "permanent": self._open() & Q(due_kind="permanent"),
        }
        if state in ResolutionStatus.values:
            asked.setdefault(state, Q(status=state))
        return asked.get(state, Q(pk__in=[]))

    def _asks(self) -> Q:
        """By its kind, or because it names somebody or a date.

        «The plan is approved», «taken note of», «recommended» hold, and are done with that.
        """
        return Q(kind__in=TASKS) | self._names()

    def _names(self) -> Q:
        """A date, or somebody."""
        named: Any = self.model._meta.get_field("responsible")
        people = named.remote_field.through._default_manager.filter(resolution=OuterRef("pk"))
        whom = Q(all_members=True) | Q(lead__isnull=False) | Q(Exists(people))
        return Q(due_now__isnull=False) | ~Q(due_kind="none") | whom

    def _open(self) -> Q:
        open_ = Q(status__in=RESOLUTION_OPEN) & self._asks()
        return open_ & ~self._own("accepted") if self._of_one else open_

    def _done(self) -> Q:
        done = Q(status=ResolutionStatus.DONE)
        alone = Q(status__in=RESOLUTION_OPEN) & self._own("accepted")
        return done | alone if self._of_one else done

    def _own(self, mark: str) -> Q:
        """Where all members report, each alone, and this one's report has the mark."""
        return Q(all_members=True, own_mark=mark)

    def _timely(self) -> Q:
        """Where no date was set, none was missed."""
        ended = Q(**{self._end: None}) | Q(**{f"{self._end}__lte": F("due_now")})
        return Q(due_now=None) | ended

    def _past(self) -> Q:
        return Q(**{"due_now__isnull": False, f"{self._end}__gt": F("due_now")})

    @property
    def _end(self) -> str:
        return "own_end" if self._of_one else "finished_on"

    def _late(self, day: date) -> Q:
        """One that was reported in time is not late, however long it waits for an answer."""
        waiting = self._reports().filter(
            resolution=OuterRef("pk"), verdict="waiting", at__date__lte=OuterRef("due_now")
        )
        told = Q(status=ResolutionStatus.REPORTED) & ~Q(Exists(waiting))
        late = Q(due_now__lt=day) & (Q(status=ResolutionStatus.IN_FORCE) | told)
        if not self._of_one:
            return late
        in_time = self._own("waiting") & Q(own_day__lte=F("due_now"))
        return late & ~self._own("accepted") & ~in_time

    def _reports(self) -> Any:
        reports: Any = self.model._meta.get_field("reports").related_model
        return reports._default_manager

    def _moved(self) -> Q:
        changes: Any = self.model._meta.get_field("deadline_changes").related_model
        granted = changes._default_manager.filter(resolution=OuterRef("pk"), state="granted")
        signed = Q(due_kind="date", due__isnull=False, due_now__isnull=False)
        return Q(Exists(granted)) | (signed & ~Q(due_now=F("due")))


def end_of_week(day: date) -> date:
    """The Sunday of that day's week."""
    return day + timedelta(days=6 - day.weekday())
