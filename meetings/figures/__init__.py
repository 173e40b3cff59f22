"""What can be counted and noticed about meetings, for screen and paper alike."""

from meetings.figures.history import history
from meetings.figures.planning import (
    STARTERS,
    Starter,
    advice_on,
    items_to_take_over,
    missing_to_convene,
    planning_remarks,
    starters_for,
    steps,
)

__all__ = [
    "STARTERS",
    "Starter",
    "advice_on",
    "history",
    "items_to_take_over",
    "missing_to_convene",
    "planning_remarks",
    "starters_for",
    "steps",
]
