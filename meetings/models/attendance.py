"""Who was there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import User
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting, MeetingPart
from meetings.querysets import AttendanceQuerySet


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

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="attendance", editable=False
    )
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

    @property
    def whole(self) -> Meeting:
        return self.meeting
