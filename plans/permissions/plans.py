"""Who writes a plan, and who decides on it. Nobody acts on both steps of one round."""

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import ALLOWED, Verdict, require
from plans.models import Plan, PlanDecision, PlanningYear, PlanRemark
from plans.permissions.roles import heads, is_deputy, is_director, leads
from plans.workflow import PLAN_EDITABLE, PlanStatus

Step = PlanDecision.Step


def can_view_plan(user: User, plan: Plan | None = None) -> Verdict:
    """Which plans exist for whom, the queryset says."""
    return ALLOWED


def can_create_plan(user: User, plan: Plan | None = None) -> Verdict:
    """Plans are made by the heads of associations of teachers; the council has none."""
    return require(
        user.headed_ids - user.council_ids, _("Plans are made by the heads of associations.")
    )


def can_change_plan(user: User, plan: Plan) -> Verdict:
    return heads(user, plan) and require(
        plan.is_editable, _("A submitted plan is no longer changed.")
    )


def can_remove_plan(user: User, plan: Plan) -> Verdict:
    """A draft that was never submitted may be thrown away."""
    return can_change_plan(user, plan) and require(
        not _was_submitted(plan), _("A plan that was submitted once stays.")
    )


def can_submit_plan(user: User, plan: Plan) -> Verdict:
    return heads(user, plan) and plan.may("submit")


def can_withdraw_plan(user: User, plan: Plan) -> Verdict:
    return heads(user, plan) and plan.may("withdraw")


def can_agree_plan(user: User, plan: Plan) -> Verdict:
    """Whoever submitted it does not agree with it too."""
    return is_deputy(user, plan) and plan.may("agree") and _others(user, plan)


def can_skip_plan(user: User, plan: Plan) -> Verdict:
    """No button: where the head who submits is the deputy too, the step falls away."""
    return require(
        user.is_deputy and user.pk in _who(plan, Step.SUBMITTED),
        _("Agreement is left out only where the head is the deputy director too."),
    ) and plan.may("skip")


def can_retract_plan(user: User, plan: Plan) -> Verdict:
    """Who agreed may take it back until the next step has acted."""
    return (
        is_deputy(user, plan)
        and plan.may("retract")
        and require(
            user.pk in _who(plan, Step.AGREED, Step.SKIPPED),
            _("Only who agreed takes the agreement back."),
        )
    )


def can_approve_plan(user: User, plan: Plan) -> Verdict:
    """Who agreed does not approve too. A director who heads the association may."""
    return (
        is_director(user, plan)
        and plan.may("approve")
        and require(
            user.pk not in _who(plan, Step.AGREED, Step.SKIPPED),
            _("You have acted on this plan already; nobody acts on both steps."),
        )
    )


def can_return_plan(user: User, plan: Plan) -> Verdict:
    """Whose step it is, returns it: first the deputy's, then the director's."""
    if plan.status == PlanStatus.AGREED:
        return is_director(user, plan) and plan.may("return")
    return is_deputy(user, plan) and plan.may("return") and _others(user, plan)


def can_amend_plan(user: User, plan: Plan) -> Verdict:
    return heads(user, plan) and plan.may("amend")


def can_abandon_plan(user: User, plan: Plan) -> Verdict:
    return heads(user, plan) and plan.may("abandon")


def can_create_planremark(user: User, plan: Plan) -> Verdict:
    """Remarks are made by whose step it is."""
    if plan.status in PLAN_EDITABLE or plan.status == PlanStatus.APPROVED:
        return require(
            False,  # noqa: FBT003 -- a refusal with better words
            _("Remarks are made while the plan waits for a decision."),
        )
    return can_return_plan(user, plan)


def can_answer_planremark(user: User, remark: PlanRemark) -> Verdict:
    """Answers are given while the plan is with the head, each once."""
    return can_change_plan(user, remark.revision.plan) and require(
        remark.state == PlanRemark.State.OPEN, _("This remark is answered already.")
    )


def can_approve_plans(user: User, plans: object = None) -> Verdict:
    """Several at once; each plan's own rule is asked by the service."""
    return is_director(user)


def can_view_waiting_plans(user: User, plans: object = None) -> Verdict:
    return leads(user)


def can_consider_plan(user: User, plan: Plan) -> Verdict:
    """The head says at which meeting the plan is adopted, also after it was submitted."""
    return heads(user, plan)


def can_change_planningyear(user: User, year: PlanningYear | None = None) -> Verdict:
    return leads(user)


def can_shift_calendar(user: User, year: object = None) -> Verdict:
    """The holidays and the year's end are moved by those who lead the school."""
    return leads(user)


def _others(user: User, plan: Plan) -> Verdict:
    return require(
        user.pk not in _who(plan, Step.SUBMITTED),
        _("You submitted this plan; another deputy director or the director decides."),
    )


def _who(plan: Plan, *steps: str) -> set[int]:
    """Who took these steps of the round that runs now; a step taken back counts no longer."""
    read = plan.steps_read
    rows = _last_round(plan) if read is None else [(row.step, row.person_id) for row in read]
    taken = max((n for n, (step, _p) in enumerate(rows) if step == Step.RETRACTED), default=-1)
    kept = [row for n, row in enumerate(rows) if n > taken or row[0] == Step.SUBMITTED]
    return {person for step, person in kept if step in steps}


def _was_submitted(plan: Plan) -> bool:
    read = plan.steps_read
    return plan.revisions.exists() if read is None else bool(read)


def _last_round(plan: Plan) -> list[tuple[str, int]]:
    rows = PlanDecision.objects.filter(revision__plan=plan).order_by("pk")
    taken = list(rows.values_list("revision", "step", "person"))
    return [(step, person) for number, step, person in taken if number == taken[-1][0]]
