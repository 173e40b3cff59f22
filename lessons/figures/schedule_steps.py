"""Where a schedule stands on its way: the bar of three steps. Pure: asks nothing."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import pgettext

from lessons.models import Schedule, ScheduleDecision
from lessons.workflow import SCHEDULE_EDITABLE, ScheduleStatus

Step = ScheduleDecision.Step
TONES = {"submitted": "wait", "agreed": "wait", "approved": "done", "returned": "late"}


def steps_of(schedule: Schedule, decisions: Sequence[ScheduleDecision]) -> list[dict[str, Any]]:
    """The steps with who took them and when; ``decisions`` are those of the last round."""
    open_ = schedule.status in SCHEDULE_EDITABLE
    reached = {} if open_ else {_place(row): row for row in decisions}
    places = [
        (Step.SUBMITTED, pgettext("plan step", "Submitted by the head")),
        (Step.AGREED, pgettext("plan step", "Agreed by the deputy director")),
        (Step.APPROVED, pgettext("plan step", "Approved by the director")),
    ]
    now = next((step for step, _label in places if step not in reached), None)
    return [
        _shown(label, reached.get(step), schedule, is_now=step == now) for step, label in places
    ]


def tone_of(schedule: Schedule) -> str:
    return TONES.get(schedule.status, "")


def waits_for(schedule: Schedule) -> str:
    """Whose move it is; nobody's once it was approved."""
    whom: dict[str, str] = {
        ScheduleStatus.SUBMITTED: pgettext("plan waits for", "the deputy director"),
        ScheduleStatus.AGREED: pgettext("plan waits for", "the director"),
        ScheduleStatus.APPROVED: "",
    }
    return whom.get(schedule.status, pgettext("plan waits for", "the head"))


def _place(decision: ScheduleDecision) -> str:
    return Step.AGREED if decision.step == Step.SKIPPED else decision.step


def _shown(
    label: str, decision: ScheduleDecision | None, schedule: Schedule, *, is_now: bool
) -> dict[str, Any]:
    if decision is None:
        returned = is_now and schedule.status == ScheduleStatus.RETURNED
        state = "returned" if returned else "now" if is_now else "next"
        return {"label": label, "state": state, "who": "", "on": ""}
    who = decision.person.list_name
    if decision.step == Step.SKIPPED:
        who = decision.get_step_display()
    return {"label": label, "state": "done", "who": who, "on": decision.at}
