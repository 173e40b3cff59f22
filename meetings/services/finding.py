"""Making meetings found by their words, whole and by their parts; and what is proposed."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.search import Entry, remember_whole
from core.search_models import SearchRow
from meetings.models import AgendaItem, ItemProposal, Meeting, Resolution, Speech

KINDS = [model._meta.label_lower for model in (Meeting, AgendaItem, Speech, Resolution)]
AT_ONCE = 200


def remember_meeting(meeting: Meeting) -> None:
    """Find the meeting and its questions; once it was held, its minutes too.

    Before that the minutes are notes of those who write them, and others search here. What
    was taken off the agenda or out of the minutes is forgotten.
    """
    rows = meeting.items.in_order().prefetch_related(
        "rapporteurs", "speeches__person", "resolutions"
    )
    items = list(rows)
    parts = [entry for item in items for entry in _parts(meeting, item)]
    remember_whole(meeting, [_of_meeting(meeting, parts), *parts], kinds=KINDS)


def remember_proposal(proposal: ItemProposal) -> None:
    """Find what a member proposes, by who proposed it too, and what was answered."""
    union, day = proposal.association, timezone.localdate(proposal.made_at)
    said = [words for words in (proposal.why, proposal.answer) if words]
    also = f"{_names(proposal.author)} {union.name_ky} {union.name_ru}"
    entry = Entry(proposal, proposal.title, "\n".join(said), also, day)
    remember_whole(proposal, [entry], kinds=[entry.kind])


# What is seen by a rule of its own, and how it is made findable with its parts.
WHOLES: dict[Any, Callable[[Any], None]] = {
    Meeting: remember_meeting,
    ItemProposal: remember_proposal,
}


def remember_forgotten() -> int:
    """Find what was written before this house remembered it, some at a time."""
    number = 0
    for model, remember in WHOLES.items():
        known = SearchRow.objects.filter(
            scope=OuterRef("school"), kind=model._meta.label_lower, object_id=OuterRef("pk")
        )
        rows = model.objects.filter(~Exists(known.exclude(whole_id=None)))
        for row in rows.select_related("association").order_by("-pk")[:AT_ONCE]:
            remember(row)
            number += 1
    return number


def remember_everything() -> int:
    """Find all of it anew."""
    number = 0
    for model, remember in WHOLES.items():
        rows = model.objects.select_related("association").order_by("pk")
        for row in rows.iterator(chunk_size=100):
            remember(row)
            number += 1
    return number


def _of_meeting(meeting: Meeting, parts: list[Entry]) -> Entry:
    """The meeting is found by all that belongs to it; its agenda is what is shown of it."""
    names = [name for union in meeting.unions for name in (union.name_ky, union.name_ru)]
    numbers = [f"№ {number}" for number in meeting.numbers]
    place = meeting.place if meeting.number else ""
    said = [f"{part.title} {part.text} {part.also}" for part in parts]
    agenda = [part.title for part in parts if isinstance(part.obj, AgendaItem)]
    also = [*numbers, *names, place, *said]
    return Entry(meeting, meeting.topic, "\n".join(agenda), "\n".join(also), meeting.date)


def _parts(meeting: Meeting, item: AgendaItem) -> Iterator[Entry]:
    day = meeting.date
    names = " ".join(_names(person) for person in item.rapporteurs.all())
    heard = item.heard if meeting.number else ""
    yield Entry(item, item.title, heard, f"{names} {item.guest_rapporteur}", day)
    if not meeting.number:
        return
    for speech in item.speeches.all():
        yield _of_speech(speech, day)
    for row in item.resolutions.all():
        row.item = item
        yield _of_resolution(row, day)


def _of_speech(speech: Speech, day: Any) -> Entry:
    person = speech.person
    who = person.full_name_in("ky") if person else speech.guest
    return Entry(speech, who, speech.text, _names(person) if person else "", day)


def _of_resolution(row: Resolution, day: Any) -> Entry:
    return Entry(row, row.label, row.text, day=day)


def _names(person: Any) -> str:
    return f"{person.full_name_in('ky')} {person.full_name_in('ru')}"
