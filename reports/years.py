"""The school year one looks at: that of today, unless the address asks for another."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from associations.models import AcademicYear


@dataclass(frozen=True, slots=True)
class YearChoice:
    """The year shown, whether it is over, and what the switcher offers."""

    year: AcademicYear | None
    past: AcademicYear | None
    offered: list[dict[str, Any]]


def chosen_year(request: HttpRequest, day: date) -> YearChoice:
    rows = AcademicYear.objects.visible_to(request.user).prefetch_related("quarters")
    years = list(rows.order_by("start"))
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
