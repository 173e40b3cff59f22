"""Which rows of plans are due, done, or somebody's; how a row stands.

Figures, filters, lists and papers all ask here, so that a number is always that of its rows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from plans.querysets.plans import PlanPartQuerySet, RowPartQuerySet
from plans.workflow import ROW_OPEN, RowStatus

if TYPE_CHECKING:
    from datetime import date

    from associations.models import User

MONTH = re.compile(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])")
HELD = Q(meeting__number__isnull=False)
# Lines of the template that only stand above their sub-rows: nobody does them.
HEADINGS = frozenset({"I.4", "IV.1"})


class PlanRowQuerySet(PlanPartQuerySet):
    def in_order(self) -> Self:
        return self.order_by("part", "position", "pk")

    def by_urgency(self) -> Self:
        """The most urgent first; what has no date comes last."""
        return self.order_by(F("due_now").asc(nulls_last=True), "pk")

    def kept(self) -> Self:
        """Without those that an amendment took out."""
        return self.filter(dropped=False)

    def with_standing(self) -> Self:
        """How each row stands: one whose meeting was held is done, and nobody need say so.

        ``moved`` is a word beside it: whether its date was moved.
        """
        held = When(HELD, status__in=ROW_OPEN, then=Value("done"))
        return self.annotate(
            standing=Case(held, default=F("status")), moved=Exists(self._marks("moved"))
        )

    def open(self) -> Self:
        """Where something is still to be done: neither marked nor closed by its meeting."""
        return self.filter(self._open())

    def in_state(self, state: str, day: date) -> Self:
        return self.filter(self.stands(state, day))

    def stands(self, state: str, day: date) -> Q:
        """The rows in a state; of one that nobody knows there are none."""
        asked = {
            "open": self._open(),
            "late": self._open() & Q(due_now__lt=day),
            "planned": self._open() & Q(status=RowStatus.PLANNED),
            "in_progress": self._open() & Q(status=RowStatus.IN_PROGRESS),
            "done": Q(status=RowStatus.DONE) | (HELD & Q(status__in=ROW_OPEN)),
            "moved": Exists(self._marks("moved")),
            "asked": ~Q(status=RowStatus.CANCELLED),
            "waiting": Exists(self._marks(verdict="waiting")),
        }
        if state in RowStatus.values:
            asked.setdefault(state, Q(status=state))
        return Q(asked.get(state, Q(pk__in=[])))

    def of_month(self, month: str) -> Self:
        """What falls due in the month «2026-10», as the date stands now."""
        if not MONTH.fullmatch(month):
            return self.none()
        year, number = month.split("-")
        return self.filter(due_now__year=int(year), due_now__month=int(number))

    def in_life(self) -> Self:
        """What is to be done by plans that hold, as they were approved or agreed.

        An amendment changes nothing of that before it is approved itself.
        """
        return self.filter(in_force__isnull=False).exclude(code__in=sorted(HEADINGS))

    def to_be_done(self) -> Self:
        """What holds, also if an amendment takes it out, and what is written to hold."""
        return self.filter(Q(in_force__isnull=False) | Q(dropped=False))

    def annual(self) -> Self:
        return self.filter(plan__period="year")

    def with_part_now(self) -> Self:
        """The part in which each holds."""
        part = KeyTextTransform("part", "in_force")
        return self.annotate(holds_in=Cast(part, IntegerField()))

    def of_person(self, user: User) -> Self:
        """What names the person, and what names all members of an association of theirs.

        Both by the texts in force.
        """
        everybodys = Q(
            in_force__all_members=True, plan__association__in=sorted(user.association_ids)
        )
        # This room lies below the models: they are asked for by name.
        doers: Any = apps.get_model("plans", "PlanRow").doers_now.through
        named = doers.objects.filter(user=user.pk)
        return self.filter(Q(pk__in=named.values("planrow_id")) | everybodys)

    def tasks_of(self, user: User) -> Self:
        """The person's own rows of plans that hold, with what became of the last report.

        A row of the year's plan that stands in a monthly plan too is a task there, once.
        """
        return self.in_life().of_person(user).without_months().with_mark_of(user)

    def without_months(self) -> Self:
        """Without rows that are open in a monthly plan, or a later one: there they are done."""
        manager = apps.get_model("plans", "PlanRow")._default_manager
        months = manager.in_life().filter(plan__period="month").open()
        later = months.filter(
            origin=OuterRef("origin"), plan__month__gt=OuterRef("plan__month")
        )
        held = Exists(months.filter(origin=OuterRef("pk")))
        return self.exclude(held | Exists(later))

    def to_do_by(self, user: User, until: date) -> Self:
        """What is with this person now: due by that day, or given back."""
        near = Q(due_now__lte=until) | Q(mark="returned")
        return self.tasks_of(user).open().filter(near).exclude(mark="waiting")

    def with_mark_of(self, user: User) -> Self:
        """Each with the answer to this person's last report: its ``mark``, "" for none."""
        own = self._marks("done", author=user.pk).order_by("-pk")
        return self.annotate(mark=Coalesce(Subquery(own.values("verdict")[:1]), Value("")))

    def for_marking(self, user: User) -> Self:
        """With how it stands, the own report, and whether a report waits for the head."""
        waits = Exists(self._marks(verdict="waiting"))
        return self.with_standing().with_mark_of(user).annotate(reported=waits)

    def waiting_for(self, user: User) -> Self:
        """With a report that this person answers as the head."""
        ours = self.filter(plan__association__in=sorted(user.headed_ids))
        return ours.filter(Exists(self._marks(verdict="waiting")))

    def for_table(self) -> Self:
        """With its plan and association, its people and its meeting."""
        people = Prefetch("doers_now", apps.get_model("associations", "User").objects.named())
        rows = self.select_related("plan__association", "plan__year", "meeting")
        return rows.prefetch_related(people)

    def _open(self) -> Q:
        return Q(status__in=ROW_OPEN, meeting__number__isnull=True)

    def _marks(self, step: str = "", **facts: Any) -> Any:
        marks = apps.get_model("plans", "RowMark")._default_manager
        facts |= {"step": step} if step else {}
        return marks.filter(row=OuterRef("pk"), **facts).order_by()


class RowMarkQuerySet(RowPartQuerySet):
    def waiting(self) -> Self:
        return self.filter(verdict="waiting")

    def in_order(self) -> Self:
        return self.order_by("pk")
