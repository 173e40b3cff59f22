"""The page on which a plan is submitted: what the next reader will see first."""

from typing import Any

from core.views import ActionFormPage
from plans.documents.snapshot import plan_data
from plans.figures.needs import needs_of
from plans.figures.rounds import compared, remarks_on
from plans.models import Plan, PlanRemark
from plans.views.deciding import PLANS, placed
from plans.views.desk import members_of, with_doers

NEVER = 10**6  # above all numbers of revisions


class Submitting(ActionFormPage):
    """What changed, which remarks are open still, which rows ask for a decision."""

    model = Plan
    queryset = PLANS
    permission = "plans.submit_plan"
    template_name = "plans/plan_submit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.object
        open_remarks = remarks_on(plan).filter(state=PlanRemark.State.OPEN)
        return super().get_context_data(
            needs=self.needs(),
            differences=compared(plan, plan_data(plan), NEVER),
            remarks=placed(open_remarks),
            **kwargs,
        )

    def needs(self) -> list[Any]:
        """Who left stands in a row still, a day is free: told, and no hindrance."""
        plan, members = self.object, members_of(self.object)
        rows = list(plan.rows.kept().in_order())
        with_doers(plan, rows, members)
        return needs_of(plan, rows, members)
