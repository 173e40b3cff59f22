"""What a planned meeting lacks, what to look at before it, and how far it has come."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from associations.models import Holiday
from core import dates
from core.languages import fold
from meetings.figures.joint import NOBODY, number_for
from meetings.figures.starters import STARTERS, Starter, usual_questions
from meetings.models import AgendaItem, Meeting
from meetings.workflow import MEETING_NUMBERED, MeetingStatus

__all__ = [
    "STARTERS",
    "Starter",
    "advice_on",
    "heading_of",
    "items_to_take_over",
    "missing_to_convene",
    "planning_remarks",
    "spoken_time",
    "starters_for",
    "steps",
]

LONGEST_TITLE = 500
KY_ENDINGS = ("жөнүндө", "тууралуу")
RU_BEGINNINGS = ("о ", "об ", "обо ")
KY_LETTERS = frozenset("ңөү")


def missing_to_convene(meeting: Meeting) -> list[str]:
    """What must be there before people are called together; nothing missing, nothing said."""
    wanted = {
        _("Write the date."): not meeting.month_only,
        _("Write at what time the meeting begins."): meeting.starts_at,
        _("Write where the meeting takes place."): meeting.place,
        _("Choose who chairs the meeting."): meeting.chair_id,
        _("Put at least one question on the agenda."): _has_question(meeting),
    }
    return [sentence for sentence, there in wanted.items() if not there]


def _has_question(meeting: Meeting) -> bool:
    return meeting.items.exclude(state=AgendaItem.State.WITHDRAWN).exists()


def planning_remarks(meeting: Meeting) -> list[str]:
    """What is allowed, but worth a second look: holidays, another meeting on the same day."""
    if meeting.month_only:
        return []  # there is no day to look at
    return [*_holidays(meeting), *_clashes(meeting)]


def _holidays(meeting: Meeting) -> Iterable[str]:
    day = meeting.date
    for holiday in Holiday.objects.filter(year=meeting.year_id, start__lte=day, end__gte=day):
        yield _("This day is a holiday: %(holiday)s.") % {"holiday": holiday}


def _clashes(meeting: Meeting) -> Iterable[str]:
    others = Meeting.objects.of_unions(meeting.unions)
    others = others.filter(date=meeting.date, month_only=False)
    for other in others.exclude(pk=meeting.pk).exclude(status=MeetingStatus.CANCELLED):
        words = _("The association has another meeting on this day: %(topic)s.")
        yield words % {"topic": other.topic or other.get_kind_display()}


def advice_on(title: str, language: str) -> str:
    """How the heading would read as papers want it, or nothing if it does already.

    In Kyrgyz it ends in «жөнүндө» or «тууралуу», in Russian it begins with «О» or «Об».
    """
    words = title.strip().rstrip(" .;,")
    plain = words.casefold()
    if not words or plain.endswith(KY_ENDINGS) or plain.startswith(RU_BEGINNINGS):
        return ""
    if language == "ru" and not KY_LETTERS & set(plain):
        return f"О рассмотрении вопроса: {words}"[:LONGEST_TITLE]
    ending = f" {KY_ENDINGS[0]}"
    return words[: LONGEST_TITLE - len(ending)] + ending


def starters_for(meeting: Meeting, items: Iterable[AgendaItem]) -> list[tuple[str, str]]:
    """The usual questions of this part of the year that are not on the agenda yet."""
    language = meeting.school.paper_language
    there = {fold(item.title) for item in items}
    titles = [(s.key, s.title_in(language)) for s in usual_questions(meeting.date)]
    return [(key, title) for key, title in titles if fold(title) not in there]


def items_to_take_over(meeting: Meeting) -> Any:
    """What earlier meetings put off, or were cancelled with, and no later one has taken.

    A joint meeting is offered what any of those who meet has left.
    """
    taken = AgendaItem.objects.filter(carried_from__isnull=False)
    taken = taken.exclude(meeting__status=MeetingStatus.CANCELLED)
    taken = taken.exclude(state=AgendaItem.State.WITHDRAWN)
    put_off = Q(state=AgendaItem.State.POSTPONED, meeting__status__in=MEETING_NUMBERED)
    cancelled = Q(meeting__status=MeetingStatus.CANCELLED) & ~Q(
        state__in=[AgendaItem.State.WITHDRAWN, AgendaItem.State.DECIDED]
    )
    return (
        AgendaItem.objects.filter(put_off | cancelled)
        .filter(meeting__association__in=meeting.unions, meeting__date__lte=meeting.date)
        .exclude(meeting=meeting.pk)
        .exclude(pk__in=taken.values("carried_from"))
        .select_related("meeting")
        .order_by("-meeting__date", "position", "pk")
    )


def steps(meeting: Meeting, signatures: Iterable[Any]) -> list[dict[str, Any]]:
    """The way from the plan to the signed protocol, and where this meeting is on it.

    A step that was left out (held without calling anybody together) is not on it.
    """
    signed = {row.role: row for row in signatures}
    chair, secretary = signed.get("chair"), signed.get("secretary")
    way = [
        (pgettext("meeting", "planned"), meeting.author, None),
        (pgettext("meeting", "convened"), "", meeting.convened_at),
        (pgettext("meeting", "held"), "", meeting.held_at),
        (_("signed by the chair"), _signer(chair, meeting.chair), _moment(chair)),
        (
            _("signed by the secretary"),
            _signer(secretary, meeting.secretary),
            _moment(secretary),
        ),
    ]
    reached = _REACHED.get(meeting.status, 0)
    return [
        {"label": label, "state": _state(place, reached), "who": who or "", "on": on or ""}
        for place, (label, who, on) in enumerate(way)
        if place >= reached or who or on
    ]


_REACHED: dict[str, int] = {
    MeetingStatus.PLANNED: 1,
    MeetingStatus.CONVENED: 2,
    MeetingStatus.HELD: 3,
    MeetingStatus.CIRCULATED: 3,
    MeetingStatus.CORRECTING: 3,
    MeetingStatus.SIGNING: 4,
    MeetingStatus.SIGNED: 5,
}


def _state(place: int, reached: int) -> str:
    if place < reached:
        return "done"
    return "now" if place == reached else "next"


def _signer(signature: Any, expected: Any) -> Any:
    return signature.name if signature else expected


def _moment(signature: Any) -> Any:
    return signature.at if signature else None


def spoken_time(meeting: Meeting, language: str) -> str:
    """«2026-жылдын 6-ноябры, 14.00–15.10»: when it is, as people read it."""
    hours = [dates.clock(hour) for hour in (meeting.starts_at, meeting.ends_at) if hour]
    return ", ".join(filter(None, [meeting.day_in(language), "–".join(hours)]))


def heading_of(meeting: Meeting, ours: Collection[int] = NOBODY) -> str:
    """How lists name it: its number, once it has one, and its topic or else its kind."""
    number = f"№ {number_for(meeting, ours)}" if meeting.number else ""
    return " · ".join(filter(None, [number, meeting.topic or meeting.get_kind_display()]))
