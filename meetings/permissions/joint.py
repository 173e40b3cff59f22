"""Who may say which associations meet together."""

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import Verdict, require
from meetings.models import Meeting
from meetings.permissions.roles import heads


def can_join_meeting(user: User, meeting: Meeting) -> Verdict:
    """The head of the host, or those who lead the school."""
    leads = require(user.leads_school, _("Only the head of the association does this."))
    return (
        (leads or heads(user, meeting))
        and require(
            meeting.is_plannable,
            _("The meeting has taken place; its plan is no longer changed."),
        )
        and require(
            meeting.kind != Meeting.Kind.HEADS,
            _("All associations meet at a gathering of the heads already."),
        )
    )
