"""The months of a year's plan: which have theirs, and making one."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.permissions import can
from core.views import ActionFormPage, DetailPage
from plans import services
from plans.figures.monthly import month_states
from plans.figures.waiting import tone_of
from plans.forms.monthly import MonthForm, TakeForm
from plans.models import Plan
from plans.views.reading import PLANS


class PlanMonths(DetailPage):
    """Every month of the year with its plan, or without."""

    model = Plan
    queryset = PLANS.annual()
    permission = "plans.view_plan"
    template_name = "plans/plan_months.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        states = month_states(self.object.association, self.object.year)
        rows = [(state, tone_of(state.plan) if state.plan else "") for state in states]
        missing = sum(state.missing for state in states)
        make = can(self.request.user, "plans.make_month", self.object)
        return super().get_context_data(months=rows, missing=missing, make=make, **kwargs)


class MonthCreate(ActionFormPage):
    """A month's plan from the year's: one press where the page says of which month."""

    model = Plan
    queryset = PLANS.annual()
    permission = "plans.make_month"
    form_class = MonthForm
    action = services.make_month
    label = _("Make the plan of a month")
    hint = _("It begins with the rows due in the month and with what earlier months left.")

    def get_initial(self) -> dict[str, Any]:
        return {"month": self.request.GET.get("month", "")}


class RowsTake(ActionFormPage):
    """More rows of the year for a month's draft."""

    model = Plan
    queryset = PLANS.monthly()
    permission = "plans.take_rows"
    form_class = TakeForm
    action = services.take_rows
    label = pgettext_lazy("plan", "Take rows of the year's plan")
