"""What was submitted of a schedule, and what was decided on it: all rounds are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import ArchivedDocument
from lessons.models.schedule import Schedule
from lessons.querysets.unions import OfAssociation
from plans.models.rounds import Decision, Revision


class OfSchedule(OfAssociation):
    path = "schedule"


class OfScheduleRevision(OfAssociation):
    path = "revision__schedule"


class ScheduleRevision(Revision):
    """The exact text that was submitted once: deciders decide on its digest."""

    school_from = "schedule"

    schedule = models.ForeignKey(
        Schedule, models.PROTECT, related_name="revisions", editable=False
    )
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


class ScheduleDecision(Decision):
    """One step of a round of a schedule."""

    class Step(models.TextChoices):
        SUBMITTED = "submitted", pgettext_lazy("schedule step", "submitted")
        WITHDRAWN = "withdrawn", pgettext_lazy("schedule step", "withdrawn")
        AGREED = "agreed", pgettext_lazy("schedule step", "agreed")
        SKIPPED = "skipped", pgettext_lazy("schedule step", "agreement not needed")
        APPROVED = "approved", pgettext_lazy("schedule step", "approved")
        RETURNED = "returned", pgettext_lazy("schedule step", "returned")

    revision = models.ForeignKey(
        ScheduleRevision, models.PROTECT, related_name="decisions", editable=False
    )
    step = models.CharField(max_length=9, choices=Step, editable=False)

    objects = OfScheduleRevision.as_manager()

    class Meta:
        verbose_name = _("decision on a schedule")
        verbose_name_plural = _("decisions on a schedule")
        indexes = [models.Index(fields=["revision", "id"], name="scheduledecision_in_order")]
