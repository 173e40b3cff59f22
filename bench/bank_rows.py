"""Teachers for the bench: a school of two thousand, of each of whom everything is known."""

import secrets
import time
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from associations import services
from associations.imports.matching import lines_of
from associations.models import ROWS, Post, TeacherProfile, User
from core.uploads import accept
from tests import factories as make
from tests.associations import staff_books

SIZES = (200, 2000)
UNIONS = 10


@transaction.atomic
def seed() -> dict[str, Any]:
    """The pages that are timed."""
    return a_school_of_teachers(SIZES[-1], password=make.PASSWORD)


def counts() -> dict[str, list[int]]:
    """Queries of each page with few and with many teachers, the session's included."""
    from inside import queries  # noqa: PLC0415 -- it asks for us

    found: dict[str, list[int]] = {}
    for size in SIZES:
        known = a_school_of_teachers(size)
        for name, url in known["pages"]:
            found.setdefault(name, []).append(queries(url, known["reader"]))
    return found


@transaction.atomic
def taken_in() -> dict[str, float]:
    """Seconds for sixty teachers out of each book, sent twice; nobody may come in twice."""
    spent = {}
    for style in (staff_books.with_numbers, staff_books.with_words, staff_books.with_gaps):
        director = a_director()
        begun = time.perf_counter()
        for _again in range(2):
            file = accept(staff_books.sent(style()))
            staff = services.create_staffimport(by=director, file=file)
            services.apply_staffimport(staff, by=director, answers={}, without_trouble=True)
        spent[style.__name__] = time.perf_counter() - begun
        left = [line.kind for line in lines_of(staff)]
        people = User.objects.filter(school=director.school).count() - 1
        if people > 60 or {"new", "changed"} & set(left):
            raise ValueError(f"{style.__name__}: {people} people, {set(left)}.")
    return spent


def a_director() -> User:
    school = make.a_school()
    make.a_year(school)
    director = make.a_person(school, username=f"bank.{secrets.token_hex(6)}")
    make.a_post(director, Post.Kind.DIRECTOR)
    return director


@transaction.atomic
def a_school_of_teachers(size: int, password: str = "") -> dict[str, Any]:
    """Members of ten associations, with a row of each kind."""
    director = a_director()
    if password:
        director.set_password(password)
        director.save()
    school, now = director.school, timezone.now()
    unions = [make.an_association(school) for _ in range(UNIONS)]
    people = [
        make.a_person(school, username=f"bank.{secrets.token_hex(6)}") for _ in range(size)
    ]
    for place, person in enumerate(people):
        make.a_membership(unions[place % UNIONS], person)
    TeacherProfile.objects.bulk_create(
        TeacherProfile(
            person=person, school=school, changed_at=now,
            birth_date=date(1962 + place % 40, 5, 5), sex=("female", "male")[place % 3 == 0],
        )
        for place, person in enumerate(people)
    )  # fmt: skip
    for kind, fields in make.ROWS.items():
        kind.objects.bulk_create(  # type: ignore[attr-defined]
            kind(person=person, school=school, **fields) for person in people
        )
    if len(make.ROWS) != len(ROWS):
        raise ValueError("A kind of rows is missing.")
    pages = [
        ("list", reverse("reports:bank")),
        ("list table", reverse("reports:bank_table")),
        ("composition", reverse("reports:composition")),
        ("teacher's data", reverse("associations:teacherprofile_detail", args=[people[0].pk])),
    ]
    return {
        "user": director.username,
        "password": password,
        "pages": pages,
        "reader": director.pk,
    }
