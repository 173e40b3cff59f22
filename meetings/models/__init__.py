"""Nouns: the meeting with its items and people, what it resolved, and its protocol."""

from meetings.models.agenda import AgendaItem, Resolution, Speech
from meetings.models.attendance import Attendance
from meetings.models.meeting import Meeting
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
