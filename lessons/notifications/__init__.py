"""What is told to whom about what happens in classrooms."""

from lessons.notifications.schedule import (
    lesson_accepted,
    lesson_declined,
    lesson_missed,
    lesson_moved,
    lesson_proposed,
    schedule_agreed,
    schedule_approved,
    schedule_returned,
    schedule_submitted,
    schedule_withdrawn,
)

__all__ = [
    "lesson_accepted",
    "lesson_declined",
    "lesson_missed",
    "lesson_moved",
    "lesson_proposed",
    "schedule_agreed",
    "schedule_approved",
    "schedule_returned",
    "schedule_submitted",
    "schedule_withdrawn",
]
