"""What the page of one plan shows, as far as the reader may see it."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from associations.models import User
from core.permissions import can
from core.questions import Question
from plans.figures.guide import guide_of
from plans.figures.layout import gatherings, lay_out, lines
from plans.figures.steps import steps_of
from plans.figures.waiting import state_words, tone_of
from plans.models import Plan, PlanDecision, PlanReading, PlanRow
from plans.views.approval import approval_of
from plans.views.desk import ROWS, advice_on, with_doers
from plans.views.fulfilment import fulfilment_shown
from plans.views.lines import write_read
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
    way = approval_of(plan, user, rows, decisions)
    parts = lay_out(rows)
    write_read(parts, plan, remarking=bool(way["remark"]))
    return {
        "change": change,
        "past": plan.year if plan.year.end < today else None,
        "state": state_words(plan),
        "tone": tone_of(plan),
        "in_force": plan.in_force_id is not None,
        "steps": steps_of(plan, decisions),
        "decisions": decisions,
        "parts": parts,
        "meetings": gatherings(parts),
        "guide": guide_of(plan),
        "priorities": lines(plan.priorities),
        "tasks": lines(plan.tasks),
        "fulfilment": fulfilment_shown(plan, every, today) if plan.in_force_id else None,
        **way,
        **_writing(plan, user, rows, change=bool(change)),
    }


def _writing(plan: Plan, user: User, rows: list[Any], *, change: bool) -> dict[str, Any]:
    """What whoever writes the plan is shown beside it; nobody else needs it."""
    if not change:
        return {"norms": [], "needs": [], "removable": False}
    return {**advice_on(plan, rows), "removable": can(user, "plans.remove_plan", plan)}


def _marked(plan: int, user: int) -> Any:
    rows = PlanRow.objects.filter(plan=plan).in_order().select_related("meeting")
    return rows.for_marking(User(pk=user))


def _decisions(plan: int, user: int) -> Any:
    opened = PlanReading.objects.filter(revision=OuterRef("revision"), person=user)
    rows = PlanDecision.objects.filter(revision__plan=plan).select_related("person", "revision")
    return rows.defer("revision__snapshot").annotate(opened=Exists(opened)).order_by("pk")


MARKED = Question(_marked, plan=-1, user=-2)
DECISIONS = Question(_decisions, plan=-1, user=-2)


def rows_of(plan: Plan, user: User) -> list[Any]:
    """The rows in order, with their people; of a plan that holds, how each stands.

    Also those that an amendment takes out: they hold until it is approved.
    """
    holds = plan.in_force_id is not None
    rows = MARKED.ask(plan=plan.pk, user=user.pk) if holds else ROWS.ask(plan=plan.pk)
    with_doers(plan, rows)
    return rows


def decisions_of(plan: Plan, user: User) -> list[PlanDecision]:
    """What was done in the last round, in order, and whether the reader opened its text.

    Of a plan that holds, the round that brought it into force: an amendment was given up.
    """
    found = DECISIONS.ask(plan=plan.pk, user=user.pk)
    holds = plan.in_force_id is not None and not plan.is_amendment
    last = plan.in_force_id if holds else found[-1].revision_id if found else None
    return [row for row in found if row.revision_id == last]
