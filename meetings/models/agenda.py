"""Questions of the agenda: what was heard, who spoke, what was resolved."""

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import User
from core.addresses import address
from core.models import WorkflowModel
from core.workflow import Workflow
from meetings.models.meeting import Meeting, MeetingPart
from meetings.querysets import AgendaItemQuerySet, ItemRowQuerySet, ResolutionQuerySet
from meetings.workflow import RESOLUTION_WORKFLOW, ResolutionStatus

TEXT_LIMIT = 100_000


class AgendaItem(MeetingPart):
    """A question of the agenda, and what was heard about it."""

    class Kind(models.TextChoices):
        REPORT = "report", pgettext_lazy("item", "report")
        DISCUSSION = "discussion", pgettext_lazy("item", "discussion")
        INFORMATION = "information", pgettext_lazy("item", "information")
        CONTROL = "control", pgettext_lazy("item", "control of resolutions")
        ELECTION = "election", pgettext_lazy("item", "election")
        NOMINATION = "nomination", pgettext_lazy("item", "nomination")
        OTHER = "other", pgettext_lazy("item", "other")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("item", "open")
        DECIDED = "decided", pgettext_lazy("item", "decided")
        POSTPONED = "postponed", pgettext_lazy("item", "postponed")
        WITHDRAWN = "withdrawn", pgettext_lazy("item", "withdrawn")

    school_from = "meeting"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    kind = models.CharField(
        pgettext_lazy("item", "kind"), max_length=11, choices=Kind, default=Kind.DISCUSSION
    )
    title = models.CharField(
        pgettext_lazy("item", "question"),
        max_length=500,
        help_text=_("It ends with «жөнүндө» or «тууралуу»; in Russian it begins with «О»."),
    )
    rapporteurs = models.ManyToManyField(
        User, related_name="reported_items", blank=True, verbose_name=_("speakers")
    )
    guest_rapporteur = models.CharField(
        _("speaker from outside: name and post"), max_length=200, blank=True
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, validators=[MaxValueValidator(240)]
    )
    heard = models.TextField(_("heard"), blank=True, max_length=TEXT_LIMIT)
    talk_attached = models.BooleanField(_("the talk is attached"), default=False)
    state = models.CharField(
        pgettext_lazy("item", "state"), max_length=9, choices=State, default=State.OPEN
    )
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to", editable=False
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda")
        indexes = [
            models.Index(fields=["meeting", "position", "id"], name="agendaitem_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"

    def get_absolute_url(self) -> str:
        return f"{address('meetings:meeting_record', self.meeting_id)}#item-{self.pk}"

    @property
    def whole(self) -> Meeting:
        return self.meeting


class Row(MeetingPart):
    """A row of an agenda item. ``key`` is made by the page, so that saving twice is once."""

    school_from = "item"

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def whole(self) -> Meeting:
        return self.item.meeting  # type: ignore[attr-defined]


class Speech(Row):
    """Who spoke about an item, and what they said."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="speeches", editable=False
    )
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="speeches",
        verbose_name=_("speaker"),
    )
    guest = models.CharField(_("speaker from outside"), max_length=200, blank=True)
    text = models.TextField(_("what was said"), blank=True, max_length=TEXT_LIMIT)

    objects = ItemRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("speech")
        verbose_name_plural = _("speeches")
        constraints = [
            models.UniqueConstraint(fields=["item", "key"], name="speech_one_per_key")
        ]
        indexes = [models.Index(fields=["item", "position", "id"], name="speech_in_order")]

    def __str__(self) -> str:
        return f"{self.person or self.guest}: {self.text[:60]}"


class Resolution(Row, WorkflowModel):
    """What was resolved: one sentence, who does it, by when; the votes, if there were any."""

    class Kind(models.TextChoices):
        TASK = "task", pgettext_lazy("resolution", "task")
        APPROVE = "approve", pgettext_lazy("resolution", "approve")
        NOTE = "note", pgettext_lazy("resolution", "take note")
        RECOMMEND = "recommend", pgettext_lazy("resolution", "recommend")
        PETITION = "petition", pgettext_lazy("resolution", "petition")

    class Due(models.TextChoices):
        NONE = "none", pgettext_lazy("deadline", "none")
        DATE = "date", pgettext_lazy("deadline", "by a date")
        PERMANENT = "permanent", pgettext_lazy("deadline", "permanent")
        YEAR_END = "year_end", pgettext_lazy("deadline", "until the end of the year")

    class Controller(models.TextChoices):
        HEAD = "head", pgettext_lazy("controller", "head of the association")
        DEPUTY = "deputy", pgettext_lazy("controller", "deputy director")

    class Vote(models.TextChoices):
        NONE = "none", pgettext_lazy("vote", "no vote")
        OPEN = "open", pgettext_lazy("vote", "open vote")
        SECRET = "secret", pgettext_lazy("vote", "secret vote")

    workflow: ClassVar[Workflow] = RESOLUTION_WORKFLOW

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="resolutions", editable=False
    )
    kind = models.CharField(
        pgettext_lazy("resolution", "kind"), max_length=9, choices=Kind, default=Kind.TASK
    )
    text = models.TextField(_("resolution"), blank=True, max_length=20_000)
    responsible = models.ManyToManyField(
        User, related_name="resolutions", blank=True, verbose_name=_("responsible")
    )
    lead = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_resolutions",
        verbose_name=pgettext_lazy("resolution", "who answers for it"),
    )
    all_members = models.BooleanField(_("all members"), default=False)
    controller = models.CharField(
        pgettext_lazy("resolution", "controlled by"),
        max_length=6,
        choices=Controller,
        default=Controller.HEAD,
    )
    cancels = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cancelled_by",
        verbose_name=_("cancels an earlier resolution"),
    )
    due_kind = models.CharField(_("deadline"), max_length=9, choices=Due, default=Due.NONE)
    due = models.DateField(_("date of the deadline"), null=True, blank=True)
    vote = models.CharField(_("vote"), max_length=6, choices=Vote, default=Vote.NONE)
    votes_for = models.PositiveSmallIntegerField(_("for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    status = models.CharField(
        pgettext_lazy("resolution", "state"),
        max_length=10,
        choices=ResolutionStatus,
        default=ResolutionStatus.DRAFT,
        editable=False,
    )
    # The deadline as it stands: as signed, the end of the year, or moved since.
    due_now = models.DateField(null=True, editable=False)
    outcome = models.TextField(_("how it was done"), blank=True, editable=False)
    finished_on = models.DateField(_("done on"), null=True, editable=False)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        constraints = [
            models.UniqueConstraint(fields=["item", "key"], name="resolution_one_per_key"),
        ]
        indexes = [
            models.Index(fields=["item", "position", "id"], name="resolution_in_order"),
            models.Index(
                fields=["school", "due_now", "id"],
                condition=Q(status__in=["in_force", "reported"], due_now__isnull=False),
                name="resolution_due_now",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text[:80]}"

    def get_absolute_url(self) -> str:
        return address("meetings:resolution_detail", self.pk)

    @property
    def label(self) -> str:
        """«3.2»: the second resolution of the third item."""
        return f"{self.item.position}.{self.position}"
