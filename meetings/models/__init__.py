"""Nouns: the meeting with its items and people, what it resolved, and its protocol."""

from meetings.models.meeting import AgendaItem, Attendance, Meeting, Resolution, Speech
from meetings.models.protocol import Extract, Protocol, Signature

__all__ = [
    "AgendaItem",
    "Attendance",
    "Extract",
    "Meeting",
    "Protocol",
    "Resolution",
    "Signature",
    "Speech",
]
