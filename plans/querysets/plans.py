"""Which plans exist for whom, and whose move they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from plans.workflow import PLAN_EDITABLE, PlanStatus

if TYPE_CHECKING:
    from associations.models import AcademicYear, Association, User


class OfPlan(QuerySet):
    """Rows that are seen with their plan: ``path`` leads to it."""

    path = "plan"

    def visible_to(self, user: User) -> Self:
        """Leaders see every plan of their school; others those of their associations."""
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        unions = sorted(user.association_ids)
        return rows.filter(**{f"{self.prefix}association__in": unions})

    @property
    def prefix(self) -> str:
        return f"{self.path}__" if self.path else ""


class PlanPartQuerySet(OfPlan):
    """Rows of a plan."""


class RevisionPartQuerySet(OfPlan):
    path = "revision__plan"


class RowPartQuerySet(OfPlan):
    path = "row__plan"


class PlanQuerySet(OfPlan):
    path = ""

    def annual(self) -> Self:
        return self.filter(period="year")

    def monthly(self) -> Self:
        return self.filter(period="month")

    def of_year(self, year: AcademicYear) -> Self:
        return self.filter(year=year)

    def of_association(self, association: Association) -> Self:
        return self.filter(association=association)

    def in_force(self) -> Self:
        """Those that hold: an annual plan once approved, also while it is amended."""
        return self.filter(Q(in_force__isnull=False))

    def waiting_for(self, user: User) -> Self:
        """Plans whose next move is this person's; who submitted one does not agree with it."""
        mine = Q(association__in=sorted(user.headed_ids), status=PlanStatus.RETURNED)
        if user.is_deputy:
            mine |= Q(~Exists(self._submitted_by(user)), status=PlanStatus.SUBMITTED)
        if user.is_director:
            mine |= Q(status=PlanStatus.AGREED, period="year")
        return self.filter(mine, school=user.school_id)

    def _submitted_by(self, user: User) -> Any:
        """That the round that runs now was begun by this person."""
        steps: Any = apps.get_model("plans", "PlanDecision")._default_manager
        begun = steps.filter(revision__plan=OuterRef("pk"), step="submitted")
        later = steps.filter(
            revision__plan=OuterRef("revision__plan"), step="submitted", pk__gt=OuterRef("pk")
        )
        return begun.filter(~Exists(later), person=user.pk)

    def to_decide_by(self, user: User) -> Self:
        """Plans on which this person decides next, as a deputy or as the director."""
        return self.waiting_for(user).exclude(status__in=PLAN_EDITABLE)

    def returned_to(self, user: User) -> Self:
        """Plans that this head has to work on."""
        return self.filter(
            association__in=sorted(user.headed_ids),
            school=user.school_id,
            status=PlanStatus.RETURNED,
        )

    def with_text(self, user: User) -> Self:
        """The digest of the text that is decided on, and whether the person opened it."""
        revisions: Any = apps.get_model("plans", "PlanRevision")
        readings: Any = apps.get_model("plans", "PlanReading")
        texts = revisions.objects.filter(plan=OuterRef("pk")).order_by("-number")
        read = readings.objects.filter(revision=OuterRef("text_id"), person=user.pk)
        return self.annotate(
            text_id=Subquery(texts.values("pk")[:1]),
            digest=Subquery(texts.values("digest")[:1]),
        ).annotate(opened=Exists(read))

    def for_table(self) -> Self:
        return self.select_related("association", "year", "in_force")

    def with_waiting(self) -> Self:
        """Since when it is where it is now: the last step that was taken on it."""
        decisions: Any = apps.get_model("plans", "PlanDecision")
        steps = decisions.objects.filter(revision__plan=OuterRef("pk")).order_by("-pk")
        return self.annotate(waits_since=Subquery(steps.values("at")[:1]))

    def for_list(self) -> Self:
        """The newest year first; in it the annual plans, then the months."""
        rows = self.for_table().with_waiting()
        return rows.order_by("-year__start", "-period", "month", "association__sort_key", "pk")
