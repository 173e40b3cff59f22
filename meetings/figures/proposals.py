"""What was done with a proposed question, in words, and where it stands now."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.audit import about
from meetings.models import AgendaItem, ItemProposal
from meetings.workflow import PROPOSAL_WORKFLOW

MOST = 50
WORDS: dict[str, Any] = {
    "create": pgettext_lazy("proposal", "proposed"),
    "change": _("changed"),
    "attach": _("file added"),
    "detach": _("file taken away"),
} | {move.verb: move.label for move in PROPOSAL_WORKFLOW}


def proposal_history(proposal: ItemProposal) -> list[dict[str, Any]]:
    """The lines about the proposal, the newest first."""
    lines = about(proposal).exclude(verb="refuse")[:MOST]
    return [
        {
            "at": entry.at,
            "actor": entry.actor_name or "–",
            "label": WORDS.get(entry.verb, entry.verb),
            "words": entry.changes.get("reason", ""),
        }
        for entry in lines
    ]


def way_of(proposal: ItemProposal) -> list[AgendaItem]:
    """The questions it became: on the first agenda, and on those it was carried to."""
    if proposal.item is None:
        return []
    way = [proposal.item]
    while (later := _carried(way[-1])) and later not in way:
        way.append(later)
    return way


def _carried(item: AgendaItem) -> AgendaItem | None:
    rows = item.carried_to.exclude(meeting__status="cancelled").exclude(state="withdrawn")
    return rows.select_related("meeting__association").order_by("-pk").first()
