"""Moving the date of a row: what stands for the same in the plan of a month goes with it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from associations.models import User
from core.audit import record
from plans import notifications
from plans.figures.standing import annual_of, ends_annual
from plans.models import PlanRow, RowMark
from plans.permissions.rows import holds, is_open


def move_date(
    row: PlanRow, *, by: User, day: date, text: str, verb: str = "postpone"
) -> RowMark:
    """Move it, and with it the year's row that it ends, or the rows of months that end it.

    Each has a mark of its own, with the date before; nobody hears of it twice. ``row`` is
    held, after the plans of all of them (``lock_row``).
    """
    mark = _move(row, by, day, text, verb)
    told = notifications.row_moved(mark)
    for other in _with_it(row):
        if other.due_now != day:
            told |= notifications.row_moved(_move(other, by, day, text, verb), but=told)
    return mark


def _move(row: PlanRow, by: User, day: date, text: str, verb: str) -> RowMark:
    old = row.due_now
    mark = RowMark.objects.create(
        row=row, step=RowMark.Step.MOVED, author=by, text=text, old_due=old, new_due=day
    )
    PlanRow.objects.filter(pk=row.pk).update(due_now=day)
    words = {"text": text} if verb == "postpone" else {"reason": text}
    record(by, verb, row, due=[old, day], **words)
    return mark


def _with_it(row: PlanRow) -> Collection[Any]:
    """Of a row spread over several months only the last one's is the end of it."""
    if row.plan.is_annual:
        months = PlanRow.objects.in_life().open().filter(origin=row, plan__period="month")
        held = months.select_for_update(of=("self",)).order_by("pk")
        told = held.select_related("plan__association", "plan__year")
        return [month for month in told if ends_annual(month, row.as_it_holds())]
    annual = annual_of(row)
    if annual is None or not ends_annual(row, annual):
        return []
    rows = PlanRow.objects.select_for_update(of=("self",)).select_related(
        "plan__association", "meeting"
    )
    annual = rows.get(pk=annual.pk)
    return [annual] if holds(annual) and is_open(annual) else []
