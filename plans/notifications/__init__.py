"""What is told to whom about plans."""

from plans.notifications.deciding import (
    plan_agreed,
    plan_in_force,
    plan_retracted,
    plan_returned,
    plan_submitted,
    plan_withdrawn,
)
from plans.notifications.marking import (
    mark_returned,
    marks_confirmed,
    row_moved,
    row_reported,
)

__all__ = [
    "mark_returned",
    "marks_confirmed",
    "plan_agreed",
    "plan_in_force",
    "plan_retracted",
    "plan_returned",
    "plan_submitted",
    "plan_withdrawn",
    "row_moved",
    "row_reported",
]
