"""Questions to what happens in classrooms: which rows exist for whom, whose move they are."""

from lessons.querysets.events import EventQuerySet
from lessons.querysets.mentorship import MentorshipQuerySet
from lessons.querysets.schedule import OpenLessonQuerySet, ScheduleQuerySet
from lessons.querysets.visits import VisitQuerySet, VisitSheetQuerySet

__all__ = [
    "EventQuerySet",
    "MentorshipQuerySet",
    "OpenLessonQuerySet",
    "ScheduleQuerySet",
    "VisitQuerySet",
    "VisitSheetQuerySet",
]
