"""What becomes of a resolution: reports and their answers, moved deadlines, reminders."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import SchoolOwned, User
from meetings.models.agenda import AgendaItem, Resolution, Row
from meetings.querysets import (
    DeadlineChangeQuerySet,
    ItemRowQuerySet,
    ReportQuerySet,
    ResolutionPartQuerySet,
)

# Who answered in the stead of the named controller, and why.
INSTEAD = {
    "deputy:doer": _("The deputy director answered: the head of the association is a doer."),
    "director:doer": _("The director answered: the one who controls it is a doer."),
    "deputy:vacant": _("The deputy director answered: the association has no head."),
    "director:vacant": _("The director answered: the post of the controller is vacant."),
}


class ResolutionReport(SchoolOwned):
    """What a doer says about a resolution, and what the controller answers.

    Of a resolution for all members each member reports; the mark of a person is the state
    of that person's last report, if that was not ``overtaken``.
    """

    class Verdict(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("report", "waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("report", "accepted")
        RETURNED = "returned", pgettext_lazy("report", "returned")

    school_from = "resolution"

    resolution = models.ForeignKey(
        Resolution, models.PROTECT, related_name="reports", editable=False
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    text = models.TextField(pgettext_lazy("report", "what was done"), max_length=20_000)
    at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(
        pgettext_lazy("report", "state"),
        max_length=8,
        choices=Verdict,
        default=Verdict.WAITING,
        editable=False,
    )
    answer = models.TextField(pgettext_lazy("report", "answer"), blank=True, max_length=5_000)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    # Why another than the named controller answered: "deputy:doer", a key of ``INSTEAD``.
    answered_as = models.CharField(max_length=160, blank=True, editable=False)
    # The mark "done" was taken back after it: it stays, and counts no longer.
    overtaken = models.BooleanField(default=False, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report on a resolution")
        verbose_name_plural = _("reports on resolutions")
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "author"],
                condition=Q(verdict="waiting"),
                name="resolutionreport_one_waiting",
                violation_error_message=_("Your report waits for an answer already."),
            )
        ]
        indexes = [models.Index(fields=["resolution", "-id"], name="resolutionreport_of")]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"

    @property
    def instead(self) -> str:
        """Why another than the named controller answered, in words; "" if none did."""
        return str(INSTEAD.get(self.answered_as, ""))

    def get_absolute_url(self) -> str:
        return self.resolution.get_absolute_url()


class DeadlineChange(SchoolOwned):
    """A deadline asked to be moved: old date, new date, reason, who; and the answer."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("deadline change", "asked for")
        GRANTED = "granted", pgettext_lazy("deadline change", "granted")
        REFUSED = "refused", pgettext_lazy("deadline change", "refused")

    school_from = "resolution"

    resolution = models.ForeignKey(
        Resolution, models.PROTECT, related_name="deadline_changes", editable=False
    )
    old = models.DateField(_("date before"), null=True, editable=False)
    new = models.DateField(_("new date"))
    reason = models.TextField(pgettext_lazy("deadline change", "reason"), max_length=2_000)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        pgettext_lazy("deadline change", "state"),
        max_length=7,
        choices=State,
        default=State.ASKED,
        editable=False,
    )
    answer = models.TextField(
        pgettext_lazy("deadline change", "answer"), blank=True, max_length=2_000
    )
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = DeadlineChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a deadline")
        verbose_name_plural = _("changes of deadlines")
        constraints = [
            models.UniqueConstraint(
                fields=["resolution"],
                condition=Q(state="asked"),
                name="deadlinechange_one_asked",
                violation_error_message=_("A new date is asked for already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

    def get_absolute_url(self) -> str:
        return self.resolution.get_absolute_url()


class ControlRow(Row):
    """A row of the item "control of earlier resolutions": one of them, and what was decided.

    What is decided here takes effect when the protocol is signed, like all it resolves.
    """

    class Outcome(models.TextChoices):
        NOTED = "noted", pgettext_lazy("control", "taken note of")
        DONE = "done", pgettext_lazy("control", "taken off control as done")
        STAYS = "stays", pgettext_lazy("control", "stays under control")
        MOVED = "moved", pgettext_lazy("control", "deadline moved")

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="control_rows", editable=False
    )
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, related_name="control_rows", editable=False
    )
    # How it stood when the protocol was made, in the words of the paper's language.
    standing = models.CharField(max_length=200, blank=True, editable=False)
    outcome = models.CharField(
        pgettext_lazy("control", "decided"), max_length=5, choices=Outcome, blank=True
    )
    due = models.DateField(_("new date"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    objects = ItemRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("controlled resolution")
        verbose_name_plural = _("controlled resolutions")
        constraints = [
            models.UniqueConstraint(fields=["item", "key"], name="controlrow_one_per_key"),
            models.UniqueConstraint(fields=["item", "resolution"], name="controlrow_once"),
        ]
        indexes = [models.Index(fields=["item", "position", "id"], name="controlrow_in_order")]

    def __str__(self) -> str:
        return f"{self.resolution}: {self.get_outcome_display()}"


class Reminder(SchoolOwned):
    """That a person was reminded of a resolution on that day: once, however often asked."""

    class Step(models.TextChoices):
        SOON = "soon", pgettext_lazy("reminder", "in three days")
        TOMORROW = "tomorrow", pgettext_lazy("reminder", "tomorrow")
        TODAY = "today", pgettext_lazy("reminder", "today")
        LATE = "late", pgettext_lazy("reminder", "late")

    school_from = "resolution"

    resolution = models.ForeignKey(
        Resolution, models.PROTECT, related_name="reminders", editable=False
    )
    person = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    day = models.DateField(editable=False)
    step = models.CharField(max_length=8, choices=Step, editable=False)

    objects = ResolutionPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "person", "day"], name="reminder_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_step_display()}"
