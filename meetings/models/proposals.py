"""What members propose for the agenda."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import Association, SchoolOwned, User, Versioned
from core.addresses import address
from core.models import WorkflowModel
from core.workflow import Workflow
from meetings.models.agenda import AgendaItem
from meetings.querysets import ProposalQuerySet
from meetings.workflow import PROPOSAL_WORKFLOW, ProposalStatus


class ItemProposal(Versioned, SchoolOwned, WorkflowModel):
    """A question that a member wants on the agenda: what, why; and what the head answered."""

    workflow: ClassVar[Workflow] = PROPOSAL_WORKFLOW
    school_from = "association"

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="proposals", verbose_name=_("association")
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    title = models.CharField(pgettext_lazy("item", "question"), max_length=500)
    why = models.TextField(pgettext_lazy("proposal", "why"), blank=True, max_length=5_000)
    made_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(
        pgettext_lazy("proposal", "state"),
        max_length=9,
        choices=ProposalStatus,
        default=ProposalStatus.NEW,
        editable=False,
    )
    answer = models.TextField(pgettext_lazy("proposal", "answer"), blank=True, editable=False)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    item = models.OneToOneField(
        AgendaItem, models.SET_NULL, null=True, related_name="proposal", editable=False
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal for the agenda")
        verbose_name_plural = _("proposals for the agenda")
        indexes = [
            models.Index(fields=["association", "status", "-id"], name="itemproposal_of")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("meetings:itemproposal_detail", self.pk)
