"""What happens to a school: it comes into being, and gets what most schools have."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import (
    AcademicYear,
    Association,
    Post,
    Quarter,
    School,
    Subject,
    User,
)
from associations.services.accounts import issue_codes
from associations.services.people import checked, suggest_login
from associations.services.usual import ASSOCIATIONS, SUBJECTS, year_days
from core.audit import record
from core.permissions import can


@transaction.atomic
def create_school(
    names: dict[str, Any],
    *,
    director: dict[str, Any],
    first_year: int,
    since: date | None = None,
) -> tuple[School, User, str]:
    """Open a school with its first year and its director, who gets a code to sign in with.

    ``names`` and ``director`` are fields of ``School`` and ``User``; a missing login is made.
    """
    school: School = checked(School(**names))
    login = director.get("username") or suggest_login(
        director["surname_ky"], director["first_name_ky"]
    )
    person = User(**{**director, "school": school, "username": login})
    person.set_unusable_password()
    checked(person)
    year = begin_year(school, first_year)
    since = since or min(year.start, timezone.localdate())
    checked(Post(person=person, school=school, kind=Post.Kind.DIRECTOR, since=since))
    record(None, "create", school, director=str(person))
    [(_person, code)] = issue_codes([person], by=person)
    return school, person, code


@transaction.atomic
def begin_year(school: School, first: int) -> AcademicYear:
    """Begin the school year of that autumn with the usual quarters."""
    days = year_days(first)
    year: AcademicYear = checked(
        AcademicYear(school=school, start=days["start"], end=days["end"])
    )
    for number in range(1, 5):
        start, end = days[f"quarter_{number}_start"], days[f"quarter_{number}_end"]
        Quarter.objects.create(year=year, number=number, start=start, end=end)
    return year


@transaction.atomic
def add_usual_subjects(school: School, *, by: User) -> Subject | None:
    """Add the subjects most schools have; those that are there already stay as they are."""
    can(by, "associations.change_school", school).enforce()
    School.objects.select_for_update().get(pk=school.pk)
    there = set(Subject.objects.filter(school=school).values_list("name_ky", flat=True))
    subject = None
    for name_ky, name_ru in SUBJECTS:
        if name_ky not in there:
            subject = Subject.objects.create(school=school, name_ky=name_ky, name_ru=name_ru)
    record(by, "add_usual_subjects", school)
    return subject or Subject.objects.filter(school=school).first()


@transaction.atomic
def add_usual_associations(school: School, *, by: User) -> Association:
    """Add the associations most schools have to a school that has none."""
    can(by, "associations.create_association").enforce()
    School.objects.select_for_update().get(pk=school.pk)
    if Association.objects.filter(school=school).of_teachers().exists():
        raise ValidationError(_("The school has associations already. Add others one by one."))
    subjects = {row.name_ky: row for row in Subject.objects.filter(school=school)}
    for name_ky, genitive_ky, whose_ru, taught in ASSOCIATIONS:
        association = Association.objects.create(
            school=school,
            name_ky=f"{name_ky} усулдук бирикмеси",
            name_ru=f"МО {whose_ru}",
            genitive_ky=f"{genitive_ky} усулдук бирикмесинин",
            genitive_ru=f"методического объединения {whose_ru}",
        )
        association.subjects.set(subjects[name] for name in taught if name in subjects)
        record(by, "create", association)
    return association
