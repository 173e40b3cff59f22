"""How long somebody has worked: from periods, which may overlap, to years and months."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from associations.models import WorkPeriod

MONTHS = 12
DAYS = 30  # of what remains beside whole months, as staff departments count

Period = tuple[date, date]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A length of work; None stands for what nobody has written."""

    months: int

    @property
    def years(self) -> int:
        return self.months // MONTHS

    def __str__(self) -> str:
        """«3 жыл 6 ай»."""
        years, months = divmod(self.months, MONTHS)
        said = []
        if years:
            said.append(ngettext("%(n)s year", "%(n)s years", years) % {"n": years})
        if months:
            said.append(ngettext("%(n)s month", "%(n)s months", months) % {"n": months})
        return " ".join(said) or _("less than a month")


@dataclass(frozen=True, slots=True)
class Experience:
    """At all, as a teacher, in this school, up to a day."""

    total: Span | None
    teaching: Span | None
    here: Span | None


def experience_of(
    rows: Iterable[WorkPeriod],
    day: date,
    *,
    teaches_since: date | None = None,
    joined_on: date | None = None,
) -> Experience:
    """Count up to the end of ``day``. Where no period says it, the days of the account do."""
    periods = [row for row in rows if row.since <= day]
    taught = _span((_until(row, day) for row in periods if row.teaches), teaches_since, day)
    here = _span((_until(row, day) for row in periods if row.here), joined_on, day)
    total = _span((_until(row, day) for row in periods), None, day)
    return Experience(max(filter(None, (total, taught, here)), default=None), taught, here)


def _until(row: WorkPeriod, day: date) -> Period:
    return row.since, min(row.until or day, day) + timedelta(days=1)


def _span(periods: Iterable[Period], otherwise: date | None, day: date) -> Span | None:
    found = merged(periods)
    if not found and otherwise and otherwise <= day:
        found = [(otherwise, day + timedelta(days=1))]
    if not found:
        return None
    months, days = 0, 0
    for since, until in found:
        whole = _months_between(since, until)
        months += whole
        days += (until - _months_later(since, whole)).days
    return Span(months + days // DAYS)


def merged(periods: Iterable[Period]) -> list[Period]:
    """What overlaps or touches is one: nobody gets older in two places at once."""
    found: list[Period] = []
    for since, until in sorted(periods):
        if found and since <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], until)
        else:
            found.append((since, until))
    return found


def _months_between(since: date, until: date) -> int:
    months = (until.year - since.year) * MONTHS + until.month - since.month
    return months - (_months_later(since, months) > until)


def _months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that is too short."""
    year, month = divmod(day.month - 1 + months, MONTHS)
    first = date(day.year + year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
