"""When people are away: reminders keep silent meanwhile."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from associations.models import Absence, User
from associations.services.people import checked
from core.audit import changed_fields, record
from core.permissions import can

WRITTEN = ("since", "until", "reason", "remark")


@transaction.atomic
def create_absence(person: User, *, by: User, **said: Any) -> Absence:
    """Note from which day to which the person is away, and why."""
    can(by, "associations.create_absence", person).enforce()
    row = _noted(Absence(person=person, school_id=person.school_id, **said))
    record(by, "create_absence", person, **_plain(row))
    return row


@transaction.atomic
def change_absence(absence: Absence, *, by: User, **said: Any) -> None:
    """Somebody comes back earlier, or stays away longer."""
    can(by, "associations.change_absence", absence).enforce()
    before = _plain(absence)
    for name, value in said.items():
        setattr(absence, name, value)
    changes = changed_fields(before, _plain(_noted(absence)))
    record(by, "change_absence", absence.person, **changes)


@transaction.atomic
def remove_absence(absence: Absence, *, by: User) -> User:
    """Take back what was noted by mistake. The record keeps it."""
    can(by, "associations.remove_absence", absence).enforce()
    record(by, "remove_absence", absence.person, **_plain(absence))
    person = absence.person
    absence.delete()
    return person


def _noted(row: Absence) -> Absence:
    """Save it; the person's row is taken, so that two who note the same at once are told."""
    User.objects.select_for_update(of=("self",)).get(pk=row.person_id)
    others = Absence.objects.filter(person=row.person_id).exclude(pk=row.pk)
    if others.filter(since__lte=row.until, until__gte=row.since).exists():
        raise ValidationError(_("An absence is noted for some of these days already."))
    return checked(row)


def _plain(row: Absence) -> dict[str, Any]:
    return {name: getattr(row, name) for name in WRITTEN}
