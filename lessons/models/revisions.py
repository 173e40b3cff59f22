"""What was submitted of a schedule, and what was decided on it: all rounds are kept."""

import json
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import ArchivedDocument, SchoolOwned, User
from core.languages import by_language
from lessons.models.schedule import Schedule
from lessons.querysets.unions import OfAssociation


class OfSchedule(OfAssociation):
    path = "schedule"


class OfScheduleRevision(OfAssociation):
    path = "revision__schedule"


class ScheduleRevision(SchoolOwned):
    """The exact text that was submitted once: deciders decide on its digest."""

    school_from = "schedule"

    schedule = models.ForeignKey(
        Schedule, models.PROTECT, related_name="revisions", editable=False
    )
    number = models.PositiveSmallIntegerField(
        pgettext_lazy("schedule revision", "number"), editable=False
    )
    snapshot = models.TextField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(editable=False)
    # The paper that was filed when it was approved.
    paper = models.ForeignKey(
        ArchivedDocument, models.PROTECT, null=True, related_name="schedules", editable=False
    )

    objects = OfSchedule.as_manager()

    class Meta:
        verbose_name = _("revision of a schedule")
        verbose_name_plural = _("revisions of a schedule")
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "number"], name="schedulerevision_one_per_number"
            )
        ]

    def __str__(self) -> str:
        words = _("Revision %(number)s, %(schedule)s")
        return words % {"number": self.number, "schedule": self.schedule}

    def get_absolute_url(self) -> str:
        return self.schedule.get_absolute_url()

    @cached_property
    def content(self) -> dict[str, Any]:
        """The text as plain values."""
        data: dict[str, Any] = json.loads(self.snapshot)
        return data


class ScheduleDecision(SchoolOwned):
    """One step of a round: who did what, as whom, with which words; as papers will say it."""

    class Step(models.TextChoices):
        SUBMITTED = "submitted", pgettext_lazy("schedule step", "submitted")
        WITHDRAWN = "withdrawn", pgettext_lazy("schedule step", "withdrawn")
        AGREED = "agreed", pgettext_lazy("schedule step", "agreed")
        SKIPPED = "skipped", pgettext_lazy("schedule step", "agreement not needed")
        APPROVED = "approved", pgettext_lazy("schedule step", "approved")
        RETURNED = "returned", pgettext_lazy("schedule step", "returned")

    school_from = "revision"

    revision = models.ForeignKey(
        ScheduleRevision, models.PROTECT, related_name="decisions", editable=False
    )
    step = models.CharField(max_length=9, choices=Step, editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    # The post as of that day and the name as papers write it, in both languages of papers.
    post_ky = models.CharField(max_length=200, blank=True, editable=False)
    post_ru = models.CharField(max_length=200, blank=True, editable=False)
    post = by_language("post")
    name_ky = models.CharField(max_length=120, editable=False)
    name_ru = models.CharField(max_length=120, editable=False)
    name = by_language("name")
    acting = models.BooleanField(default=False, editable=False)
    text = models.TextField(pgettext_lazy("schedule step", "words"), blank=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField(editable=False)

    objects = OfScheduleRevision.as_manager()

    class Meta:
        verbose_name = _("decision on a schedule")
        verbose_name_plural = _("decisions on a schedule")
        indexes = [models.Index(fields=["revision", "id"], name="scheduledecision_in_order")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.person}"

    def get_absolute_url(self) -> str:
        return self.revision.get_absolute_url()
