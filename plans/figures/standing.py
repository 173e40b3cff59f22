"""How a row of a plan stands in words, and how a row of a month hangs on that of the year."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from plans.models import PlanRow
from plans.permissions.rows import holds
from plans.workflow import ROW_OPEN, RowStatus

TONES = {"done": "done", "partly": "wait", "not_done": "late", "in_progress": "wait"}


def late_days(row: Any, day: date) -> int:
    """By how many days it is late; ``row`` has its standing."""
    if row.standing not in ROW_OPEN or row.due_now is None:
        return 0
    return max((day - row.due_now).days, 0)


def state_of(row: Any, day: date) -> tuple[str, str]:
    """How it stands, in a word, with its tone; ``row`` has its standing."""
    if days := late_days(row, day):
        late = ngettext("late by %(days)s day", "late by %(days)s days", days)
        return late % {"days": days}, "late"
    return str(RowStatus(row.standing).label), TONES.get(row.standing, "")


def task_state(row: Any, day: date) -> tuple[str, str]:
    """How it stands for the person whose ``mark`` it has."""
    if row.standing in ROW_OPEN and row.mark == "waiting":
        return pgettext("task", "you have reported, an answer is waited for"), "wait"
    words, tone = state_of(row, day)
    if row.standing in ROW_OPEN and row.mark == "returned":
        late = f", {words}" if late_days(row, day) else ""
        return pgettext("task", "returned to you") + late, "late"
    return words, tone


def holding(rows: Iterable[Any]) -> list[Any]:
    """Those that are to be done by the texts in force."""
    return [row for row in rows if holds(row)]


def as_they_hold(rows: Iterable[Any]) -> list[Any]:
    """The same, in the words of the texts in force: for lists of what is to be done."""
    return [row.as_it_holds() for row in holding(rows)]


def annual_of(row: PlanRow) -> PlanRow | None:
    """The year's row that a row of a monthly plan came from, if it came from one."""
    origin = row.origin
    if origin is None or row.plan.is_annual or not origin.plan.is_annual:
        return None
    return origin.as_it_holds()


def ends_annual(row: PlanRow, annual: PlanRow) -> bool:
    """Whether the month of the row is the last one of the year's row, or its only one."""
    spread = annual.when in {PlanRow.When.QUARTER, PlanRow.When.YEAR}
    if not spread and len(annual.months) <= 1:
        return True
    month = row.plan.month
    return month is not None and month >= annual.last_day().replace(day=1)


def date_fault(row: PlanRow, new: date) -> str:
    """Why a row cannot be moved to that day; "" if it can."""
    if new < timezone.localdate():
        return _("This day has passed. Choose a later one.")
    if new == row.due_now:
        return _("This is the date that holds already.")
    if not row.plan.year.has(new):
        return _("This date lies outside the school year.")
    return ""
