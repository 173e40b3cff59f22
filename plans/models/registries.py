"""What teachers hand in: calendar-thematic plans and individual work plans. Never retyped."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import (
    AcademicYear,
    Association,
    Post,
    SchoolOwned,
    Subject,
    User,
    Versioned,
)
from core.addresses import address
from core.models import WorkflowModel
from core.workflow import Workflow
from meetings.models import Meeting
from plans.querysets import IndividualPlanQuerySet, TopicPartQuerySet, TopicPlanQuerySet
from plans.workflow import (
    INDIVIDUAL_PLAN_EDITABLE,
    INDIVIDUAL_PLAN_WORKFLOW,
    TOPIC_PLAN_EDITABLE,
    TOPIC_PLAN_WORKFLOW,
    IndividualPlanStatus,
    TopicPlanStatus,
)


class HandedIn(Versioned, SchoolOwned, WorkflowModel):
    """What a teacher hands in for a year: a file (kind "plan") or a link, and its way."""

    school_from = "association"

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="+", verbose_name=_("association")
    )
    year = models.ForeignKey(
        AcademicYear,
        models.PROTECT,
        related_name="+",
        verbose_name=_("school year"),
        editable=False,
    )
    link = models.URLField(_("link, if there is no file"), max_length=500, blank=True)
    remark = models.TextField(
        _("why it was returned"), max_length=2_000, blank=True, editable=False
    )
    # The meeting that discussed or approved it: its protocol is named on papers.
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="+", editable=False
    )
    handed_in_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_on = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True


class TopicPlan(HandedIn):
    """A calendar-thematic plan (6.14, I.4): registered here, its topics live in the e-diary."""

    class Language(models.TextChoices):
        KY = "ky", _("Kyrgyz")
        RU = "ru", _("Russian")
        UZ = "uz", _("Uzbek")
        TG = "tg", _("Tajik")

    workflow: ClassVar[Workflow] = TOPIC_PLAN_WORKFLOW

    person = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="topic_plans",
        verbose_name=_("teacher"),
        editable=False,
    )
    subject = models.ForeignKey(
        Subject, models.PROTECT, related_name="+", verbose_name=_("subject")
    )
    grade = models.PositiveSmallIntegerField(
        _("class"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    letters = models.CharField(
        _("letters of the classes"), max_length=40, blank=True, help_text="А, Б"
    )
    language = models.CharField(
        _("language of teaching"), max_length=2, choices=Language, default=Language.KY
    )
    hours = models.PositiveSmallIntegerField(
        _("hours in the year"), validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    status = models.CharField(
        pgettext_lazy("calendar-thematic plan", "state"),
        max_length=11,
        choices=TopicPlanStatus,
        default=TopicPlanStatus.DRAFT,
        editable=False,
    )

    objects = TopicPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar-thematic plan")
        verbose_name_plural = _("calendar-thematic plans")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "person", "subject", "grade", "letters", "language"],
                name="topicplan_one_per_class",
                violation_error_message=_("There is already a plan for these classes."),
            )
        ]
        indexes = [
            models.Index(fields=["school", "year", "association"], name="topicplan_of_year")
        ]

    def __str__(self) -> str:
        return f"{self.subject}, {self.classes}"

    def get_absolute_url(self) -> str:
        return address("plans:topicplan_detail", self.pk)

    def other_deputies(self) -> QuerySet[User]:
        """Deputy directors of today who may decide on it: all but the author."""
        deputies = User.objects.leading(self.school_id, Post.Kind.DEPUTY)
        return deputies.exclude(pk=self.person_id)

    @property
    def classes(self) -> str:
        """«7-А, Б»."""
        return f"{self.grade}-{self.letters}" if self.letters else str(self.grade)

    @property
    def is_editable(self) -> bool:
        return self.status in TOPIC_PLAN_EDITABLE


class TopicProgress(SchoolOwned, Versioned):
    """How far the programme was taught in a quarter (I.4 В, III.2): hours, reason, measure."""

    school_from = "topic_plan"

    topic_plan = models.ForeignKey(
        TopicPlan, models.PROTECT, related_name="progress", editable=False
    )
    quarter = models.PositiveSmallIntegerField(
        pgettext_lazy("progress", "quarter"),
        validators=[MinValueValidator(1), MaxValueValidator(4)],
    )
    planned = models.PositiveSmallIntegerField(_("hours planned"))
    given = models.PositiveSmallIntegerField(_("hours given"))
    reason = models.CharField(_("why hours are left"), max_length=300, blank=True)
    measure = models.CharField(_("what is done about it"), max_length=300, blank=True)

    objects = TopicPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("fulfilment of a programme")
        verbose_name_plural = _("fulfilment of programmes")
        constraints = [
            models.UniqueConstraint(
                fields=["topic_plan", "quarter"],
                name="topicprogress_one_per_quarter",
                violation_error_message=_("This quarter is filled in already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic_plan}: {self.given}/{self.planned}"

    def get_absolute_url(self) -> str:
        return self.topic_plan.get_absolute_url()

    @property
    def left(self) -> int:
        """Hours that were planned and not given; never below nought."""
        return max(self.planned - self.given, 0)


class IndividualPlan(HandedIn):
    """A teacher's individual work plan (3.4): approved by a resolution of the association."""

    workflow: ClassVar[Workflow] = INDIVIDUAL_PLAN_WORKFLOW

    person = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="individual_plans",
        verbose_name=_("teacher"),
        editable=False,
    )
    theme = models.CharField(_("theme of the year's own work"), max_length=300, blank=True)
    status = models.CharField(
        pgettext_lazy("individual plan", "state"),
        max_length=9,
        choices=IndividualPlanStatus,
        default=IndividualPlanStatus.DRAFT,
        editable=False,
    )

    objects = IndividualPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("individual work plan")
        verbose_name_plural = _("individual work plans")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "association", "person"],
                name="individualplan_one_per_year",
                violation_error_message=_("There is already a plan for this year."),
            )
        ]

    def __str__(self) -> str:
        words = _("Individual plan of %(person)s, %(year)s")
        return words % {"person": self.person, "year": self.year}

    def get_absolute_url(self) -> str:
        return address("plans:individualplan_detail", self.pk)

    @property
    def is_editable(self) -> bool:
        return self.status in INDIVIDUAL_PLAN_EDITABLE
