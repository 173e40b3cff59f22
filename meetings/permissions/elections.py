"""Who may carry out an election."""

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import Verdict, require
from meetings.models import Election
from meetings.workflow import MeetingStatus


def can_apply_election(user: User, election: Election) -> Verdict:
    """Who leads the school, or heads the association until then."""
    union = election.association
    return (
        require(
            _leads(user, election) or election.association_id in user.headed_ids,
            _("This is done by the director, the deputy or the head of the association."),
        )
        and require(
            election.item.meeting.status == MeetingStatus.SIGNED,
            _("The protocol is not signed yet."),
        )
        and require(election.winner_id, _("Nobody was elected."))
        and require(election.applied_at is None, _("This election is carried out already."))
        and require(
            not union.is_council, _("Those who lead the school lead the council of the heads.")
        )
        and require(
            union.closed_on is None,
            _("This association is closed already."),
        )
    )


def _leads(user: User, election: Election) -> bool:
    return user.leads_school and user.school_id == election.school_id
