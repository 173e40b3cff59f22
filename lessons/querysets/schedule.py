"""Which schedules and open lessons exist for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from lessons.querysets.unions import OfAssociation
from lessons.workflow import SCHEDULE_EDITABLE, LessonStatus, ScheduleStatus

if TYPE_CHECKING:
    from associations.models import User

HELD_BACK = frozenset({LessonStatus.PROPOSED, LessonStatus.DECLINED})


class ScheduleQuerySet(OfAssociation):
    """Schedules, seen like plans."""

    def waiting_for(self, user: User) -> Self:
        """Schedules whose next move is this person's."""
        mine = Q(association__in=sorted(user.headed_ids), status=ScheduleStatus.RETURNED)
        if user.is_deputy:
            mine |= Q(status=ScheduleStatus.SUBMITTED)
        if user.is_director:
            mine |= Q(status=ScheduleStatus.AGREED)
        return self.filter(mine, school=user.school_id)

    def for_list(self) -> Self:
        """The newest year and half first, then by association."""
        counted = Count("lessons", filter=~Q(lessons__status__in=HELD_BACK))
        rows = self.select_related("association", "year", "in_force").annotate(many=counted)
        return rows.order_by("-year__start", "-half", "association__sort_key", "pk")


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

    def kept(self) -> Self:
        """The lines of the text, without what is only proposed."""
        return self.exclude(status__in=HELD_BACK)

    def in_order(self) -> Self:
        """By month and day; what has no day yet comes last in its month."""
        return self.order_by("month", F("day").asc(nulls_last=True), "period", "pk")

    def for_table(self) -> Self:
        return self.select_related("teacher", "subject", "schedule__association")

    def waiting_for(self, user: User) -> Self:
        """Proposals for the head to answer; lessons whose day is over, for teacher and head."""
        headed = self.headed_by(user)
        past = Q(status=LessonStatus.PLANNED, day__lt=timezone.localdate())
        past &= Q(schedule__in_force__isnull=False) & (headed | Q(teacher=user.pk))
        asked = Q(status=LessonStatus.PROPOSED) & headed
        writable = Q(schedule__status__in=[*SCHEDULE_EDITABLE, ScheduleStatus.APPROVED])
        return self.filter(past | (asked & writable), school=user.school_id)

    def in_force(self) -> Self:
        """Lines of schedules that were approved, without proposals."""
        return self.filter(schedule__in_force__isnull=False).exclude(status__in=HELD_BACK)


class OpenLessonMoveQuerySet(OfAssociation):
    """Moves are seen with the lesson that was moved: by the whole school."""

    def visible_to(self, user: User) -> Self:
        lessons = apps.get_model("lessons", "OpenLesson")._default_manager
        return self.filter(lesson__in=lessons.visible_to(user))


class CalendarFeedQuerySet(QuerySet):
    """Everybody's own, and nobody else's."""

    def visible_to(self, user: User) -> Self:
        return self.filter(person=user.pk)
