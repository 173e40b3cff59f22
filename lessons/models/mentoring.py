"""What the two of a mentorship write: plans, the mentor's diary, reports (IV.1)."""

from datetime import date, datetime
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import ArchivedDocument, SchoolOwned, User, Versioned
from core.addresses import address
from core.models import WorkflowModel
from core.workflow import Workflow
from lessons.models.mentorship import Mentorship
from lessons.querysets import (
    DiaryEntryQuerySet,
    MentorshipPlanQuerySet,
    MentorshipReportQuerySet,
    MentorshipRowQuerySet,
)
from lessons.workflow import (
    MENTORSHIP_PLAN_EDITABLE,
    MENTORSHIP_PLAN_WORKFLOW,
    MENTORSHIP_REPORT_EDITABLE,
    MENTORSHIP_REPORT_WORKFLOW,
    MentorshipPlanStatus,
    MentorshipReportStatus,
)
from meetings.models import AgendaItem


class Side(models.TextChoices):
    """As which of the two somebody writes."""

    MENTOR = "mentor", pgettext_lazy("mentorship", "mentor")
    NOVICE = "novice", pgettext_lazy("mentorship", "young teacher")


class MentorsPaper(Versioned, SchoolOwned, WorkflowModel):
    """What one of the two hands in, and what is said of it."""

    school_from = "mentorship"

    mentorship = models.ForeignKey(
        Mentorship, models.PROTECT, related_name="%(class)ss", editable=False
    )
    side = models.CharField(
        pgettext_lazy("mentorship", "as whom"), max_length=6, choices=Side, editable=False
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    remark = models.TextField(
        _("why it was returned"), max_length=2_000, blank=True, editable=False
    )
    handed_in_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_on = models.DateField(null=True, editable=False)
    paper = models.ForeignKey(
        ArchivedDocument, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        abstract = True


class MentorshipPlan(MentorsPaper):
    """What the mentor, or the young teacher, means to do month by month."""

    workflow: ClassVar[Workflow] = MENTORSHIP_PLAN_WORKFLOW

    goal = models.TextField(
        pgettext_lazy("mentorship plan", "goal"), max_length=2_000, blank=True
    )
    # The question under which a meeting approved it: its protocol is named on the paper.
    approved_at = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, related_name="+", editable=False
    )
    status = models.CharField(
        pgettext_lazy("mentorship plan", "state"),
        max_length=9,
        choices=MentorshipPlanStatus,
        default=MentorshipPlanStatus.DRAFT,
        editable=False,
    )

    objects = MentorshipPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of a mentorship")
        verbose_name_plural = _("plans of mentorships")
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "side"], name="mentorshipplan_one_per_side"
            )
        ]

    def __str__(self) -> str:
        if self.side == Side.MENTOR:
            words = _("Mentor's plan: %(person)s")
        else:
            words = _("Young teacher's plan: %(person)s")
        return words % {"person": self.author.list_name}

    def get_absolute_url(self) -> str:
        return address("lessons:mentorshipplan_detail", self.pk)

    @property
    def is_editable(self) -> bool:
        return self.status in MENTORSHIP_PLAN_EDITABLE


class MentorshipRow(Versioned, SchoolOwned):
    """A line of such a plan: in which month what is done, how, and what came of it."""

    class Mark(models.TextChoices):
        DONE = "done", pgettext_lazy("row of a mentorship plan", "done")
        PARTLY = "partly", pgettext_lazy("row of a mentorship plan", "partly done")
        NOT_DONE = "not_done", pgettext_lazy("row of a mentorship plan", "not done")

    school_from = "plan"

    plan = models.ForeignKey(
        MentorshipPlan, models.CASCADE, related_name="rows", editable=False
    )
    month = models.PositiveSmallIntegerField(
        pgettext_lazy("mentorship plan", "month"),
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    content = models.TextField(_("what is done"), max_length=1_000)
    form = models.CharField(
        pgettext_lazy("row of a mentorship plan", "form of work"), max_length=160, blank=True
    )
    mark = models.CharField(
        pgettext_lazy("row of a mentorship plan", "fulfilment"),
        max_length=8,
        choices=Mark,
        blank=True,
        editable=False,
    )
    words = models.CharField(
        _("remark on the fulfilment"), max_length=300, blank=True, editable=False
    )
    marked_on = models.DateField(null=True, editable=False)

    objects = MentorshipRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a mentorship plan")
        verbose_name_plural = _("rows of mentorship plans")

    def __str__(self) -> str:
        return self.content[:80]

    def get_absolute_url(self) -> str:
        return f"{self.plan.get_absolute_url()}#row-{self.pk}"


class DiaryEntry(Versioned, SchoolOwned):
    """A line of the mentor's diary (8.9): on which day, what, and the advice given."""

    class Kind(models.TextChoices):
        VISIT = "visit", pgettext_lazy("diary", "lesson visit")
        TALK = "talk", pgettext_lazy("diary", "talk")
        ADVICE = "advice", pgettext_lazy("diary", "advice")
        OTHER = "other", pgettext_lazy("diary", "other help")

    school_from = "mentorship"

    mentorship = models.ForeignKey(
        Mentorship, models.PROTECT, related_name="diary", editable=False
    )
    day = models.DateField(pgettext_lazy("diary", "day"))
    kind = models.CharField(
        pgettext_lazy("diary", "kind"), max_length=6, choices=Kind, default=Kind.TALK
    )
    text = models.TextField(_("what was done, what was advised"), max_length=2_000)

    objects = DiaryEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a mentor's diary")
        verbose_name_plural = _("entries of mentors' diaries")
        indexes = [models.Index(fields=["mentorship", "day", "id"], name="diary_in_order")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return f"{address('lessons:mentorship_diary', self.mentorship_id)}#entry-{self.pk}"


class MentorshipReport(MentorsPaper):
    """What one of the two says of the half-year or of the year."""

    class Period(models.TextChoices):
        HALF = "half", pgettext_lazy("mentorship report", "half-year")
        YEAR = "year", pgettext_lazy("mentorship report", "year")

    workflow: ClassVar[Workflow] = MENTORSHIP_REPORT_WORKFLOW

    period = models.CharField(
        pgettext_lazy("mentorship report", "for"), max_length=4, choices=Period
    )
    done = models.TextField(_("what was done"), max_length=10_000, blank=True)
    outcome = models.TextField(_("what came of it"), max_length=10_000, blank=True)
    troubles = models.TextField(
        _("difficulties and their causes"), max_length=10_000, blank=True
    )
    proposals = models.TextField(
        pgettext_lazy("mentorship report", "proposals"), max_length=10_000, blank=True
    )
    status = models.CharField(
        pgettext_lazy("mentorship report", "state"),
        max_length=9,
        choices=MentorshipReportStatus,
        default=MentorshipReportStatus.DRAFT,
        editable=False,
    )

    objects = MentorshipReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a mentorship")
        verbose_name_plural = _("reports of mentorships")
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "side", "period"],
                name="mentorshipreport_one_per_period",
                violation_error_message=_("There is already a report for this time."),
            ),
        ]

    def __str__(self) -> str:
        if self.side == Side.MENTOR:
            words = _("Mentor's report: %(person)s (%(period)s)")
        else:
            words = _("Young teacher's report: %(person)s (%(period)s)")
        said = {"person": self.author.list_name, "period": self.get_period_display()}
        return words % said

    @property
    def reaches_to(self) -> date:
        """Of what was done by then it speaks."""
        handed_in: datetime = self.handed_in_at or timezone.now()
        return timezone.localtime(handed_in).date()

    def get_absolute_url(self) -> str:
        return address("lessons:mentorshipreport_detail", self.pk)

    @property
    def is_editable(self) -> bool:
        return self.status in MENTORSHIP_REPORT_EDITABLE
