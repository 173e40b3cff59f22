"""Which rows of plans are due, done, or somebody's; how a row stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Case, F, Q, Value, When

from plans.querysets.plans import PlanPartQuerySet, RowPartQuerySet
from plans.workflow import ROW_OPEN

if TYPE_CHECKING:
    from datetime import date

    from associations.models import User


class PlanRowQuerySet(PlanPartQuerySet):
    def in_order(self) -> Self:
        return self.order_by("part", "position", "pk")

    def kept(self) -> Self:
        """Without those that an amendment took out."""
        return self.filter(dropped=False)

    def with_standing(self) -> Self:
        """How each row stands: one whose meeting was held is done, and nobody need say so."""
        held = When(meeting__number__isnull=False, status__in=ROW_OPEN, then=Value("done"))
        return self.annotate(standing=Case(held, default=F("status")))

    def open(self) -> Self:
        """Where something is still to be done: neither marked nor closed by its meeting."""
        return self.filter(status__in=ROW_OPEN).exclude(meeting__number__isnull=False)

    def overdue(self, day: date) -> Self:
        return self.open().filter(due_now__lt=day)

    def in_life(self) -> Self:
        """Of plans that hold, as they were approved or agreed."""
        return self.kept().filter(plan__in_force__isnull=False)

    def of_person(self, user: User) -> Self:
        """What names the person, and what names all members of an association of theirs."""
        everybodys = Q(all_members=True, plan__association__in=sorted(user.association_ids))
        # This room lies below the models: they are asked for by name.
        doers: Any = apps.get_model("plans", "PlanRow").responsible.through
        named = doers.objects.filter(user=user.pk)
        return self.filter(Q(pk__in=named.values("planrow_id")) | everybodys)


class RowMarkQuerySet(RowPartQuerySet):
    def waiting(self) -> Self:
        return self.filter(verdict="waiting")

    def in_order(self) -> Self:
        return self.order_by("pk")
