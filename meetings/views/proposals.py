"""Pages of what members propose for the agenda."""

from typing import Any

from core import attachments
from core.permissions import can
from core.views import ActionFormPage, CreatePage, DetailPage, ListPage, UpdatePage
from meetings import figures
from meetings.filters import ProposalFilter
from meetings.forms.proposals import AcceptProposalForm, ProposalForm
from meetings.models import ItemProposal
from meetings.workflow import PROPOSAL_WORKFLOW


class ProposalList(ListPage):
    model = ItemProposal
    queryset = ItemProposal.objects.for_list().newest_first()
    filterset_class = ProposalFilter
    permission = "meetings.view_itemproposal"


class ProposalDetail(DetailPage):
    """What is proposed and why, what was answered, and where the question stands now."""

    model = ItemProposal
    queryset = ItemProposal.objects.select_related(
        "association", "author", "answered_by", "school", "item__meeting__association"
    )
    permission = "meetings.view_itemproposal"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proposal, user = self.object, self.request.user
        change = can(user, "meetings.change_itemproposal", proposal)
        language = proposal.school.paper_language
        return super().get_context_data(
            change=change,
            advice=figures.advice_on(proposal.title, language) if change else "",
            files=list(attachments.of(proposal)),
            way=figures.way_of(proposal),
            history=figures.proposal_history(proposal),
            **kwargs,
        )


class ProposalCreate(CreatePage):
    model = ItemProposal
    form_class = ProposalForm
    permission = "meetings.create_itemproposal"

    def get_initial(self) -> dict[str, Any]:
        return {"association": self.request.GET.get("association", "")}


class ProposalUpdate(UpdatePage):
    model = ItemProposal
    queryset = ItemProposal.objects.select_related("association", "school")
    form_class = ProposalForm
    permission = "meetings.change_itemproposal"


class ProposalAccept(ActionFormPage):
    """Onto which agenda; the page of a meeting hands in its own."""

    model = ItemProposal
    queryset = ItemProposal.objects.select_related("association", "author")
    permission = "meetings.accept_itemproposal"
    form_class = AcceptProposalForm
    label = PROPOSAL_WORKFLOW["accept"].label

    def get_initial(self) -> dict[str, Any]:
        return {"meeting": self.request.GET.get("meeting", "")}
