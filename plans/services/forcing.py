"""Putting a plan into force: it holds from now on, its paper replaces the earlier one."""

from django.db import transaction

from associations.archive import file_away, replace_paper
from associations.models import ArchivedDocument, User
from core.pdf import Document
from plans import notifications
from plans.documents.amendment import AmendmentDocument
from plans.documents.plan import PlanDocument
from plans.models import Plan, PlanRevision


@transaction.atomic
def put_into_force(plan: Plan, revision: PlanRevision, *, by: User) -> None:
    """The earlier paper stays printable with its own stamps, marked as replaced."""
    before = plan.in_force
    plan.in_force = revision
    plan.save(update_fields=["in_force"])
    revision.paper = _file(PlanDocument, revision, by=by)
    revision.save(update_fields=["paper"])
    if before is not None and before.paper is not None:
        _file(AmendmentDocument, revision, by=by)
        replace_paper(before.paper, by=by)
    notifications.plan_in_force(plan, by)


def _file(kind: type[Document], revision: PlanRevision, *, by: User) -> ArchivedDocument:
    plan = revision.plan
    return file_away(
        kind(revision, language=plan.school.paper_language),
        association=plan.association,
        year=plan.year,
        by=by,
        number=revision.number,
    )
