"""What is told of a proposed question: that it is there, and what was answered."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from associations.models import User
from core.notifications import tell
from meetings.figures.planning import spoken_time
from meetings.figures.proposals import proposal_behind
from meetings.models import AgendaItem, ItemProposal, Meeting


def proposal_made(proposal: ItemProposal) -> None:
    """The head hears of it, unless it is the head's own."""
    head = proposal.association.head()
    if head and head.pk != proposal.author_id:
        tell([head], lambda: _made(proposal), about=proposal)


def proposal_accepted(proposal: ItemProposal, meeting: Meeting) -> None:
    _tell_author(proposal, lambda: _accepted(proposal, meeting))


def proposal_postponed(proposal: ItemProposal) -> None:
    _tell_author(proposal, lambda: _postponed(proposal))


def proposal_declined(proposal: ItemProposal) -> None:
    _tell_author(proposal, lambda: _declined(proposal))


def question_withdrawn(item: AgendaItem, by: User) -> None:
    """Who proposed the question, on this agenda or an earlier one, hears that it is off."""
    proposal = proposal_behind(item)
    if proposal and proposal.author.is_active and proposal.author_id != by.pk:
        tell([proposal.author], lambda: _off(proposal, item.meeting), about=proposal)


def questions_cancelled(meeting: Meeting, by: User) -> None:
    """The meeting is called off: their questions wait for another one."""
    parts = ("proposal__author", "carried_from")
    for item in meeting.items.in_order().exclude(state="withdrawn").select_related(*parts):
        proposal = proposal_behind(item)
        if proposal and proposal.author.is_active and proposal.author_id != by.pk:
            words = partial(_cancelled, proposal, meeting)
            tell([proposal.author], words, about=proposal)


def _tell_author(proposal: ItemProposal, write: Callable[[], str]) -> None:
    """Who answers the own proposal need not be told."""
    author: User = proposal.author
    if author.is_active and proposal.answered_by_id != author.pk:
        tell([author], write, about=proposal)


def _facts(proposal: ItemProposal, **more: Any) -> dict[str, Any]:
    return {
        "title": proposal.title,
        "association": str(proposal.association),
        "author": proposal.author.full_name,
        "reason": proposal.answer,
        **more,
    }


def _made(proposal: ItemProposal) -> str:
    words = _(
        "A question is proposed for the agenda (%(association)s): «%(title)s», %(author)s."
    )
    return words % _facts(proposal)


def _accepted(proposal: ItemProposal, meeting: Meeting) -> str:
    language = translation.get_language() or "ky"
    words = _("Your question is on the agenda of the meeting %(when)s: «%(title)s».")
    return words % _facts(proposal, when=spoken_time(meeting, language))


def _postponed(proposal: ItemProposal) -> str:
    words = _("Your question is put off: «%(title)s». Reason: %(reason)s")
    return words % _facts(proposal)


def _declined(proposal: ItemProposal) -> str:
    words = _("Your question will not be discussed: «%(title)s». Reason: %(reason)s")
    return words % _facts(proposal)


def _off(proposal: ItemProposal, meeting: Meeting) -> str:
    language = translation.get_language() or "ky"
    words = _("Your question was taken off the agenda of the meeting %(when)s: «%(title)s».")
    return words % _facts(proposal, when=spoken_time(meeting, language))


def _cancelled(proposal: ItemProposal, meeting: Meeting) -> str:
    language = translation.get_language() or "ky"
    words = _("The meeting %(when)s with your question was cancelled: «%(title)s».")
    return words % _facts(proposal, when=spoken_time(meeting, language))
