"""What can be counted and noticed about meetings, for screen and paper alike."""

from meetings.figures.history import history
from meetings.figures.planning import (
    STARTERS,
    Starter,
    advice_on,
    heading_of,
    items_to_take_over,
    missing_to_convene,
    planning_remarks,
    spoken_time,
    starters_for,
    steps,
)
from meetings.figures.proposals import proposal_history, proposal_of, proposals_for, way_of

__all__ = [
    "STARTERS",
    "Starter",
    "advice_on",
    "heading_of",
    "history",
    "items_to_take_over",
    "missing_to_convene",
    "planning_remarks",
    "proposal_history",
    "proposal_of",
    "proposals_for",
    "spoken_time",
    "starters_for",
    "steps",
    "way_of",
]
