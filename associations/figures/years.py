"""A school year as a strip of twelve months, the same on screen and paper."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import translation

from associations.models import AcademicYear
from core import dates

WIDTH = 300
SHORTEST = 18  # days of a month that leave room for its name
MONTHS = {
    "ky": [names[0] for names in dates.KY_MONTHS],
    "ru": list(dates.RU_MONTH_NAMES),
    "en": list(dates.EN_MONTHS),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days of the year: where they lie on the strip, and what they are."""

    label: str
    start: date
    end: date
    x: int
    width: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class YearStrip:
    months: list[Stretch]
    quarters: list[Stretch]
    holidays: list[Stretch]
    today: int | None


def year_strip(year: AcademicYear, today: date) -> YearStrip:
    """Lay the year out from its first day to its last, month by month."""
    quarters = [(str(row), row.start, row.end) for row in year.quarters.order_by("number")]
    holidays = [(str(row), row.start, row.end) for row in year.holidays.order_by("start", "pk")]
    return YearStrip(
        months=[_stretch(year, *month) for month in _months(year)],
        quarters=[_stretch(year, *row) for row in quarters],
        holidays=[_stretch(year, *row) for row in holidays],
        today=_place(year, today) if year.has(today) else None,
    )


def _months(year: AcademicYear) -> list[tuple[str, date, date]]:
    names = MONTHS[(translation.get_language() or "ky")[:2]]
    months, day = [], year.start
    while day <= year.end:
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        end = min(following - timedelta(days=1), year.end)
        whole = (end - day).days > SHORTEST
        months.append((names[day.month - 1][:3] if whole else "", day, end))
        day = following
    return months


def _stretch(year: AcademicYear, label: str, start: date, end: date) -> Stretch:
    x = _place(year, start)
    return Stretch(label, start, end, x, max(_place(year, end + timedelta(days=1)) - x, 2))


def _place(year: AcademicYear, day: date) -> int:
    days = (year.end - year.start).days + 1
    return round((day - year.start).days * WIDTH / days)
