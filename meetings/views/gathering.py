"""What the page of one meeting reads: a fixed number of questions, each written once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, Prefetch
from django.utils import timezone

from associations.models import User
from core.keyed import KeysQuestion
from core.questions import Question
from meetings.models import AgendaItem, Attendance, Meeting, Protocol, Resolution


def _items(meeting: int) -> Any:
    """With who reports and what was said: few have two of both."""
    parts = {"reader": FilteredRelation("rapporteurs"), "said": FilteredRelation("speeches")}
    candidates = Prefetch("election__candidates__person", User.objects.named())
    return (
        AgendaItem.objects.filter(meeting=meeting)
        .annotate(**parts)
        .select_related(
            "carried_from__meeting",
            "carried_from__proposal__author",
            "proposal__author",
            "election__winner",
            "reader",
            "said__person",
        )
        .prefetch_related(candidates)
        .order_by("position", "pk", "reader", "said__position", "said")
    )


def _resolutions(meetings: list[int], day: date) -> Any:
    """As they stand on that day."""
    return (
        Resolution.objects.filter(item__meeting__in=meetings)
        .with_standing(day)
        .annotate(doer=FilteredRelation("responsible"))
        .select_related("doer", "lead", "cancels__item__meeting")
        .order_by("position", "pk", "doer")
    )


def _protocols(meeting: int) -> Any:
    parts = {"signed": FilteredRelation("signatures"), "cut": FilteredRelation("extracts")}
    return (
        Protocol.objects.filter(meeting=meeting)
        .exclude(state="withdrawn")
        .annotate(**parts)
        .select_related("signed", "cut__paper")
        .defer("snapshot", "cut__paper__snapshot")
        .order_by("-version", "-pk", "signed", "cut")
    )


def _people(meeting: int) -> Any:
    rows = Attendance.objects.filter(meeting=meeting)
    return rows.in_order().select_related("person")


ITEMS = Question(_items, gather={"reader": "rapporteurs", "said": "speeches"}, meeting=-1)
RESOLUTIONS = KeysQuestion(_resolutions, gather={"doer": "responsible"})
PROTOCOLS = Question(_protocols, gather={"signed": "signatures", "cut": "extracts"}, meeting=-1)
PEOPLE = Question(_people, meeting=-1)


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda with all that was said and resolved."""
    items: list[AgendaItem] = ITEMS.ask(meeting=meeting.pk)
    decided = defaultdict(list)
    for row in RESOLUTIONS.ask([meeting.pk], timezone.localdate()):
        decided[row.item_id].append(row)
    for item in items:
        item.meeting = meeting
        _have(item, "resolutions", decided[item.pk])
        for row in [*item.speeches.all(), *item.resolutions.all()]:
            row.item = item
    return items


def protocols_of(meeting: Meeting) -> list[Protocol]:
    """Its protocols, read once: the rule of extracts asks for them too."""
    _have(meeting, "protocols", PROTOCOLS.ask(meeting=meeting.pk))
    return list(meeting.protocols.all())


def people_of(meeting: Meeting) -> list[Attendance]:
    return PEOPLE.ask(meeting=meeting.pk)


def _have(row: Any, name: str, parts: Iterable[Any]) -> None:
    """Give the row its parts, as if they had been prefetched."""
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = parts
