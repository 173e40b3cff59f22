"""What is told to whom. Each text is written once per reader, in their language."""

from meetings.notifications.meetings import (
    meeting_cancelled,
    meeting_convened,
    meeting_held,
    meeting_moved,
    participants,
    protocol_awaits_secretary,
    protocol_reopened,
    protocol_signed,
)

__all__ = [
    "meeting_cancelled",
    "meeting_convened",
    "meeting_held",
    "meeting_moved",
    "participants",
    "protocol_awaits_secretary",
    "protocol_reopened",
    "protocol_signed",
]
