"""Visits to lessons: who sees whose lesson, when and what for (3.7, IV.2, 8.3)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
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
from lessons.models.mentorship import Mentorship
from lessons.models.schedule import OpenLesson
from lessons.querysets import VisitQuerySet
from lessons.workflow import VISIT_WORKFLOW, VisitStatus
from plans.models import PlanRow


class VisitKind(models.TextChoices):
    """Why a lesson is visited; each kind has analysis sheets of its own."""

    OPEN = "open", pgettext_lazy("visit", "open lesson")
    MUTUAL = "mutual", pgettext_lazy("visit", "mutual visit")
    ADMIN = "admin", pgettext_lazy("visit", "administrative visit")
    NOVICE = "novice", pgettext_lazy("visit", "visit to a young teacher")
    MENTOR = "mentor", pgettext_lazy("visit", "visit by the mentor")


class Visit(Versioned, OfClass, SchoolOwned, WorkflowModel):
    """One lesson that one or several people come to see.

    ``association`` is that of the teacher who is visited.
    """

    Kind = VisitKind
    workflow: ClassVar[Workflow] = VISIT_WORKFLOW
    school_from = "association"

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="visits", verbose_name=_("association")
    )
    year = models.ForeignKey(
        AcademicYear,
        models.PROTECT,
        related_name="+",
        verbose_name=_("school year"),
        editable=False,
    )
    kind = models.CharField(
        pgettext_lazy("visit", "kind"),
        max_length=6,
        choices=VisitKind,
        default=VisitKind.MUTUAL,
    )
    teacher = models.ForeignKey(
        User, models.PROTECT, related_name="visits_received", verbose_name=_("teacher")
    )
    visitors = models.ManyToManyField(
        User, related_name="visits_made", verbose_name=_("visitors")
    )
    subject = models.ForeignKey(
        Subject, models.PROTECT, related_name="+", verbose_name=_("subject")
    )
    topic = models.CharField(pgettext_lazy("visit", "topic"), max_length=300, blank=True)
    purpose = models.CharField(_("purpose of the visit"), max_length=300, blank=True)
    day = models.DateField(pgettext_lazy("visit", "day"))
    period = models.PositiveSmallIntegerField(
        _("lesson number"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    open_lesson = models.ForeignKey(
        OpenLesson,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("open lesson"),
        editable=False,
    )
    mentorship = models.ForeignKey(
        Mentorship,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("mentorship"),
        editable=False,
    )
    plan_row = models.ForeignKey(
        PlanRow,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("row of the plan"),
    )
    status = models.CharField(
        pgettext_lazy("visit", "state"),
        max_length=8,
        choices=VisitStatus,
        default=VisitStatus.PLANNED,
        editable=False,
    )
    # Why it did not take place.
    remark = models.TextField(
        pgettext_lazy("visit", "remark"), max_length=2_000, blank=True, editable=False
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson visit")
        verbose_name_plural = _("lesson visits")
        indexes = [
            models.Index(fields=["association", "year", "day", "id"], name="visit_in_order"),
            models.Index(fields=["teacher", "day"], name="visit_of_teacher"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, {self.class_name}" if self.class_name else str(self.subject)

    def get_absolute_url(self) -> str:
        return address("lessons:visit_detail", self.pk)
