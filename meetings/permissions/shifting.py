"""Who moves dates of meetings and deadlines when the school's calendar changes."""

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import Verdict, require
from meetings.models import Meeting, Resolution
from meetings.workflow import RESOLUTION_OPEN


def can_shift_meeting(user: User, meeting: Meeting) -> Verdict:
    """The calendar is the school's: those who lead it move what falls on its new holidays."""
    return _leads(user) and require(
        meeting.is_plannable, _("Only meetings still to come are moved.")
    )


def can_shift_resolution(user: User, resolution: Resolution) -> Verdict:
    return _leads(user) and require(
        resolution.status in RESOLUTION_OPEN, _("Only open deadlines are moved.")
    )


def _leads(user: User) -> Verdict:
    return require(user.leads_school, _("Only the director and the deputy directors do this."))
