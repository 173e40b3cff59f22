"""Putting a plan into force: it holds from now on, its paper replaces the earlier one."""

from django.db import transaction

from associations.archive import file_away, replace_paper
from associations.models import User
from plans import notifications
from plans.documents.plan import PlanDocument
from plans.models import Plan, PlanRevision


@transaction.atomic
def put_into_force(plan: Plan, revision: PlanRevision, *, by: User) -> None:
    """The earlier paper stays printable with its own stamps, marked as replaced."""
    before = plan.in_force
    plan.in_force = revision
    plan.save(update_fields=["in_force"])
    revision.paper = file_away(
        PlanDocument(revision, language=plan.school.paper_language),
        association=plan.association,
        year=plan.year,
        by=by,
        number=revision.number,
    )
    revision.save(update_fields=["paper"])
    if before is not None and before.paper is not None:
        replace_paper(before.paper, by=by)
    notifications.plan_in_force(plan, by)
