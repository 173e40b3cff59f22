"""Who proposes leaders of clubs and olympiad coaches, and who answers (I.7)."""

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import ALLOWED, Verdict, require
from lessons.models import ClubProposal
from plans.permissions.roles import heads, is_director


def can_view_clubproposal(user: User, proposal: ClubProposal | None = None) -> Verdict:
    """Which proposals exist for whom, the queryset says."""
    return ALLOWED


def can_create_clubproposal(user: User, proposal: ClubProposal | None = None) -> Verdict:
    return require(
        user.headed_ids - user.council_ids,
        _("Leaders of clubs are proposed by the heads of associations."),
    )


def can_change_clubproposal(user: User, proposal: ClubProposal) -> Verdict:
    return heads(user, proposal) and require(
        proposal.status == "proposed", _("A proposal that was answered is no longer changed.")
    )


def can_withdraw_clubproposal(user: User, proposal: ClubProposal) -> Verdict:
    return heads(user, proposal) and proposal.may("withdraw")


def can_accept_clubproposal(user: User, proposal: ClubProposal) -> Verdict:
    return is_director(user, proposal) and proposal.may("accept")


def can_decline_clubproposal(user: User, proposal: ClubProposal) -> Verdict:
    return is_director(user, proposal) and proposal.may("decline")
