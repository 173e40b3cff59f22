"""Calendar-thematic and individual plans: who sees which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from associations.models import User


class HandedIn(QuerySet):
    """What one teacher hands in: seen by the teacher, the association and the leaders."""

    path = ""

    def visible_to(self, user: User) -> Self:
        """A draft is its author's alone; what was handed in the association may read."""
        rows = self.filter(school=user.school_id)
        drafts = Q(**{f"{self.prefix}status": "draft"})
        own = Q(**{f"{self.prefix}person": user.pk})
        if user.leads_school:
            return rows.filter(own | ~drafts)
        unions = {f"{self.prefix}association__in": sorted(user.association_ids)}
        return rows.filter(own | (~drafts & Q(**unions)))

    @property
    def prefix(self) -> str:
        return f"{self.path}__" if self.path else ""


class TopicPlanQuerySet(HandedIn):
    def for_table(self) -> Self:
        return self.select_related("association", "person", "subject", "year")


class TopicPartQuerySet(HandedIn):
    path = "topic_plan"


class IndividualPlanQuerySet(HandedIn):
    def for_table(self) -> Self:
        return self.select_related("association", "person", "year")
