"""The school year one looks at: that of today, unless the address asks for another."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import FilteredRelation
from django.http import HttpRequest

from associations.models import AcademicYear
from core.questions import Question


def _with_quarters(school: int) -> Any:
    years = AcademicYear.objects.filter(school=school)
    years = years.annotate(quarter=FilteredRelation("quarters")).select_related("quarter")
    return years.order_by("start", "pk", "quarter__number")


YEARS = Question(_with_quarters, gather={"quarter": "quarters"}, school=-1)


@dataclass(frozen=True, slots=True)
class YearChoice:
    """The year shown, whether it is over, and what the switcher offers."""

    year: AcademicYear | None
    past: AcademicYear | None
    offered: list[dict[str, Any]]


def chosen_year(request: HttpRequest, day: date) -> YearChoice:
    years = YEARS.ask(school=request.user.school_id)
    now = next((year for year in years if year.end >= day), years[-1] if years else None)
    asked = request.GET.get("year", "")
    shown = next((year for year in years if str(year.pk) == asked), now)
    offered = [
        {
            "url": request.path if year == now else f"{request.path}?year={year.pk}",
            "label": str(year),
            "current": year == shown,
        }
        for year in reversed(years)
    ]
    past = shown if shown and shown != now and shown.end < day else None
    return YearChoice(shown, past, offered if len(offered) > 1 else [])
