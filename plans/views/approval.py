"""What the page of a plan shows of its way: the open remarks, each beside its row too."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, Subquery

from associations.models import User
from core.permissions import can
from core.questions import Question
from plans.figures.rounds import remarks_on, settled
from plans.figures.waiting import is_final
from plans.models import Plan, PlanDecision, PlanRemark
from plans.services import amendment_reason, read_plan
from plans.views.deciding import placed
from plans.workflow import PlanStatus

OPEN = Question(
    lambda plan: remarks_on(Plan(pk=plan)).filter(state=PlanRemark.State.OPEN), plan=-1
)


def approval_of(
    plan: Plan, user: User, rows: Sequence[Any], decisions: Sequence[PlanDecision]
) -> dict[str, Any]:
    """``decisions`` are those of the last round; a decider who is here has opened the plan."""
    remark = can(user, "plans.create_planremark", plan)
    remarks = _remarks(plan, decisions)
    beside = pin(rows, remarks)
    if remark and not decisions[-1].opened:
        read_plan(plan, by=user)
    returned = plan.status == PlanStatus.RETURNED
    return {
        "remark": remark,
        "remarks": [row for row in remarks if row.pk not in beside],
        "pinned": len(beside),
        "open_remarks": sum(row.state == PlanRemark.State.OPEN for row in remarks),
        "rounds": bool(decisions),
        "returned": decisions[-1] if returned and decisions else None,
        "reason": amendment_reason(plan),
        "writing": plan.is_editable and not rows,
    }


def open_remarks_beside(plan: Plan, rows: Sequence[Any]) -> None:
    """For the page on which the rows are written: what is open of each, beside it."""
    pin(rows, placed(OPEN.ask(plan=plan.pk)))


def pin(rows: Sequence[Any], remarks: Sequence[PlanRemark]) -> set[int]:
    """Give each row its remarks; returns which of them have found theirs."""
    beside: dict[Any, list[PlanRemark]] = {}
    for found in remarks:
        beside.setdefault(found.row_key, []).append(found)
    for row in rows:
        row.remarks = beside.get(row.key, [])
    return {found.pk for row in rows for found in row.remarks}


def _remarks(plan: Plan, decisions: Sequence[PlanDecision]) -> list[PlanRemark]:
    """Those of the last round, and what is open still or was answered before it."""
    if not decisions or is_final(plan):
        return []
    number = decisions[-1].revision.number
    shown = number - 1 if plan.is_frozen else number
    rows = remarks_on(plan).filter(Q(revision__number__gte=shown) | Q(state="open"))
    if plan.in_force_id:
        rows = rows.filter(revision__number__gt=Subquery(settled(plan)[:1]))
    return placed(rows)
