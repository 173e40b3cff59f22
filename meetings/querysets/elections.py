"""Questions about elections: what is still to be done about them."""

from __future__ import annotations

from typing import Self

from django.db.models import Q

from associations.querysets import PERSON, UNION, parts_of
from meetings.querysets.base import ItemRowQuerySet
from meetings.workflow import MeetingStatus


class ElectionQuerySet(ItemRowQuerySet):
    def needing_order(self) -> Self:
        """Those elected whom the director has not yet confirmed by an order."""
        return self.filter(order_needed=True)

    def for_desk(self) -> Self:
        """What leaders have to do about elections, the oldest first."""
        names = [*parts_of("association", UNION), *parts_of("winner", PERSON)]
        own = ["office", "since", "order_needed", "applied_at", "item__meeting__number"]
        rows = self.needing_order() | self.filter(self._undone())
        rows = rows.select_related("item__meeting", "association", "winner")
        return rows.only(*own, "item__meeting__date", *names).order_by("pk")

    def _undone(self) -> Q:
        """Somebody was elected, the protocol is signed, and nothing came of it yet."""
        return Q(
            item__kind="election",
            item__meeting__status=MeetingStatus.SIGNED,
            winner__isnull=False,
            applied_at=None,
        )
