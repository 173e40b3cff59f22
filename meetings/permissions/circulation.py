"""Who may do what while minutes are read before they are signed."""

from associations.models import User
from core.permissions import Verdict
from meetings.models import Meeting
from meetings.permissions.roles import signs


def can_circulate_meeting(user: User, meeting: Meeting) -> Verdict:
    return signs(user, meeting) and meeting.may("circulate")


def can_recall_meeting(user: User, meeting: Meeting) -> Verdict:
    return signs(user, meeting) and meeting.may("recall")
