"""Questions about what members propose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

from associations.models import User

if TYPE_CHECKING:
    pass


class ProposalQuerySet(QuerySet):
    """What was proposed for agendas: seen by the association and the school's leaders."""

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        return rows.filter(Q(association__in=user.association_ids) | Q(author=user.pk))
