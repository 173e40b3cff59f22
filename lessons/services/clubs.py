"""What happens to a proposal of a club leader: the director answers, the head takes it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import User
from core.moves import move
from core.permissions import can
from lessons.models import ClubProposal
from lessons.notifications import clubs as notifications
from lessons.services.steps import put, say


def tell_of_clubproposal(proposal: ClubProposal, *, by: User) -> None:
    """It was written: the director hears of it."""
    notifications.club_proposed(proposal, by)


@transaction.atomic
def accept_clubproposal(proposal: ClubProposal, *, by: User, text: str = "") -> None:
    """The director agrees; the order names the person, once there are orders."""
    _answer(proposal, "accept", by, text)


@transaction.atomic
def decline_clubproposal(proposal: ClubProposal, *, by: User, text: str) -> None:
    can(by, "lessons.decline_clubproposal", proposal).enforce()
    say(text, _("Say why."))
    _answer(proposal, "decline", by, text)


@transaction.atomic
def withdraw_clubproposal(proposal: ClubProposal, *, by: User) -> None:
    move(_locked(proposal), "withdraw", by=by)


def _answer(proposal: ClubProposal, verb: str, by: User, text: str) -> None:
    proposal = _locked(proposal)
    can(by, f"lessons.{verb}_clubproposal", proposal).enforce()
    put(proposal, answer=text, decided_by=by, decided_on=timezone.localdate())
    move(proposal, verb, by=by, text=text)
    notifications.club_answered(proposal, by)


def _locked(proposal: ClubProposal) -> ClubProposal:
    rows = ClubProposal.objects.select_related("association", "person", "year")
    return rows.select_for_update(of=("self",)).get(pk=proposal.pk)
