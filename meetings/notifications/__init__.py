"""What is told to whom. Each text is written once per reader, in their language."""

from meetings.notifications.circulation import (
    minutes_circulated,
    minutes_recalled,
    remark_answered,
    remark_made,
)
from meetings.notifications.control import (
    deadline_asked,
    deadline_granted,
    deadline_refused,
    reports_accepted,
    reports_returned,
    resolution_reported,
    resolutions_in_force,
)
from meetings.notifications.elections import election_applied
from meetings.notifications.following import (
    resolution_cancelled,
    resolution_closed,
    resolution_moved,
)
from meetings.notifications.joint import meeting_joined
from meetings.notifications.meetings import (
    meeting_cancelled,
    meeting_convened,
    meeting_held,
    meeting_left,
    meeting_moved,
    participants,
    protocol_awaits_secretary,
    protocol_reopened,
    protocol_signed,
)
from meetings.notifications.proposals import (
    proposal_accepted,
    proposal_declined,
    proposal_made,
    proposal_postponed,
    question_withdrawn,
    questions_cancelled,
)
from meetings.notifications.reminding import people_reminded

__all__ = [
    "deadline_asked",
    "deadline_granted",
    "deadline_refused",
    "election_applied",
    "meeting_cancelled",
    "meeting_convened",
    "meeting_held",
    "meeting_joined",
    "meeting_left",
    "meeting_moved",
    "minutes_circulated",
    "minutes_recalled",
    "participants",
    "people_reminded",
    "proposal_accepted",
    "proposal_declined",
    "proposal_made",
    "proposal_postponed",
    "protocol_awaits_secretary",
    "protocol_reopened",
    "protocol_signed",
    "question_withdrawn",
    "questions_cancelled",
    "remark_answered",
    "remark_made",
    "reports_accepted",
    "reports_returned",
    "resolution_cancelled",
    "resolution_closed",
    "resolution_moved",
    "resolution_reported",
    "resolutions_in_force",
]
