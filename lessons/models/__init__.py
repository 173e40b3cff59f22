"""Nouns: open lessons and their schedule, visits and sheets, events, mentorship."""

from lessons.models.classes import Language, OfClass
from lessons.models.events import Event
from lessons.models.mentorship import Mentorship
from lessons.models.revisions import ScheduleDecision, ScheduleRevision
from lessons.models.schedule import OpenLesson, Schedule
from lessons.models.sheets import (
    Advice,
    SheetCriterion,
    SheetTemplate,
    VisitRules,
    VisitSheet,
)
from lessons.models.visits import Visit, VisitKind

__all__ = [
    "Advice",
    "Event",
    "Language",
    "Mentorship",
    "OfClass",
    "OpenLesson",
    "Schedule",
    "ScheduleDecision",
    "ScheduleRevision",
    "SheetCriterion",
    "SheetTemplate",
    "Visit",
    "VisitKind",
    "VisitRules",
    "VisitSheet",
]
