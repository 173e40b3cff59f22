"""Olympiads of the school's stage and contests: jury, closed tasks, results (3.13, I.8)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
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
from core.languages import SORT_KEY_LENGTH, sort_key
from core.models import WorkflowModel
from core.workflow import Workflow
from lessons.models.classes import LetterField, check_letter
from lessons.querysets.olympiads import OlympiadQuerySet, ResultQuerySet, TaskFileQuerySet
from lessons.workflow.olympiads import OLYMPIAD_WORKFLOW, OlympiadStatus
from plans.models import PlanRow

MOST_PUPILS = 300


class Olympiad(Versioned, SchoolOwned, WorkflowModel):
    """An olympiad or a contest held in the school."""

    class Kind(models.TextChoices):
        OLYMPIAD = "olympiad", pgettext_lazy("olympiad", "olympiad, school stage")
        CONTEST = "contest", pgettext_lazy("olympiad", "contest")
        REVIEW = "review", pgettext_lazy("olympiad", "review")

    workflow: ClassVar[Workflow] = OLYMPIAD_WORKFLOW
    school_from = "association"

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="olympiads", verbose_name=_("association")
    )
    year = models.ForeignKey(
        AcademicYear,
        models.PROTECT,
        related_name="+",
        verbose_name=_("school year"),
        editable=False,
    )
    kind = models.CharField(
        pgettext_lazy("olympiad", "kind"), max_length=8, choices=Kind, default=Kind.OLYMPIAD
    )
    subject = models.ForeignKey(
        Subject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("subject"),
    )
    title = models.CharField(pgettext_lazy("olympiad", "name"), max_length=200)
    classes = models.CharField(
        pgettext_lazy("olympiad", "classes"), max_length=60, blank=True, help_text="7–11"
    )
    day = models.DateField(pgettext_lazy("olympiad", "day"))
    place = models.CharField(pgettext_lazy("olympiad", "place"), max_length=120, blank=True)
    chair = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chair of the jury"),
    )
    jury = models.ManyToManyField(
        User, related_name="+", blank=True, verbose_name=_("members of the jury")
    )
    # Until then the task files are their authors' alone.
    opens_at = models.DateTimeField(_("task files open at"))
    plan_row = models.ForeignKey(
        PlanRow,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="olympiads",
        verbose_name=_("row of the plan"),
    )
    status = models.CharField(
        pgettext_lazy("olympiad", "state"),
        max_length=9,
        choices=OlympiadStatus,
        default=OlympiadStatus.PLANNED,
        editable=False,
    )
    conclusions = models.TextField(
        pgettext_lazy("olympiad", "conclusions"), max_length=10_000, blank=True, editable=False
    )
    # Why it was cancelled or opened again.
    remark = models.TextField(
        pgettext_lazy("olympiad", "remark"), max_length=2_000, blank=True, editable=False
    )
    paper = models.ForeignKey(
        ArchivedDocument, models.PROTECT, null=True, related_name="+", editable=False
    )
    winners_paper = models.ForeignKey(
        ArchivedDocument, models.PROTECT, null=True, related_name="+", editable=False
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = OlympiadQuerySet.as_manager()

    class Meta:
        verbose_name = _("olympiad or contest")
        verbose_name_plural = _("olympiads and contests")
        indexes = [
            models.Index(fields=["school", "day", "id"], name="olympiad_on_day"),
            models.Index(fields=["association", "year"], name="olympiad_of_year"),
        ]

    def __str__(self) -> str:
        return self.title[:80]

    def get_absolute_url(self) -> str:
        return address("lessons:olympiad_detail", self.pk)

    @property
    def is_planned(self) -> bool:
        return self.status == OlympiadStatus.PLANNED

    @property
    def tasks_are_open(self) -> bool:
        """By the server's clock."""
        return self.opens_at <= timezone.now() and self.status != OlympiadStatus.CANCELLED


class OlympiadResult(Versioned, SchoolOwned):
    """What one pupil reached. Of a pupil nothing is kept but the name and the class."""

    school_from = "olympiad"

    olympiad = models.ForeignKey(
        Olympiad, models.PROTECT, related_name="results", editable=False
    )
    pupil = models.CharField(pgettext_lazy("olympiad", "pupil"), max_length=120)
    grade = models.PositiveSmallIntegerField(
        _("class"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    letter = LetterField(
        pgettext_lazy("class", "letter"), max_length=3, blank=True, validators=[check_letter]
    )
    teacher = models.CharField(pgettext_lazy("olympiad", "teacher"), max_length=120, blank=True)
    points = models.DecimalField(
        pgettext_lazy("olympiad", "points"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    rank = models.PositiveSmallIntegerField(
        pgettext_lazy("olympiad", "place"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    onward = models.BooleanField(_("goes to the district stage"), default=False)
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False, default="")

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result of a pupil")
        verbose_name_plural = _("results of pupils")
        constraints = [
            models.UniqueConstraint(
                fields=["olympiad", "pupil", "grade", "letter"],
                name="olympiadresult_one_per_pupil",
                violation_error_message=_("This pupil stands in the list already."),
            )
        ]
        indexes = [models.Index(fields=["olympiad", "grade", "id"], name="result_in_order")]

    def __str__(self) -> str:
        return f"{self.pupil}, {self.class_name}"

    def get_absolute_url(self) -> str:
        return f"{address('lessons:olympiad_detail', self.olympiad_id)}#results"

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.pupil)
        super().save(*args, **kwargs)

    @property
    def class_name(self) -> str:
        if self.grade is None:  # a pupil who is still to be written
            return ""
        return f"{self.grade}-{self.letter}" if self.letter else str(self.grade)


class TaskFile(SchoolOwned):
    """Tasks of an olympiad; the file hangs on this row and is seen only by who sees the row."""

    school_from = "olympiad"

    olympiad = models.ForeignKey(Olympiad, models.PROTECT, related_name="tasks", editable=False)
    title = models.CharField(_("what these tasks are"), max_length=120, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = TaskFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("task file")
        verbose_name_plural = _("task files")

    def __str__(self) -> str:
        """The record speaks of it, too: not a word of what is in it."""
        return str(_("task file"))

    def get_absolute_url(self) -> str:
        return f"{address('lessons:olympiad_detail', self.olympiad_id)}#tasks"
