"""How plans are fulfilled: the associations side by side, and the rows behind each number."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from associations.models import AcademicYear, Association
from core import dates
from core.views import guarded
from meetings.views.registers import AsPdf, AsTable, Book
from plans.documents.rows import PlanRowRegister
from plans.figures.fulfilment import (
    COUNTED,
    WAYS,
    Asked,
    Fulfilment,
    annual_plans,
    fulfilment_of,
    lines_by,
    total_of,
)
from plans.figures.standing import as_they_hold, holding
from plans.filters import PlanRowFilter
from plans.models import Plan, PlanRow
from plans.views.bars import write_bar, write_cells
from plans.views.marking import people_words, with_states


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, what it counts, and where its rows are."""

    state: str
    label: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with its name, a word beside it, its bar, and what its numbers lead to."""

    name: str
    url: str
    word: str
    line: Fulfilment
    cells: list[Cell]
    bar: SafeString

    @property
    def written(self) -> SafeString:
        """Its cells as a table has them."""
        return write_cells(self.cells)


def labels_of_counts() -> dict[str, str]:
    return {
        "asked": pgettext("fulfilment", "Planned"),
        "done": pgettext("fulfilment", "Done"),
        "partly": pgettext("fulfilment", "Partly done"),
        "not_done": pgettext("fulfilment", "Not done"),
        "open": pgettext("fulfilment", "To be done"),
        "late": pgettext("fulfilment", "Late"),
        "moved": pgettext("fulfilment", "Moved"),
        "cancelled": pgettext("fulfilment", "Cancelled"),
    }


def shown(line: Fulfilment, where: dict[str, Any], url: str = "", word: str = "") -> Shown:
    """``where``: the filter of the list that shows exactly the rows of the line."""
    begin = f"{reverse('plans:planrow_list')}?{urlencode(where)}&state="
    labels = labels_of_counts()
    cells = [
        Cell(state, labels[state], number, f"{begin}{state}")
        for state, number in zip(COUNTED, line.counts, strict=True)
    ]
    return Shown(name_of(line.about), url, word, line, cells, bar_of(line))


def name_of(about: Any) -> str:
    """The name of a line, in the language that is spoken."""
    if about is None:
        return pgettext("fulfilment", "In all")
    if isinstance(about, date):
        return dates.month_year(about, (get_language() or "ky")[:2])
    return str(about.label if isinstance(about, PlanRow.Part) else about)


def bar_of(line: Fulfilment) -> SafeString:
    facts = {"done": line.done, "asked": line.asked, "late": line.late}
    return write_bar(line, _("%(done)s of %(asked)s done, %(late)s late") % facts)


def fulfilment_shown(plan: Plan, rows: list[Any], day: date) -> dict[str, list[Shown]]:
    """What ``plans/_plan_fulfilment.html`` takes: the plan's parts, months, and all of it."""
    figure = fulfilment_of(holding(rows), day)
    base = {"year": plan.year_id, "plan": plan.pk, "period": plan.period}
    return {
        "total": [shown(figure.total, base)],
        "parts": [shown(line, {**base, "part": line.about.value}) for line in figure.parts],
        "months": [
            shown(line, {**base, "month": f"{line.about:%Y-%m}"}) for line in figure.months
        ],
    }


class FulfilmentSheet:
    """What one reader sees; the year and the way of counting stand in the address."""

    def __init__(self, request: HttpRequest) -> None:
        self.user: Any = request.user
        self.day = timezone.localdate()
        self.key = request.GET.get("year", "")
        asked = request.GET.get("by", "")
        self.by = asked if asked in WAYS else WAYS[0]
        self.union = request.GET.get("association", "")

    @cached_property
    def years(self) -> list[AcademicYear]:
        return list(AcademicYear.objects.visible_to(self.user).order_by("-start"))

    @cached_property
    def year(self) -> AcademicYear | None:
        chosen = next((year for year in self.years if str(year.pk) == self.key), None)
        coming = [year for year in self.years if year.end >= self.day]
        return chosen or (coming[-1] if coming else next(iter(self.years), None))

    @cached_property
    def overseen(self) -> list[Association]:
        """Leaders see every association of teachers at work in the year, heads their own."""
        since = self.year.start if self.year else self.day
        rows = Association.objects.visible_to(self.user).of_teachers().named().in_order()
        rows = rows.filter(Q(closed_on=None) | Q(closed_on__gt=since))
        return list(rows if self.user.leads_school else rows.headed_by(self.user))

    @property
    def chosen(self) -> Association | None:
        return next((row for row in self.overseen if str(row.pk) == self.union), None)

    @property
    def asked(self) -> Asked:
        return Asked([self.chosen] if self.chosen else self.overseen, self.year, self.day)

    @cached_property
    def lines(self) -> list[Fulfilment]:
        return lines_by(self.by, self.asked)

    @cached_property
    def shown(self) -> list[Shown]:
        plans = annual_plans(self.asked) if self.by == "association" else {}
        return [self._shown(line, plans) for line in self.lines]

    def _shown(self, line: Fulfilment, plans: dict[int, Plan]) -> Shown:
        if self.by == "association":
            plan = plans.get(line.about.pk)
            where = {**self.base, "association": line.about.pk}
            url = plan.get_absolute_url() if plan else ""
            return shown(line, where, url, word_of(plan))
        key = f"{line.about:%Y-%m}" if self.by == "month" else line.about.value
        return shown(line, {**self.base, self.by: key})

    @property
    def total(self) -> Shown:
        return shown(total_of(self.lines), self.base)

    @cached_property
    def base(self) -> dict[str, Any]:
        """The filter that shows all rows of the sheet."""
        base = {"year": self.year.pk if self.year else "", "period": "year"}
        return {**base, "association": self.chosen.pk} if self.chosen else base

    def query(self, **other: Any) -> str:
        year = self.year.pk if self.year else ""
        union = self.chosen.pk if self.chosen else ""
        asked = {"year": year, "by": self.by, "association": union, **other}
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def ways(self) -> list[dict[str, Any]]:
        labels = {
            "association": pgettext("fulfilment", "By association"),
            "part": pgettext("fulfilment", "By part of the plan"),
            "month": pgettext("fulfilment", "By month"),
        }
        return [
            {"url": f"?{self.query(by=way)}", "label": labels[way], "current": way == self.by}
            for way in WAYS
        ]

    @property
    def offered(self) -> list[dict[str, Any]]:
        """The years to look at, if there are several."""
        rows = [
            {
                "url": f"?{self.query(year=year.pk)}",
                "label": str(year),
                "current": year == self.year,
            }
            for year in self.years
        ]
        return rows if len(rows) > 1 else []


def word_of(plan: Plan | None) -> str:
    """Why an association has no numbers: its plan does not hold yet."""
    if plan is None:
        return _("no plan yet")
    return "" if plan.in_force_id else str(plan.get_status_display())


@require_safe
@guarded("plans.view_fulfilment_sheet")
def fulfilment_sheet(request: HttpRequest) -> HttpResponse:
    """How the plans of a year are fulfilled; every number leads to its rows."""
    sheet = FulfilmentSheet(request)
    told = {
        "sheet": sheet,
        "labels": list(labels_of_counts().values()),
        "of_all": sheet.query(association=""),
    }
    return render(request, "plans/fulfilment_sheet.html", told)


class PlanRowList(Book):
    """Rows of plans that hold: what is late, what is done, whose they are."""

    model = PlanRow
    queryset = PlanRow.objects.in_life().for_table().by_urgency()
    filterset_class = PlanRowFilter
    permission = "plans.view_planrow"

    def get_queryset(self) -> Any:
        return super().get_queryset().for_marking(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = as_they_hold(context["planrow_list"])
        with_states(rows, self.request.user, timezone.localdate())
        for row in rows:
            row.people = people_words(row)
        return {**context, "narrowed": bool(self.filterset.data.get("plan"))}


class PlanRowListPdf(AsPdf, PlanRowList):
    paper_class = PlanRowRegister
    page_name = "plans:planrow_list"


class PlanRowListTable(AsTable, PlanRowList):
    paper_class = PlanRowRegister
