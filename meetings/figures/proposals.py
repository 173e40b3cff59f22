"""What was done with a proposed question, in words, and where it stands now."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import User
from core.audit import about
from meetings.models import AgendaItem, ItemProposal, Meeting
from meetings.permissions.roles import RUNNERS
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


def proposals_for(meeting: Meeting, user: User) -> list[ItemProposal]:
    """What members have proposed and no agenda has taken yet, for who may take it."""
    if meeting.association_id not in user.ids_as(RUNNERS):
        return []
    rows = ItemProposal.objects.of_association(meeting.association_id).unanswered()
    return list(rows.for_list().oldest_first()[:MOST])


def proposal_of(item: AgendaItem, user: User) -> dict[str, Any] | None:
    """Who proposed the question, here or on the earlier agenda it was taken over from."""
    earlier = getattr(item.carried_from, "proposal", None)
    proposal = getattr(item, "proposal", earlier)
    if proposal is None:
        return None
    may = user.leads_school or proposal.association_id in user.association_ids
    return {
        "author": proposal.author.list_name,
        "url": proposal.get_absolute_url() if may else "",
    }


def proposal_behind(item: AgendaItem) -> ItemProposal | None:
    """What the question came from, however many agendas it was carried over."""
    origin: AgendaItem | None = item
    while origin and not hasattr(origin, "proposal"):
        origin = origin.carried_from
    return origin.proposal if origin else None


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
