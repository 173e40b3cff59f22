"""Opening an approved plan to change it, and giving that up again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from associations.models import User
from core.moves import move
from core.permissions import can
from plans.figures.rounds import last_settled
from plans.models import Plan, PlanRow
from plans.models.rows import said_in
from plans.services.forcing import close_remarks
from plans.services.rounds import Step, latest, lock_plan, note

HEADING = ("theme", "theme_source", "goal")
LISTS = ("priorities", "tasks")


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
    if (last := latest(plan)).number > last_settled(plan):
        note(last, Step.GIVEN_UP, by=by)
    close_remarks(plan)


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
    """Its date, its people and how it stands were never the amendment's."""
    for name, value in said_in(words).items():
        setattr(row, name, value)
    row.dropped = False
    row.version += 1
    row.save()
    row.responsible.set([person["pk"] for person in words["people"]])
