"""Writing a plan: its heading, its rows, their order. Each locks the plan first."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from associations.models import User
from core.audit import record
from core.models import StaleError
from core.permissions import can
from plans.figures.pasting import Pasted
from plans.models import Plan, PlanRow
from plans.models.plan import MOST_ROWS
from plans.services.rounds import lock_plan


def open_to_write(plan: Plan, *, by: User) -> Plan:
    """Take the plan as it is now, so that it is written by one at a time."""
    now = lock_plan(plan)
    can(by, "plans.change_plan", now).enforce()
    return now


@transaction.atomic
def save_header(plan: Plan, *, by: User) -> Plan:
    """Keep the theme, goal, priorities and tasks as they were typed."""
    now = open_to_write(plan, by=by)
    _as_it_goes(plan, now, ("status", "considered_id", "in_force_id"))
    plan.save()
    return plan


@transaction.atomic
def add_row(row: PlanRow, *, by: User, people: Iterable[User] = ()) -> PlanRow:
    """Put a new row at the end of its part."""
    row.plan = open_to_write(row.plan, by=by)
    _check_room(row.plan, 1)
    row.position = _next_place(row.plan, row.part)
    return _keep(row, people)


@transaction.atomic
def save_row(row: PlanRow, *, by: User, people: Iterable[User] = ()) -> PlanRow:
    """Keep a row as it was typed; into another part it goes as the last one there."""
    row.plan = open_to_write(row.plan, by=by)
    before = row.plan.rows.get(pk=row.pk)
    _as_it_goes(row, before, ("status", "meeting_id", "dropped", "in_force"))
    if before.part != row.part:
        row.position = _next_place(row.plan, row.part)
    if before.in_force or _time(before) == _time(row):
        # It may have been moved since; of a row that holds only the text in force tells it.
        row.due_now = before.due_now
        return _keep(row, people, retimed=False)
    return _keep(row, people)


@transaction.atomic
def add_rows(row: PlanRow, pasted: Sequence[Pasted], *, by: User) -> list[PlanRow]:
    """Make a row of each pasted line; what a line does not say is as in ``row``."""
    plan = open_to_write(row.plan, by=by)
    _check_room(plan, len(pasted))
    place = _next_place(plan, row.part)
    made = [
        _from_paste(row, line, plan, position) for position, line in enumerate(pasted, place)
    ]
    record(by, "paste", plan, titles="; ".join(row.text[:60] for row in made))
    return made


@transaction.atomic
def keep_row(row: PlanRow, *, by: User) -> PlanRow:
    """Say that a row taken over from last year stays as it is."""
    plan = open_to_write(row.plan, by=by)
    row = plan.rows.get(pk=row.pk)
    PlanRow.objects.filter(pk=row.pk).update(version=row.version + 1)
    record(by, "keep", row)
    return row


@transaction.atomic
def remove_row(row: PlanRow, *, by: User) -> Plan:
    """Take a row out; one that holds, or that something hangs on, stays as dropped."""
    plan = open_to_write(row.plan, by=by)
    row = plan.rows.get(pk=row.pk)
    row.plan = plan
    record(by, "remove", plan, titles=row.text)
    if _must_stay(row):
        row.dropped = True
        row.save(update_fields=["dropped"])
    else:
        row.responsible.clear()
        row.delete()
    return plan


@transaction.atomic
def restore_row(row: PlanRow, *, by: User) -> PlanRow:
    """Put a row back that an amendment had taken out."""
    plan = open_to_write(row.plan, by=by)
    row = plan.rows.get(pk=row.pk)
    row.plan, row.dropped = plan, False
    row.save(update_fields=["dropped"])
    record(by, "restore", row)
    return row


@transaction.atomic
def reorder_rows(plan: Plan, *, by: User, order: Sequence[str | int]) -> None:
    """Put the rows of one part in this order; it must name each of them once."""
    plan = open_to_write(plan, by=by)
    rows = {str(row.pk): row for row in plan.rows.kept().in_order()}
    wanted = [rows.get(str(key)) for key in order]
    parts = {row.part if row else None for row in wanted}
    if len(parts) != 1 or None in parts:
        raise StaleError
    chosen = [row for row in wanted if row is not None]
    of_part = [row for row in rows.values() if row.part in parts]
    if sorted(row.pk for row in chosen) != sorted(row.pk for row in of_part):
        raise StaleError
    _number(chosen)
    record(by, "sort", plan)


def raise_row(row: PlanRow, *, by: User) -> PlanRow:
    return _shift(row, by=by, step=-1)


def lower_row(row: PlanRow, *, by: User) -> PlanRow:
    return _shift(row, by=by, step=1)


@transaction.atomic
def _shift(row: PlanRow, *, by: User, step: int) -> PlanRow:
    """Change places with the neighbour in its part; at either end nothing happens."""
    plan = open_to_write(row.plan, by=by)
    rows = list(plan.rows.kept().in_order().filter(part=row.part))
    place = next((n for n, other in enumerate(rows) if other.pk == row.pk), None)
    if place is None:
        raise StaleError
    target = place + step
    if 0 <= target < len(rows):
        rows[place], rows[target] = rows[target], rows[place]
        _number(rows)
        record(by, "sort", plan)
    return row


def _number(rows: Iterable[PlanRow]) -> None:
    """Count the rows anew; only the place changes, so no form becomes stale."""
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            PlanRow.objects.filter(pk=row.pk).update(position=position)


def _next_place(plan: Plan, part: int) -> int:
    last = plan.rows.filter(part=part).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _as_it_goes(thing: Any, now: Any, names: Iterable[str]) -> None:
    """What somebody else may have done meanwhile is not written over by what was typed."""
    for name in names:
        setattr(thing, name, getattr(now, name))


def _check_room(plan: Plan, more: int) -> None:
    if plan.rows.count() + more > MOST_ROWS:
        words = _("A plan has at most %(most)s rows. Put some of them together.")
        raise ValidationError(words % {"most": MOST_ROWS})


def _time(row: PlanRow) -> tuple[Any, ...]:
    return row.when, row.months, row.day, row.quarter


def _keep(row: PlanRow, people: Iterable[User], *, retimed: bool = True) -> PlanRow:
    if retimed:
        row.due_now = row.last_day()
    row.save()
    row.responsible.set(people)
    return row


def _from_paste(like: PlanRow, line: Pasted, plan: Plan, position: int) -> PlanRow:
    row = PlanRow(
        plan=plan,
        part=like.part,
        kind=like.kind,
        position=position,
        text=line.text,
        note=line.rest,
        when=PlanRow.When.YEAR,
        all_members=line.all_members,
    )
    if line.months:
        row.when, row.months = PlanRow.When.MONTHS, list(line.months)
    elif line.quarter:
        row.when, row.quarter = PlanRow.When.QUARTER, line.quarter
    return _keep(row, User.objects.filter(pk__in=line.people))


def _must_stay(row: PlanRow) -> bool:
    """Whether the plan that holds has it, or something was said of it or came from it."""
    return row.in_force is not None or row.is_spoken_of
