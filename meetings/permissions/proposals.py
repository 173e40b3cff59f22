"""Who may do what with a question that a member proposes."""

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import ALLOWED, Verdict, require
from meetings.models import ItemProposal
from meetings.permissions.roles import RUNNERS
from meetings.workflow import ProposalStatus


def can_view_itemproposal(user: User, proposal: ItemProposal | None = None) -> Verdict:
    """Which proposals exist for whom, the queryset says."""
    return ALLOWED


def can_view_proposal(user: User, proposal: ItemProposal | None = None) -> Verdict:
    """A proposal's file is seen with it."""
    return can_view_itemproposal(user, proposal)


def can_create_itemproposal(user: User, proposal: ItemProposal | None = None) -> Verdict:
    return require(
        user.association_ids, _("Questions are proposed by the members of an association.")
    )


def can_change_itemproposal(user: User, proposal: ItemProposal) -> Verdict:
    return _is_author(user, proposal) and require(
        proposal.status == ProposalStatus.NEW,
        _("It has been answered already and is no longer changed."),
    )


def can_withdraw_itemproposal(user: User, proposal: ItemProposal) -> Verdict:
    return _is_author(user, proposal) and proposal.may("withdraw")


def can_accept_itemproposal(user: User, proposal: ItemProposal) -> Verdict:
    """Whoever puts questions on agendas may take one that was proposed."""
    runs = require(
        proposal.association_id in user.ids_as(RUNNERS),
        _("Only the head or the secretary of the association does this."),
    )
    return runs and proposal.may("accept")


def can_postpone_itemproposal(user: User, proposal: ItemProposal) -> Verdict:
    return _heads(user, proposal) and proposal.may("postpone")


def can_decline_itemproposal(user: User, proposal: ItemProposal) -> Verdict:
    return _heads(user, proposal) and proposal.may("decline")


def _is_author(user: User, proposal: ItemProposal) -> Verdict:
    return require(proposal.author_id == user.pk, _("Only who proposed it does this."))


def _heads(user: User, proposal: ItemProposal) -> Verdict:
    return require(
        proposal.association_id in user.headed_ids,
        _("Only the head of the association does this."),
    )
