"""The head's side of a round: submitting the text, and taking it back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import Post, User
from core.audit import about
from core.moves import move
from core.pdf import canonical
from core.permissions import can
from plans import notifications
from plans.documents.snapshot import plan_data, text_digest
from plans.models import Plan, PlanRevision
from plans.services.forcing import put_into_force
from plans.services.gathering import consider_by_itself
from plans.services.rounds import Step, latest, lock_plan, note


@transaction.atomic
def submit_plan(plan: Plan, *, by: User, text: str = "") -> None:
    """Fix the text as it reads now and hand it to the deputy director.

    Nobody acts on both steps: a head who is the deputy too skips the agreement.
    """
    plan = lock_plan(plan)
    can(by, "plans.submit_plan", plan).enforce()
    if plan.considered_id and plan.adopting is None:
        consider_by_itself(plan, by=by)
    revision = _fix(plan, by=by)
    move(plan, "submit", by=by, revision=revision.number, digest=revision.digest)
    note(revision, Step.SUBMITTED, by=by, text=text)
    if by.is_deputy:
        _skip(plan, revision, by=by)
    else:
        notifications.plan_submitted(plan, by)


@transaction.atomic
def withdraw_plan(plan: Plan, *, by: User) -> None:
    """Take the plan back before anybody has acted on it."""
    plan = lock_plan(plan)
    move(plan, "withdraw", by=by)
    note(latest(plan), Step.WITHDRAWN, by=by)
    notifications.plan_withdrawn(plan, by)


def amendment_reason(plan: Plan) -> str:
    """Why the plan that holds was opened, as it was said then."""
    if not plan.is_amendment:
        return ""
    said = about(plan).filter(verb="amend").first()
    return str(said.changes.get("reason", "")) if said else ""


def _skip(plan: Plan, revision: PlanRevision, *, by: User) -> None:
    move(plan, "skip", by=by)
    note(revision, Step.SKIPPED, by=by, role=Post.Kind.DEPUTY)
    if plan.is_annual:
        notifications.plan_agreed(plan, by)
    else:
        put_into_force(plan, revision, by=by)


def _fix(plan: Plan, *, by: User) -> PlanRevision:
    """Keep the text; an amendment says why it was opened."""
    data = plan_data(plan)
    digest = text_digest(data)
    if not data["rows"]:
        raise ValidationError(_("A plan without rows is not submitted: add the first one."))
    if plan.in_force and digest == plan.in_force.digest:
        raise ValidationError(_("Nothing was changed in the plan since it was approved."))
    return PlanRevision.objects.create(
        plan=plan,
        number=plan.revisions.count() + 1,
        snapshot=canonical(data).decode(),
        digest=digest,
        reason=amendment_reason(plan),
        by=by,
        at=timezone.now().replace(microsecond=0),
    )
