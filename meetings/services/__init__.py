"""What happens to meetings. One function is one thing a person does."""

from meetings.services.finding import remember_meeting
from meetings.services.planning import (
    arrange_meeting,
    cancel_meeting,
    convene_meeting,
    improve_item,
    lock_plan,
    lower_item,
    place_last,
    raise_item,
    remove_item,
    reorder_items,
    start_meeting,
    sync_attendance,
    take_over_items,
    withdraw_item,
)

__all__ = [
    "arrange_meeting",
    "cancel_meeting",
    "convene_meeting",
    "improve_item",
    "lock_plan",
    "lower_item",
    "place_last",
    "raise_item",
    "remember_meeting",
    "remove_item",
    "reorder_items",
    "start_meeting",
    "sync_attendance",
    "take_over_items",
    "withdraw_item",
]
