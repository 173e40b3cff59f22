"""What happens to associations and to those who belong to them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from associations.models import Association, Membership, User
from associations.services.people import checked
from core.audit import record
from core.dates import full
from core.models import StaleError
from core.permissions import can

Role = Membership.Role


@transaction.atomic
def add_member(
    association: Association, *, by: User, person: User, since: date, basis: str = ""
) -> Membership:
    """Let a person belong to the association from a day on."""
    can(by, "associations.create_membership", association).enforce()
    _hold(association)
    row = _open(association, person, since=since, basis=basis)
    record(by, "add_member", association, person=str(person), since=since)
    return row


@transaction.atomic
def add_members(
    association: Association, *, by: User, person: Iterable[User], since: date, basis: str = ""
) -> None:
    """Let several people belong to the association from the same day on: all, or none."""
    for one in person:
        add_member(association, by=by, person=one, since=since, basis=basis)


@transaction.atomic
def end_membership(membership: Membership, *, by: User, until: date) -> Association:
    """Let the membership end. The person stays on the old papers."""
    can(by, "associations.end_membership", membership).enforce()
    association = _hold(membership.association)
    row = _standing(membership)
    row.until = until
    checked(row)
    record(by, "end_membership", association, person=str(row.person), until=until)
    return association


@transaction.atomic
def change_role(
    membership: Membership, *, by: User, role: str, since: date, basis: str = ""
) -> Association:
    """Let the person be something else in the association from a day on."""
    can(by, "associations.change_membership", membership).enforce()
    if role == Role.HEAD:
        appoint_head(membership.association, membership.person, since=since, basis=basis, by=by)
        return membership.association
    association = _hold(membership.association)
    row = _standing(membership)
    _turn(row, role, since=since, basis=basis)
    record(
        by,
        "change_role",
        association,
        person=str(row.person),
        role=[row.role, role],
        since=since,
    )
    return association


@transaction.atomic
def appoint_head(
    association: Association, person: User, *, since: date, basis: str = "", by: User
) -> Membership:
    """Let the person head the association; who headed it until then stays as a member.

    Whoever is second finds the new head there and is told so.
    """
    can(by, "associations.appoint_head", association).enforce()
    association = _hold(association)
    old = _holder(association, Role.HEAD)
    if old is not None:
        _step_down(old, person, since=since, basis=basis)
    own = association.memberships.filter(person=person, until=None).first()
    if own is not None:
        row = _turn(own, Role.HEAD, since=since, basis=basis)
    else:
        row = _open(association, person, role=Role.HEAD, since=since, basis=basis)
    before = str(old.person) if old else ""
    record(by, "appoint_head", association, head=[before, str(person)], since=since)
    return row


@transaction.atomic
def seat_elected(
    member: Membership, *, role: str, since: date, basis: str, instead: int | None
) -> Membership:
    """Let a member who was elected hold the office; the term that runs ends the day before.

    ``instead`` is the term whose end was shown to whoever says so: another one is refused.
    The rule is the election's, and so is the line of the record.
    """
    association = _hold(member.association)
    row, old = _standing(member), _holder(association, role)
    if (old.pk if old else None) != instead:
        raise StaleError
    if row.role == Role.HEAD and role != Role.HEAD:
        told = {"person": str(row.person)}
        raise ValidationError(_("%(person)s heads the association."), params=told)
    if old is None:
        return _turn(row, role, since=since, basis=basis)
    if old.since >= since:
        told = {"person": str(old.person), "day": _day(old.since)}
        words = _("%(person)s holds this office since %(day)s: the next one begins later.")
        raise ValidationError(words, params=told)
    if old.pk != row.pk:
        _turn(old, Role.MEMBER, since=since, basis=basis)
        return _turn(row, role, since=since, basis=basis)
    row.until = since - timedelta(days=1)
    checked(row)
    return _open(association, row.person, role=role, since=since, basis=basis)


@transaction.atomic
def close_association(association: Association, *, by: User, closed_on: date) -> None:
    """Close it: its memberships end that day, its papers and its past stay."""
    can(by, "associations.close_association", association).enforce()
    locked = _hold(association)
    for row in locked.memberships.filter(until=None).select_related("person"):
        row.until = max(closed_on, row.since)
        checked(row)
    locked.closed_on = closed_on
    locked.save(update_fields=["closed_on"])
    association.closed_on = closed_on
    record(by, "close", locked, closed_on=closed_on)


def _hold(association: Association) -> Association:
    """Take the association's row: who changes its people at the same time waits."""
    locked = Association.objects.select_for_update(of=("self",)).get(pk=association.pk)
    if locked.closed_on is not None:
        raise ValidationError(_("This association is closed already."))
    return locked


def _holder(association: Association, role: str) -> Membership | None:
    return association.memberships.filter(role=role, until=None).first()


def _standing(membership: Membership) -> Membership:
    row = Membership.objects.select_related("person").get(pk=membership.pk)
    if row.until is not None:
        raise ValidationError(_("This has ended already."))
    return row


def _open(association: Association, person: User, **said: Any) -> Membership:
    row = Membership(
        association=association, person=person, school_id=association.school_id, **said
    )
    return checked(row)


def _step_down(old: Membership, successor: User, *, since: date, basis: str) -> None:
    told = {"person": old.person, "day": _day(old.since)}
    if old.person_id == successor.pk:
        raise ValidationError(_("%(person)s heads the association since %(day)s."), params=told)
    if old.since >= since:
        raise ValidationError(
            _("%(person)s heads the association since %(day)s: a new head begins later."),
            params=told,
        )
    _turn(old, Role.MEMBER, since=since, basis=basis)


def _turn(row: Membership, role: str, *, since: date, basis: str) -> Membership:
    """End the row the day before and begin another; on its first day change it in place."""
    if row.role == role:
        raise ValidationError(_("That is what this person is already."))
    if row.since > since:
        raise ValidationError(
            _("%(person)s belongs to the association only since %(day)s."),
            params={"person": row.person, "day": _day(row.since)},
        )
    if row.since == since:
        row.role, row.basis = role, basis
        return checked(row)
    row.until = since - timedelta(days=1)
    checked(row)
    return _open(row.association, row.person, role=role, since=since, basis=basis)


def _day(day: date) -> str:
    return full(day, translation.get_language() or "ky")
