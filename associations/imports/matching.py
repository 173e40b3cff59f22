"""Who of the school each line of a staff list is, and what taking it over would change.

Who somebody is, the personal number says; without one the name and the birth date. Where the
name alone speaks for it, the page asks, and takes them for the same unless told otherwise.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from associations.imports import cells
from associations.models import (
    Association,
    Category,
    Education,
    Membership,
    School,
    StaffImport,
    TeacherProfile,
    User,
)
from core.languages import fold

DAYS = ("birth_date", "teaches_since", "joined_on")
NAMES = {"surname": "surname_ky", "first_name": "first_name_ky", "patronymic": "patronymic_ky"}
OF_USER = ("phone", "teaches_since", "joined_on")
OF_PROFILE = ("personal_number", "birth_date", "sex", "address")
NEW = "new"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would be otherwise; ``old`` is empty where nothing was written."""

    where: str  # user, profile, education, category or union
    name: str
    label: str
    old: Any
    new: Any


@dataclass(slots=True)
class Line:
    """A line of the list beside what the school knows."""

    number: int
    said: dict[str, Any]
    name: str
    problems: list[tuple[str, str]]
    notes: list[tuple[str, str]]
    person: User | None = None
    candidates: list[User] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def kind(self) -> str:
        if self.problems:
            return "trouble"
        if self.person is None:
            return NEW
        return "changed" if self.changes else "same"

    def changes_in(self, where: str) -> list[Change]:
        return [change for change in self.changes if change.where == where]


class Staff:
    """The people of a school, found by number and by name: five questions for all."""

    def __init__(self, school: School) -> None:
        today = timezone.localdate()
        belongs = Membership.objects.on(today)
        people = User.objects.filter(school=school).select_related("profile").in_order()
        rows = people.prefetch_related(
            Prefetch("memberships", belongs, "belongs"), "educations", "categories"
        )
        self.people: dict[int, User] = {person.pk: person for person in rows}
        self.by_number = {
            profile.personal_number: person
            for person in self.people.values()
            if (profile := getattr(person, "profile", None)) and profile.personal_number
        }
        self.by_name: dict[tuple[str, str], list[User]] = defaultdict(list)
        for person in self.people.values():
            self.by_name[_key(person.surname_ky, person.first_name_ky)].append(person)
            if person.surname_ru:
                ru = _key(person.surname_ru, person.first_name_ru or person.first_name_ky)
                if ru != _key(person.surname_ky, person.first_name_ky):
                    self.by_name[ru].append(person)
        unions = Association.objects.filter(school=school).active().in_order()
        self.unions = {row.pk: [fold(row.name_ky), fold(row.name_ru)] for row in unions}

    def who(self, said: dict[str, Any]) -> tuple[User | None, list[User]]:
        """The person that is meant for sure, or those who may be."""
        number = said.get("personal_number")
        if number and number in self.by_number:
            return self.by_number[number], []
        named = self.by_name.get(_key(said.get("surname", ""), said.get("first_name", "")), [])
        found = [person for person in named if _may_be(person, said)]
        born = said.get("birth_date")
        sure = [person for person in found if born and _born(person) == born]
        return (sure[0], []) if len(sure) == 1 else (None, found)

    def union_of(self, words: str) -> int | None:
        said = fold(words)
        equal = [pk for pk, names in self.unions.items() if said in names]
        parts = [
            pk
            for pk, names in self.unions.items()
            if any(name and (said in name or name in said) for name in names)
        ]
        found = equal or (parts if len(parts) == 1 else [])
        return found[0] if found else None


def _key(surname: str, first: str) -> tuple[str, str]:
    return fold(surname), fold(first)


def _born(person: User) -> date | None:
    profile = getattr(person, "profile", None)
    return profile.birth_date if profile else None


def _may_be(person: User, said: dict[str, Any]) -> bool:
    """Whether nothing speaks against it: another father, birthday or number."""
    profile = getattr(person, "profile", None)
    number, born = said.get("personal_number"), said.get("birth_date")
    if profile and number and profile.personal_number not in {"", number}:
        return False
    if profile and born and profile.birth_date not in {None, born}:
        return False
    father = said.get("patronymic", "")
    fathers = {fold(person.patronymic_ky), fold(person.patronymic_ru)} - {""}
    return not father or not fathers or fold(father) in fathers


def lines_of(staff: StaffImport, answers: Mapping[str, str] | None = None) -> list[Line]:
    """The list beside what is known now. ``answers``: by line, a person's key or «new»."""
    known = Staff(staff.school)
    lines = [_line(row) for row in staff.rows]
    for line in lines:
        if not line.problems:
            _find(line, known, (answers or {}).get(str(line.number), ""))
    _refuse_doubles(lines)
    for line in lines:
        if not line.problems:
            line.changes = list(_changes(line, known))
    return lines


def _line(row: dict[str, Any]) -> Line:
    said = dict(row["said"])
    for name in DAYS:
        if name in said:
            said[name] = date.fromisoformat(said[name])
    pairs = ([(where, words) for where, words in row[kind]] for kind in ("problems", "notes"))
    problems, notes = pairs
    return Line(row["line"], said, row["name"], problems, notes)


def _find(line: Line, known: Staff, answer: str) -> None:
    line.person, line.candidates = known.who(line.said)
    if line.candidates and answer != NEW:
        chosen = [person for person in line.candidates if str(person.pk) == answer]
        line.person = (chosen or line.candidates)[0]


def _refuse_doubles(lines: Iterable[Line]) -> None:
    """Nobody stands twice in a list, and no number belongs to two people."""
    lines = list(lines)
    numbers = Counter(line.said.get("personal_number") for line in lines)
    people = Counter(_who(line) for line in lines if not line.problems)
    for line in lines:
        number = line.said.get("personal_number")
        if number and numbers[number] > 1:
            words = _("Two lines of the list have this personal number.")
        elif not line.problems and people[_who(line)] > 1:
            words = _("This person stands in the list twice.")
        else:
            continue
        line.problems = [*line.problems, (str(line.number), words)]


def _who(line: Line) -> Any:
    said = line.said
    if line.person:
        return line.person.pk
    if said.get("personal_number"):
        return said["personal_number"]
    born = said.get("birth_date")
    return (*_key(said["surname"], said["first_name"]), fold(said.get("patronymic", "")), born)


def _changes(line: Line, known: Staff) -> Iterator[Change]:
    yield from _of_person(line)
    yield from _of_education(line)
    yield from _of_category(line)
    yield from _of_union(line, known)


def _of_person(line: Line) -> Iterator[Change]:
    said, person = line.said, line.person
    profile = getattr(person, "profile", None) if person else None
    for name in OF_USER:
        yield from _differing(User, "user", name, said.get(name), person)
    if person and said.get("personal_number"):  # the number says who it is: names may change
        for part, name in NAMES.items():
            yield from _differing(User, "user", name, said.get(part), person)
    if said.get("title") and not (person and person.title_ky):
        yield Change("user", "title_ky", _label(User, "title_ky"), "", said["title"])
    for name in OF_PROFILE:
        yield from _differing(TeacherProfile, "profile", name, said.get(name), profile)


def _differing(model: Any, where: str, name: str, new: Any, row: Any) -> Iterator[Change]:
    old = getattr(row, name) if row else ""
    if new and new != old:
        yield Change(where, name, _label(model, name), old or "", new)


def _label(model: Any, name: str) -> str:
    return capfirst(str(model._meta.get_field(name).verbose_name))


def _of_education(line: Line) -> Iterator[Change]:
    said = line.said
    place = said.get("institution", "")
    level = said.get("level") or _guessed(place)
    if not level:
        if place or said.get("speciality"):
            line.notes.append((str(line.number), _("The level of the education is missing.")))
        return
    rows = list(line.person.educations.all()) if line.person else []
    same = [row for row in rows if not place or fold(row.institution) == fold(place)]
    if not [row for row in same if row.level == level]:
        new = Education(
            level=level, institution=place,
            speciality=said.get("speciality", ""), year=said.get("graduated"),
        )  # fmt: skip
        yield Change("education", "", _label(Education, "level"), "", new)


def _guessed(place: str) -> str:
    try:
        return cells.level(place) if place else ""
    except cells.Unreadable:
        return ""


def _of_category(line: Line) -> Iterator[Change]:
    kind, year = line.said.get("category"), line.said.get("category_year")
    if not kind:
        return
    rows = list(line.person.categories.all()) if line.person else []
    if not [row for row in rows if row.kind == kind and (year is None or row.year == year)]:
        new = Category(kind=kind, year=year)
        yield Change("category", "", _label(Category, "kind"), "", new)


def _of_union(line: Line, known: Staff) -> Iterator[Change]:
    words = line.said.get("union")
    if not words:
        return
    found = known.union_of(words)
    if found is None:
        line.notes.append((str(line.number), _("No association has this name: %s.") % words))
    elif not line.person or found not in _unions(line.person):
        yield Change("union", str(found), pgettext("staff list", "Association"), "", words)


def _unions(person: User) -> set[int]:
    rows: Any = person
    return {row.association_id for row in rows.belongs}
