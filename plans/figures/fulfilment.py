"""How plans are fulfilled: by part, by month, by association; what is counted has its rows.

A row counts where it stands now: in the month its date falls into, moved or not. What was
cancelled is not asked for any more. ``late`` is part of ``open``, ``moved`` stands beside.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncMonth

from associations.models import AcademicYear, Association
from plans.models import Plan, PlanRow
from plans.querysets.rows import HEADINGS
from plans.workflow import ROW_OPEN

COUNTED = ("asked", "done", "partly", "not_done", "open", "late", "moved", "cancelled")
WAYS = ("association", "part", "month")
GROUPS = {"association": "plan__association", "part": "holds_in", "month": "month"}


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """The rows of one association, part or month (``about``), counted."""

    about: Any
    asked: int = 0
    done: int = 0
    partly: int = 0
    not_done: int = 0
    open: int = 0
    late: int = 0
    moved: int = 0
    cancelled: int = 0

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(getattr(self, name) for name in COUNTED)

    @property
    def share(self) -> int:
        """The percentage that is done, of what is asked for."""
        return round(100 * self.done / self.asked) if self.asked else 0

    @property
    def segments(self) -> list[tuple[str, int]]:
        """What a bar shows from left to right: a tone and its number; the rest is to come."""
        missed = self.not_done + self.late
        return [("done", self.done), ("wait", self.partly), ("late", missed)]


@dataclass(frozen=True, slots=True)
class PlanFulfilment:
    """One plan: in all, by part, by month."""

    total: Fulfilment
    parts: list[Fulfilment]
    months: list[Fulfilment]


def fulfilment_of(rows: Iterable[Any], day: date) -> PlanFulfilment:
    """Count rows that are in hand: those that hold, with their standing."""
    kept = [row for row in rows if row.code not in HEADINGS]
    parts: dict[int, list[Any]] = {}
    months: dict[date, list[Any]] = {}
    for row in kept:
        parts.setdefault(row.part_now, []).append(row)
        if row.due_now:
            months.setdefault(row.due_now.replace(day=1), []).append(row)
    return PlanFulfilment(
        total=_counted(None, kept, day),
        parts=[_counted(PlanRow.Part(part), parts[part], day) for part in sorted(parts)],
        months=[_counted(month, months[month], day) for month in sorted(months)],
    )


def _counted(about: Any, rows: list[Any], day: date) -> Fulfilment:
    counts = dict.fromkeys(COUNTED, 0)
    for row in rows:
        for name in _states(row, day):
            counts[name] += 1
    return Fulfilment(about, **counts)


def _states(row: Any, day: date) -> Iterable[str]:
    if row.moved:
        yield "moved"
    if row.standing != "cancelled":
        yield "asked"
    if row.standing not in ROW_OPEN:
        yield row.standing
        return
    yield "open"
    if row.due_now and row.due_now < day:
        yield "late"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose plans of which year, and as of which day."""

    associations: list[Association]
    year: AcademicYear | None
    day: date


def lines_by(way: str, asked: Asked) -> list[Fulfilment]:
    """Count annual plans that hold, in one question; who has none has a line of zeros."""
    group = GROUPS[way]
    rows = rows_of(asked)
    counts = {name: Count("pk", filter=rows.stands(name, asked.day)) for name in COUNTED}
    if way == "part":
        rows = rows.with_part_now()
    if way == "month":
        rows = rows.filter(due_now__isnull=False).annotate(month=TruncMonth("due_now"))
    counted = rows.order_by().values(group).annotate(**counts).order_by(group)
    found = {row.pop(group): row for row in counted}
    if way == "association":
        return [Fulfilment(one, **found.get(one.pk, {})) for one in asked.associations]
    about = PlanRow.Part if way == "part" else date.fromisoformat
    return [Fulfilment(_about(about, key), **row) for key, row in found.items()]


def _about(make: Any, key: Any) -> Any:
    return key if isinstance(key, date) else make(key)


def rows_of(asked: Asked) -> Any:
    """The rows that are counted: of annual plans that hold, one for each association."""
    unions = [one.pk for one in asked.associations]
    rows = PlanRow.objects.in_life().annual()
    return rows.filter(plan__year=asked.year, plan__association__in=unions)


def total_of(lines: Iterable[Fulfilment]) -> Fulfilment:
    rows = [line.counts for line in lines]
    sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(COUNTED)
    return Fulfilment(None, *sums)


def annual_plans(asked: Asked) -> dict[int, Plan]:
    """By association its annual plan of the year, in whatever state it is."""
    plans = Plan.objects.annual().filter(
        year=asked.year, association__in=[one.pk for one in asked.associations]
    )
    return {plan.association_id: plan for plan in plans}
