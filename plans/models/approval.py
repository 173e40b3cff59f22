"""What was submitted, who read it, what was remarked and decided: all rounds are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import ArchivedDocument, SchoolOwned, User
from core.excerpts import beginning
from plans.models.plan import Plan
from plans.models.rounds import Decision, Revision
from plans.querysets import PlanPartQuerySet, RevisionPartQuerySet


class PlanRevision(Revision):
    """The exact text that was submitted once: deciders decide on its digest.

    A round is one revision with its decisions. A plan that comes back is submitted as the
    next revision; an amendment likewise, with the reason it was opened for.
    """

    school_from = "plan"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions", editable=False)
    reason = models.TextField(_("why the plan is amended"), blank=True, editable=False)
    # The paper that was filed when it came into force.
    paper = models.ForeignKey(
        ArchivedDocument, models.PROTECT, null=True, related_name="plans", editable=False
    )

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision of a plan")
        verbose_name_plural = _("revisions of a plan")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="planrevision_one_per_number"
            )
        ]


class PlanDecision(Decision):
    """One step of a round of a plan."""

    class Step(models.TextChoices):
        SUBMITTED = "submitted", pgettext_lazy("plan step", "submitted")
        WITHDRAWN = "withdrawn", pgettext_lazy("plan step", "withdrawn")
        AGREED = "agreed", pgettext_lazy("plan step", "agreed")
        SKIPPED = "skipped", pgettext_lazy("plan step", "agreement not needed")
        RETRACTED = "retracted", pgettext_lazy("plan step", "agreement taken back")
        APPROVED = "approved", pgettext_lazy("plan step", "approved")
        RETURNED = "returned", pgettext_lazy("plan step", "returned")
        GIVEN_UP = "given_up", pgettext_lazy("plan step", "given up")

    revision = models.ForeignKey(
        PlanRevision, models.PROTECT, related_name="decisions", editable=False
    )
    step = models.CharField(max_length=9, choices=Step, editable=False)

    objects = RevisionPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on a plan")
        verbose_name_plural = _("decisions on a plan")
        indexes = [models.Index(fields=["revision", "id"], name="plandecision_in_order")]


class PlanRemark(SchoolOwned):
    """What a decider remarks on a row, a field or the whole; the head answers it once."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("plan remark", "open")
        ANSWERED = "answered", pgettext_lazy("plan remark", "answered")
        # Its text holds all the same, or its amendment was given up: nobody answers it now.
        CLOSED = "closed", pgettext_lazy("plan remark", "closed")

    school_from = "revision"

    revision = models.ForeignKey(
        PlanRevision, models.PROTECT, related_name="remarks", editable=False
    )
    # The key of the row, or the name of the heading's field; neither: about the whole.
    row_key = models.UUIDField(null=True, editable=False)
    field = models.CharField(max_length=20, blank=True, editable=False)
    # What it was pinned to, in the words of that text.
    quote = models.CharField(max_length=200, blank=True, editable=False)
    text = models.TextField(pgettext_lazy("plan", "remark"), max_length=2_000)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        pgettext_lazy("plan remark", "state"),
        max_length=8,
        choices=State,
        default=State.OPEN,
        editable=False,
    )
    answer = models.TextField(
        pgettext_lazy("plan remark", "answer"), blank=True, max_length=2_000
    )
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = RevisionPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark on a plan")
        verbose_name_plural = _("remarks on a plan")
        indexes = [models.Index(fields=["revision", "id"], name="planremark_of_revision")]

    def __str__(self) -> str:
        return beginning(self.text, 80)

    def get_absolute_url(self) -> str:
        return self.revision.get_absolute_url()


class PlanReading(SchoolOwned):
    """That a decider opened this text: only opened plans are approved several at once."""

    school_from = "revision"

    revision = models.ForeignKey(
        PlanRevision, models.PROTECT, related_name="readings", editable=False
    )
    person = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(auto_now_add=True)

    objects = RevisionPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of a plan")
        verbose_name_plural = _("readings of plans")
        constraints = [
            models.UniqueConstraint(fields=["revision", "person"], name="planreading_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.revision}"
