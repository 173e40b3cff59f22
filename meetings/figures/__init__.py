"""What can be counted and noticed about meetings, for screen and paper alike."""

from meetings.figures.forecast import Forecast, forecasts
from meetings.figures.history import history
from meetings.figures.joint import as_registered, number_for, whose
from meetings.figures.leaders import usual_leaders
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
from meetings.figures.series import (
    MOST_A_YEAR,
    USUAL,
    likely_day,
    meetings_of_year,
    months_ahead,
    usual_meetings,
)

__all__ = [
    "MOST_A_YEAR",
    "STARTERS",
    "USUAL",
    "Forecast",
    "Starter",
    "advice_on",
    "as_registered",
    "forecasts",
    "heading_of",
    "history",
    "items_to_take_over",
    "likely_day",
    "meetings_of_year",
    "missing_to_convene",
    "months_ahead",
    "number_for",
    "planning_remarks",
    "proposal_history",
    "proposal_of",
    "proposals_for",
    "spoken_time",
    "starters_for",
    "steps",
    "usual_leaders",
    "usual_meetings",
    "way_of",
    "whose",
]
