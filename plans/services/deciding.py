"""The deciders' side of a round: each names the text that was before their eyes."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from associations.models import Post, User
from core.models import StaleError
from core.moves import move
from core.permissions import Refused, can
from plans import notifications
from plans.models import Plan, PlanReading
from plans.services.forcing import put_into_force
from plans.services.rounds import Step, note, to_decide
from plans.workflow import PlanStatus

DEPUTY, DIRECTOR = Post.Kind.DEPUTY, Post.Kind.DIRECTOR


@transaction.atomic
def agree_plan(plan: Plan, *, by: User, digest: str, text: str = "") -> None:
    """Agree as deputy director: the plan goes to the director; a monthly one holds."""
    plan, revision = to_decide(plan, "agree", by=by, digest=digest)
    move(plan, "agree", by=by, revision=revision.number, digest=digest)
    note(revision, Step.AGREED, by=by, role=DEPUTY, text=text)
    if plan.is_annual:
        notifications.plan_agreed(plan, by)
    else:
        put_into_force(plan, revision, by=by)


@transaction.atomic
def approve_plan(plan: Plan, *, by: User, digest: str, text: str = "") -> None:
    """Approve as director: the plan holds and is kept on paper."""
    plan, revision = to_decide(plan, "approve", by=by, digest=digest)
    move(plan, "approve", by=by, revision=revision.number, digest=digest)
    note(revision, Step.APPROVED, by=by, role=DIRECTOR, text=text)
    put_into_force(plan, revision, by=by)


@transaction.atomic
def return_plan(plan: Plan, *, by: User, digest: str, text: str) -> None:
    """Give the plan back to the head, saying what should change."""
    plan, revision = to_decide(plan, "return", by=by, digest=digest)
    if not text.strip():
        raise ValidationError({"text": _("Say what should change.")})
    role = DIRECTOR if plan.status == PlanStatus.AGREED else DEPUTY
    move(plan, "return", by=by, revision=revision.number, text=text)
    note(revision, Step.RETURNED, by=by, role=role, text=text)
    notifications.plan_returned(plan, by, text)


@transaction.atomic
def retract_plan(plan: Plan, *, by: User, digest: str, text: str) -> None:
    """Take one's agreement back while the director has not acted yet."""
    plan, revision = to_decide(plan, "retract", by=by, digest=digest)
    if not text.strip():
        raise ValidationError({"text": _("Say why you take the agreement back.")})
    move(plan, "retract", by=by, revision=revision.number, text=text)
    note(revision, Step.RETRACTED, by=by, role=DEPUTY, text=text)
    notifications.plan_retracted(plan, by, text)


@transaction.atomic
def approve_plans(chosen: Iterable[tuple[Plan, str]], *, by: User) -> dict[int, str]:
    """Approve several, each on its own: those opened before, on the text opened.

    Returns what stood in the way, by the key of the plan; the others hold now. All are
    locked before the first is approved: whoever waits for one holds nothing of the record.
    """
    can(by, "plans.approve_plans").enforce()
    rows = list(chosen)
    wanted = Plan.objects.filter(pk__in=[plan.pk for plan, _digest in rows]).order_by("pk")
    list(wanted.select_for_update().values_list("pk"))
    return {plan.pk: why for plan, digest in rows if (why := _approved(plan, digest, by=by))}


@transaction.atomic
def read_plan(plan: Plan, *, by: User) -> None:
    """Note that a decider has the text before their eyes; once for each text."""
    if can(by, "plans.create_planremark", plan):
        newest = plan.revisions.order_by("-number").values_list("pk", flat=True)[0]
        PlanReading.objects.get_or_create(revision_id=newest, person=by)


def _approved(plan: Plan, digest: str, *, by: User) -> str:
    opened = PlanReading.objects.filter(revision__plan=plan, revision__digest=digest, person=by)
    if not opened.exists():
        return str(_("Open this plan first: what was not opened is not approved."))
    try:
        approve_plan(plan, by=by, digest=digest)
    except Refused as refusal:
        return str(refusal.reason)
    except (StaleError, ValidationError) as error:
        return " ".join(error.messages)
    return ""
