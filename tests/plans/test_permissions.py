"""Everyone, at every stage of a plan: exactly this, and nothing more."""

import pytest

from core.permissions import can
from plans import services
from plans.models import Plan
from plans.workflow import PlanStatus
from tests import factories as make

CAST = [
    "director", "deputy", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner", "clerk", "gone",
]  # fmt: skip
VERBS = [
    "change", "remove", "submit", "withdraw", "agree", "retract", "approve", "return", "amend",
    "abandon", "consider",
]  # fmt: skip
DRAFT, SUBMITTED, AGREED, APPROVED, RETURNED = PlanStatus
AMENDING = "amending"
STAGES = [*PlanStatus, AMENDING]
ALLOWED = {
    ("head", DRAFT): {"change", "remove", "submit", "consider"},
    ("head", SUBMITTED): {"withdraw", "consider"},
    ("head", AGREED): {"consider"},
    ("head", RETURNED): {"change", "submit", "consider"},
    ("head", APPROVED): {"amend", "consider"},
    ("head", AMENDING): {"change", "submit", "abandon", "consider"},
    ("deputy", SUBMITTED): {"agree", "return"},
    ("deputy", AGREED): {"retract"},
    ("director", AGREED): {"approve", "return"},
}
# A month is final once the deputy has agreed.
OF_A_MONTH = {
    **{key: verbs for key, verbs in ALLOWED.items() if key[0] == "head"},
    ("deputy", SUBMITTED): {"agree", "return"},
}
STEPS = {
    DRAFT: [],
    SUBMITTED: ["submit"],
    AGREED: ["submit", "agree"],
    APPROVED: ["submit", "agree", "approve"],
    RETURNED: ["submit", "return"],
    AMENDING: ["submit", "agree", "approve", "amend"],
}


@pytest.fixture
def taken(head, deputy, director):
    """The plan after these steps, each by whose step it is."""
    actors = {"agree": deputy, "return": deputy, "approve": director}
    words = {"return": {"text": "Оңдоңуз"}, "amend": {"reason": "Өзгөрдү"}}

    def go(plan, steps):
        make.a_plan_row(plan)
        for verb in steps:
            plan = Plan.objects.get(pk=plan.pk)
            said = dict(words.get(verb, {}))
            if verb in actors:
                said["digest"] = plan.revisions.latest("number").digest
            getattr(services, f"{verb}_plan")(plan, by=actors.get(verb, head), **said)
        return Plan.objects.get(pk=plan.pk)

    return go


def verbs_of(person, plan):
    return {verb for verb in VERBS if can(person, f"plans.{verb}_plan", plan)}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_and_when(request, association, taken, who, stage):
    person = request.getfixturevalue(who)
    plan = taken(make.a_plan(association), STEPS[stage])

    assert verbs_of(person, plan) == ALLOWED.get((who, stage), set())


@pytest.mark.parametrize("stage", [DRAFT, SUBMITTED, AGREED, RETURNED])
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_with_a_month_and_when(request, association, taken, who, stage):
    person = request.getfixturevalue(who)
    start = make.a_year(association.school).start
    plan = taken(make.a_plan(association, period="month", month=start), STEPS[stage])

    assert verbs_of(person, plan) == OF_A_MONTH.get((who, stage), set())


@pytest.mark.parametrize("who", CAST)
def test_only_heads_make_plans(request, association, who):
    person = request.getfixturevalue(who)

    assert bool(can(person, "plans.create_plan")) == (who in {"head", "other_head"})


READERS = {"head", "secretary", "teacher", "gone", "deputy", "director"}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("who", CAST)
def test_whom_a_plan_exists_for(request, association, taken, who, stage):
    person = request.getfixturevalue(who)
    plan = taken(make.a_plan(association), STEPS[stage])

    seen = Plan.objects.visible_to(person)
    rows = plan.rows.model.objects.visible_to(person)

    assert (plan in seen) == (who in READERS)
    assert rows.filter(plan=plan).exists() == (who in READERS)
