"""The first page of lessons: a calendar of what comes, and the way to everything else."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_safe

from associations.models import Association
from core import dates
from core.forms import number_in
from core.views import guarded
from lessons.figures.calendar import (
    MINE,
    SCHOOL,
    Asked,
    days_of,
    entries,
    month_of,
    week_of,
    weeks_in,
)

VIEWS = ("month", "week", "list")
EARLIEST, LATEST = 2000, 2100


class Shown:
    """What the address asks for: which days, in which form, whose."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.asked = request, request.GET
        self.today = timezone.localdate()
        view = self.asked.get("view", "")
        self.view = view if view in VIEWS else "month"

    @cached_property
    def day(self) -> date:
        try:
            day = date.fromisoformat(self.asked.get("day", ""))
        except ValueError:
            return self.today
        return day if EARLIEST <= day.year < LATEST else self.today

    @cached_property
    def unions(self) -> list[Association]:
        """Of which associations the reader has a calendar to choose."""
        user = self.request.user
        rows = Association.objects.visible_to(user).active().in_order()
        return list(rows if user.leads_school else rows.with_member(user))

    @cached_property
    def association(self) -> Association | None:
        wanted = number_in(self.asked.get("whose", ""))
        return next((row for row in self.unions if row.pk == wanted), None)

    @property
    def whose(self) -> str:
        if self.association:
            return str(self.association.pk)
        usual = SCHOOL if self.request.user.leads_school else MINE
        wanted = self.asked.get("whose", "")
        return wanted if wanted in {MINE, SCHOOL} else usual

    @property
    def span(self) -> tuple[date, date]:
        return week_of(self.day) if self.view == "week" else month_of(self.day)

    def link(self, **changes: Any) -> str:
        said = {"view": self.view, "day": self.day, "whose": self.whose, **changes}
        query = QueryDict(mutable=True)
        for name, value in said.items():
            query[name] = str(value)
        return f"?{query.urlencode()}"

    def context(self) -> dict[str, Any]:
        since, until = self.span
        asked = Asked(self.request.user, since, until, self._kind(), self.association)
        found = entries(asked)
        days = days_of(found, since, until, self.today)
        whole = self.view == "week"
        return {
            "view": self.view,
            "whose": self.whose,
            "day": self.day,
            "title": self._title(),
            "weeks": weeks_in(days),
            "days": [day for day in days if whole or (day.inside and day.entries)],
            "weekdays": self._weekdays(),
            "before": self.link(day=since - timedelta(days=1)),
            "after": self.link(day=until + timedelta(days=1)),
            "now": self.link(day=self.today),
            "views": [(word, self.link(view=name), name) for name, word in self._views()],
            "calendars": [(word, self.link(whose=name), name) for name, word in self._whose()],
        }

    def _kind(self) -> str:
        return "association" if self.association else self.whose

    def _title(self) -> str:
        language = get_language() or "ky"
        since, until = self.span
        if self.view != "week":
            return dates.month_year(since, language)
        year = self.today.year
        first, last = (dates.near(day, language, year) for day in (since, until))
        return f"{first} – {last}"

    def _weekdays(self) -> list[str]:
        language = get_language() or "ky"
        monday = week_of(self.today)[0]
        week = [monday + timedelta(days=n) for n in range(7)]
        return [dates.weekday(day, language, brief=True) for day in week]

    def _views(self) -> list[tuple[str, str]]:
        return [
            ("month", pgettext("calendar", "Month")),
            ("week", pgettext("calendar", "Week")),
            ("list", pgettext("calendar", "List")),
        ]

    def _whose(self) -> list[tuple[str, str]]:
        return [
            (MINE, pgettext("calendar", "Mine")),
            *((str(row.pk), str(row)) for row in self.unions),
            (SCHOOL, pgettext("calendar", "Of the school")),
        ]


@require_safe
@guarded("lessons.view_overview")
def overview(request: HttpRequest) -> HttpResponse:
    """Meetings, lessons, visits, events, deadlines, holidays; and the lists of all these."""
    return render(request, "lessons/overview.html", Shown(request).context())
