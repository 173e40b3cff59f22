"""What can be found, and what of it this reader may see. A later noun joins with one line."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F, IntegerField, Q, Value
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from associations.models import AcademicYear, Association, User
from associations.querysets import UNION, parts_of
from core.addresses import address
from core.keyed import KeysQuestion
from core.languages import first_said
from core.search import wanted_words
from lessons.models import (
    Event,
    EventPoint,
    Mentorship,
    Olympiad,
    OpenLesson,
    SubjectWeek,
    Visit,
)
from lessons.workflow.weeks import WEEK_SHOWN
from meetings.models import AgendaItem, ItemProposal, Meeting, Resolution, Speech


@dataclass(frozen=True)
class Wish:
    """What is looked for: the words, and what narrows them."""

    words: str = ""
    kind: str = ""
    year: AcademicYear | None = None
    association: Association | None = None
    person: User | None = None
    state: str = ""
    day: date = field(default_factory=timezone.localdate)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.year or self.association or self.person or self.state)

    @cached_property
    def wanted(self) -> list[str]:
        return wanted_words(self.words)


@dataclass(frozen=True, slots=True)
class Whole:
    """What parts are seen with: whoever sees it sees them; few, beside the parts."""

    model: Any
    seen: Callable[[User, Wish], Any]
    number: Any
    union: str = "association"  # where its association is found

    def is_open_to(self, user: User, wish: Wish) -> bool:
        """Whether its own rule shows this reader all of the school: nothing to look up."""
        school = self.model._default_manager.filter(school=user.school_id)
        return str(self.seen(user, wish).query) == str(school.order_by().values("pk").query)


@dataclass(frozen=True, slots=True)
class Noun:
    """Something that can be found; ``names`` and ``stands`` give the ids that fit."""

    kind: str
    word: Promise
    whole: Whole
    url: Callable[[Any], str]
    names: Callable[[User], Any] | None = None
    stands: Callable[[str, date], Any] | None = None

    def fits(self, wish: Wish) -> Q | None:
        """The condition on its rows; None where nothing of this kind can fit."""
        other = wish.kind and wish.kind != self.kind
        if other or (wish.person and not self.names) or (wish.state and not self.stands):
            return None
        fits = Q(kind__among=[self.kind])
        if wish.person and self.names:
            fits &= Q(object_id__in=self.names(wish.person))
        if wish.state and self.stands:
            fits &= Q(object_id__in=self.stands(wish.state, wish.day))
        return fits


def _meetings(user: User, wish: Wish) -> Any:
    rows = Meeting.objects.visible_to(user)
    if wish.year:
        rows = rows.of_year(wish.year)
    if wish.association:
        rows = rows.of_association(wish.association)
    return rows.order_by().values("pk")


def _proposals(user: User, wish: Wish) -> Any:
    rows = ItemProposal.objects.visible_to(user)
    if wish.year:
        rows = rows.made_in(wish.year)
    if wish.association:
        rows = rows.of_association(wish.association)
    return rows.order_by().values("pk")


def _narrowed(rows: Any, wish: Wish) -> Any:
    if wish.year:
        rows = rows.of_year(wish.year)
    if wish.association:
        rows = rows.of_association(wish.association)
    return rows.order_by().values("pk")


def _lessons(user: User, wish: Wish) -> Any:
    """Open lessons that hold; what is only written or proposed is not found."""
    return _narrowed(OpenLesson.objects.in_force().filter(school=user.school_id), wish)


def _visits(user: User, wish: Wish) -> Any:
    return _narrowed(Visit.objects.visible_to(user), wish)


def _events(user: User, wish: Wish) -> Any:
    return _narrowed(Event.objects.visible_to(user), wish)


def _weeks(user: User, wish: Wish) -> Any:
    """Once the programme is approved: before that nobody finds it."""
    rows = SubjectWeek.objects.filter(school=user.school_id, status__in=WEEK_SHOWN)
    return _narrowed(rows, wish)


def _olympiads(user: User, wish: Wish) -> Any:
    return _narrowed(Olympiad.objects.visible_to(user), wish)


def _pairs(user: User, wish: Wish) -> Any:
    """Pairs that were ordered; who is only proposed is not found."""
    rows = Mentorship.objects.visible_to(user).filter(status__in=ORDERED)
    return _narrowed(rows, wish)


def _in_meeting(anchor: str) -> Callable[[Any], str]:
    def url(row: Any) -> str:
        page = address("meetings:meeting_detail", row.whole_id or 0)
        return f"{page}#{anchor}-{row.object_id}"

    return url


def _itself(name: str) -> Callable[[Any], str]:
    return lambda row: address(name, row.object_id)


def _speeches(person: User) -> Any:
    return Speech.objects.filter(person=person.pk).values("pk")


def _items(person: User) -> Any:
    return AgendaItem.rapporteurs.through.objects.filter(user=person.pk).values("agendaitem")


def _tasks(person: User) -> Any:
    return Resolution.responsible.through.objects.filter(user=person.pk).values("resolution")


def _proposed(person: User) -> Any:
    return ItemProposal.objects.filter(author=person.pk).values("pk")


def _given(person: User) -> Any:
    return OpenLesson.objects.filter(teacher=person.pk).values("pk")


def _visited(person: User) -> Any:
    """Where the person came, and where others came to the person."""
    came = Visit.visitors.through.objects.filter(user=person.pk).values("visit")
    return Visit.objects.filter(Q(teacher=person.pk) | Q(pk__in=came)).values("pk")


def _spoken(person: User) -> Any:
    return EventPoint.objects.filter(speaker=person.pk).values("event")


def _chaired(person: User) -> Any:
    return Olympiad.objects.filter(chair=person.pk).values("pk")


def _paired(person: User) -> Any:
    return Mentorship.objects.filter(Q(mentor=person.pk) | Q(novice=person.pk)).values("pk")


def _standing(state: str, day: date) -> Any:
    return Resolution.objects.in_state(state, day).values("pk")


MEETING = Whole(Meeting, _meetings, number=F("number"))
PROPOSAL = Whole(ItemProposal, _proposals, number=Value(None, IntegerField()))
OPEN_LESSON = Whole(
    OpenLesson, _lessons, number=Value(None, IntegerField()), union="schedule__association"
)
ORDERED = ("appointed", "ended")


def _unnumbered(kind: str, word: Promise, model: Any, seen: Any, names: Any = None) -> Noun:
    """A noun of one piece, without a number of its own."""
    whole = Whole(model, seen, number=Value(None, IntegerField()))
    return Noun(f"lessons.{kind}", word, whole, _itself(f"lessons:{kind}_detail"), names)


NOUNS: tuple[Noun, ...] = (
    Noun(
        "meetings.meeting",
        pgettext_lazy("found", "meeting"),
        MEETING,
        _itself("meetings:meeting_detail"),
    ),
    Noun(
        "meetings.agendaitem",
        pgettext_lazy("found", "question"),
        MEETING,
        _in_meeting("item"),
        names=_items,
    ),
    Noun(
        "meetings.speech",
        pgettext_lazy("found", "speech"),
        MEETING,
        _in_meeting("speech"),
        names=_speeches,
    ),
    Noun(
        "meetings.resolution",
        pgettext_lazy("found", "resolution"),
        MEETING,
        _itself("meetings:resolution_detail"),
        names=_tasks,
        stands=_standing,
    ),
    Noun(
        "meetings.itemproposal",
        pgettext_lazy("found", "proposal"),
        PROPOSAL,
        _itself("meetings:itemproposal_detail"),
        names=_proposed,
    ),
    Noun(
        "lessons.openlesson",
        pgettext_lazy("found", "open lesson"),
        OPEN_LESSON,
        _itself("lessons:openlesson_detail"),
        names=_given,
    ),
    _unnumbered("visit", pgettext_lazy("found", "lesson visit"), Visit, _visits, _visited),
    _unnumbered("event", pgettext_lazy("found", "event"), Event, _events, _spoken),
    _unnumbered("subjectweek", pgettext_lazy("found", "subject week"), SubjectWeek, _weeks),
    _unnumbered("olympiad", pgettext_lazy("found", "olympiad"), Olympiad, _olympiads, _chaired),
    _unnumbered(
        "mentorship", pgettext_lazy("found", "mentorship"), Mentorship, _pairs, _paired
    ),
)
BY_KIND = {noun.kind: noun for noun in NOUNS}
WHOLES = list(dict.fromkeys(noun.whole for noun in NOUNS))
PLACES = {noun.kind: WHOLES.index(noun.whole) for noun in NOUNS}


def whose(
    wholes: Collection[tuple[str, int]],
) -> dict[tuple[Whole, int], tuple[int | None, str]]:
    """Number and association of the wholes of these kinds of rows, in one question for all.

    What has such a key and is another of these kinds is read with them, and not shown.
    """
    return {
        (WHOLES[place], key): (number, first_said(dict(zip(LANGUAGES, names, strict=True)).get))
        for place, key, number, *names in WHOSE.ask(
            {key for _kind, key in wholes},
            tuple(sorted({PLACES[kind] for kind, _key in wholes})),
        )
    }


def _whose(keys: list[int], places: tuple[int, ...]) -> Any:
    parts = [
        whole.model.objects.filter(pk__in=keys)
        .order_by()
        .values_list(Value(place), "pk", whole.number, *parts_of(whole.union, UNION))
        for place, whole in ((place, WHOLES[place]) for place in places)
    ]
    return parts[0].union(*parts[1:], all=True)


WHOSE = KeysQuestion(_whose)
LANGUAGES = [name.removeprefix("name_") for name in UNION]
