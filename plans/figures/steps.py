"""Where a plan stands on its way: the bar of three steps. Pure: asks nothing."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import pgettext

from plans.models import Plan, PlanDecision
from plans.workflow import PlanStatus

Step = PlanDecision.Step
ENDED = frozenset({Step.WITHDRAWN, Step.RETURNED, Step.GIVEN_UP})


def steps_of(plan: Plan, decisions: Sequence[PlanDecision]) -> list[dict[str, Any]]:
    """The steps with who took them and when; ``decisions`` are those of the last round."""
    reached = _taken(plan, decisions)
    places = [
        (Step.SUBMITTED, pgettext("plan step", "Submitted by the head")),
        (Step.AGREED, pgettext("plan step", "Agreed by the deputy director")),
        (Step.APPROVED, pgettext("plan step", "Approved by the director")),
    ]
    steps = places if plan.is_annual else places[:2]
    now = next((step for step, _label in steps if step not in reached), None)
    return [_shown(label, reached.get(step), plan, is_now=step == now) for step, label in steps]


def _shown(
    label: str, decision: PlanDecision | None, plan: Plan, *, is_now: bool
) -> dict[str, Any]:
    if decision is None:
        returned = is_now and plan.status == PlanStatus.RETURNED
        state = "returned" if returned else "now" if is_now else "next"
        return {"label": label, "state": state, "who": "", "on": ""}
    who = decision.person.list_name
    if decision.step == Step.SKIPPED:
        who = decision.get_step_display()
    return {"label": label, "state": "done", "who": who, "on": decision.at}


def _taken(plan: Plan, decisions: Sequence[PlanDecision]) -> dict[str, PlanDecision]:
    """What holds of the round: a step taken back, or before a return, holds no longer."""
    reached: dict[str, PlanDecision] = {}
    if plan.status in {PlanStatus.DRAFT, PlanStatus.RETURNED}:
        return reached
    for decision in decisions:
        if decision.step in ENDED:
            reached = {}
        elif decision.step == Step.RETRACTED:
            reached.pop(Step.AGREED, None)
        else:
            step = Step.AGREED if decision.step == Step.SKIPPED else decision.step
            reached[step] = decision
    return reached
