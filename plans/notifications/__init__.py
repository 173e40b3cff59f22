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
from plans.notifications.registries import (
    handed_in,
    handed_in_approved,
    handed_in_recommended,
    handed_in_returned,
)
from plans.notifications.reminding import people_reminded_of_rows

__all__ = [
    "handed_in",
    "handed_in_approved",
    "handed_in_recommended",
    "handed_in_returned",
    "mark_returned",
    "marks_confirmed",
    "people_reminded_of_rows",
    "plan_agreed",
    "plan_in_force",
    "plan_retracted",
    "plan_returned",
    "plan_submitted",
    "plan_withdrawn",
    "row_moved",
    "row_reported",
]
