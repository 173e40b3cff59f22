"""What the regulation counts in a plan, beside its draft: warnings, not walls. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core import dates
from plans.figures.layout import doers_of
from plans.figures.template import is_heading
from plans.figures.terms import months as months_in_words
from plans.models import Plan, PlanningYear, PlanRow

MEETINGS, SEMINARS, NAMED = 4, 1, 6
Kind, When = PlanRow.Kind, PlanRow.When


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm in words, the clause it comes from, whether it is met; ``kind`` adds a row."""

    words: str
    clause: str
    met: bool
    kind: str = ""


def norms_of(
    plan: Plan, rows: Iterable[Any], members: Sequence[Any], today: date
) -> list[Norm]:
    """For an annual plan all of them; a month owes only people to its rows."""
    kept = [row for row in rows if not row.dropped and not is_heading(row.code)]
    if not plan.is_annual:
        return [norm for norm in [_nobody(kept)] if norm]
    guide = guide_of(plan)
    found = [
        _meetings(kept),
        _seminars(kept),
        _nobody(kept),
        _idle(kept, members),
        _empty_months(kept, guide),
        _due(plan, guide, today),
    ]
    return [norm for norm in found if norm]


def guide_of(plan: Plan) -> PlanningYear:
    """What the school says on the year; the plan comes with it."""
    return getattr(plan.year, "planning", None) or PlanningYear.usual(plan.year)


def _meetings(rows: list[Any]) -> Norm:
    number = sum(row.kind == Kind.MEETING for row in rows)
    words = _("%(number)s of at least %(most)s meetings planned") % {
        "number": number,
        "most": MEETINGS,
    }
    return Norm(words, "5.5", number >= MEETINGS, Kind.MEETING)


def _seminars(rows: list[Any]) -> Norm:
    number = sum(row.kind == Kind.SEMINAR for row in rows)
    words = _("%(number)s of at least %(most)s practical seminar planned") % {
        "number": number,
        "most": SEMINARS,
    }
    return Norm(words, "5.6", number >= SEMINARS, Kind.SEMINAR)


def _nobody(rows: list[Any]) -> Norm | None:
    number = sum(not _has_doer(row) for row in rows)
    words = ngettext(
        "%(number)s row has nobody responsible",
        "%(number)s rows have nobody responsible",
        number,
    )
    return Norm(words % {"number": number}, "", met=False) if number else None


def _has_doer(row: Any) -> bool:
    return bool(row.all_members or row.outside or doers_of(row))


def _idle(rows: list[Any], members: Sequence[Any]) -> Norm | None:
    """Members who have no row of their own: what all members do is no one's own."""
    busy = {person.pk for row in rows for person in doers_of(row)}
    idle = [person.list_name for person in members if person.pk not in busy]
    if not idle:
        return None
    more = len(idle) - NAMED
    names = ", ".join(idle[:NAMED]) + (f" … (+{more})" if more > 0 else "")
    return Norm(_("No row of their own: %(names)s") % {"names": names}, "", met=False)


def _empty_months(rows: list[Any], guide: PlanningYear) -> Norm | None:
    """Months of monthly plans for which the year's plan gives nothing."""
    covered = {month for row in rows for month in _months_of(row)}
    bare = [month for month in guide.months if month not in covered]
    if not bare:
        return None
    names = months_in_words(bare, get_language() or settings.FIRST_LANGUAGE)
    return Norm(_("Nothing is planned for: %(months)s") % {"months": names}, "6.8", met=False)


def _months_of(row: Any) -> Iterable[int]:
    if row.when == When.DAY and row.day:
        return [row.day.month]
    return row.months if row.when == When.MONTHS else []


def _due(plan: Plan, guide: PlanningYear, today: date) -> Norm | None:
    """Until when the draft is to be submitted; an amendment has no such day."""
    if plan.in_force_id:
        return None
    day = dates.until(guide.plan_due, get_language() or settings.FIRST_LANGUAGE)
    late = today > guide.plan_due
    words = _("The plan was due %(until)s") if late else _("The plan is due %(until)s")
    return Norm(words % {"until": day}, "5.3", not late)
