"""Rows that are seen with their meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from associations.models import User
from meetings.querysets.seen import in_unions, seen_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from associations.models import Association


class OfMeeting(QuerySet):
    """Rows that are seen with their meeting: ``path`` leads to it."""

    path = "meeting"

    def visible_to(self, user: User) -> Self:
        """Leaders see every meeting of their school; others what ``seen_by`` says."""
        rows = self.filter(school=user.school_id)
        return rows if user.leads_school else rows.filter(seen_by(user, self.prefix))

    def of_association(self, association: Association) -> Self:
        """Of its own meetings and of those it met in together with others."""
        return self.of_unions([association])

    def of_unions(self, associations: Iterable[Association]) -> Self:
        return self.filter(in_unions({row.pk for row in associations}, self.prefix))

    @property
    def prefix(self) -> str:
        return f"{self.path}__" if self.path else ""


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
