"""Which schedules and open lessons exist for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from lessons.querysets.unions import OfAssociation
from lessons.workflow import LessonStatus

if TYPE_CHECKING:
    from associations.models import User

HELD_BACK = frozenset({LessonStatus.PROPOSED, LessonStatus.DECLINED})


class ScheduleQuerySet(OfAssociation):
    """Schedules, seen like plans."""


class OpenLessonQuerySet(OfAssociation):
    """Open lessons: what is in force is seen by the whole school, so that people may come."""

    path = "schedule"

    def visible_to(self, user: User) -> Self:
        """Proposals are between the teacher and who heads or leads."""
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        shown = ~Q(status__in=HELD_BACK)
        mine = Q(teacher=user.pk) | self.headed_by(user)
        held = Q(schedule__in_force__isnull=False)
        return rows.filter(mine | (shown & (held | self.of_ours(user))))

    def in_force(self) -> Self:
        """Lines of schedules that were approved, without proposals."""
        return self.filter(schedule__in_force__isnull=False).exclude(status__in=HELD_BACK)
