"""What was said of a row: marks, their evidence, and whether the head confirmed them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import SchoolOwned, User
from core.excerpts import beginning
from meetings.models import Meeting
from plans.models.rows import PlanRow
from plans.querysets import RowMarkQuerySet, RowPartQuerySet


class RowMark(SchoolOwned):
    """One thing said of a row, by whom and when. It stays; the row shows the last that holds.

    What a teacher says waits for the head; what the head says holds at once.
    """

    class Step(models.TextChoices):
        BEGUN = "begun", pgettext_lazy("mark", "begun")
        DONE = "done", pgettext_lazy("mark", "done")
        PARTLY = "partly", pgettext_lazy("mark", "partly done")
        NOT_DONE = "not_done", pgettext_lazy("mark", "not done")
        CANCELLED = "cancelled", pgettext_lazy("mark", "cancelled")
        MOVED = "moved", pgettext_lazy("mark", "moved")
        REOPENED = "reopened", pgettext_lazy("mark", "opened again")

    class Verdict(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("mark", "waits for the head")
        CONFIRMED = "confirmed", pgettext_lazy("mark", "confirmed")
        RETURNED = "returned", pgettext_lazy("mark", "returned")

    school_from = "row"

    row = models.ForeignKey(PlanRow, models.PROTECT, related_name="marks", editable=False)
    step = models.CharField(
        pgettext_lazy("mark", "what"), max_length=9, choices=Step, editable=False
    )
    # The sentence of evidence, or the reason; files belong to the mark (kind "evidence").
    text = models.TextField(pgettext_lazy("mark", "words"), blank=True, max_length=5_000)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="+", verbose_name=_("meeting")
    )
    old_due = models.DateField(_("date before"), null=True, editable=False)
    new_due = models.DateField(_("new date"), null=True, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(
        pgettext_lazy("mark", "state"),
        max_length=9,
        choices=Verdict,
        default=Verdict.CONFIRMED,
        editable=False,
    )
    answer = models.TextField(pgettext_lazy("mark", "answer"), blank=True, max_length=2_000)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = RowMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark of fulfilment")
        verbose_name_plural = _("marks of fulfilment")
        constraints = [
            models.UniqueConstraint(
                fields=["row", "author"],
                condition=Q(verdict="waiting"),
                name="rowmark_one_waiting",
                violation_error_message=_("Your mark waits for the head already."),
            )
        ]
        indexes = [models.Index(fields=["row", "-id"], name="rowmark_of_row")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {beginning(self.text, 60)}"

    def get_absolute_url(self) -> str:
        return self.row.get_absolute_url()


class RowReminder(SchoolOwned):
    """That a person was reminded of a row on that day: once, however often it is asked."""

    school_from = "row"

    row = models.ForeignKey(PlanRow, models.PROTECT, related_name="reminders", editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    day = models.DateField(editable=False)

    objects = RowPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder of a row")
        verbose_name_plural = _("reminders of rows")
        constraints = [
            models.UniqueConstraint(
                fields=["row", "person", "day"], name="rowreminder_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.row}"

    def get_absolute_url(self) -> str:
        return self.row.get_absolute_url()
