"""Rows that are seen with their meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

from associations.models import User

if TYPE_CHECKING:
    pass


class OfMeeting(QuerySet):
    """Rows that are seen with their meeting: ``path`` leads to it."""

    path = "meeting"

    def visible_to(self, user: User) -> Self:
        """Leaders see every meeting of their school; others those of their associations."""
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        prefix = f"{self.path}__" if self.path else ""
        ours = Q(**{f"{prefix}association__in": user.association_ids})
        ours |= Q(**{f"{prefix}chair": user.pk}) | Q(**{f"{prefix}secretary": user.pk})
        return rows.filter(ours)


class MeetingPartQuerySet(OfMeeting):
    """Rows of a meeting, in their own order."""

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class ItemRowQuerySet(MeetingPartQuerySet):
    path = "item__meeting"


class ProtocolPartQuerySet(MeetingPartQuerySet):
    path = "protocol__meeting"


class ResolutionPartQuerySet(MeetingPartQuerySet):
    path = "resolution__item__meeting"


class ElectionPartQuerySet(MeetingPartQuerySet):
    path = "election__item__meeting"
