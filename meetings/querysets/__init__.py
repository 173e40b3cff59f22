"""Questions about meetings, their parts and what they resolved."""

from meetings.querysets.base import (
    ElectionPartQuerySet,
    ItemRowQuerySet,
    MeetingPartQuerySet,
    OfMeeting,
    ProtocolPartQuerySet,
    ResolutionPartQuerySet,
)
from meetings.querysets.circulation import ConsentQuerySet, RemarkQuerySet
from meetings.querysets.control import DeadlineChangeQuerySet, ReportQuerySet
from meetings.querysets.elections import ElectionQuerySet
from meetings.querysets.meetings import AgendaItemQuerySet, AttendanceQuerySet, MeetingQuerySet
from meetings.querysets.proposals import ProposalQuerySet
from meetings.querysets.resolutions import ResolutionQuerySet

__all__ = [
    "AgendaItemQuerySet",
    "AttendanceQuerySet",
    "ConsentQuerySet",
    "DeadlineChangeQuerySet",
    "ElectionPartQuerySet",
    "ElectionQuerySet",
    "ItemRowQuerySet",
    "MeetingPartQuerySet",
    "MeetingQuerySet",
    "OfMeeting",
    "ProposalQuerySet",
    "ProtocolPartQuerySet",
    "RemarkQuerySet",
    "ReportQuerySet",
    "ResolutionPartQuerySet",
    "ResolutionQuerySet",
]
