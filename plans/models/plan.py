"""The plan of an association for a year or a month, and its rows."""

import calendar
import uuid
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from associations.models import AcademicYear, Association, SchoolOwned, User, Versioned
from core import dates
from core.addresses import address
from core.models import WorkflowModel
from core.permissions import Verdict, require
from core.workflow import Workflow
from meetings.models import AgendaItem, Meeting
from plans.querysets import PlanQuerySet, PlanRowQuerySet
from plans.workflow import (
    PLAN_EDITABLE,
    PLAN_FROZEN,
    PLAN_WORKFLOW,
    ROW_WORKFLOW,
    PlanStatus,
    RowStatus,
)

MOST_ROWS = 500


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


class PlanPart(SchoolOwned):
    """A row of a plan: it has the plan's life and its freezing."""

    school_from = "plan"
    # What of it may be written in any state: how it goes, not what was planned.
    living: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is None or not set(fields) <= self.living:
            self.refuse_when_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.refuse_when_frozen()
        return super().delete(*args, **kwargs)

    def refuse_when_frozen(self) -> None:
        if self.plan.is_frozen:  # type: ignore[attr-defined]
            raise ValidationError(_("A submitted plan is no longer changed."))


class PlanRow(PlanPart, WorkflowModel):
    """One thing to be done: what, when, by whom; and how it stands.

    ``key`` is made by the page, so that saving twice is once, and follows the row through
    all revisions. ``code`` names the line of the regulation's template it came from.
    """

    class Part(models.IntegerChoices):
        ORGANISATION = 1, _("I. Organisational work")
        LITERACY = 2, _("II. Raising the legal literacy of the members")
        TEACHING = 3, _("III. Watching over the teaching of subjects")
        METHODS = 4, _("IV. Methodical work")

    class Kind(models.TextChoices):
        MEETING = "meeting", pgettext_lazy("plan row", "meeting")
        OPEN_LESSON = "open_lesson", pgettext_lazy("plan row", "open lesson")
        VISIT = "visit", pgettext_lazy("plan row", "lesson visit")
        SEMINAR = "seminar", pgettext_lazy("plan row", "seminar")
        WEEK = "week", pgettext_lazy("plan row", "subject week")
        OLYMPIAD = "olympiad", pgettext_lazy("plan row", "olympiad")
        REPORT = "report", pgettext_lazy("plan row", "report")
        MENTORSHIP = "mentorship", pgettext_lazy("plan row", "mentorship")
        CONTROL = "control", pgettext_lazy("plan row", "control")
        COURSE = "course", pgettext_lazy("plan row", "course")
        OTHER = "other", pgettext_lazy("plan row", "other")

    class When(models.TextChoices):
        MONTHS = "months", pgettext_lazy("plan row", "in months")
        DAY = "day", pgettext_lazy("plan row", "on a day")
        QUARTER = "quarter", pgettext_lazy("plan row", "in a quarter")
        YEAR = "year", pgettext_lazy("plan row", "all year")

    workflow: ClassVar[Workflow] = ROW_WORKFLOW
    living = frozenset({"status", "due_now", "meeting", "version"})

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rows", editable=False)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    part = models.PositiveSmallIntegerField(
        pgettext_lazy("plan", "part"), choices=Part, default=Part.ORGANISATION
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    code = models.CharField(max_length=8, blank=True, editable=False)
    text = models.TextField(pgettext_lazy("plan row", "what is to be done"), max_length=2_000)
    kind = models.CharField(
        pgettext_lazy("plan row", "kind of work"),
        max_length=11,
        choices=Kind,
        default=Kind.OTHER,
    )
    upbringing = models.BooleanField(_("upbringing and creative work"), default=False)
    when = models.CharField(
        pgettext_lazy("plan row", "when"), max_length=7, choices=When, default=When.MONTHS
    )
    # Numbers of months, in the order of the school year.
    months = models.JSONField(pgettext_lazy("plan row", "months"), default=list, blank=True)
    day = models.DateField(pgettext_lazy("plan row", "day"), null=True, blank=True)
    quarter = models.PositiveSmallIntegerField(
        pgettext_lazy("plan row", "quarter"), null=True, blank=True
    )
    responsible = models.ManyToManyField(
        User, related_name="plan_rows", blank=True, verbose_name=_("responsible")
    )
    all_members = models.BooleanField(_("all members"), default=False)
    outside = models.CharField(_("somebody from outside"), max_length=200, blank=True)
    # Of a meeting or seminar: its questions, one on each line.
    questions = models.TextField(
        pgettext_lazy("plan row", "questions, one on each line"), max_length=3_000, blank=True
    )
    evidence = models.CharField(_("expected evidence"), max_length=300, blank=True)
    note = models.CharField(pgettext_lazy("plan row", "note"), max_length=300, blank=True)
    # An amendment took it out; it stays because something was said about it.
    dropped = models.BooleanField(default=False, editable=False)
    # The row it came from: of last year's plan, or of the year's plan in a monthly one.
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="successors", editable=False
    )
    # In a monthly plan: it was not done in an earlier month.
    carried = models.BooleanField(default=False, editable=False)

    status = models.CharField(
        pgettext_lazy("plan row", "state"),
        max_length=11,
        choices=RowStatus,
        default=RowStatus.PLANNED,
        editable=False,
    )
    # The last day on which it is in time, as it stands: as planned, or moved since.
    due_now = models.DateField(null=True, editable=False)
    # The meeting that was planned from it: once held, it closes the row by itself.
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="plan_rows", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PlanRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a plan")
        verbose_name_plural = _("rows of a plan")
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="planrow_one_per_key"),
        ]
        indexes = [
            models.Index(fields=["plan", "part", "position", "id"], name="planrow_in_order"),
            models.Index(
                fields=["school", "due_now", "id"],
                condition=Q(status__in=["planned", "in_progress"], due_now__isnull=False),
                name="planrow_due_now",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return address("plans:planrow_detail", self.pk)

    def clean(self) -> None:
        """Say what is wrong with its time; the rest of its fields stand for themselves."""
        year = self.plan.year
        if self.when == self.When.DAY and not self.day:
            raise ValidationError({"day": _("Give the day.")})
        if self.day and not year.has(self.day):
            raise ValidationError({"day": _("This date lies outside the school year.")})
        if self.when == self.When.MONTHS and not self.months:
            raise ValidationError({"months": _("Choose at least one month.")})
        if set(self.months) - set(months_of(year)):
            raise ValidationError({"months": _("This month lies outside the school year.")})
        if self.when == self.When.QUARTER and not self.quarter:
            raise ValidationError({"quarter": _("Choose the quarter.")})

    def last_day(self) -> date:
        """The last day on which it is done in time."""
        year = self.plan.year
        if self.when == self.When.DAY and self.day:
            return self.day
        if self.when == self.When.MONTHS and self.months:
            return max(end_of_month(year, month) for month in self.months)
        if self.when == self.When.QUARTER and self.quarter:
            quarter = year.quarters.filter(number=self.quarter).first()
            return quarter.end if quarter else year.end
        return year.end


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
