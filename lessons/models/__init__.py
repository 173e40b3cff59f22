"""Nouns: open lessons and their schedule, visits and sheets, events, mentorship."""

from lessons.models.calendar import CalendarFeed
from lessons.models.classes import Language, OfClass
from lessons.models.clubs import ClubProposal
from lessons.models.events import Event, EventParticipant, EventPoint
from lessons.models.mentoring import (
    DiaryEntry,
    MentorshipPlan,
    MentorshipReport,
    MentorshipRow,
    Side,
)
from lessons.models.mentorship import Mentorship
from lessons.models.olympiads import Olympiad, OlympiadResult, TaskFile
from lessons.models.revisions import ScheduleDecision, ScheduleRevision
from lessons.models.schedule import OpenLesson, Schedule
from lessons.models.schedule_moves import OpenLessonMove
from lessons.models.sheets import (
    Advice,
    SheetCriterion,
    SheetTemplate,
    VisitRules,
    VisitSheet,
)
from lessons.models.visits import Visit, VisitKind
from lessons.models.weeks import SubjectWeek, WeekRow

__all__ = [
    "Advice",
    "CalendarFeed",
    "ClubProposal",
    "DiaryEntry",
    "Event",
    "EventParticipant",
    "EventPoint",
    "Language",
    "Mentorship",
    "MentorshipPlan",
    "MentorshipReport",
    "MentorshipRow",
    "OfClass",
    "Olympiad",
    "OlympiadResult",
    "OpenLesson",
    "OpenLessonMove",
    "Schedule",
    "ScheduleDecision",
    "ScheduleRevision",
    "SheetCriterion",
    "SheetTemplate",
    "Side",
    "SubjectWeek",
    "TaskFile",
    "Visit",
    "VisitKind",
    "VisitRules",
    "VisitSheet",
    "WeekRow",
]
