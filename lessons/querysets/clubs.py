"""Which proposals of club leaders exist for whom, and whose answer they wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from lessons.querysets.unions import OfAssociation

if TYPE_CHECKING:
    from associations.models import User


class ClubProposalQuerySet(OfAssociation):
    """The members of the association, the person proposed, and who leads the school."""

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        return rows.filter(Q(person=user.pk) | self.of_ours(user))

    def waiting_for(self, user: User) -> Self:
        rows = self.visible_to(user).filter(status="proposed")
        return rows if user.is_director else rows.none()

    def for_table(self) -> Self:
        return self.select_related("association", "person", "year")

    def newest_first(self) -> Self:
        return self.order_by("-year__start", "association__sort_key", "-pk")
