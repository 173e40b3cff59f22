"""Opening an approved plan to change it, and giving that up again."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from associations.models import User
from core.moves import move
from core.permissions import can
from plans.models import Plan, PlanRow, RowMark
from plans.services.rounds import lock_plan

HEADING = ("theme", "theme_source", "goal")
LISTS = ("priorities", "tasks")
WORDS = ("part", "position", "code", "text", "kind", "upbringing", "when", "months", "quarter")
MORE = ("all_members", "outside", "evidence", "note", "carried")


@transaction.atomic
def amend_plan(plan: Plan, *, by: User, reason: str) -> None:
    """Open the plan for its next revision. The approved one holds till that is approved."""
    plan = lock_plan(plan)
    can(by, "plans.amend_plan", plan).enforce()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the plan is changed.")})
    move(plan, "amend", by=by, reason=reason)


@transaction.atomic
def abandon_plan(plan: Plan, *, by: User) -> None:
    """Give the amendment up: heading and rows read again as they were approved."""
    plan = lock_plan(plan)
    can(by, "plans.abandon_plan", plan).enforce()
    content = plan.revisions.get(pk=plan.in_force_id or 0).content
    _put_heading_back(plan, content)
    _put_rows_back(plan, {row["key"]: row for row in content["rows"]})
    move(plan, "abandon", by=by)


def _put_heading_back(plan: Plan, content: dict[str, Any]) -> None:
    for name in HEADING:
        setattr(plan, name, content[name])
    for name in LISTS:
        setattr(plan, name, "\n".join(content[name]))
    plan.version += 1
    plan.save(update_fields=[*HEADING, *LISTS, "version"])


def _put_rows_back(plan: Plan, kept: dict[str, Any]) -> None:
    for row in plan.rows.prefetch_related("responsible"):
        row.plan = plan
        if str(row.key) in kept:
            _put_row_back(row, kept[str(row.key)])
        elif row.is_spoken_of:
            row.dropped = True
            row.save(update_fields=["dropped"])
        else:
            row.delete()


def _put_row_back(row: PlanRow, words: dict[str, Any]) -> None:
    said = {
        **{name: words[name] for name in (*WORDS, *MORE)},
        "day": date.fromisoformat(words["day"]) if words["day"] else None,
        "questions": "\n".join(words["questions"]),
    }
    retimed = any(getattr(row, name) != said[name] for name in TIME)
    for name, value in said.items():
        setattr(row, name, value)
    if retimed:
        row.due_now = _due(row, words)
    row.dropped = False
    row.version += 1
    row.save()
    row.responsible.set([person["pk"] for person in words["people"]])


TIME = ("when", "months", "day", "quarter")


def _due(row: PlanRow, words: dict[str, Any]) -> date:
    """The date as approved, or the one to which it was moved since."""
    moved = row.marks.filter(step=RowMark.Step.MOVED, verdict=RowMark.Verdict.CONFIRMED)
    last = moved.order_by("-pk").first()
    return last.new_due if last and last.new_due else date.fromisoformat(words["due"])
