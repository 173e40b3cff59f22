"""The control sheet as one looks at it: whose, of which year, counted by what, with links."""

from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext

from associations.models import Association, User
from core import dates
from core.questions import ReadersQuestion
from meetings.figures import heading_of
from meetings.figures.control_sheet import COUNTED, WAYS, Asked, Line, lines_by, total_of
from reports.years import YearChoice, chosen_year

Cell = dict[str, str]  # a number, what it counts, and where its rows are


class Shown(NamedTuple):
    """A line with its name and what its numbers lead to."""

    name: str
    url: str
    cells: list[Cell]


class ControlSheet:
    """What one reader sees; the year and the way of counting stand in the address."""

    def __init__(self, request: HttpRequest) -> None:
        self.user: Any = request.user
        self.day = timezone.localdate()
        self.choice: YearChoice = chosen_year(request, self.day)
        asked = request.GET.get("by", "")
        self.by = asked if asked in WAYS else WAYS[0]
        self.union = request.GET.get("association", "")

    @cached_property
    def overseen(self) -> list[Association]:
        """Leaders see every association of teachers, heads their own."""
        year = self.choice.year
        return OVERSEEN.ask(self.user, since=year.start if year else self.day)

    @property
    def chosen(self) -> Association | None:
        return next((row for row in self.overseen if str(row.pk) == self.union), None)

    @cached_property
    def counted(self) -> list[Association]:
        return [self.chosen] if self.chosen else self.overseen

    @cached_property
    def lines(self) -> list[Line]:
        return lines_by(self.by, Asked(self.counted, self.choice.year, self.day))

    @property
    def total(self) -> Line | None:
        """Of people there is no sum: what several do together would count several times."""
        return None if self.by == "person" else total_of(self.lines)

    @property
    def shown(self) -> list[Shown]:
        return [
            Shown(
                name_of(line.about),
                self.link_of(line.about),
                self.cells(line, self.where(line.about)),
            )
            for line in self.lines
        ]

    @property
    def total_cells(self) -> list[Cell]:
        return self.cells(self.total, self.base) if self.total else []

    def cells(self, line: Line, where: dict[str, Any]) -> list[Cell]:
        begin = f"{self.register}?{urlencode(where)}&state="
        return [
            {
                "state": state,
                "label": label,
                "number": str(number),
                "url": f"{begin}{state}",
            }
            for (state, label), number in zip(self.labels.items(), line.counts, strict=True)
        ]

    @cached_property
    def register(self) -> str:
        return reverse("meetings:resolution_list")

    @cached_property
    def labels(self) -> dict[str, str]:
        """What is counted, in its order."""
        labels = labels_of_states()
        return {state: labels[state] for state in COUNTED}

    @cached_property
    def base(self) -> dict[str, Any]:
        """The filter of the register that shows all rows of the sheet."""
        hosts = ",".join(str(row.pk) for row in self.counted)
        return {"year": self.choice.year.pk if self.choice.year else "", "host": hosts}

    def where(self, about: Any) -> dict[str, Any]:
        """The filter of the register that shows exactly the rows of a line."""
        if self.by == "association":
            return {**self.base, "host": about.pk}
        if self.by == "month":
            return {**self.base, "month": about.strftime("%Y-%m") if about else "none"}
        return {**self.base, self.by: about.pk}

    def link_of(self, about: Any) -> str:
        """An association leads to its meetings on this sheet, a meeting to itself."""
        if self.by == "association":
            return f"?{self.query(by='meeting', association=about.pk)}"
        return str(about.get_absolute_url()) if self.by == "meeting" else ""

    def query(self, **other: Any) -> str:
        year = self.choice.year.pk if self.choice.year else ""
        union = self.chosen.pk if self.chosen else ""
        asked = {"year": year, "by": self.by, "association": union, **other}
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def ways(self) -> list[dict[str, Any]]:
        labels = {
            "association": pgettext("control sheet", "By association"),
            "person": pgettext("control sheet", "By person"),
            "meeting": pgettext("control sheet", "By meeting"),
            "month": pgettext("control sheet", "By month of the deadline"),
        }
        return [
            {"url": f"?{self.query(by=way)}", "label": labels[way], "current": way == self.by}
            for way in WAYS
        ]


def _at_work(reader: User, since: date) -> Any:
    """Those at work in the year, also where they were closed later."""
    rows = Association.objects.visible_to(reader).of_teachers().named().in_order()
    rows = rows.filter(Q(closed_on=None) | Q(closed_on__gt=since))
    return rows if reader.leads_school else rows.headed_by(reader)


OVERSEEN = ReadersQuestion(_at_work, since=date.min)


def labels_of_states() -> dict[str, str]:
    return {
        "open": pgettext("control sheet", "Under way"),
        "week": pgettext("control sheet", "Due this week"),
        "late": pgettext("control sheet", "Late"),
        "in_time": pgettext("control sheet", "Done in time"),
        "done_late": pgettext("control sheet", "Done late"),
        "moved": pgettext("control sheet", "Deadline moved"),
    }


def name_of(about: Any) -> str:
    """The name of a line, in the language that is spoken."""
    if isinstance(about, date):
        return dates.month_year(about, (get_language() or "ky")[:2])
    if isinstance(about, User):
        return about.list_name
    if isinstance(about, Association):
        return str(about)
    if about is None:
        return pgettext("control sheet", "without a date")
    return f"{heading_of(about)} ({about.association})"
