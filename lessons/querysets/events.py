"""Which events exist for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Count, F, Q

from lessons.querysets.unions import OfAssociation

if TYPE_CHECKING:
    from datetime import date

    from associations.models import AcademicYear, User


class EventQuerySet(OfAssociation):
    """Events are open to the whole school: teachers of other associations come too."""

    def visible_to(self, user: User) -> Self:
        return self.filter(school=user.school_id)

    def waiting_for(self, user: User, day: date) -> Self:
        """Events of one's own that are over and of which nobody has said how they went."""
        over = Q(status="planned", day__lt=day)
        return self.visible_to(user).filter(over & self.headed_by(user))

    def practical(self, year: AcademicYear) -> Self:
        """Practical seminars that were held: the regulation wants one a year (5.6)."""
        return self.of_year(year).filter(kind="practical", status="held")

    def for_table(self) -> Self:
        return self.select_related("association", "year")

    def with_people(self) -> Self:
        """With how many have signed up."""
        return self.annotate(people=Count("participants"))

    def newest_first(self) -> Self:
        return self.order_by("-day", F("begins").desc(nulls_last=True), "-pk")


class OfEvent(EventQuerySet):
    """What belongs to an event is seen with it."""

    path = "event"

    def in_order(self) -> Self:
        return self.order_by(F("begins").asc(nulls_last=True), "pk")

    def by_name(self) -> Self:
        """People by the alphabet, then the guests."""
        first = F("person__sort_key").asc(nulls_last=True)
        return self.select_related("person").order_by(first, "guest", "pk")
