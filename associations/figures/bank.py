"""The data bank on teachers: one line for each, on any day, and what all of them sum up to."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.figures.experience import Experience, Span, experience_of
from associations.models import (
    Association,
    Award,
    Category,
    Course,
    Education,
    Membership,
    TeacherProfile,
    User,
    WorkPeriod,
)
from associations.querysets import UNION, parts_of

Label = str | Promise
# From which age the state pays a pension for age: law on state social insurance pensions.
PENSION: dict[str, int] = {TeacherProfile.Sex.FEMALE: 58, TeacherProfile.Sex.MALE: 63}
# The days on which everybody is asked to look at the own data: each half of the school year.
ASKED = [(9, 1), (2, 1)]
UNKNOWN = pgettext_lazy("composition", "not written")
LEVELS = list(Education.Level.values)
CATEGORIES = [Category.Kind.HIGHEST, Category.Kind.FIRST, Category.Kind.SECOND]


def _since(row: WorkPeriod) -> tuple[date, int]:
    return row.since, row.pk


class Card:
    """What is known of one teacher on a day. ``person`` comes with all rows: ``with_rows``."""

    def __init__(self, person: User, day: date) -> None:
        self.person, self.day = person, day
        self.profile: TeacherProfile | None = getattr(person, "profile", None)
        rows: Any = person  # its rows were read with it
        self.educations = self._known(rows.educations.all())
        self.categories: list[Category] = self._known(rows.categories.all())
        self.courses: list[Course] = self._known(rows.courses.all())
        self.awards: list[Award] = self._known(rows.awards.all())
        periods = [row for row in rows.workperiods.all() if row.since <= day]
        self.periods: list[WorkPeriod] = sorted(periods, key=_since, reverse=True)

    @property
    def facts(self) -> TeacherProfile:
        """What there is once; empty where nothing is written yet."""
        return self.profile or TeacherProfile()

    def _known(self, rows: Iterable[Any]) -> list[Any]:
        """Those of that day, the newest first; what has no year was always there."""
        known = [row for row in rows if (row.year or 0) <= self.day.year]
        return sorted(known, key=lambda row: (row.year or 0, row.pk), reverse=True)

    @property
    def unions(self) -> list[Association]:
        """Associations the person belongs to on that day, as they were read."""
        return [row.association for row in self.person.belongs]  # type: ignore[attr-defined]

    @cached_property
    def education(self) -> Education | None:
        """The highest."""
        found = sorted(self.educations, key=lambda row: LEVELS.index(row.level))
        return found[0] if found else None

    @property
    def category(self) -> Category | None:
        """The last one; that there is none may have been written, too."""
        return self.categories[0] if self.categories else None

    @cached_property
    def experience(self) -> Experience:
        person = self.person
        known = {"teaches_since": person.teaches_since, "joined_on": person.joined_on}
        return experience_of(self.periods, self.day, **known)

    @property
    def spans(self) -> list[Span | None]:
        """Total, teaching, in this school."""
        known = self.experience
        return [known.total, known.teaching, known.here]

    @property
    def age(self) -> int | None:
        """In full years."""
        born = self.profile.birth_date if self.profile else None
        if born is None or born > self.day:
            return None
        return (
            self.day.year
            - born.year
            - ((self.day.month, self.day.day) < (born.month, born.day))
        )

    @property
    def of_pension_age(self) -> bool:
        sex = self.profile.sex if self.profile else ""
        return self.age is not None and self.age >= PENSION.get(sex, 200)


def asked_on(day: date) -> date:
    """When everybody was last asked to look at the own data: twice a year (I.1)."""
    days = [date(year, *when) for year in (day.year - 1, day.year) for when in ASKED]
    return max(asked for asked in days if asked <= day)


def with_rows(people: Any, day: date) -> Any:
    """People with everything a ``Card`` shows: as many questions for one as for thousands."""
    belongs = Membership.objects.on(day).select_related("association")
    belongs = belongs.only("person", "role", *parts_of("association", UNION))
    rows = ["educations", "workperiods", "categories", "courses", "awards"]
    known = Prefetch("memberships", belongs.order_by("association__sort_key"), "belongs")
    return people.select_related("profile").prefetch_related(known, *rows)


def cards_of(people: Iterable[User], day: date) -> list[Card]:
    """``people`` are read ``with_rows``."""
    return [Card(person, day) for person in people]


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a table of the composition; ``share`` of all, in hundredths."""

    label: Label
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class Group:
    """One table: by what, and how many of each."""

    title: Label
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Composition:
    """Quantity and quality of the teachers of a school or an association on a day (6.9)."""

    total: int
    groups: list[Group]


Bands = Sequence[tuple[Label, int, int]]
EXPERIENCE: Bands = [
    (_("up to 3 years"), 0, 3),
    (_("4 to 10 years"), 4, 10),
    (_("11 to 20 years"), 11, 20),
    (_("21 years and more"), 21, 200),
]
AGES: Bands = [
    (_("up to 30"), 0, 30),
    (_("31 to 40"), 31, 40),
    (_("41 to 50"), 41, 50),
    (_("51 to 60"), 51, 60),
    (_("61 and more"), 61, 200),
]


def composition_of(cards: Sequence[Card]) -> Composition:
    """Count each teacher once in every table; with awards, as many as have one."""
    return Composition(
        len(cards),
        [
            _by_choice(_("Education"), cards, Education.Level.choices, _level),
            _by_choice(_("Qualification category"), cards, Category.Kind.choices, _kind),
            _by_band(_("Teaching experience"), cards, EXPERIENCE, _years),
            _by_band(_("Age"), cards, AGES, lambda card: card.age),
            _by_choice(_("Sex"), cards, TeacherProfile.Sex.choices, _sex),
            _of_them(_("Besides"), cards),
        ],
    )


def _level(card: Card) -> str:
    return card.education.level if card.education else ""


def _kind(card: Card) -> str:
    return card.category.kind if card.category else ""


def _years(card: Card) -> int | None:
    return card.experience.teaching.years if card.experience.teaching else None


def _sex(card: Card) -> str:
    return card.profile.sex if card.profile else ""


def _by_choice(
    title: Label, cards: Sequence[Card], choices: Any, of: Callable[[Card], str]
) -> Group:
    counted = Counter(map(of, cards))
    named = [(label, counted[key]) for key, label in choices]
    return _group(title, [*named, (UNKNOWN, counted[""])], len(cards))


def _by_band(
    title: Label, cards: Sequence[Card], bands: Bands, of: Callable[[Card], int | None]
) -> Group:
    known = [number for number in map(of, cards) if number is not None]
    named = [
        (label, sum(first <= number <= last for number in known))
        for label, first, last in bands
    ]
    return _group(title, [*named, (UNKNOWN, len(cards) - len(known))], len(cards))


def _of_them(title: Label, cards: Sequence[Card]) -> Group:
    named: list[tuple[Label, int]] = [
        (_("of pension age"), sum(card.of_pension_age for card in cards)),
        (_("have an award"), sum(bool(card.awards) for card in cards)),
    ]
    return _group(title, named, len(cards), all_parts=True)


def _group(
    title: Label, named: Iterable[tuple[Label, int]], total: int, *, all_parts: bool = False
) -> Group:
    """Parts in their order; that something is not written is said only where it is so."""
    parts = [
        Part(label, count, round(100 * count / total) if total else 0)
        for label, count in named
        if count or all_parts or label is not UNKNOWN
    ]
    return Group(title, parts)
