"""Pages of proposals of club leaders and olympiad coaches."""

from typing import Any

from core.permissions import can
from core.views import (
    ActionFormPage,
    ActionView,
    CreatePage,
    DetailPage,
    UpdatePage,
)
from lessons.documents.clubs import ClubRegister
from lessons.filters.events import ClubProposalFilter
from lessons.forms import clubs as forms
from lessons.models import ClubProposal
from lessons.views.lists import TonedList
from meetings.views.registers import AsPdf, AsTable, Book

CLUBS = ClubProposal.objects.select_related("association", "person", "year", "decided_by")
TONES = {"accepted": "done", "declined": "late", "proposed": "wait"}


class ClubProposalList(TonedList, Book):
    model = ClubProposal
    queryset = ClubProposal.objects.for_table().newest_first()
    filterset_class = ClubProposalFilter
    permission = "lessons.view_clubproposal"
    tones = TONES


class ClubProposalPdf(AsPdf, ClubProposalList):
    """What the filter left, on paper."""

    paper_class = ClubRegister
    page_name = "lessons:clubproposal_list"


class ClubProposalTable(AsTable, ClubProposalList):
    """What the filter left, in a table."""

    paper_class = ClubRegister


class ClubProposalDetail(DetailPage):
    model = ClubProposal
    queryset = CLUBS
    permission = "lessons.view_clubproposal"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        change = can(self.request.user, "lessons.change_clubproposal", self.object)
        return super().get_context_data(change=change, **kwargs)


class ClubProposalCreate(CreatePage):
    model = ClubProposal
    form_class = forms.ClubForm
    permission = "lessons.create_clubproposal"


class ClubProposalUpdate(UpdatePage):
    model = ClubProposal
    queryset = CLUBS
    form_class = forms.ClubForm
    permission = "lessons.change_clubproposal"


class ClubSaying(ActionFormPage):
    model = ClubProposal
    queryset = CLUBS


class ClubPress(ActionView):
    model = ClubProposal
    queryset = CLUBS
