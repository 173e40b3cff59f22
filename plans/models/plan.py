"""The plan of an association for a year or a month; and the months of a school year."""

import calendar
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, prefetch_related_objects
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from associations.models import AcademicYear, Association, SchoolOwned, User, Versioned
from core import dates
from core.addresses import address
from core.models import WorkflowModel
from core.permissions import Verdict, require
from core.workflow import Workflow
from meetings.models import AgendaItem
from meetings.workflow import MeetingStatus
from plans.querysets import PlanQuerySet
from plans.workflow import (
    PLAN_EDITABLE,
    PLAN_FROZEN,
    PLAN_WORKFLOW,
    PlanStatus,
)

MOST_ROWS = 500
MAY = 5


class Plan(Versioned, SchoolOwned, WorkflowModel):
    """What an association means to do in a year, or in one month of it."""

    class Period(models.TextChoices):
        YEAR = "year", pgettext_lazy("plan", "annual")
        MONTH = "month", pgettext_lazy("plan", "monthly")

    class Source(models.TextChoices):
        SCHOOL = "school", pgettext_lazy("theme", "from the school's plan")
        CABINET = "cabinet", pgettext_lazy("theme", "recommended by the methodical cabinet")
        OWN = "own", pgettext_lazy("theme", "the association's own")

    workflow: ClassVar[Workflow] = PLAN_WORKFLOW
    school_from = "association"
    # The steps of its last round, where a page has read them already.
    steps_read: Any = None

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="plans", verbose_name=_("association")
    )
    year = models.ForeignKey(
        AcademicYear, models.PROTECT, related_name="plans", verbose_name=_("school year")
    )
    period = models.CharField(
        pgettext_lazy("plan", "period"),
        max_length=5,
        choices=Period,
        default=Period.YEAR,
        editable=False,
    )
    # The first day of the month of a monthly plan.
    month = models.DateField(pgettext_lazy("plan", "month"), null=True, editable=False)
    theme = models.TextField(_("methodical theme"), max_length=500, blank=True)
    theme_source = models.CharField(
        _("where the theme comes from"), max_length=7, choices=Source, default=Source.SCHOOL
    )
    goal = models.TextField(pgettext_lazy("plan", "goal"), max_length=2_000, blank=True)
    # Lists are texts with one entry on each line.
    priorities = models.TextField(
        _("priority directions, one on each line"), max_length=5_000, blank=True
    )
    tasks = models.TextField(
        pgettext_lazy("plan", "tasks, one on each line"), max_length=5_000, blank=True
    )
    status = models.CharField(
        pgettext_lazy("plan", "state"),
        max_length=9,
        choices=PlanStatus,
        default=PlanStatus.DRAFT,
        editable=False,
    )
    # The question of a meeting under which the association adopts it (template, I.2).
    considered = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans_considered",
        verbose_name=_("adopted at the meeting"),
        editable=False,
    )
    # What holds: the approved text of a year, the agreed text of a month.
    in_force = models.ForeignKey(
        "plans.PlanRevision", models.PROTECT, null=True, related_name="+", editable=False
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(period="year", month=None) | Q(period="month", month__isnull=False),
                name="plan_month_only_when_monthly",
                violation_error_message=_(
                    "A monthly plan needs its month, an annual plan none."
                ),
            ),
            models.UniqueConstraint(
                fields=["association", "year"],
                condition=Q(period="year"),
                name="plan_one_per_year",
                violation_error_message=_("There is already a plan for this year."),
            ),
            models.UniqueConstraint(
                fields=["association", "month"],
                condition=Q(period="month"),
                name="plan_one_per_month",
                violation_error_message=_("There is already a plan for this month."),
            ),
        ]
        indexes = [
            models.Index(fields=["school", "year", "period"], name="plan_of_year"),
            models.Index(
                fields=["school", "status"],
                condition=Q(status__in=["submitted", "agreed", "returned"]),
                name="plan_waiting",
            ),
        ]

    def __str__(self) -> str:
        if self.month:
            words = _("Plan for %(month)s, %(association)s")
            month = dates.month_year(self.month, get_language() or "ky")
            return words % {"month": month, "association": self.association}
        words = _("Plan for %(year)s, %(association)s")
        return words % {"year": self.year, "association": self.association}

    def get_absolute_url(self) -> str:
        return address("plans:plan_detail", self.pk)

    def may(self, verb: str) -> Verdict:
        """A month has no step of the director's; only what holds is amended, and given up."""
        verdict = super().may(verb)
        if verb in {"approve", "return", "retract"} and self.status == PlanStatus.AGREED:
            words = _("A monthly plan holds once it is agreed.")
            return verdict and require(self.is_annual, words)
        if verb == "abandon":
            words = _("Only an amendment of an approved plan is given up.")
            return verdict and require(self.in_force_id, words)
        return verdict

    @property
    def is_annual(self) -> bool:
        return self.period == self.Period.YEAR

    @property
    def adopting(self) -> AgendaItem | None:
        """The question that adopts it, unless that was withdrawn or its meeting cancelled."""
        item = self.considered
        if item is None or item.state == AgendaItem.State.WITHDRAWN:
            return None
        return None if item.meeting.status == MeetingStatus.CANCELLED else item

    @property
    def is_editable(self) -> bool:
        return self.status in PLAN_EDITABLE

    @property
    def is_frozen(self) -> bool:
        return self.status in PLAN_FROZEN

    @property
    def is_amendment(self) -> bool:
        """Whether what is written or decided now changes a plan that holds already."""
        final = PlanStatus.APPROVED if self.is_annual else PlanStatus.AGREED
        return self.in_force_id is not None and self.status != final


def months_of(year: AcademicYear) -> list[int]:
    """The months of a school year, in its order: from September, or August, on."""
    found, day = [], year.start.replace(day=1)
    while day <= year.end:
        found.append(day.month)
        day = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
    return found[:12]


def first_of_month(year: AcademicYear, month: int) -> date:
    """The first day of that month of the school year."""
    later = month < year.start.month
    return date(year.start.year + later, month, 1)


def end_of_month(year: AcademicYear, month: int) -> date:
    """The last day of that month, or of the school year if it ends within it."""
    first = first_of_month(year, month)
    last = calendar.monthrange(first.year, first.month)[1]
    return min(first.replace(day=last), year.end)


def taught_until(year: AcademicYear) -> date:
    """The last day of teaching: of the last quarter; while none is known, of May.

    The school year itself ends in the middle of August, when nobody does anything.
    """
    prefetch_related_objects([year], "quarters")
    ends = [quarter.end for quarter in year.quarters.all()]
    return min(max(ends), year.end) if ends else end_of_month(year, MAY)
