"""Who makes the plan of a month."""

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import Verdict, require
from plans.models import Plan
from plans.permissions.plans import can_change_plan
from plans.permissions.roles import heads


def can_make_month(user: User, annual: Plan) -> Verdict:
    """The head makes it from the year's plan, which may still be on its way."""
    return heads(user, annual) and require(
        annual.is_annual, _("A monthly plan is made from the plan of the year.")
    )


def can_take_rows(user: User, plan: Plan) -> Verdict:
    return can_change_plan(user, plan) and require(
        not plan.is_annual, _("Rows are taken from the year's plan into that of a month.")
    )
