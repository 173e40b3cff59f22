"""States and moves of what happens in classrooms, one table for each noun."""

from lessons.workflow.events import (
    EVENT_OPEN,
    EVENT_WORKFLOW,
    EventStatus,
)
from lessons.workflow.mentorship import (
    MENTORSHIP_WORKFLOW,
    MentorshipStatus,
)
from lessons.workflow.schedule import (
    LESSON_OPEN,
    LESSON_WORKFLOW,
    SCHEDULE_EDITABLE,
    SCHEDULE_FROZEN,
    SCHEDULE_WORKFLOW,
    LessonStatus,
    ScheduleStatus,
)
from lessons.workflow.visits import (
    SHEET_WORKFLOW,
    VISIT_WORKFLOW,
    SheetStatus,
    VisitStatus,
)

__all__ = [
    "EVENT_OPEN",
    "EVENT_WORKFLOW",
    "LESSON_OPEN",
    "LESSON_WORKFLOW",
    "MENTORSHIP_WORKFLOW",
    "SCHEDULE_EDITABLE",
    "SCHEDULE_FROZEN",
    "SCHEDULE_WORKFLOW",
    "SHEET_WORKFLOW",
    "VISIT_WORKFLOW",
    "EventStatus",
    "LessonStatus",
    "MentorshipStatus",
    "ScheduleStatus",
    "SheetStatus",
    "VisitStatus",
]
