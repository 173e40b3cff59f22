"""What was done with a meeting and its agenda, in words."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import AuditEntry
from core.questions import Question
from meetings.models import AgendaItem, Meeting
from meetings.workflow import MEETING_WORKFLOW

MOST = 100
WORDS: dict[str, Any] = {
    "create": _("put down"),
    "change": _("changed"),
    "record": _("wrote minutes"),
    "sort": _("put in another order"),
    "remove": _("removed from the agenda"),
    "withdraw": _("withdrawn"),
    "take_over": _("taken over from earlier meetings"),
    "start": _("usual questions added"),
    "fill": _("earlier resolutions put on the list"),
    "refuse": _("was refused"),
    "issue_extract": _("extract made"),
    "add_scan": _("scan of the signed paper added"),
    "attach": _("file added"),
    "detach": _("file taken away"),
    "join": _("said who meets together"),
    "mark": _("marked who was there"),
    "invite": _("wrote down a guest"),
    "uninvite": _("took a guest off the list"),
    "remark": _("remarked on the minutes"),
    "consent": _("has no remarks on the minutes"),
    "answer": _("answered a remark"),
    "apply_election": _("carried out the election"),
} | {move.verb: move.label for move in MEETING_WORKFLOW}


# What was said of the minutes while they were read, for those who may know of it.
SAID = {"remark", "consent", "answer"}


def history(meeting: Meeting, *, said_too: bool = True) -> list[dict[str, Any]]:
    """The lines about the meeting and its questions, the newest first."""
    kinds = ContentType.objects.get_for_models(Meeting, AgendaItem)
    lines = LINES.ask(
        scope=meeting.scope,
        meetings=kinds[Meeting].pk,
        meeting=meeting.pk,
        items=kinds[AgendaItem].pk,
    )
    shown = [entry for entry in lines if said_too or entry.verb not in SAID]
    return [_line(entry, kinds[AgendaItem]) for entry in shown]


def _lines(scope: int, meetings: int, meeting: int, items: int) -> Any:
    ours = Q(content_type=meetings, object_id=meeting)
    own = AgendaItem.objects.filter(meeting=meeting).values("pk")
    ours |= Q(content_type=items, object_id__in=own)
    lines = AuditEntry.objects.filter(ours, scope=scope).exclude(verb="refuse")
    return lines.order_by("-pk")[:MOST]


LINES = Question(_lines, scope=-1, meetings=-2, meeting=-3, items=-4)


def _line(entry: AuditEntry, items: ContentType) -> dict[str, Any]:
    about_item = entry.content_type_id == items.pk
    said = entry.changes.get("reason") or entry.changes.get("titles", "")
    return {
        "at": entry.at,
        "actor": entry.actor_name or "–",
        "label": WORDS.get(entry.verb, entry.verb),
        "words": said or (entry.label if about_item else ""),
    }
