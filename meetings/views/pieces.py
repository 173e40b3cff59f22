"""Pieces of the minutes' page: starters, options, boxes, and the rows they are made of."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import FilteredRelation, Value
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core import attachments
from core.models import Attachment
from core.questions import Question
from meetings.forms.people import People
from meetings.models import AgendaItem, Attendance, Meeting, Resolution

# With what resolutions begin or end, and the kinds it makes; by the paper's language.
STARTERS = {
    "ky": [
        ("бекитилсин", "approve", "end"),
        ("эске алынсын", "note", "end"),
        ("тапшырылсын", "task", "end"),
        ("сунушталсын", "recommend", "end"),
    ],
    "ru": [
        ("Утвердить", "approve", "start"),
        ("Принять к сведению", "note", "start"),
        ("Поручить", "task", "start"),
        ("Рекомендовать", "recommend", "start"),
    ],
}
LONGEST_KEY = 10
SIDES = ("for", "against", "abstained")
NEEDED = ("date", "place", "chair", "secretary")  # in the heading of the minutes
RESOLUTION_FIELDS = (
    "text",
    "kind",
    "all_members",
    "controller",
    "due_kind",
    "due",
    "vote",
    "votes_for",
    "votes_against",
    "votes_abstained",
)


def options(choices: Iterable[tuple[Any, Any]], chosen: Any) -> SafeString:
    """The options of a select, as one string."""
    return _html(
        f'<option value="{value}"{" selected" if str(value) == str(chosen) else ""}>'
        f"{escape(label)}</option>"
        for value, label in choices
    )


def boxes(name: str, people: Iterable[tuple[int, str]], chosen: set[int]) -> SafeString:
    """People to tick, as one string."""
    return _html(
        '<label class="form-check"><input class="form-check-input" type="checkbox"'
        f' name="{name}" value="{pk}"{" checked" if pk in chosen else ""}>'
        f'<span class="form-check-label">{escape(label)}</span></label>'
        for pk, label in people
    )


def whole(name: str) -> str:
    """A name that is not torn at the end of a line."""
    return name.replace(" ", "\u00a0")


def keys_among(texts: Iterable[str]) -> set[int]:
    """The keys among what was sent; nonsense is none."""
    return {int(text) for text in texts if text.isdecimal() and len(text) < LONGEST_KEY}


def _html(parts: Iterable[str]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 -- labels are escaped, the rest is ours


def _agenda(meeting: int) -> Any:
    items = AgendaItem.objects.filter(meeting=meeting)
    items = items.annotate(said=FilteredRelation("speeches")).select_related("said")
    return items.order_by("position", "pk", "said__position", "said")


def _attendance(meeting: int) -> Any:
    return Attendance.objects.filter(meeting=meeting).order_by("pk")


def _chosen(meeting: int) -> Any:
    speakers = AgendaItem.rapporteurs.through.objects.filter(agendaitem__meeting=meeting)
    doers = Resolution.responsible.through.objects.filter(resolution__item__meeting=meeting)
    earlier = Resolution.responsible.through.objects.filter(
        resolution__control_rows__item__meeting=meeting
    )
    return speakers.values_list(Value("item"), "agendaitem_id", "user_id").union(
        doers.values_list(Value("row"), "resolution_id", "user_id"),
        earlier.values_list(Value("control"), "resolution_id", "user_id"),
    )


AGENDA = Question(_agenda, gather={"said": "speeches"}, meeting=-1)
ATTENDANCE = Question(_attendance, meeting=-1)
CHOSEN = Question(_chosen, meeting=-1)


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The questions of a meeting, each with what was said to it."""
    items: list[AgendaItem] = AGENDA.ask(meeting=meeting.pk)
    for item in items:
        item.meeting = meeting
    return items


def chosen_in(meeting: Meeting) -> dict[tuple[str, int], set[int]]:
    """Who speaks to which item, who does which resolution, old or new, in one query."""
    found = defaultdict(set)
    for kind, key, person in CHOSEN.ask(meeting=meeting.pk):
        found[kind, key].add(person)
    return found


def people_of(meeting: Meeting, people: People) -> tuple[list[Attendance], list[Attendance]]:
    """Members by the alphabet, and guests; until it is held, new members join the list."""
    rows = ATTENDANCE.ask(meeting=meeting.pk)
    guests = [row for row in rows if row.status == Attendance.Status.INVITED]
    known = {row.person_id: row for row in rows if row not in guests}
    if meeting.is_plannable:
        invited = {row.person_id for row in guests}
        for pk in people.members - known.keys() - invited:
            known[pk] = Attendance(meeting=meeting, person_id=pk)
    return [known[pk] for pk in people.rows if pk in known], guests


def files_of(meeting: Meeting, items: list[AgendaItem]) -> dict[int, list[Attachment]]:
    """Files of the items by their keys; those of the meeting itself under 0."""
    rows = attachments.by_subject(attachments.of_all([meeting, *items]).exclude(kind="scan"))
    found = {pk: kept for (model, pk), kept in rows.items() if model is AgendaItem}
    return defaultdict(list, {**found, 0: rows[Meeting, meeting.pk]})


def number_or_blank(value: Any) -> str:
    return "" if value is None else str(value)


def empty_row(kind: str, row: dict[str, Any]) -> SafeString:
    """An empty row, for the script to copy."""
    return render_to_string(f"meetings/_record_{kind}.html", {"row": row})


def words_beside(errors: dict[str, Any], prefix: str) -> dict[str, str]:
    """The errors of one row by the names of its fields, each in one sentence."""
    return {
        name.removeprefix(prefix): " ".join(str(word) for word in words)
        for name, words in errors.items()
        if name.startswith(prefix)
    }
