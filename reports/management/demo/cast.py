"""Opens a demo school: its years, its people, its associations."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password

from associations.figures.accounts import DEMO_PASSWORD
from associations.models import Association, Holiday, Membership, Post, School, Subject, User
from associations.services.people import suggest_login
from associations.services.school import begin_year
from reports.management.demo.people import Person, people, written
from reports.management.demo.schools import DemoSchool, Union

HOLIDAYS = (
    ("Күзгү каникул", "Осенние каникулы", (11, 5), (11, 9)),
    ("Кышкы каникул", "Зимние каникулы", (12, 31), (1, 11)),
    ("Жазгы каникул", "Весенние каникулы", (3, 21), (3, 27)),
)


@cache
def password() -> str:
    """One slow hash serves all accounts of the demo."""
    return make_password(DEMO_PASSWORD)


class Casting:
    """Hires people for one school; nobody has another one's login."""

    def __init__(self, demo: DemoSchool, taken: set[str]) -> None:
        self.demo = demo
        self.taken = taken
        self.crowd: Iterator[Person] = people(demo.seed)
        self.school = School.objects.create(**demo.names)
        self.used: set[str] = set()

    def hire(self, name: Person, titles: tuple[str, str], login: str = "") -> User:
        username = login or suggest_login(name.surname_ru, name.first_ru, self.taken)
        self.taken.add(username)
        return User.objects.create(
            school=self.school,
            username=username,
            surname_ky=name.surname,
            first_name_ky=name.first,
            patronymic_ky=name.father,
            surname_ru=name.surname_ru,
            first_name_ru=name.first_ru,
            patronymic_ru=name.father_ru,
            title_ky=titles[0],
            title_ru=titles[1],
            language=self.demo.language,
            password=password(),
        )

    def next(self) -> Person:
        """Somebody whose surname nobody else of the school has, while there are such."""
        for _try in range(40):
            person = next(self.crowd)
            if person.surname not in self.used:
                break
        self.used.add(person.surname)
        return person


def open_school(demo: DemoSchool, first: int, taken: set[str]) -> tuple[Casting, User]:
    """Make the school with its two years and its leaders."""
    casting = Casting(demo, taken)
    for autumn in (first - 1, first):
        _holidays(casting.school, autumn)
    since = date(first - 1, 8, 15)
    director = casting.hire(
        written(demo.director), ("мектептин директору", "директор школы"),
        f"director{demo.suffix}",
    )  # fmt: skip
    Post.objects.create(person=director, kind=Post.Kind.DIRECTOR, since=since)
    deputy = casting.hire(written(demo.deputy), demo.deputy_titles, f"deputy{demo.suffix}")
    Post.objects.create(
        person=deputy,
        kind=Post.Kind.DEPUTY,
        since=since,
        title_ky=demo.deputy_titles[0],
        title_ru=demo.deputy_titles[1],
    )
    clerk = casting.hire(written(demo.clerk), ("иш кагаздарын жүргүзүүчү", "делопроизводитель"))
    Post.objects.create(person=clerk, kind=Post.Kind.CLERK, since=since)
    return casting, deputy


def _holidays(school: School, autumn: int) -> None:
    year = begin_year(school, autumn)
    for name_ky, name_ru, (m1, d1), (m2, d2) in HOLIDAYS:
        Holiday.objects.create(
            year=year,
            name_ky=name_ky,
            name_ru=name_ru,
            start=date(autumn + (m1 < 8), m1, d1),  # noqa: PLR2004 -- August
            end=date(autumn + (m2 < 8), m2, d2),  # noqa: PLR2004 -- August
        )


def open_union(casting: Casting, union: Union, first: int, *, known: bool) -> Association:
    """Make an association with its members; ``known`` ones carry the logins of the demo."""
    association = Association.objects.create(
        school=casting.school,
        name_ky=union.name_ky,
        name_ru=union.name_ru,
        genitive_ky=union.genitive_ky,
        genitive_ru=union.genitive_ru,
        opened_on=date(first - 1, 9, 2),
    )
    for name_ky, name_ru in union.subjects:
        subject, _made = Subject.objects.get_or_create(
            school=casting.school, name_ky=name_ky, defaults={"name_ru": name_ru}
        )
        association.subjects.add(subject)
    names = [written(name) for name in union.people]
    names += [casting.next() for _n in range(union.size - len(names))]
    logins = ["head", "secretary", "teacher"] if known else []
    roles = [Membership.Role.HEAD, Membership.Role.SECRETARY]
    for place, name in enumerate(names):
        login = f"{logins[place]}{casting.demo.suffix}" if place < len(logins) else ""
        Membership.objects.create(
            association=association,
            person=casting.hire(name, (union.title_ky, union.title_ru), login),
            role=roles[place] if place < len(roles) else Membership.Role.MEMBER,
            since=date(first - 1, 8, 15),
        )
    return association
