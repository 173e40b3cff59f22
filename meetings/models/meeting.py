"""The meeting, its agenda, who was there, who spoke, what was resolved."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from associations.models import AcademicYear, Association, SchoolOwned, User, Versioned
from core import dates
from core.addresses import address
from core.models import WorkflowModel
from core.workflow import Workflow
from meetings.querysets import MeetingPartQuerySet, MeetingQuerySet
from meetings.workflow import (
    MEETING_FROZEN,
    MEETING_PLANNABLE,
    MEETING_RECORDABLE,
    MEETING_WORKFLOW,
    MeetingStatus,
)

TEXT_LIMIT = 100_000


class Meeting(Versioned, SchoolOwned, WorkflowModel):
    """A meeting of an association. Its number comes when it is held, never before."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", pgettext_lazy("meeting", "ordinary")
        EXTRAORDINARY = "extraordinary", pgettext_lazy("meeting", "extraordinary")
        JOINT = "joint", pgettext_lazy("meeting", "joint")
        HEADS = "heads", pgettext_lazy("meeting", "gathering of the heads")

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
    month_only = models.BooleanField(_("the day is not fixed yet"), default=False)
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
    circulated_until = models.DateField(
        _("may be remarked on until"), null=True, blank=True, editable=False
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
        """Name all who meet, the reader's own first where a page knows the reader."""
        whose = self.__dict__.get("whose")
        names = whose() if whose else ", ".join(str(row) for row in self.unions)
        if self.number:
            words = _("Meeting № %(number)s, %(association)s")
            return words % {"number": self.told_number, "association": names}
        words = _("Meeting of %(date)s, %(association)s")
        return words % {"date": self.day_in(get_language() or "ky"), "association": names}

    def get_absolute_url(self) -> str:
        return address("meetings:meeting_detail", self.pk)

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
            if self.association.is_council:
                self.kind = self.Kind.HEADS

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self.__dict__.pop("joint_rows", None)

    @cached_property
    def joint_rows(self) -> list["JointAssociation"]:
        """The further associations of a joint meeting, by the alphabet; read once."""
        if self.kind != self.Kind.JOINT:
            return []
        rows = self.joint.select_related("association")
        return list(rows.order_by("association__sort_key", "association"))

    @property
    def unions(self) -> list[Association]:
        """Whose meeting it is: the host first, then those who meet together with it."""
        return [self.association, *(row.association for row in self.joint_rows)]

    @property
    def union_ids(self) -> set[int]:
        """The same by their keys alone."""
        return {self.association_id, *(row.association_id for row in self.joint_rows)}

    @property
    def numbers(self) -> list[int]:
        """Under which number each of them has the protocol, in the same order."""
        numbers = [self.number, *(row.number for row in self.joint_rows)]
        return [number for number in numbers if number is not None]

    @property
    def told_number(self) -> str:
        """That of the reader's register, if a page asked ``as_registered``; or all: «3/5»."""
        own = self.__dict__.get("registered")
        return str(own or "/".join(map(str, self.numbers)))

    def members(self) -> Any:
        """Who belongs to the associations that meet on that day, by the alphabet."""
        return User.objects.members_of_any(self.unions, self.date).in_order()

    def day_in(self, language: str) -> str:
        """Write its date; only the month while the day is not fixed."""
        return (dates.month_year if self.month_only else dates.full)(self.date, language)

    @property
    def is_plannable(self) -> bool:
        return self.status in MEETING_PLANNABLE

    @property
    def is_recordable(self) -> bool:
        return self.status in MEETING_RECORDABLE

    @property
    def is_frozen(self) -> bool:
        return self.status in MEETING_FROZEN


class JointAssociation(SchoolOwned):
    """A further association of a joint meeting, with the number in its own register."""

    school_from = "meeting"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="joint", editable=False)
    association = models.ForeignKey(
        Association, models.PROTECT, related_name="joint_meetings", editable=False
    )
    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="+", editable=False)
    number = models.PositiveIntegerField(_("protocol number"), null=True, editable=False)

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("association of a joint meeting")
        verbose_name_plural = _("associations of joint meetings")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "association"], name="jointassociation_once"
            ),
            models.UniqueConstraint(
                fields=["association", "year", "number"], name="jointassociation_one_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association}: {self.number or '–'}"


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
        """The meeting it is a row of."""
        raise NotImplementedError
