"""The meeting, its agenda, who was there, who spoke, what was resolved."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import AcademicYear, Association, SchoolOwned, User, Versioned
from core.models import WorkflowModel
from core.workflow import Workflow
from meetings.querysets import (
    AgendaItemQuerySet,
    AttendanceQuerySet,
    ItemRowQuerySet,
    MeetingQuerySet,
    ResolutionQuerySet,
)
from meetings.workflow import (
    MEETING_FROZEN,
    MEETING_PLANNABLE,
    MEETING_RECORDABLE,
    MEETING_WORKFLOW,
    MeetingStatus,
    ResolutionStatus,
)

TEXT_LIMIT = 100_000


class Meeting(Versioned, SchoolOwned, WorkflowModel):
    """A meeting of an association. Its number comes when it is held, never before."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", pgettext_lazy("meeting", "ordinary")
        EXTRAORDINARY = "extraordinary", pgettext_lazy("meeting", "extraordinary")

    workflow: ClassVar[Workflow] = MEETING_WORKFLOW
    school_from = "association"

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="meetings", verbose_name=_("association")
    )
    year = models.ForeignKey(
        AcademicYear,
        models.PROTECT,
        related_name="meetings",
        verbose_name=_("school year"),
        editable=False,
    )
    kind = models.CharField(
        pgettext_lazy("meeting", "kind"), max_length=13, choices=Kind, default=Kind.ORDINARY
    )
    number = models.PositiveIntegerField(_("protocol number"), null=True, editable=False)
    date = models.DateField(pgettext_lazy("meeting", "date"))
    starts_at = models.TimeField(pgettext_lazy("meeting", "begins at"), null=True, blank=True)
    ends_at = models.TimeField(pgettext_lazy("meeting", "ends at"), null=True, blank=True)
    place = models.CharField(
        pgettext_lazy("meeting", "place"), max_length=120, blank=True, help_text=_("Room 205")
    )
    topic = models.CharField(pgettext_lazy("meeting", "topic"), max_length=300, blank=True)
    chair = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chaired",
        verbose_name=_("chair"),
    )
    secretary = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recorded",
        verbose_name=_("secretary"),
    )
    status = models.CharField(
        pgettext_lazy("meeting", "state"),
        max_length=10,
        choices=MeetingStatus,
        default=MeetingStatus.PLANNED,
        editable=False,
    )
    convened_at = models.DateTimeField(null=True, editable=False)
    held_at = models.DateTimeField(null=True, editable=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.UniqueConstraint(
                fields=["association", "year", "number"],
                name="meeting_one_per_number",
                violation_error_message=_("This number is taken."),
            ),
            models.CheckConstraint(
                condition=Q(chair=None) | Q(secretary=None) | ~Q(chair=F("secretary")),
                name="meeting_chair_is_not_secretary",
                violation_error_message=_("Chair and secretary are two people."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_begins",
                violation_error_message=_("The end must come after the beginning."),
            ),
        ]
        indexes = [
            models.Index(fields=["school", "year", "-date", "-id"], name="meeting_of_year"),
            models.Index(fields=["association", "-date", "-id"], name="meeting_of_union"),
        ]

    def __str__(self) -> str:
        if self.number:
            words = _("Meeting № %(number)s, %(association)s")
            return words % {"number": self.number, "association": self.association}
        words = _("Meeting of %(date)s, %(association)s")
        return words % {
            "date": f"{self.date:%d.%m.%Y}",
            "association": self.association,
        }

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting_detail", args=[self.pk])

    def clean(self) -> None:
        """Find the school year: no date outside of it, and none changes it once numbered."""
        if self.date and self.association_id:
            years = AcademicYear.objects.filter(school=self.association.school_id)
            year = years.on(self.date).first()
            if year is None:
                raise ValidationError({"date": _("This date lies in no school year.")})
            if self.number and year.pk != self.year_id:
                raise ValidationError(
                    {"date": _("A numbered meeting stays in its school year.")}
                )
            self.year = year

    @property
    def is_plannable(self) -> bool:
        return self.status in MEETING_PLANNABLE

    @property
    def is_recordable(self) -> bool:
        return self.status in MEETING_RECORDABLE

    @property
    def is_frozen(self) -> bool:
        return self.status in MEETING_FROZEN


class MeetingPart(SchoolOwned):
    """A row of a meeting: it has the meeting's life and its freezing."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_when_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.refuse_when_frozen()
        return super().delete(*args, **kwargs)

    def refuse_when_frozen(self) -> None:
        if self.whole.is_frozen:
            raise ValidationError(_("A signed protocol is no longer changed."))

    @property
    def whole(self) -> Meeting:
        return self.meeting  # type: ignore[attr-defined, no-any-return] -- the rows have it


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

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
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
        return f"{reverse('meetings:meeting_record', args=[self.meeting_id])}#item-{self.pk}"


class Row(MeetingPart):
    """A row of an agenda item. ``key`` is made by the page, so that saving twice is once."""

    school_from = "item"

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def whole(self) -> Meeting:
        return self.item.meeting  # type: ignore[attr-defined, no-any-return]


class Speech(Row):
    """Who spoke about an item, and what they said."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="speeches")
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


class Resolution(Row):
    """What was resolved: one sentence, who does it, by when; the votes, where there were any."""

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

    class Vote(models.TextChoices):
        NONE = "none", pgettext_lazy("vote", "no vote")
        OPEN = "open", pgettext_lazy("vote", "open vote")
        SECRET = "secret", pgettext_lazy("vote", "secret vote")  # noqa: S105 -- a ballot

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="resolutions")
    kind = models.CharField(
        pgettext_lazy("resolution", "kind"), max_length=9, choices=Kind, default=Kind.TASK
    )
    text = models.TextField(_("resolution"), blank=True, max_length=20_000)
    responsible = models.ManyToManyField(
        User, related_name="resolutions", blank=True, verbose_name=_("responsible")
    )
    all_members = models.BooleanField(_("all members"), default=False)
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
                fields=["school", "due", "id"],
                condition=Q(status="in_force", due__isnull=False),
                name="resolution_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text[:80]}"

    def get_absolute_url(self) -> str:
        return f"{self.item.meeting.get_absolute_url()}#resolution-{self.pk}"

    @property
    def label(self) -> str:
        """«3.2»: the second resolution of the third item."""
        return f"{self.item.position}.{self.position}"

    @property
    def is_unanimous(self) -> bool:
        return bool(self.votes_for) and not (self.votes_against or self.votes_abstained)


class Attendance(MeetingPart):
    """One person at one meeting: there or not, from when, why not; or a guest."""

    class Status(models.TextChoices):
        UNMARKED = "unmarked", pgettext_lazy("attendance", "not marked")
        PRESENT = "present", pgettext_lazy("attendance", "present")
        ABSENT = "absent", pgettext_lazy("attendance", "absent")
        INVITED = "invited", pgettext_lazy("attendance", "invited")

    class Reason(models.TextChoices):
        NONE = "", pgettext_lazy("absence", "no reason given")
        ILL = "ill", pgettext_lazy("absence", "ill")
        TRIP = "trip", pgettext_lazy("absence", "on a business trip")
        COURSE = "course", pgettext_lazy("absence", "at a course")
        LEAVE = "leave", pgettext_lazy("absence", "on leave")
        OTHER = "other", pgettext_lazy("absence", "other reason")

    school_from = "meeting"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attendance",
        verbose_name=_("person"),
    )
    guest = models.CharField(_("guest's name"), max_length=120, blank=True)
    post = models.CharField(_("guest's post"), max_length=160, blank=True)
    status = models.CharField(
        pgettext_lazy("attendance", "state"),
        max_length=8,
        choices=Status,
        default=Status.UNMARKED,
    )
    reason = models.CharField(_("reason"), max_length=6, choices=Reason, blank=True)
    remark = models.CharField(_("remark"), max_length=120, blank=True)
    came_late = models.BooleanField(_("came late"), default=False)
    left_after = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("left after item"),
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="attendance_one_per_person",
                violation_error_message=_("This person is on the list already."),
            ),
            models.CheckConstraint(
                condition=~Q(person=None, guest=""),
                name="attendance_is_somebody",
                violation_error_message=_("Choose a person or write a guest's name."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.guest}: {self.get_status_display()}"
