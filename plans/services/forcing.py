"""Putting a plan into force: it holds from now on, its paper replaces the earlier one."""

from datetime import date
from typing import Any

from django.db import transaction

from associations.archive import file_away, replace_paper
from associations.models import ArchivedDocument, User
from core.pdf import Document
from plans import notifications
from plans.documents.amendment import AmendmentDocument
from plans.documents.plan import PlanDocument
from plans.models import Plan, PlanRemark, PlanRevision, PlanRow

TIME = ("when", "months", "day", "quarter")
MOST = 100  # rows written at once


@transaction.atomic
def put_into_force(plan: Plan, revision: PlanRevision, *, by: User) -> None:
    """The earlier paper stays printable with its own stamps, marked as replaced."""
    before = plan.in_force
    plan.in_force = revision
    plan.save(update_fields=["in_force"])
    hold_rows(plan, revision.content)
    close_remarks(plan)
    revision.paper = _file(PlanDocument, revision, by=by)
    revision.save(update_fields=["paper"])
    if before is not None and before.paper is not None:
        _file(AmendmentDocument, revision, by=by)
        replace_paper(before.paper, by=by)
    notifications.plan_in_force(plan, by)


def close_remarks(plan: Plan) -> None:
    """What is open was decided without an answer: the next amendment begins without it."""
    remarks = PlanRemark.objects.filter(revision__plan=plan, state=PlanRemark.State.OPEN)
    remarks.update(state=PlanRemark.State.CLOSED)


def hold_rows(plan: Plan, content: dict[str, Any]) -> None:
    """Let each row hold as this text has it: its words, its people, its date.

    A date that was moved meanwhile stays, unless the text gives the row another time.
    """
    words = {row["key"]: row for row in content["rows"]}
    rows = list(plan.rows.all())
    holding = [row for row in rows if str(row.key) in words]
    for row in holding:
        said = words[str(row.key)]
        if row.in_force and any(row.in_force[name] != said[name] for name in TIME):
            row.due_now = date.fromisoformat(said["due"])
        row.in_force = said
    PlanRow.objects.bulk_update(holding, ["in_force", "due_now"], batch_size=MOST)
    gone = [row.pk for row in rows if str(row.key) not in words]
    PlanRow.objects.filter(pk__in=gone).update(in_force=None)
    _name_doers(plan, holding)


def _name_doers(plan: Plan, rows: list[PlanRow]) -> None:
    doers: Any = PlanRow.doers_now.through
    doers.objects.filter(planrow__plan=plan).delete()
    doers.objects.bulk_create(
        doers(planrow_id=row.pk, user_id=person["pk"])
        for row in rows
        for person in (row.in_force or {})["people"]
    )


def _file(kind: type[Document], revision: PlanRevision, *, by: User) -> ArchivedDocument:
    plan = revision.plan
    return file_away(
        kind(revision, language=plan.school.paper_language),
        association=plan.association,
        year=plan.year,
        by=by,
        number=revision.number,
    )
