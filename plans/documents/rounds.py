"""What was decided on a plan, round by round, as plain values."""

from typing import Any

from plans.models import Plan, PlanDecision, PlanRevision

Plain = dict[str, Any]
SIGNS = {"agreed": "left", "skipped": "left", "approved": "right"}


def rounds_of(plan: Plan, last: int | None = None) -> list[Plain]:
    """All rounds up to the revision of that number; for a draft, all there were."""
    revisions = plan.revisions.order_by("number").defer("snapshot")
    revisions = revisions.prefetch_related("decisions", "remarks")
    return [_round(row) for row in revisions if last is None or row.number <= last]


def stamps_in(steps: list[Plain]) -> dict[str, Plain]:
    """Who agreed (left) and who approved (right) in a round, unless it was taken back."""
    found: dict[str, Plain] = {}
    for step in steps:
        if step["step"] == "retracted":
            found.pop("left", None)
        elif step["step"] in SIGNS:
            found[SIGNS[step["step"]]] = step
    return found


def _round(revision: PlanRevision) -> Plain:
    steps = sorted(revision.decisions.all(), key=lambda row: row.pk)
    return {
        "number": revision.number,
        "reason": revision.reason,
        "remarks": len(revision.remarks.all()),
        "steps": [_step(row) for row in steps],
    }


def _step(row: PlanDecision) -> Plain:
    return {
        "step": row.step,
        "ky": row.name_ky,
        "ru": row.name_ru,
        "post_ky": row.post_ky,
        "post_ru": row.post_ru,
        "acting": row.acting,
        "text": row.text,
        "at": row.at.isoformat(),
    }
