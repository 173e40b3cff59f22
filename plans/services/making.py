"""Making the plan of a year: from the regulation's template, from last year's, or empty."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import AcademicYear, Association, User
from core.audit import record
from core.permissions import can
from plans.figures.template import TEMPLATE, Line
from plans.models import Plan, PlanningYear, PlanRow
from plans.models.plan import months_of
from plans.services.gathering import consider_by_itself
from plans.services.oneness import only_one
from plans.services.rounds import lock_plan

SOURCES = ("template", "last_year", "empty")
COPIED = (
    *("part", "position", "code", "text", "kind", "upbringing", "when", "quarter"),
    *("all_members", "outside", "questions", "evidence", "note"),
)


@transaction.atomic
def make_plan(association: Association, *, year: AcademicYear, by: User, source: str) -> Plan:
    """Put down the draft of the year's plan; one that is there already stays as it is."""
    plan = Plan(association=association, year=year, author=by, school=association.school)
    can(by, "plans.create_plan", plan).enforce()
    can(by, "plans.change_plan", plan).enforce()
    _check(plan)
    earlier = earlier_plan(association, year)
    if source == "last_year" and earlier is None:
        raise ValidationError(_("There is no plan of an earlier year to begin from."))
    _inherit(plan, earlier if source == "last_year" else None)
    with only_one(_("There is already a plan for this year.")):
        plan.save()
    if source == "template":
        _lay(plan, ((_from_line(line, plan), _doers(line, by)) for line in TEMPLATE))
    elif source == "last_year" and earlier is not None:
        _lay(plan, _from_rows(plan, earlier))
    record(by, "create", plan, source=source)
    consider_by_itself(plan, by=by)
    return plan


def earlier_plan(association: Association, year: AcademicYear) -> Plan | None:
    """The last annual plan of the association before that year."""
    rows = Plan.objects.annual().of_association(association).filter(year__start__lt=year.start)
    return rows.order_by("-year__start").first()


@transaction.atomic
def remove_plan(plan: Plan, *, by: User) -> Association:
    """Throw a draft away that was never submitted."""
    plan = lock_plan(plan)
    can(by, "plans.remove_plan", plan).enforce()
    record(by, "remove", plan)
    try:
        PlanRow.objects.filter(origin__plan=plan, plan__status="draft").update(origin=None)
        PlanRow.responsible.through.objects.filter(planrow__plan=plan).delete()
        plan.rows.all().delete()
        plan.delete()
    except ProtectedError:
        raise ValidationError(_("Another plan was made from this one. It stays.")) from None
    return plan.association


def _check(plan: Plan) -> None:
    if plan.association.is_council:
        raise ValidationError(_("Plans are made by the heads of associations."))
    if plan.year.end < timezone.localdate():
        raise ValidationError(_("This school year is over."))
    plan.validate_constraints()


def _inherit(plan: Plan, earlier: Plan | None) -> None:
    """The school's theme and priorities of the year; goal and tasks as they were written."""
    year = plan.year
    guide = PlanningYear.objects.filter(year=year).first() or PlanningYear.usual(year)
    language = plan.school.paper_language
    plan.theme = _words(guide, "theme", language)[:500]
    plan.priorities = _words(guide, "priorities", language)
    if earlier is not None:
        plan.goal, plan.tasks = earlier.goal, earlier.tasks
        plan.priorities = plan.priorities or earlier.priorities
    if earlier is not None and not plan.theme:
        plan.theme, plan.theme_source = earlier.theme, earlier.theme_source


def _words(guide: PlanningYear, name: str, language: str) -> str:
    return str(getattr(guide, f"{name}_{language}") or getattr(guide, f"{name}_ky"))


def _from_line(line: Line, plan: Plan) -> PlanRow:
    months = [month for month in months_of(plan.year) if month in line.months]
    return PlanRow(
        plan=plan,
        part=line.part,
        code=line.code,
        text=line.text(plan.school.paper_language),
        kind=line.kind,
        when=PlanRow.When.MONTHS if months else PlanRow.When.YEAR,
        months=months,
        all_members=line.all_members,
    )


def _doers(line: Line, head: User) -> list[int]:
    return [] if line.heading or line.all_members else [head.pk]


def _from_rows(plan: Plan, earlier: Plan) -> Iterable[tuple[PlanRow, list[int]]]:
    """Last year's rows in the new calendar, with those of their people who still belong."""
    members = set(plan.association.members().values_list("pk", flat=True))
    for row in earlier.rows.kept().in_order().prefetch_related("responsible"):
        copy = PlanRow(plan=plan, origin=row, **{name: getattr(row, name) for name in COPIED})
        _shift(copy, row, earlier.year)
        yield copy, [who.pk for who in row.responsible.all() if who.pk in members]


def _shift(copy: PlanRow, row: PlanRow, before: AcademicYear) -> None:
    """The same months, and the same day a year later; what the year has not is all year."""
    year = copy.plan.year
    copy.months = [month for month in months_of(year) if month in row.months]
    copy.day = _years_later(row.day, year.start.year - before.start.year) if row.day else None
    if copy.day and not year.has(copy.day):
        copy.when, copy.day = PlanRow.When.MONTHS, None
        copy.months = [m for m in months_of(year) if row.day and m == row.day.month]
    if copy.when == PlanRow.When.MONTHS and not copy.months:
        copy.when = PlanRow.When.YEAR


def _years_later(day: date, years: int) -> date:
    """The same day of the year; of 29 February the day before."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _lay(plan: Plan, drawn: Iterable[tuple[PlanRow, list[int]]]) -> None:
    """Write all rows at once, each part counted from its first."""
    counts: dict[int, int] = {}
    rows: list[PlanRow] = []
    people: list[list[int]] = []
    for row, keys in drawn:
        row.school_id = plan.school_id
        row.position = counts[row.part] = counts.get(row.part, 0) + 1
        row.due_now = row.last_day()
        rows.append(row)
        people.append(keys)
    PlanRow.objects.bulk_create(rows)
    doers: Any = PlanRow.responsible.through
    doers.objects.bulk_create(
        doers(planrow_id=row.pk, user_id=key)
        for row, keys in zip(rows, people, strict=True)
        for key in keys
    )
