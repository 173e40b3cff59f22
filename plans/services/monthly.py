"""Monthly plans: what the year's plan has for the month, what earlier months left, own rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from associations.models import User
from core.audit import record
from core.permissions import can
from plans.figures.monthly import doers_of, month_rows, offered
from plans.models import Plan, PlanRow
from plans.models.plan import MOST_ROWS
from plans.services.rounds import lock_plan

COPIED = (
    *("part", "code", "text", "kind", "upbringing", "all_members", "outside"),
    *("questions", "evidence", "note"),
)


@transaction.atomic
def make_month(annual: Plan, *, by: User, month: date) -> Plan:
    """Give the plan of a month: the year's rows due in it, and the unfinished of before."""
    annual = lock_plan(annual)
    can(by, "plans.make_month", annual).enforce()
    first = month.replace(day=1)
    if not (annual.year.start.replace(day=1) <= first <= annual.year.end):
        raise ValidationError({"month": _("This month lies outside the school year.")})
    same = Plan.objects.monthly().of_association(annual.association).filter(month=first)
    if same.exists():
        raise ValidationError({"month": _("There is already a plan for this month.")})
    plan = Plan.objects.create(
        association=annual.association,
        year=annual.year,
        period=Plan.Period.MONTH,
        month=first,
        author=by,
    )
    record(by, "create", plan, month=first)
    rows = month_rows(annual, first)
    left = {row.pk for row in rows.left}
    _take(plan, [(row, row.pk in left) for row in rows.usual])
    return plan


@transaction.atomic
def take_rows(plan: Plan, *, by: User, rows: Iterable[PlanRow]) -> None:
    """Take more rows of the year's plan into a month's draft: those that run all the time."""
    plan = lock_plan(plan)
    can(by, "plans.take_rows", plan).enforce()
    there = {*plan.rows.values_list("origin_id", flat=True)}
    wanted = {row.pk for row in rows} - there
    chosen = [row for row in offered(plan) if row.pk in wanted]
    if len(chosen) < len(wanted):
        raise ValidationError({"rows": _("A row is not one of the year's plan any more.")})
    _take(plan, [(row, False) for row in chosen])
    record(by, "take_rows", plan, rows=[row.pk for row in chosen])


def _take(plan: Plan, rows: list[tuple[Any, bool]]) -> None:
    """Copy them into the month, each with those of its people who still belong.

    What is there already is not taken twice.
    """
    there = set(plan.rows.values_list("origin_id", flat=True))
    positions: dict[int, int] = {}
    for row in plan.rows.all():
        positions[row.part] = max(positions.get(row.part, 0), row.position)
    wanted = [(row, carried) for row, carried in rows if row.pk not in there]
    members = {*plan.association.members().values_list("pk", flat=True)}
    if len(there) + len(wanted) > MOST_ROWS:
        words = _("A plan has at most %(most)s rows.")
        raise ValidationError(words % {"most": MOST_ROWS})
    for row, carried in sorted(wanted, key=lambda pair: (pair[0].part, pair[0].position)):
        positions[row.part] = positions.get(row.part, 0) + 1
        copy = _copy(row, plan, positions[row.part], carried=carried)
        copy.responsible.set(who.pk for who in doers_of(row) if who.pk in members)


def _copy(row: Any, plan: Plan, position: int, *, carried: bool) -> PlanRow:
    month: Any = plan.month
    same = {name: getattr(row, name) for name in COPIED}
    if row.day and row.day.replace(day=1) == month:
        same |= {"when": PlanRow.When.DAY, "day": row.day}
    else:
        same |= {"when": PlanRow.When.MONTHS, "months": [month.month]}
    copy = PlanRow(plan=plan, position=position, origin=row, carried=carried, **same)
    copy.meeting_id = row.meeting_id
    copy.due_now = copy.last_day()
    copy.save()
    return copy
