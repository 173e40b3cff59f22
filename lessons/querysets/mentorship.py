"""Which mentorships exist for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from lessons.querysets.unions import OfAssociation

if TYPE_CHECKING:
    from associations.models import User


class MentorshipQuerySet(OfAssociation):
    """Pairs: the two people, the members of the association, and who leads the school."""

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        return rows.filter(Q(mentor=user.pk) | Q(novice=user.pk) | self.of_ours(user))
