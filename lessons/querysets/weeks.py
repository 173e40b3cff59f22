"""Which subject weeks exist for whom, and whose move they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, Q

from lessons.querysets.unions import OfAssociation
from lessons.workflow.weeks import WEEK_SHOWN, WeekStatus

if TYPE_CHECKING:
    from associations.models import User


class SubjectWeekQuerySet(OfAssociation):
    """What is approved the whole school reads; before that the members and the leaders."""

    def visible_to(self, user: User) -> Self:
        rows = self.filter(self.at(school=user.school_id))
        if user.leads_school:
            return rows
        return rows.filter(self.at(status__in=WEEK_SHOWN) | self.of_ours(user))

    def waiting_for(self, user: User) -> Self:
        """Programmes to be decided on; and one's own that came back or want their report."""
        theirs = Q(status=WeekStatus.RETURNED) & self.headed_by(user)
        if user.leads_school:
            people: Any = apps.get_model("associations", "User")._default_manager
            alone = ~Q(Exists(people.leading_beside(user)))
            theirs |= Q(status=WeekStatus.SUBMITTED) & (~self.headed_by(user) | alone)
        return self.visible_to(user).filter(theirs)

    def for_table(self) -> Self:
        return self.select_related("association", "subject", "year")

    def newest_first(self) -> Self:
        return self.order_by("-first", "-pk")


class WeekRowQuerySet(SubjectWeekQuerySet):
    """Events of a week are seen with it."""

    path = "week"

    def in_order(self) -> Self:
        return self.order_by("day", "begins", "pk")
