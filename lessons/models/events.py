"""Events: seminars, trainings, readings, conferences, games (4.3, 5.4, 5.6, IV.3-5)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import (
    AcademicYear,
    ArchivedDocument,
    Association,
    SchoolOwned,
    User,
    Versioned,
)
from core.addresses import address
from core.models import WorkflowModel
from core.workflow import Workflow
from lessons.models.schedule import OpenLesson
from lessons.querysets import EventQuerySet
from lessons.querysets.events import OfEvent
from lessons.workflow import EVENT_WORKFLOW, EventStatus
from plans.models import PlanRow


class Event(Versioned, SchoolOwned, WorkflowModel):
    """Something people come together for: its programme, who came, what came out of it."""

    class Kind(models.TextChoices):
        SEMINAR = "seminar", pgettext_lazy("event", "seminar")
        PRACTICAL = "practical", pgettext_lazy("event", "practical seminar")
        TRAINING = "training", pgettext_lazy("event", "training")
        MASTER_CLASS = "master_class", pgettext_lazy("event", "master class")
        READINGS = "readings", pgettext_lazy("event", "methodical readings")
        CONFERENCE = "conference", pgettext_lazy("event", "conference")
        EXHIBITION = "exhibition", pgettext_lazy("event", "exhibition")
        GAME = "game", pgettext_lazy("event", "business game")
        EXTRACURRICULAR = "extracurricular", pgettext_lazy("event", "extracurricular event")

    workflow: ClassVar[Workflow] = EVENT_WORKFLOW
    school_from = "association"

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="events", verbose_name=_("association")
    )
    year = models.ForeignKey(
        AcademicYear,
        models.PROTECT,
        related_name="+",
        verbose_name=_("school year"),
        editable=False,
    )
    kind = models.CharField(
        pgettext_lazy("event", "kind"), max_length=15, choices=Kind, default=Kind.PRACTICAL
    )
    title = models.CharField(pgettext_lazy("event", "topic"), max_length=300)
    goal = models.TextField(pgettext_lazy("event", "goal"), max_length=2_000, blank=True)
    day = models.DateField(pgettext_lazy("event", "day"))
    begins = models.TimeField(_("begins at"), null=True, blank=True)
    ends = models.TimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(pgettext_lazy("event", "place"), max_length=120, blank=True)
    audience = models.CharField(_("for whom"), max_length=300, blank=True)
    # More cannot sign up; nothing: as many as wish.
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    open_lessons = models.ManyToManyField(
        OpenLesson,
        related_name="events",
        blank=True,
        verbose_name=_("open lessons and extracurricular events that go with it"),
    )
    plan_row = models.ForeignKey(
        PlanRow,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("row of the plan"),
    )
    status = models.CharField(
        pgettext_lazy("event", "state"),
        max_length=9,
        choices=EventStatus,
        default=EventStatus.PLANNED,
        editable=False,
    )
    outcome = models.TextField(
        pgettext_lazy("event", "outcome"), max_length=10_000, blank=True, editable=False
    )
    recommendations = models.TextField(
        _("recommendations"), max_length=10_000, blank=True, editable=False
    )
    # Why it was cancelled.
    remark = models.TextField(
        pgettext_lazy("event", "remark"), max_length=2_000, blank=True, editable=False
    )
    # The programme with its outcome, filed when it was held.
    paper = models.ForeignKey(
        ArchivedDocument, models.PROTECT, null=True, related_name="+", editable=False
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["school", "day", "id"], name="event_on_day"),
            models.Index(fields=["association", "year", "kind"], name="event_of_year"),
        ]

    def __str__(self) -> str:
        return self.title[:80]

    def get_absolute_url(self) -> str:
        return address("lessons:event_detail", self.pk)

    @property
    def is_planned(self) -> bool:
        return self.status == EventStatus.PLANNED

    # Who is on the list, where a page has read it already: the rules ask no more.
    people_read: "list[EventParticipant] | None" = None

    def on_the_list(self) -> "list[EventParticipant]":
        return list(self.participants.all()) if self.people_read is None else self.people_read


class EventPoint(Versioned, SchoolOwned):
    """One point of the programme: from when, what, by whom."""

    school_from = "event"

    event = models.ForeignKey(Event, models.PROTECT, related_name="points", editable=False)
    begins = models.TimeField(_("begins at"), null=True, blank=True)
    title = models.CharField(pgettext_lazy("point of a programme", "topic"), max_length=300)
    speaker = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("point of a programme", "speaker"),
    )
    guest = models.CharField(_("speaker from elsewhere"), max_length=200, blank=True)

    objects = OfEvent.as_manager()

    class Meta:
        verbose_name = _("point of a programme")
        verbose_name_plural = _("points of a programme")
        indexes = [models.Index(fields=["event", "begins", "id"], name="eventpoint_in_order")]

    def __str__(self) -> str:
        return self.title[:80]

    def get_absolute_url(self) -> str:
        return f"{self.event.get_absolute_url()}#programme"


class EventParticipant(SchoolOwned):
    """Who signed up or came; a guest of another place has a name and no account."""

    school_from = "event"

    event = models.ForeignKey(
        Event, models.PROTECT, related_name="participants", editable=False
    )
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("person"),
        editable=False,
    )
    guest = models.CharField(_("guest"), max_length=200, blank=True, editable=False)
    # Unknown until somebody says so.
    came = models.BooleanField(pgettext_lazy("participant", "came"), null=True, editable=False)
    certificate = models.PositiveIntegerField(
        _("number of the certificate"), null=True, editable=False
    )
    at = models.DateTimeField(auto_now_add=True)

    objects = OfEvent.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"], name="eventparticipant_once_per_event"
            ),
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(guest=""), name="eventparticipant_is_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{self.event.get_absolute_url()}#people"

    @property
    def name(self) -> str:
        return self.person.list_name if self.person else self.guest
