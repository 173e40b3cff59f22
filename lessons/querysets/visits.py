"""Which visits and analysis sheets exist for whom. A draft is its author's alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from lessons.querysets.unions import OfAssociation
from lessons.workflow import SheetStatus

if TYPE_CHECKING:
    from associations.models import User


class VisitQuerySet(OfAssociation):
    """Visits: that one took place, every member of the association may know."""

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        part = Q(teacher=user.pk) | Q(visitors=user.pk) | self.of_ours(user)
        return rows.filter(pk__in=self.model._default_manager.filter(part).values("pk"))


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
