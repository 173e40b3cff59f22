"""What the head has before their eyes while writing a plan."""

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from associations.models import User
from plans.figures.layout import lay_out
from plans.figures.needs import needs_of
from plans.figures.norms import norms_of
from plans.models import Plan
from plans.views.approval import open_remarks_beside


def writing_desk(plan: Plan) -> dict[str, Any]:
    """The rows by part, what the regulation counts, and what asks for a decision."""
    people = Prefetch("responsible", User.objects.named().in_order())
    rows = list(plan.rows.in_order().prefetch_related(people))
    for row in rows:
        row.plan = plan
    kept = [row for row in rows if not row.dropped]
    open_remarks_beside(plan, rows)
    return {
        "plan": plan,
        "parts": lay_out(kept),
        "dropped": [row for row in rows if row.dropped],
        **advice_on(plan, kept),
    }


def advice_on(plan: Plan, rows: list[Any]) -> dict[str, Any]:
    members = list(plan.association.members().named())
    return {
        "norms": norms_of(plan, rows, members, timezone.localdate()),
        "needs": needs_of(plan, rows, members),
    }
