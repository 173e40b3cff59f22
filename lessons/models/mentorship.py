"""Mentorship: an experienced teacher and a young one, for a time (2.1, 3.16, IV.1)."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import (
    AcademicYear,
    Association,
    SchoolOwned,
    Subject,
    User,
    Versioned,
)
from core.addresses import address
from core.models import WorkflowModel
from core.workflow import Workflow
from lessons.querysets import MentorshipQuerySet
from lessons.workflow import MENTORSHIP_WORKFLOW, MentorshipStatus
from meetings.models import AgendaItem


class Mentorship(Versioned, SchoolOwned, WorkflowModel):
    """A pair: proposed at a meeting of the association, appointed by the director's order."""

    workflow: ClassVar[Workflow] = MENTORSHIP_WORKFLOW
    school_from = "association"

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="mentorships", verbose_name=_("association")
    )
    mentor = models.ForeignKey(
        User, models.PROTECT, related_name="mentorships_given", verbose_name=_("mentor")
    )
    novice = models.ForeignKey(
        User, models.PROTECT, related_name="mentorships_had", verbose_name=_("young teacher")
    )
    subject = models.ForeignKey(
        Subject, models.PROTECT, related_name="+", verbose_name=_("subject")
    )
    # One school year: who goes on in the next is proposed and appointed anew.
    year = models.ForeignKey(
        AcademicYear,
        models.PROTECT,
        related_name="+",
        verbose_name=_("school year"),
        editable=False,
    )
    since = models.DateField(pgettext_lazy("mentorship", "since"))
    until = models.DateField(pgettext_lazy("mentorship", "until"))
    # The question of the agenda under which the association proposed it.
    proposed = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mentorships_proposed",
        verbose_name=_("proposed at the meeting"),
    )
    # The order by its number and date; orders themselves live on the floor above.
    order_number = models.CharField(
        _("number of the order"), max_length=40, blank=True, editable=False
    )
    order_date = models.DateField(_("date of the order"), null=True, editable=False)
    status = models.CharField(
        pgettext_lazy("mentorship", "state"),
        max_length=9,
        choices=MentorshipStatus,
        default=MentorshipStatus.PROPOSED,
        editable=False,
    )
    # Why it was declined; what it has brought when it ended.
    closing_note = models.TextField(
        _("closing note"), max_length=5_000, blank=True, editable=False
    )
    ended_on = models.DateField(_("ended on"), null=True, editable=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentorship")
        verbose_name_plural = _("mentorships")
        constraints = [
            models.CheckConstraint(
                condition=~Q(mentor=F("novice")),
                name="mentorship_of_two_people",
                violation_error_message=_("Nobody is the own mentor."),
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="mentorship_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]
        indexes = [
            models.Index(fields=["association", "status"], name="mentorship_of_association"),
            models.Index(fields=["novice", "status"], name="mentorship_of_novice"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor.list_name} – {self.novice.list_name}"

    def get_absolute_url(self) -> str:
        return address("lessons:mentorship_detail", self.pk)

    @property
    def last_day(self) -> date:
        """Of the days in which the two work together."""
        return self.ended_on or self.until

    def side_of(self, user: User) -> str:
        """As which of the two the person stands in it; "" for everybody else."""
        sides = {self.mentor_id: "mentor", self.novice_id: "novice"}
        return sides.get(user.pk, "")
