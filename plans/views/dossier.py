"""What the page of one plan shows, as far as the reader may see it."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from associations.models import User
from core.permissions import can
from plans.figures.guide import guide_of
from plans.figures.layout import gatherings, lay_out, lines
from plans.figures.steps import steps_of
from plans.figures.waiting import state_words, tone_of
from plans.models import Plan, PlanDecision, PlanReading
from plans.views.approval import approval_of
from plans.views.desk import advice_on
from plans.views.fulfilment import fulfilment_shown
from plans.views.marking import with_states


def dossier(plan: Plan, user: User) -> dict[str, Any]:
    """Everything about one plan; its rows are read once for all that is shown of them."""
    today = timezone.localdate()
    every = rows_of(plan, user)
    rows = [row for row in every if not row.dropped]
    plan.steps_read = decisions = decisions_of(plan, user)
    if plan.in_force_id:
        with_states(rows, user, today)
    change = can(user, "plans.change_plan", plan)
    return {
        "change": change,
        "past": plan.year if plan.year.end < today else None,
        "state": state_words(plan),
        "tone": tone_of(plan),
        "in_force": plan.in_force_id is not None,
        "steps": steps_of(plan, decisions),
        "decisions": decisions,
        "parts": lay_out(rows),
        "meetings": gatherings(rows),
        "guide": guide_of(plan),
        "priorities": lines(plan.priorities),
        "tasks": lines(plan.tasks),
        "fulfilment": fulfilment_shown(plan, every, today) if plan.in_force_id else None,
        **approval_of(plan, user, rows, decisions),
        **_writing(plan, user, rows, change=bool(change)),
    }


def _writing(plan: Plan, user: User, rows: list[Any], *, change: bool) -> dict[str, Any]:
    """What whoever writes the plan is shown beside it; nobody else needs it."""
    if not change:
        return {"norms": [], "needs": [], "removable": False}
    return {**advice_on(plan, rows), "removable": can(user, "plans.remove_plan", plan)}


def rows_of(plan: Plan, user: User) -> list[Any]:
    """The rows in order, with their people and how each stands for the reader.

    Also those that an amendment takes out: they hold until it is approved.
    """
    people = Prefetch("responsible", User.objects.named().in_order())
    rows = plan.rows.in_order().select_related("meeting").prefetch_related(people)
    found = list(rows.for_marking(user))
    for row in found:
        row.plan = plan
    return found


def decisions_of(plan: Plan, user: User) -> list[PlanDecision]:
    """What was done in the last round, in order, and whether the reader opened its text.

    Of a plan that holds, the round that brought it into force: an amendment was given up.
    """
    opened = PlanReading.objects.filter(revision=OuterRef("revision"), person=user.pk)
    rows = PlanDecision.objects.filter(revision__plan=plan).select_related("person", "revision")
    found = list(
        rows.defer("revision__snapshot").annotate(opened=Exists(opened)).order_by("pk")
    )
    holds = plan.in_force_id is not None and not plan.is_amendment
    last = plan.in_force_id if holds else found[-1].revision_id if found else None
    return [row for row in found if row.revision_id == last]
