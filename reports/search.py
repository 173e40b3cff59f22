"""Finding what a reader may see, by words and by what narrows them, and showing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, NamedTuple, cast

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Substr
from django.utils.safestring import SafeString, mark_safe

from associations.models import User
from core import dates
from core.excerpts import excerpt, marked
from core.keyed import KeysQuestion
from core.languages import spoken
from core.questions import ReadersQuestion
from core.search import rows_told, rows_with, told
from core.search_models import SearchRow
from reports.nouns import BY_KIND, NOUNS, WHOLES, Wish, whose

PER_PAGE = 25
MOST = 1000  # as many are counted; who has more narrows the question
READ = 20_000  # letters of a text among which the first hit is looked for


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, where it stands, and the words in it.

    ``language`` is that of its words, where it is not the one the page speaks.
    """

    word: str
    title: SafeString
    url: str
    line: str
    text: SafeString
    language: str = ""

    @property
    def written(self) -> SafeString:
        """As a line of the list: in a template twenty-five of them take as long as the rest."""
        word = escape(self.word)
        text = f"<p>{self.spoken(self.text)}</p>" if self.text else ""
        return mark_safe(  # noqa: S308 -- titles and texts were escaped when they were marked
            f'<li><span class="badge" aria-hidden="true">{word}</span>\n'
            f'<a href="{escape(self.url)}"><span class="visually-hidden">{word}</span>\n'
            f'{self.spoken(self.title)}</a><p class="hint">{escape(self.line)}</p>{text}</li>'
        )

    def spoken(self, words: SafeString) -> SafeString:
        """Let screen readers speak them rightly."""
        if not self.language:
            return words
        return mark_safe(f'<span lang="{self.language}">{words}</span>')  # noqa: S308 -- as above


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
    for whole in WHOLES:
        fits = [noun.fits(wish) for noun in NOUNS if noun.whole is whole]
        kinds = [fit for fit in fits if fit is not None]
        if kinds and whole.is_open_to(user, wish):
            fence |= _any(kinds)
        elif kinds:
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


class Row(NamedTuple):
    """What a hit shows of what was found."""

    pk: int
    kind: str
    object_id: int
    whole_id: int
    title: str
    day: date | None
    text: str


def read(keys: list[int]) -> list[Row]:
    """Read them in the order of the keys; of a very long text its beginning."""
    found = {row[0]: Row(*row) for row in TEXTS.ask(keys)}
    return [found[key] for key in keys if key in found]


def _texts(keys: list[int]) -> Any:
    rows = SearchRow.objects.filter(pk__in=keys)
    return rows.values_list(*Row._fields[:-1], Substr("text", 1, READ))


TEXTS = KeysQuestion(_texts)


@dataclass(frozen=True, slots=True)
class Shower:
    """Shows rows to one who asked with this wish, on a page or paper in this language."""

    wish: Wish
    language: str
    usual: str  # what the school's texts are written in

    def hits_of(self, rows: Sequence[Row]) -> list[Hit]:
        """Say of each row where it stands, and whose it is, in one question for all."""
        owners = whose({(row.kind, row.whole_id) for row in rows})
        words = {kind: str(BY_KIND[kind].word) for kind in {row.kind for row in rows}}
        return [self._hit(row, owners, words[row.kind]) for row in rows]

    def _hit(self, row: Row, owners: Any, word: str) -> Hit:
        noun, wanted = BY_KIND[row.kind], self.wish.wanted
        number, union = owners.get((noun.whole, row.whole_id), (None, ""))
        numbered = [f"№ {number}"] if number else []
        dated = [dates.full(row.day, self.language)] if row.day else []
        text = excerpt(row.text, wanted)
        said = spoken(f"{row.title} {text}", self.usual)
        return Hit(
            word=word,
            title=marked(row.title, wanted),
            url=noun.url(row),
            line=" · ".join([*numbered, *dated, union]),
            text=text,
            language="" if said == self.language else said,
        )
