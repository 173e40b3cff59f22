"""What becomes of a question that a member proposes: taken up, put off, declined."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import User
from core import attachments
from core.audit import record
from core.models import Attachment, StaleError
from core.moves import move
from core.permissions import can
from core.uploads import Accepted
from meetings import notifications
from meetings.figures import advice_on
from meetings.models import AgendaItem, ItemProposal, Meeting
from meetings.services.finding import remember_meeting, remember_proposal
from meetings.services.planning import lock_plan, place_last


@transaction.atomic
def accept_itemproposal(proposal: ItemProposal, *, by: User, meeting: Meeting) -> Meeting:
    """Put it on the agenda of a meeting still to come; its author speaks about it."""
    can(by, "meetings.accept_itemproposal", proposal).enforce()
    meeting = lock_plan(meeting, by=by)
    if meeting.association_id != proposal.association_id:
        raise ValidationError(_("This meeting is another association's."))
    proposal = _locked(proposal)
    if not proposal.may("accept"):
        raise StaleError
    item = AgendaItem(meeting=meeting, title=proposal.title)
    place_last(item)
    item.save()
    if proposal.author.is_active:
        item.rapporteurs.add(proposal.author)
    move(proposal, "accept", by=by, meeting=str(meeting), title=proposal.title)
    _answer(proposal, by, item=item)
    record(by, "create", item, title=item.title, proposed_by=str(proposal.author))
    remember_meeting(meeting)
    notifications.proposal_accepted(proposal, meeting)
    return meeting


@transaction.atomic
def postpone_itemproposal(proposal: ItemProposal, *, by: User, reason: str) -> None:
    """Leave it for a later meeting, saying why."""
    move(proposal, "postpone", by=by, reason=_said(reason))
    _answer(proposal, by, answer=reason)
    notifications.proposal_postponed(proposal)


@transaction.atomic
def decline_itemproposal(proposal: ItemProposal, *, by: User, reason: str) -> None:
    """Answer that it will not be discussed, and why."""
    move(proposal, "decline", by=by, reason=_said(reason))
    _answer(proposal, by, answer=reason)
    notifications.proposal_declined(proposal)


@transaction.atomic
def withdraw_itemproposal(proposal: ItemProposal, *, by: User) -> None:
    """Take it back: its author has thought better of it."""
    move(proposal, "withdraw", by=by)


@transaction.atomic
def improve_itemproposal(proposal: ItemProposal, *, by: User) -> None:
    """Write the heading the way papers want it."""
    proposal = _locked(proposal)
    can(by, "meetings.change_itemproposal", proposal).enforce()
    before = proposal.title
    proposal.title = advice_on(before, proposal.school.paper_language) or before
    proposal.version += 1
    proposal.save(update_fields=["title", "version"])
    remember_proposal(proposal)
    record(by, "change", proposal, title=[before, proposal.title])


@transaction.atomic
def arrange_itemproposal(
    proposal: ItemProposal,
    *,
    by: User,
    file: Accepted | None = None,
    gone: Iterable[Attachment] = (),
    new: bool = False,
) -> None:
    """What follows from proposing or changing it: files, being found, that the head is told."""
    remember_proposal(proposal)
    for kept in gone:
        attachments.withdraw(attachments.of(proposal).get(pk=kept.pk))
        record(by, "detach", proposal, name=kept.name, digest=kept.digest)
    if file and not attachments.of(proposal).filter(digest=file.digest).exists():
        title = file.name.rpartition(".")[0]
        attachments.keep(proposal, file, kind="proposal", title=title, by=by)
        record(by, "attach", proposal, name=file.name, digest=file.digest)
    if new:
        notifications.proposal_made(proposal)


def _locked(proposal: ItemProposal) -> ItemProposal:
    """Take it as it is now: its author may be changing it."""
    rows = ItemProposal.objects.select_related("author", "school")
    return rows.select_for_update(of=("self",)).get(pk=proposal.pk)


def _said(reason: str) -> str:
    if not reason.strip():
        raise ValidationError(_("Say why: the one who proposed it will read it."))
    return reason


def _answer(proposal: ItemProposal, by: User, **said: Any) -> None:
    """Keep who answered and what, to be found too; the status has passed the gate by now."""
    fields = {"answered_by": by, "answered_at": timezone.now(), **said}
    ItemProposal.objects.filter(pk=proposal.pk).update(**fields)
    proposal.refresh_from_db(fields=[*fields, "title", "why"])
    remember_proposal(proposal)
