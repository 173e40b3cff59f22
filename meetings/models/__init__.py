"""Nouns: the meeting with its items and people, what it resolved, and its protocol."""

from meetings.models.agenda import AgendaItem, Resolution, Speech
from meetings.models.attendance import Attendance
from meetings.models.circulation import Consent, Remark
from meetings.models.control import ControlRow, DeadlineChange, Reminder, ResolutionReport
from meetings.models.elections import Candidate, Election
from meetings.models.meeting import JointAssociation, Meeting
from meetings.models.proposals import ItemProposal
from meetings.models.protocol import Extract, Protocol, Signature

__all__ = [
    "AgendaItem",
    "Attendance",
    "Candidate",
    "Consent",
    "ControlRow",
    "DeadlineChange",
    "Election",
    "Extract",
    "ItemProposal",
    "JointAssociation",
    "Meeting",
    "Protocol",
    "Remark",
    "Reminder",
    "Resolution",
    "ResolutionReport",
    "Signature",
    "Speech",
]
