"""Meetings that come from rows of a plan, and where a plan is adopted."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.views import ActionFormPage, CreatePage
from meetings.models import Meeting
from plans import services
from plans.forms.gathering import ConsiderForm, LinkForm, RowMeetingForm, day_of
from plans.models import Plan, PlanRow
from plans.views.reading import PLANS

ROWS = PlanRow.objects.select_related(
    "plan__association", "plan__year", "plan__school", "meeting"
)


class RowMeeting(CreatePage):
    """Planning the meeting of a row: the row has said what the form would ask."""

    model = Meeting
    form_class = RowMeetingForm
    permission = "plans.meet_planrow"

    @cached_property
    def row(self) -> PlanRow:
        rows = ROWS.visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"]).as_it_holds()

    def ask(self, subject: Any = None) -> None:
        super().ask(self.row)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "row": self.row}

    def get_initial(self) -> dict[str, Any]:
        return {
            "association": str(self.row.plan.association_id),
            "date": day_of(self.row),
            "topic": " ".join(self.row.text.split())[:300],
        }


class RowLink(ActionFormPage):
    """A meeting that is there already, for a row."""

    model = PlanRow
    queryset = ROWS
    permission = "plans.link_planrow"
    form_class = LinkForm
    action = services.link_planrow
    label = _("Choose the meeting of the row")
    hint = _("Once the meeting is held, the row is done by itself.")


class PlanConsider(ActionFormPage):
    """Where the plan is adopted."""

    model = Plan
    queryset = PLANS.annual()
    permission = "plans.consider_plan"
    form_class = ConsiderForm
    action = services.consider_plan
    label = _("Say where the plan is adopted")
    hint = _(
        "A meeting to come gets the question on its agenda. The paper of the plan names the "
        "protocol, once it is signed."
    )
