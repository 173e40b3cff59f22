"""Questions to what happens in classrooms: which rows exist for whom, whose move they are."""

from lessons.querysets.events import EventQuerySet
from lessons.querysets.mentorship import (
    DiaryEntryQuerySet,
    MentorshipPlanQuerySet,
    MentorshipQuerySet,
    MentorshipReportQuerySet,
    MentorshipRowQuerySet,
)
from lessons.querysets.schedule import (
    CalendarFeedQuerySet,
    OpenLessonMoveQuerySet,
    OpenLessonQuerySet,
    ScheduleQuerySet,
)
from lessons.querysets.visits import VisitQuerySet, VisitSheetQuerySet

__all__ = [
    "CalendarFeedQuerySet",
    "DiaryEntryQuerySet",
    "EventQuerySet",
    "MentorshipPlanQuerySet",
    "MentorshipQuerySet",
    "MentorshipReportQuerySet",
    "MentorshipRowQuerySet",
    "OpenLessonMoveQuerySet",
    "OpenLessonQuerySet",
    "ScheduleQuerySet",
    "VisitQuerySet",
    "VisitSheetQuerySet",
]
