"""Questions about what was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import F, Prefetch, Q

from associations.models import User
from associations.querysets import UNION, parts_of
from core.search import found
from meetings.workflow import (
    MEETING_NUMBERED,
    ResolutionStatus,
)

if TYPE_CHECKING:
    from datetime import date

    from associations.models import AcademicYear
from meetings.querysets.base import MeetingPartQuerySet
from meetings.querysets.seen import in_unions


class ResolutionQuerySet(MeetingPartQuerySet):
    path = "item__meeting"

    def in_force(self) -> Self:
        return self.filter(status=ResolutionStatus.IN_FORCE)

    def of_year(self, year: AcademicYear | None) -> Self:
        return self.filter(item__meeting__year=year)

    def late(self, day: date) -> Self:
        """Whose date has passed. Lateness is computed, never stored."""
        return self.in_force().filter(due__lt=day)

    def of_person(self, user: User) -> Self:
        """What has this person's name on it, or was given to all members of the association."""
        named = self.model.responsible.through.objects.filter(user=user.pk).values("resolution")
        everybody = Q(all_members=True) & in_unions(user.association_ids, self.prefix)
        return self.filter(Q(pk__in=named) | everybody)

    def for_table(self) -> Self:
        """With no more than the book says: who does it, by when, and where it stands."""
        own = ["position", "text", "all_members", "due_kind", "due", "status", "item__position"]
        meeting = parts_of("item__meeting", ["number", "date"])
        union = parts_of("item__meeting__association", UNION)
        people = Prefetch("responsible", User.objects.named())
        rows = self.select_related("item__meeting__association").prefetch_related(people)
        return rows.only(*own, *meeting, *union)

    def registered(self) -> Self:
        """Those of meetings that were held: drafts of coming meetings are nobody's task yet."""
        return self.filter(item__meeting__status__in=MEETING_NUMBERED)

    def search(self, words: str, *, scope: int) -> Self:
        return self.filter(pk__in=found(scope, "meetings.resolution", words))

    def by_protocol(self) -> Self:
        """As the book has them: the newest protocol first, in it the order of the paper."""
        return self.order_by(
            "-item__meeting__date",
            "-item__meeting",
            "item__position",
            "position",
            "pk",
        )

    def by_deadline(self) -> Self:
        return self.order_by(F("due").desc(nulls_last=True), "-pk")
