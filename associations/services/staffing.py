"""Staff lists: looked at, taken over as a whole, taken back within a day (6.9)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.imports.matching import NAMES, Line, lines_of
from associations.imports.staff import StaffRow, read_staff
from associations.models import (
    Association,
    Category,
    Education,
    Membership,
    StaffImport,
    TeacherProfile,
    User,
)
from associations.services.people import checked, suggest_login
from core.audit import record
from core.permissions import can

LOOKED_AT = timedelta(days=7)
ROWS: dict[str, Any] = {"education": Education, "category": Category}


@transaction.atomic
def create_staffimport(*, by: User, file: Any) -> StaffImport:
    """Read the book; nobody is changed yet. ``file``: ``uploads.Accepted``."""
    can(by, "associations.create_staffimport").enforce()
    found = read_staff(file.file)
    if not found.rows:
        raise ValidationError(_("There is nobody below the heading of this list."))
    rows = [_plain(row) for row in found.rows]
    staff = StaffImport.objects.create(
        made_by=by, school_id=by.school_id, name=file.name[:200],
        rows=rows, unknown=found.unknown[:40],
    )  # fmt: skip
    record(by, "create_staffimport", staff, people=len(rows))
    return staff


def _plain(row: StaffRow) -> dict[str, Any]:
    """As it is kept: words are words now, days as a database of text keeps them."""
    said = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.said.items()
    }
    told = {
        kind: [(where, str(words)) for where, words in getattr(row, kind)]
        for kind in ("problems", "notes")
    }
    return {"line": row.line, "name": row.name, "said": said, **told}


@transaction.atomic
def apply_staffimport(
    staff: StaffImport, *, by: User, answers: Mapping[str, str], without_trouble: bool = False
) -> StaffImport:
    """Take over the whole list, or nothing of it; lines with trouble only by an own wish."""
    staff = StaffImport.objects.select_for_update(of=("self",)).get(pk=staff.pk)
    can(by, "associations.apply_staffimport", staff).enforce()
    lines = lines_of(staff, answers)
    if not without_trouble and any(line.problems for line in lines):
        raise ValidationError(
            _("Some lines have trouble: correct them in the list, or tick to leave them out.")
        )
    taken = [line for line in lines if line.kind in {"new", "changed"}]
    logins: set[str] = set()
    staff.done = [_take(line, staff, by, logins) for line in taken]
    staff.applied_at = timezone.now()
    staff.save()
    record(by, "apply_staffimport", staff, **Counter(line.kind for line in lines))
    return staff


def _take(line: Line, staff: StaffImport, by: User, logins: set[str]) -> dict[str, Any]:
    """Write one line; what is returned says how to take it back."""
    person = line.person or _hire(line, staff, by, logins)
    done: dict[str, Any] = {"person": person.pk, "made": line.person is None}
    done["user"] = _write(person, line, "user")
    profile = TeacherProfile.objects.filter(person=person).first()
    done["profile_made"] = profile is None
    profile = profile or TeacherProfile(person=person, school_id=person.school_id)
    profile.changed_at = timezone.now()
    done["profile"] = _write(profile, line, "profile", always=True)
    done["rows"] = [_add(person, change.where, change.new) for change in _rows(line)]
    done["memberships"] = [_join(person, change.name) for change in line.changes_in("union")]
    if line.person is not None:
        record(by, "import", person, fields=", ".join(change.label for change in line.changes))
    return done


def _hire(line: Line, staff: StaffImport, by: User, logins: set[str]) -> User:
    said = line.said
    login = suggest_login(said["surname"], said["first_name"], logins)
    logins.add(login)
    person = User(
        school_id=staff.school_id, username=login, language=by.language,
        **{name: said.get(part, "") for part, name in NAMES.items()},
    )  # fmt: skip
    person.set_unusable_password()
    checked(person)
    record(by, "create", person)
    return person


def _write(row: Any, line: Line, where: str, *, always: bool = False) -> dict[str, Any]:
    """Set what differs; what was there before, and what is there now."""
    before = {}
    for change in line.changes_in(where):
        before[change.name] = [getattr(row, change.name), change.new]
        setattr(row, change.name, change.new)
    if before or always:
        checked(row)
    return before


def _rows(line: Line) -> list[Any]:
    return [change for change in line.changes if change.where in ROWS]


def _add(person: User, kind: str, row: Any) -> list[Any]:
    row.person, row.school_id = person, person.school_id
    checked(row)
    return [kind, row.pk]


def _join(person: User, union: str) -> int:
    association = Association.objects.get(pk=int(union), school=person.school_id)
    row: Membership = checked(
        Membership(
            association=association, person=person, since=timezone.localdate(),
            school_id=person.school_id,
        )
    )  # fmt: skip
    return row.pk


@transaction.atomic
def undo_staffimport(staff: StaffImport, *, by: User) -> StaffImport:
    """Put back what was there before; what was changed since stays as it is now."""
    staff = StaffImport.objects.select_for_update(of=("self",)).get(pk=staff.pk)
    can(by, "associations.undo_staffimport", staff).enforce()
    for done in reversed(staff.done):
        _take_back(done, by)
    staff.undone_at = timezone.now()
    staff.save(update_fields=["undone_at"])
    record(by, "undo_staffimport", staff, people=len(staff.done))
    return staff


def _take_back(done: dict[str, Any], by: User) -> None:
    person = User.objects.filter(pk=done["person"]).first()
    if person is None:
        return
    Membership.objects.filter(pk__in=done["memberships"], person=person).delete()
    for kind, pk in done["rows"]:
        ROWS[kind].objects.filter(pk=pk, person=person).delete()
    profile = TeacherProfile.objects.filter(person=person).first()
    if profile:
        _restore(profile, done["profile"])
        if done["profile_made"] and not _written(profile):
            profile.delete()
    _restore(person, done["user"])
    record(by, "undo_import", person)
    if done["made"]:
        _dismiss(person)


def _restore(row: Any, before: dict[str, Any]) -> None:
    """What still is as the list wrote it becomes what it was."""
    back = {}
    for name, (old, new) in before.items():
        field = row._meta.get_field(name)
        if getattr(row, name) == field.to_python(new):
            back[name] = field.to_python(old)
    if back:
        for name, value in back.items():
            setattr(row, name, value)
        row.save()


def _written(profile: TeacherProfile) -> bool:
    known = any(getattr(profile, name) for name in TeacherProfile.WRITTEN)
    rows: Any = profile.person
    kinds = ("educations", "workperiods", "categories", "courses", "awards")
    return known or any(getattr(rows, kind).exists() for kind in kinds)


def _dismiss(person: User) -> None:
    """Nobody of whom something else speaks by now is taken out: the account is closed."""
    try:
        with transaction.atomic():
            person.delete()
    except ProtectedError:
        person.is_active = False
        person.save(update_fields=["is_active"])


def forget_staff_lists() -> int:
    """Lists that were only looked at, and the words of those that nobody can take back."""
    now = timezone.now()
    looked = StaffImport.objects.filter(applied_at=None, made_at__lt=now - LOOKED_AT)
    number: int = looked.delete()[0]
    old = StaffImport.objects.filter(applied_at__lt=now - timedelta(days=1)).exclude(rows=[])
    return number + old.update(rows=[], done=[])
