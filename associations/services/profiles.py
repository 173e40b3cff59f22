"""What teachers, and those who lead the school for them, write into the data bank."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from associations import notifications
from associations.models import OfTeacher, TeacherProfile, User, WorkPeriod
from associations.services.people import checked
from core.audit import changed_fields, record
from core.permissions import can


@transaction.atomic
def change_teacherprofile(person: User, *, by: User, **said: Any) -> None:
    """Write what there is once of a person; ``said`` has the fields' names."""
    can(by, "associations.change_teacherprofile", person).enforce()
    profile = _held(person)
    before = _plain(profile)
    for name, value in said.items():
        setattr(profile, name, value)
    changes = changed_fields(before, _plain(profile))
    if changes or profile.pk is None:
        _changed(profile, by)
        record(by, "change_profile", person, fields=", ".join(changes))  # not what they say


@transaction.atomic
def add_row(person: User, *, by: User, row: Any, **said: Any) -> None:
    """Add an education, a period, a category, a course or an award."""
    can(by, "associations.change_teacherprofile", person).enforce()
    profile = _held(person)
    added = checked(row(person=person, school_id=person.school_id, **said))
    _changed(profile, by)
    record(by, f"create_{row._meta.model_name}", person, **_plain(added))


@transaction.atomic
def change_row(row: OfTeacher, *, by: User, **said: Any) -> None:
    can(by, "associations.change_teacherprofile", row).enforce()
    profile = _held(row.person)
    rows: Any = type(row)._base_manager
    row = rows.select_related("person").get(pk=row.pk)
    before = _plain(row)
    for name, value in said.items():
        setattr(row, name, value)
    if changes := changed_fields(before, _plain(row)):
        checked(row)
        _changed(profile, by)
        record(by, f"change_{row._meta.model_name}", row.person, **changes)


@transaction.atomic
def remove_row(row: OfTeacher, *, by: User) -> User:
    """Take out what was wrong. The record keeps it."""
    can(by, "associations.change_teacherprofile", row).enforce()
    profile, person = _held(row.person), row.person
    record(by, f"remove_{row._meta.model_name}", person, **_plain(row))
    row.delete()
    _changed(profile, by)
    return person


@transaction.atomic
def check_teacherprofile(person: User, *, by: User) -> None:
    """Say that everything is right as it stands: asked twice a year (I.1)."""
    can(by, "associations.check_teacherprofile", person).enforce()
    profile = _held(person)
    now = timezone.now()
    profile.changed_at = profile.changed_at or now
    profile.checked_at = now
    profile.save()
    record(by, "check_profile", person)


@transaction.atomic
def confirm_teacherprofile(person: User, *, by: User) -> None:
    """Confirm the data as they stand; whatever is changed later is to be confirmed anew."""
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    can(by, "associations.confirm_teacherprofile", person).enforce()
    profile = person.profile  # there is one, the rule has looked
    profile.confirmed_at, profile.confirmed_by = timezone.now(), by
    profile.save(update_fields=["confirmed_at", "confirmed_by"])
    record(by, "confirm_profile", person)


def _held(person: User) -> TeacherProfile:
    """Take the person; what is known of them, or the beginning of it."""
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    found = TeacherProfile.objects.filter(person=person).first()
    return found or TeacherProfile(person=person, school_id=person.school_id)


def _changed(profile: TeacherProfile, by: User) -> None:
    """Note when; what teachers write themselves they have checked."""
    profile.changed_at = timezone.now()
    if by.pk == profile.person_id:
        profile.checked_at = profile.changed_at
    checked(profile)
    _fill_days(profile.person)
    if by.pk != profile.person_id:
        notifications.profile_changed(profile.person, by)


def _fill_days(person: User) -> None:
    """Since when somebody teaches and works here is typed once: the periods say it."""
    periods = list(WorkPeriod.objects.filter(person=person).order_by("since"))
    taught: list[date] = [row.since for row in periods if row.teaches]
    here = [row.since for row in periods if row.here]
    found = {"teaches_since": taught[:1], "joined_on": here[:1]}
    new = {name: days[0] for name, days in found.items() if days and not getattr(person, name)}
    if new:
        User.objects.filter(pk=person.pk).update(**new)


def _plain(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.WRITTEN}
