"""States and moves of what happens in classrooms, one table for each noun."""

from lessons.workflow.events import (
    EVENT_OPEN,
    EVENT_WORKFLOW,
    EventStatus,
)
from lessons.workflow.mentorship import (
    MENTORSHIP_LIVE,
    MENTORSHIP_PLAN_EDITABLE,
    MENTORSHIP_PLAN_WORKFLOW,
    MENTORSHIP_REPORT_EDITABLE,
    MENTORSHIP_REPORT_WORKFLOW,
    MENTORSHIP_WORKFLOW,
    MentorshipPlanStatus,
    MentorshipReportStatus,
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
    ADVICE_WORKFLOW,
    SHEET_WORKFLOW,
    TEMPLATE_WORKFLOW,
    VISIT_WORKFLOW,
    AdviceStatus,
    SheetStatus,
    TemplateStatus,
    VisitStatus,
)

__all__ = [
    "ADVICE_WORKFLOW",
    "EVENT_OPEN",
    "EVENT_WORKFLOW",
    "LESSON_OPEN",
    "LESSON_WORKFLOW",
    "MENTORSHIP_LIVE",
    "MENTORSHIP_PLAN_EDITABLE",
    "MENTORSHIP_PLAN_WORKFLOW",
    "MENTORSHIP_REPORT_EDITABLE",
    "MENTORSHIP_REPORT_WORKFLOW",
    "MENTORSHIP_WORKFLOW",
    "SCHEDULE_EDITABLE",
    "SCHEDULE_FROZEN",
    "SCHEDULE_WORKFLOW",
    "SHEET_WORKFLOW",
    "TEMPLATE_WORKFLOW",
    "VISIT_WORKFLOW",
    "AdviceStatus",
    "EventStatus",
    "LessonStatus",
    "MentorshipPlanStatus",
    "MentorshipReportStatus",
    "MentorshipStatus",
    "ScheduleStatus",
    "SheetStatus",
    "TemplateStatus",
    "VisitStatus",
]
