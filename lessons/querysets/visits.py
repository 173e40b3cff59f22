"""Which visits and analysis sheets exist for whom. A draft is its author's alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lessons.querysets.unions import OfAssociation
from lessons.workflow import AdviceStatus, SheetStatus, VisitStatus

if TYPE_CHECKING:
    from associations.models import User

WAITS = frozenset({SheetStatus.SHARED, SheetStatus.ANSWERED})


class OfSchool(QuerySet):
    """Everybody of the school may know of it; what may be done with it, the rules say."""

    def visible_to(self, user: User) -> Self:
        return self.filter(school=user.school_id)


class CriterionQuerySet(OfSchool):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class VisitQuerySet(OfAssociation):
    """Visits: that one took place, every member of the association may know."""

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        part = Q(teacher=user.pk) | Q(visitors=user.pk) | self.of_ours(user)
        return rows.filter(pk__in=self.model._default_manager.filter(part).values("pk"))

    def in_order(self) -> Self:
        return self.order_by("-day", "-pk")

    def for_table(self) -> Self:
        return self.select_related("association", "teacher", "subject").prefetch_related(
            "visitors"
        )

    def waiting_for(self, user: User) -> Self:
        """Where a sheet waits for this person: to be finished, answered, agreed."""
        sheets: Any = apps.get_model("lessons", "VisitSheet")._default_manager
        return self.filter(pk__in=sheets.waiting_for(user).values("visit"))


class VisitSheetQuerySet(OfAssociation):
    """Sheets: the author's; once shared the teacher's too; once agreed of who heads and leads.

    Every list, count, search, feed and export of sheets begins here.
    """

    path = "visit"

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id)
        theirs = Q(author=user.pk)
        shown = Q(visit__teacher=user.pk) & ~Q(status=SheetStatus.DRAFT)
        agreed = Q(status=SheetStatus.AGREED)
        if not user.leads_school:
            agreed &= self.headed_by(user)
        return rows.filter(theirs | shown | agreed)

    def agreed(self) -> Self:
        """What counts: in norms, sums and matrices."""
        return self.filter(status=SheetStatus.AGREED)

    def waiting_for(self, user: User) -> Self:
        """Whose next word is this person's: to finish, to answer, to agree."""
        begun = Q(visit__day__lte=timezone.localdate())
        draft = Q(status=SheetStatus.DRAFT) & begun & ~Q(visit__status=VisitStatus.NOT_HELD)
        mine = Q(author=user.pk) & (draft | Q(status=SheetStatus.ANSWERED))
        asked = Q(visit__teacher=user.pk, status=SheetStatus.SHARED)
        return self.filter(mine | asked, school=user.school_id)


class AdviceQuerySet(OfAssociation):
    """Advice: seen with its sheet, and by whoever comes to see the teacher after it.

    Whoever plans a visit to another association by themself has not been asked to come there,
    and is not told what its teachers were advised.
    """

    path = "sheet__visit"

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        model: Any = self.model
        visit = model.sheet.field.related_model.visit.field.related_model
        coming = visit._default_manager.filter(
            visitors=user.pk,
            teacher=OuterRef("teacher"),
            day__gte=OuterRef("sheet__visit__day"),
        ).exclude(status=VisitStatus.NOT_HELD)
        ours = Q(association__in=sorted(user.association_ids))
        coming = coming.filter(ours | ~Q(author=user.pk))
        known = Q(sheet__author=user.pk) | Q(teacher=user.pk) | self.headed_by(user)
        return rows.filter(known | Q(Exists(coming)))

    def open(self) -> Self:
        return self.filter(status=AdviceStatus.OPEN)
