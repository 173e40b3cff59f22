"""What is told of a proposed question: that it is there, and what was answered."""

from collections.abc import Callable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from associations.models import User
from core.notifications import tell
from meetings.figures.planning import spoken_time
from meetings.models import ItemProposal, Meeting


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
