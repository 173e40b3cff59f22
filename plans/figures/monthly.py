"""Which months of a year have their plan, and what each takes from the year's."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from associations.models import AcademicYear, Association, User
from plans.figures.template import is_heading
from plans.models import Plan, PlanningYear, PlanRow
from plans.models.plan import end_of_month, first_of_month, months_of
from plans.workflow import ROW_OPEN, RowStatus


@dataclass(frozen=True, slots=True)
class MonthState:
    """One month in which a plan is wanted (6.8). ``missing``: it has begun without one."""

    first: date
    plan: Any
    missing: bool


@dataclass(slots=True)
class MonthRows:
    """Rows of the year for one month: due in it, left from earlier, running all the time."""

    due: list[Any] = field(default_factory=list)
    left: list[Any] = field(default_factory=list)
    running: list[Any] = field(default_factory=list)

    @property
    def usual(self) -> list[Any]:
        """What a month's plan begins with."""
        return [*self.due, *self.left]


def months_wanted(year: AcademicYear) -> list[date]:
    """The first days of the months that have plans, in the order of the year."""
    planning = PlanningYear.objects.filter(year=year).first() or PlanningYear.usual(year)
    there = months_of(year)
    wanted = [month for month in there if month in planning.months]
    return [first_of_month(year, month) for month in wanted]


def month_states(association: Association, year: AcademicYear) -> list[MonthState]:
    """How the monthly plans of an association stand; one that was added is listed too."""
    today = timezone.localdate()
    plans = {
        plan.month: plan
        for plan in Plan.objects.monthly().of_association(association).of_year(year)
        if plan.month
    }
    firsts = sorted({*months_wanted(year), *plans})
    return [
        MonthState(first, plans.get(first), first not in plans and first <= today)
        for first in firsts
    ]


def month_rows(annual: Plan, first: date) -> MonthRows:
    """Sort what is still to be done of the year by what it means for that month.

    Once a text holds, what it says; a year's plan on its way gives what is written in it.
    """
    found = MonthRows()
    rows = annual.rows.in_life() if annual.in_force_id else annual.rows.kept()
    for row in _rows(rows):
        row.plan = annual
        if row.standing in ROW_OPEN and not is_heading(row.code):
            _sort(row.as_it_holds(), first, found)
    found.left += _own_left(annual, first)
    return found


def offered(plan: Plan) -> list[Any]:
    """What a month's draft may still take: all that is open of the year and not in it."""
    annual = Plan.objects.annual().of_association(plan.association).of_year(plan.year).first()
    if annual is None or plan.month is None:
        return []
    there = set(plan.rows.values_list("origin_id", flat=True))
    rows = month_rows(annual, plan.month)
    return [row for row in [*rows.usual, *rows.running] if row.pk not in there]


def doers_of(row: PlanRow) -> list[User]:
    """Whom it names, as it holds; of a row that does not yet, as it is written."""
    people = row.responsible if row.in_force is None else row.doers_now
    return list(people.all())


def _sort(row: Any, first: date, found: MonthRows) -> None:
    last = end_of_month(row.plan.year, first.month)
    if _is_due(row, first, last):
        found.due.append(row)
    elif row.due_now and row.due_now < first:
        found.left.append(row)
    elif row.when in {PlanRow.When.YEAR, PlanRow.When.QUARTER}:
        found.running.append(row)


def _is_due(row: Any, first: date, last: date) -> bool:
    """Planned for the month, or moved into it; one that was moved away is not."""
    if not row.moved and row.when == PlanRow.When.MONTHS:
        return first.month in row.months
    if row.when == PlanRow.When.YEAR and not row.moved:
        return False
    return row.due_now is not None and first <= row.due_now <= last


def _own_left(annual: Plan, first: date) -> list[Any]:
    """What earlier months added of their own and did not finish, as they last carried it."""
    rows = PlanRow.objects.in_life().filter(
        plan__association=annual.association_id,
        plan__year=annual.year_id,
        plan__period=Plan.Period.MONTH,
        plan__month__lt=first,
        successors=None,
    )
    own = rows.exclude(origin__plan__period=Plan.Period.YEAR).select_related("plan__year")
    unfinished = ROW_OPEN | {RowStatus.NOT_DONE}
    return [row for row in _rows(own) if row.standing in unfinished]


def _rows(rows: Any) -> list[Any]:
    people = User.objects.active().named().in_order()
    named = [Prefetch(name, people) for name in ("responsible", "doers_now")]
    return list(rows.with_standing().in_order().prefetch_related(*named))
