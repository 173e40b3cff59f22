"""What can be found, and what of it this reader may see. A later noun joins with one line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import escape
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext_lazy

from associations.models import AcademicYear, Association, User
from associations.querysets import UNION, parts_of
from core import dates
from core.addresses import address
from core.excerpts import excerpt, marked
from core.keyed import KeysQuestion
from core.questions import ReadersQuestion
from core.search import rows_told, rows_with, told, wanted_words
from core.search_models import SearchRow
from meetings.models import AgendaItem, Meeting, Resolution, Speech

PER_PAGE = 25
MOST = 1000  # as many are counted; who has more narrows the question
READ = 20_000  # letters of a text among which the first hit is looked for


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

    seen: Callable[[User, Wish], Any]
    lines: Callable[[set[int], str], dict[int, str]]


@dataclass(frozen=True, slots=True)
class Noun:
    """Something that can be found; ``names`` and ``stands`` give the ids that fit."""

    kind: str
    word: Promise
    whole: Whole
    url: Callable[[SearchRow], str]
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


def _named(keys: list[int]) -> Any:
    rows = Meeting.objects.filter(pk__in=keys).select_related("association")
    return rows.only("number", "date", *parts_of("association", UNION))


NAMED = KeysQuestion(_named)


def _lines_of_meetings(keys: set[int], language: str) -> dict[int, str]:
    return {row.pk: _line(row, language) for row in NAMED.ask(keys)}


def _line(meeting: Meeting, language: str) -> str:
    number = [f"№ {meeting.number}"] if meeting.number else []
    return " · ".join([*number, dates.full(meeting.date, language), str(meeting.association)])


def _in_meeting(anchor: str) -> Callable[[SearchRow], str]:
    def url(row: SearchRow) -> str:
        page = address("meetings:meeting_detail", row.whole_id or 0)
        return f"{page}#{anchor}-{row.object_id}"

    return url


def _speeches(person: User) -> Any:
    return Speech.objects.filter(person=person.pk).values("pk")


def _items(person: User) -> Any:
    return AgendaItem.rapporteurs.through.objects.filter(user=person.pk).values("agendaitem")


def _tasks(person: User) -> Any:
    return Resolution.responsible.through.objects.filter(user=person.pk).values("resolution")


def _standing(state: str, day: date) -> Any:
    return Resolution.objects.in_state(state, day).values("pk")


MEETING = Whole(_meetings, _lines_of_meetings)

NOUNS: tuple[Noun, ...] = (
    Noun(
        "meetings.meeting",
        pgettext_lazy("found", "meeting"),
        MEETING,
        lambda row: address("meetings:meeting_detail", row.object_id),
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
        lambda row: address("meetings:resolution_detail", row.object_id),
        names=_tasks,
        stands=_standing,
    ),
)
BY_KIND = {noun.kind: noun for noun in NOUNS}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, where it stands, and the words in it."""

    word: str
    title: SafeString
    url: str
    line: str
    text: SafeString

    @property
    def written(self) -> SafeString:
        """As a line of the list: in a template twenty-five of them take as long as the rest."""
        word = escape(self.word)
        text = f"<p>{self.text}</p>" if self.text else ""
        return mark_safe(  # noqa: S308 -- titles and texts were escaped when they were marked
            f'<li><span class="badge" aria-hidden="true">{word}</span>\n'
            f'<a href="{escape(self.url)}"><span class="visually-hidden">{word}</span>\n'
            f'{self.title}</a><p class="hint">{escape(self.line)}</p>{text}</li>'
        )


def found_rows(user: User, wish: Wish) -> Any:
    """What this reader may see, the newest first; of one day the meeting before its parts."""
    return _seen(rows_with(user.scope, wish.words), user, wish)


def found_keys(user: User, wish: Wish) -> list[int]:
    """Their keys, up to one more than are counted."""
    if not wish.wanted:
        return []
    if wish.is_narrowed:
        return list(found_rows(user, wish).values_list("pk", flat=True)[: MOST + 1])
    return [key for (key,) in FOUND.ask(user, words=told(wish.wanted))]


def _fence(user: User, wish: Wish) -> Q:
    """Parts are seen with their wholes; the wholes are one list, which is read once."""
    fence = Q(pk__in=[])
    for whole in dict.fromkeys(noun.whole for noun in NOUNS):
        fits = [noun.fits(wish) for noun in NOUNS if noun.whole is whole]
        kinds = [fit for fit in fits if fit is not None]
        if kinds:
            fence |= Q(whole_key__in=whole.seen(user, wish)) & _any(kinds)
    return fence


def _seen(rows: Any, user: User, wish: Wish) -> Any:
    # Not by the index of the wholes: SQLite would look up every whole for every row.
    rows = rows.alias(whole_key=F("whole_id") + 0).filter(_fence(user, wish))
    place = Case(
        *(When(kind=noun.kind, then=Value(n)) for n, noun in enumerate(NOUNS)),
        output_field=IntegerField(),
    )
    return rows.order_by(F("day").desc(nulls_last=True), "-whole_id", place, "object_id")


def _plainly_found(reader: User, words: str) -> Any:
    rows = _seen(rows_told(reader.scope, words), reader, Wish())
    return rows.values_list("pk")[: MOST + 1]


# What is looked for by words alone, written once for each kind of reader.
FOUND = ReadersQuestion(_plainly_found, words="*")


def _any(conditions: Sequence[Q]) -> Q:
    """One of them; kinds alone are one list."""
    if all(len(one) == 1 for one in conditions):
        kinds = [kind for one in conditions for _name, [kind] in cast("Any", one.children)]
        return Q(kind__among=kinds)
    either = Q()
    for condition in conditions:
        either |= condition
    return either


class Found(Paginator):
    """Pages of hits, counted up to ``MOST``: first all keys, then the texts of a page."""

    def asked(self, number: str) -> Page:
        """The page of the address; the first for what is no number of one."""
        known = str(MOST // self.per_page)
        right = number.isdecimal() and len(number) <= len(known)
        return self.page(max(int(number), 1) if right else 1)

    def page(self, number: int | str) -> Page:
        number, keys = int(number), cast("list[int]", self.object_list)
        self.more, keys = len(keys) > MOST, keys[:MOST]
        self.count = len(keys)
        first = (number - 1) * self.per_page
        if first >= self.count:
            first, number = 0, 1
        return Page(read(keys[first : first + self.per_page]), number, self)


def read(keys: list[int]) -> list[SearchRow]:
    """Read what a hit shows, in the order of the keys; of a very long text its beginning."""
    found = {row.pk: row for row in TEXTS.ask(keys)}
    return [found[key] for key in keys if key in found]


def _texts(keys: list[int]) -> Any:
    rows = SearchRow.objects.filter(pk__in=keys).annotate(read=Substr("text", 1, READ))
    return rows.defer("text", "folded", "scope")


TEXTS = KeysQuestion(_texts)


def hits_of(rows: Sequence[SearchRow], wish: Wish, language: str) -> list[Hit]:
    """Say of each row where it stands, in one question for each kind of whole."""
    lines: dict[Whole, dict[int, str]] = {}
    for whole in dict.fromkeys(BY_KIND[row.kind].whole for row in rows):
        keys = {row.whole_id for row in rows if BY_KIND[row.kind].whole is whole}
        lines[whole] = whole.lines({key for key in keys if key}, language)
    words = {row.kind: str(BY_KIND[row.kind].word) for row in rows}
    return [_hit(row, wish, lines, words[row.kind]) for row in rows]


def _hit(row: Any, wish: Wish, lines: dict[Whole, dict[int, str]], word: str) -> Hit:
    noun = BY_KIND[row.kind]
    return Hit(
        word=word,
        title=marked(row.title, wish.wanted),
        url=noun.url(row),
        line=lines[noun.whole].get(row.whole_id or 0, ""),
        text=excerpt(row.read, wish.wanted),
    )
