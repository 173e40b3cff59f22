"""Who is to lead a club or prepare pupils for olympiads: proposals to the director (I.7)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import AcademicYear, Association, SchoolOwned, User, Versioned
from core.addresses import address
from core.models import WorkflowModel
from core.workflow import Workflow
from lessons.querysets.clubs import ClubProposalQuerySet
from lessons.workflow.clubs import CLUB_WORKFLOW, ClubStatus


class ClubProposal(Versioned, SchoolOwned, WorkflowModel):
    """The association proposes, the director answers; the order comes with orders."""

    class Kind(models.TextChoices):
        CLUB = "club", pgettext_lazy("club proposal", "leader of a club")
        COACH = "coach", pgettext_lazy("club proposal", "olympiad coach")

    workflow: ClassVar[Workflow] = CLUB_WORKFLOW
    school_from = "association"

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="clubs", verbose_name=_("association")
    )
    year = models.ForeignKey(
        AcademicYear,
        models.PROTECT,
        related_name="+",
        verbose_name=_("school year"),
        editable=False,
    )
    kind = models.CharField(
        pgettext_lazy("club proposal", "as"), max_length=5, choices=Kind, default=Kind.CLUB
    )
    person = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("who is proposed")
    )
    title = models.CharField(_("club or olympiad group"), max_length=200)
    classes = models.CharField(
        pgettext_lazy("club proposal", "classes"), max_length=60, blank=True, help_text="7–9"
    )
    hours = models.PositiveSmallIntegerField(
        _("hours a week"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(40)],
    )
    reason = models.TextField(_("why this person"), max_length=2_000, blank=True)
    status = models.CharField(
        pgettext_lazy("club proposal", "state"),
        max_length=9,
        choices=ClubStatus,
        default=ClubStatus.PROPOSED,
        editable=False,
    )
    answer = models.TextField(
        pgettext_lazy("club proposal", "answer"), max_length=2_000, blank=True, editable=False
    )
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_on = models.DateField(null=True, editable=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = ClubProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal of a club leader")
        verbose_name_plural = _("proposals of club leaders")
        indexes = [models.Index(fields=["school", "year", "status"], name="club_of_year")]

    def __str__(self) -> str:
        return self.title[:80]

    def get_absolute_url(self) -> str:
        return address("lessons:clubproposal_detail", self.pk)
