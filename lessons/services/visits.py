"""Visits to lessons: planned, changed, held, or not. Each visitor gets a sheet of their own."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from associations.models import User
from core.audit import record
from core.moves import move
from core.permissions import can
from lessons import notifications
from lessons.models import Visit, VisitSheet
from lessons.services.deeds import hold_row, rehang, settle_row
from lessons.services.finding import remember
from lessons.services.sheettemplates import template_in_use
from lessons.services.steps import put, say


@transaction.atomic
def create_visit(visit: Visit, *, by: User, visitors: Iterable[User]) -> Visit:
    """Plan it; the teacher and those who come along are told."""
    can(by, "lessons.create_visit").enforce()
    people = _checked(visit, visitors)
    hold_row(visit.plan_row_id)
    visit.author = by
    visit.save()
    visit.visitors.set(people)
    _hand_out(visit, people, by)
    record(by, "create", visit, visitors=sorted(person.pk for person in people))
    remember(visit)
    rehang(visit, None, by=by)
    notifications.visit_planned(visit, people, by)
    return visit


@transaction.atomic
def change_visit(visit: Visit, *, by: User, visitors: Iterable[User]) -> Visit:
    """Change the heading; who joins gets a sheet, and each takes only themself off the list."""
    current = _locked(visit)
    can(by, "lessons.change_visit", current).enforce()
    visit.status, visit.remark = current.status, current.remark
    hold_row(visit.plan_row_id, current.plan_row_id)
    before = {person.pk: person for person in visit.visitors.all()}
    people = _checked(visit, visitors)
    now = {person.pk for person in people}
    _let_go(visit, [person for key, person in before.items() if key not in now], by)
    visit.save()
    visit.visitors.set(people)
    joined = [person for person in people if person.pk not in before]
    _hand_out(visit, joined, by)
    remember(visit)
    rehang(visit, current.plan_row, by=by)
    notifications.visit_changed(visit, people, by)
    return visit


@transaction.atomic
def hold_visit(visit: Visit, *, by: User) -> None:
    visit = _locked(visit)
    move(visit, "hold", by=by)
    settle_row(visit.plan_row, _done(visit), by=by)


@transaction.atomic
def miss_visit(visit: Visit, *, by: User, text: str) -> None:
    """It did not take place; why is kept beside it. Sheets that were begun stay unseen."""
    say(text, _("Say why it did not take place."))
    visit = _locked(visit)
    move(visit, "miss", by=by, text=text)
    put(visit, remark=text)
    settle_row(visit.plan_row, _done(visit), by=by)
    notifications.visit_missed(visit, by, text)


def _locked(visit: Visit) -> Visit:
    rows = Visit.objects.select_related("plan_row", "teacher", "subject", "association")
    found: Visit = rows.select_for_update(of=("self",)).get(pk=visit.pk)
    hold_row(found.plan_row_id)
    return found


def _done(visit: Visit) -> str:
    return _("Lesson visited: %(lesson)s, %(teacher)s") % {
        "lesson": visit,
        "teacher": visit.teacher.list_name,
    }


def _checked(visit: Visit, visitors: Iterable[User]) -> list[User]:
    people = list(dict.fromkeys(visitors))
    if not people:
        raise ValidationError({"visitors": _("Say who comes.")})
    if any(person.pk == visit.teacher_id for person in people):
        raise ValidationError({"visitors": _("Nobody visits the own lesson.")})
    if any(person.school_id != visit.association.school_id for person in people):
        raise ValidationError({"visitors": _("This belongs to another school.")})
    return people


def _hand_out(visit: Visit, people: list[User], by: User) -> None:
    """A sheet for each visitor; who has one goes on with it."""
    if not people:
        return
    template = template_in_use(visit.school, visit.kind, by=by)
    for person in people:
        VisitSheet.objects.get_or_create(
            visit=visit,
            author=person,
            defaults={"template": template, "school_id": visit.school_id},
        )


def _let_go(visit: Visit, people: list[User], by: User) -> None:
    """Whether somebody has begun a sheet is nobody else's business: so each goes alone."""
    if any(person.pk != by.pk for person in people):
        words = _("Only a visitor takes themself off the list.")
        raise ValidationError({"visitors": words})
    for sheet in VisitSheet.objects.filter(visit=visit, author__in=people):
        if sheet.version > 1:
            words = _("You have begun your sheet of this visit; it would be lost.")
            raise ValidationError({"visitors": words})
        sheet.delete()
