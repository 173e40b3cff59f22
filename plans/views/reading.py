"""The plans of the school, and the page of one plan."""

from typing import Any

from django.utils import timezone

from core.views import DetailPage, ListPage
from meetings.figures import number_for
from meetings.filters import past_year
from plans.figures.waiting import short_name, state_words, tone_of, waiting_of
from plans.filters import PlanFilter
from plans.models import Plan
from plans.views.dossier import dossier

PLANS = Plan.objects.select_related(
    *("association", "year__planning", "school", "author"),
    *("in_force__paper", "considered__meeting"),
)


class PlanList(ListPage):
    """Every plan one may see: in which state, how long it waits, and for whom."""

    model = Plan
    queryset = Plan.objects.for_list()
    filterset_class = PlanFilter
    permission = "plans.view_plan"
    asked_often = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        for plan in context["plan_list"]:
            plan.waits, plan.tone = waiting_of(plan, today), tone_of(plan)
            plan.state_words, plan.short_name = state_words(plan), short_name(plan)
        return {**context, "past": past_year(self.filterset)}


class PlanDetail(DetailPage):
    """Everything about one plan: its text, its way, how it is fulfilled."""

    model = Plan
    queryset = PLANS
    permission = "plans.view_plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, item = self.object, self.object.adopting
        adopted = number_for(item.meeting, {plan.association_id}) if item else None
        told = dossier(plan, self.request.user)
        return super().get_context_data(adopted=adopted, **told, **kwargs)
