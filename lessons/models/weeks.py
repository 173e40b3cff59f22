"""Subject weeks and decades: the programme by days, and what came of it (3.13, 6.11, III.4)."""

from datetime import date, timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import (
    AcademicYear,
    ArchivedDocument,
    Association,
    SchoolOwned,
    Subject,
    User,
    Versioned,
)
from core.addresses import address
from core.models import WorkflowModel
from core.workflow import Workflow
from lessons.querysets.weeks import SubjectWeekQuerySet, WeekRowQuerySet
from lessons.workflow.weeks import (
    WEEK_EDITABLE,
    WEEK_ROW_WORKFLOW,
    WEEK_SHOWN,
    WEEK_WORKFLOW,
    WeekRowStatus,
    WeekStatus,
)
from plans.models import PlanRow

MOST_DAYS = 31
MOST_PUPILS = 5_000
SUNDAY = 6


class SubjectWeek(Versioned, SchoolOwned, WorkflowModel):
    """Some days given to a subject: written by the head, approved, reported on."""

    class Kind(models.TextChoices):
        WEEK = "week", pgettext_lazy("subject week", "subject week")
        DECADE = "decade", pgettext_lazy("subject week", "decade")

    workflow: ClassVar[Workflow] = WEEK_WORKFLOW
    school_from = "association"

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="weeks", verbose_name=_("association")
    )
    year = models.ForeignKey(
        AcademicYear,
        models.PROTECT,
        related_name="+",
        verbose_name=_("school year"),
        editable=False,
    )
    kind = models.CharField(
        pgettext_lazy("subject week", "kind"), max_length=6, choices=Kind, default=Kind.WEEK
    )
    subject = models.ForeignKey(
        Subject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("subject"),
    )
    title = models.CharField(pgettext_lazy("subject week", "name"), max_length=200)
    goal = models.TextField(pgettext_lazy("subject week", "goal"), max_length=2_000, blank=True)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    plan_row = models.ForeignKey(
        PlanRow,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="weeks",
        verbose_name=_("row of the plan"),
    )
    status = models.CharField(
        pgettext_lazy("subject week", "state"),
        max_length=9,
        choices=WeekStatus,
        default=WeekStatus.DRAFT,
        editable=False,
    )
    # Why it was returned, or its report opened again.
    remark = models.TextField(
        pgettext_lazy("subject week", "remark"), max_length=2_000, blank=True, editable=False
    )
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    # The report: what cannot be counted.
    winners = models.TextField(_("winners"), max_length=5_000, blank=True)
    best = models.TextField(_("the best events"), max_length=5_000, blank=True)
    failed = models.TextField(_("what did not succeed"), max_length=5_000, blank=True)
    proposals = models.TextField(
        pgettext_lazy("report of a week", "proposals"), max_length=5_000, blank=True
    )
    # What is filed: the programme, and later the report.
    paper = models.ForeignKey(
        ArchivedDocument, models.PROTECT, null=True, related_name="+", editable=False
    )
    report_paper = models.ForeignKey(
        ArchivedDocument, models.PROTECT, null=True, related_name="+", editable=False
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = SubjectWeekQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject week")
        verbose_name_plural = _("subject weeks")
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="subjectweek_ends_after_it_begins",
                violation_error_message=_("The end must not come before the beginning."),
            )
        ]
        indexes = [
            models.Index(fields=["school", "first", "id"], name="subjectweek_on_day"),
            models.Index(fields=["association", "year"], name="subjectweek_of_year"),
        ]

    def __str__(self) -> str:
        return self.title[:80]

    def get_absolute_url(self) -> str:
        return address("lessons:subjectweek_detail", self.pk)

    def clean(self) -> None:
        if self.first and self.last and (self.last - self.first).days >= MOST_DAYS:
            words = _("A week or decade has at most %(most)s days.") % {"most": MOST_DAYS}
            raise ValidationError({"last": words})

    @property
    def is_editable(self) -> bool:
        return self.status in WEEK_EDITABLE

    @property
    def is_waiting(self) -> bool:
        """Not approved as it stands: a decision before was on another text."""
        return self.status not in WEEK_SHOWN

    @property
    def days(self) -> list[date]:
        """Its school days: all but the Sundays."""
        span = (self.last - self.first).days + 1
        found = [self.first + timedelta(days=n) for n in range(span)]
        return [day for day in found if day.weekday() != SUNDAY]


class WeekRow(Versioned, SchoolOwned, WorkflowModel):
    """One event of a programme: when, where, for which classes, by whom; how it went."""

    class Kind(models.TextChoices):
        OPENING = "opening", pgettext_lazy("event of a week", "opening")
        EVENT = "event", pgettext_lazy("event of a week", "event")
        CLOSING = "closing", pgettext_lazy("event of a week", "closing")

    workflow: ClassVar[Workflow] = WEEK_ROW_WORKFLOW
    school_from = "week"

    week = models.ForeignKey(SubjectWeek, models.PROTECT, related_name="rows", editable=False)
    kind = models.CharField(
        pgettext_lazy("event of a week", "kind"), max_length=7, choices=Kind, default=Kind.EVENT
    )
    text = models.CharField(pgettext_lazy("event of a week", "what is held"), max_length=300)
    day = models.DateField(pgettext_lazy("event of a week", "day"))
    begins = models.TimeField(_("begins at"), null=True, blank=True)
    classes = models.CharField(
        pgettext_lazy("event of a week", "classes"),
        max_length=60,
        blank=True,
        help_text="7-А, 7-Ң",
    )
    place = models.CharField(
        pgettext_lazy("event of a week", "place"), max_length=120, blank=True
    )
    responsible = models.ManyToManyField(
        User, related_name="week_rows", blank=True, verbose_name=_("responsible")
    )
    outside = models.CharField(_("others who are responsible"), max_length=200, blank=True)
    status = models.CharField(
        pgettext_lazy("event of a week", "state"),
        max_length=7,
        choices=WeekRowStatus,
        default=WeekRowStatus.PLANNED,
        editable=False,
    )
    groups = models.PositiveSmallIntegerField(
        _("number of classes"), null=True, editable=False, validators=[MaxValueValidator(200)]
    )
    pupils = models.PositiveSmallIntegerField(
        _("number of pupils"),
        null=True,
        editable=False,
        validators=[MaxValueValidator(MOST_PUPILS)],
    )
    winners = models.TextField(_("winners"), max_length=2_000, blank=True, editable=False)
    # How it went; why it was not held.
    remark = models.TextField(
        pgettext_lazy("event of a week", "remark"), max_length=2_000, blank=True, editable=False
    )

    objects = WeekRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a subject week")
        verbose_name_plural = _("events of a subject week")
        indexes = [
            models.Index(fields=["week", "day", "begins", "id"], name="weekrow_in_order")
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return f"{address('lessons:subjectweek_detail', self.week_id)}#row-{self.pk}"
