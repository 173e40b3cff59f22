"""The schedule of open lessons and extracurricular events of a half-year (6.7, III.3)."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import (
    AcademicYear,
    Association,
    SchoolOwned,
    Subject,
    User,
    Versioned,
)
from core.addresses import address
from core.models import WorkflowModel
from core.workflow import Workflow
from lessons.models.classes import OfClass
from lessons.querysets import OpenLessonQuerySet, ScheduleQuerySet
from lessons.workflow import (
    LESSON_WORKFLOW,
    SCHEDULE_EDITABLE,
    SCHEDULE_FROZEN,
    SCHEDULE_WORKFLOW,
    LessonStatus,
    ScheduleStatus,
)
from plans.models import PlanRow

SUNDAY = 6
LATE = 15  # a year that begins in the second half of August has no lessons in August


class Schedule(Versioned, SchoolOwned, WorkflowModel):
    """Which open lessons and events an association gives in one half of a year."""

    class Half(models.IntegerChoices):
        FIRST = 1, _("first half-year")
        SECOND = 2, _("second half-year")

    workflow: ClassVar[Workflow] = SCHEDULE_WORKFLOW
    school_from = "association"
    # The steps of its last round, where a page has read them already.
    steps_read: Any = None

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="schedules", verbose_name=_("association")
    )
    year = models.ForeignKey(
        AcademicYear, models.PROTECT, related_name="+", verbose_name=_("school year")
    )
    half = models.PositiveSmallIntegerField(_("half-year"), choices=Half, default=Half.FIRST)
    status = models.CharField(
        pgettext_lazy("schedule", "state"),
        max_length=9,
        choices=ScheduleStatus,
        default=ScheduleStatus.DRAFT,
        editable=False,
    )
    # The text that was approved: version 1. What moves afterwards is a line of its own.
    in_force = models.ForeignKey(
        "lessons.ScheduleRevision", models.PROTECT, null=True, related_name="+", editable=False
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("schedule of open lessons")
        verbose_name_plural = _("schedules of open lessons")
        constraints = [
            models.UniqueConstraint(
                fields=["association", "year", "half"],
                name="schedule_one_per_half",
                violation_error_message=_("There is already a schedule for this half-year."),
            )
        ]
        indexes = [
            models.Index(fields=["school", "year", "half"], name="schedule_of_year"),
            models.Index(
                fields=["school", "status"],
                condition=Q(status__in=["submitted", "agreed", "returned"]),
                name="schedule_waiting",
            ),
        ]

    def __str__(self) -> str:
        words = _("Schedule of open lessons, %(half)s of %(year)s, %(association)s")
        return words % {
            "half": self.get_half_display(),
            "year": self.year,
            "association": self.association,
        }

    def get_absolute_url(self) -> str:
        return address("lessons:schedule_detail", self.pk)

    @property
    def first_day(self) -> date:
        """From which day its half of the year runs."""
        start: date = self.year.start
        return start if self.half == self.Half.FIRST else date(start.year + 1, 1, 1)

    @property
    def last_day(self) -> date:
        start: date = self.year.start
        return date(start.year, 12, 31) if self.half == self.Half.FIRST else self.year.end

    @property
    def months(self) -> list[date]:
        """The first days of its months, without those in which nobody teaches."""
        first = self.first_day.replace(day=1)
        found = [first.replace(month=n) for n in range(first.month, 13)]
        begins_late = self.first_day.day >= LATE
        summer = {7, 8} if self.half == self.Half.SECOND or begins_late else set()
        return [day for day in found if day <= self.last_day and day.month not in summer]

    @property
    def is_editable(self) -> bool:
        return self.status in SCHEDULE_EDITABLE

    @property
    def is_frozen(self) -> bool:
        return self.status in SCHEDULE_FROZEN


class OpenLesson(Versioned, OfClass, SchoolOwned, WorkflowModel):
    """One line of a schedule: an open lesson, or an extracurricular event.

    ``key`` is made by the page, so that saving twice is once, and follows the line through
    all texts of the schedule. In a draft a line may have its month and no day yet.
    """

    class Kind(models.TextChoices):
        LESSON = "lesson", pgettext_lazy("open lesson", "open lesson")
        EVENT = "event", pgettext_lazy("open lesson", "extracurricular event")

    workflow: ClassVar[Workflow] = LESSON_WORKFLOW
    school_from = "schedule"

    schedule = models.ForeignKey(
        Schedule, models.PROTECT, related_name="lessons", editable=False
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(
        pgettext_lazy("open lesson", "kind"), max_length=6, choices=Kind, default=Kind.LESSON
    )
    teacher = models.ForeignKey(
        User, models.PROTECT, related_name="open_lessons", verbose_name=_("teacher")
    )
    subject = models.ForeignKey(
        Subject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("subject"),
    )
    topic = models.CharField(pgettext_lazy("open lesson", "topic"), max_length=300)
    # The first day of its month; and the day itself, once it is known.
    month = models.DateField(pgettext_lazy("open lesson", "month"), editable=False)
    day = models.DateField(pgettext_lazy("open lesson", "day"), null=True, blank=True)
    period = models.PositiveSmallIntegerField(
        _("lesson number"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    room = models.CharField(pgettext_lazy("open lesson", "room"), max_length=40, blank=True)
    plan_row = models.ForeignKey(
        PlanRow,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="open_lessons",
        verbose_name=_("row of the plan"),
    )
    status = models.CharField(
        pgettext_lazy("open lesson", "state"),
        max_length=9,
        choices=LessonStatus,
        default=LessonStatus.PLANNED,
        editable=False,
    )
    # Why it was declined or not given; how it went, if something is to be said.
    remark = models.TextField(
        pgettext_lazy("open lesson", "remark"), max_length=2_000, blank=True, editable=False
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = OpenLessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("open lesson")
        verbose_name_plural = _("open lessons")
        constraints = [
            models.UniqueConstraint(fields=["schedule", "key"], name="openlesson_one_per_key"),
        ]
        indexes = [
            models.Index(fields=["schedule", "month", "day", "id"], name="openlesson_in_order"),
            models.Index(fields=["school", "day", "period"], name="openlesson_on_day"),
            models.Index(fields=["teacher", "day"], name="openlesson_of_teacher"),
        ]

    def __str__(self) -> str:
        return self.topic[:80]

    def get_absolute_url(self) -> str:
        return address("lessons:openlesson_detail", self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once the day is known it says which month it is."""
        if self.day:
            self.month = self.day.replace(day=1)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Say what is wrong with its day; holidays are only warned of."""
        if self.day is None:
            return
        schedule = self.schedule
        if not schedule.year.has(self.day):
            raise ValidationError({"day": _("This date lies outside the school year.")})
        if self.day.weekday() == SUNDAY:
            raise ValidationError({"day": _("This day is a Sunday. Choose a school day.")})
        if not schedule.first_day <= self.day <= schedule.last_day:
            raise ValidationError({"day": _("This date lies in the other half of the year.")})

    @property
    def is_kept(self) -> bool:
        """Whether it is a line of the schedule and no mere proposal."""
        return self.status not in {LessonStatus.PROPOSED, LessonStatus.DECLINED}
