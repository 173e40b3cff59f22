"""Everybody of the cast, at every stage of a plan: exactly these steps and no others."""

import pytest

from associations.models import Post
from core.permissions import can
from plans import services
from plans.models import Plan, PlanRemark
from tests import factories as make

pytestmark = pytest.mark.django_db

CAST = [
    "director", "deputy", "clerk", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner",
]  # fmt: skip
VERBS = [
    "submit", "withdraw", "agree", "skip", "retract", "approve", "return", "amend", "abandon",
]  # fmt: skip
# How each stage is reached, and who may do what there. "create" is making a remark.
STAGES = {
    "draft": {"head": {"submit", "change"}},
    "submitted": {"head": {"withdraw"}, "deputy": {"agree", "return", "create"}},
    "agreed": {"deputy": {"retract"}, "director": {"approve", "return", "create"}},
    "approved": {"head": {"amend"}},
    "returned": {"head": {"submit", "change"}},
    "amending": {"head": {"submit", "change", "abandon"}},
    "amending_submitted": {"head": {"withdraw"}, "deputy": {"agree", "return", "create"}},
    "amending_agreed": {"deputy": {"retract"}, "director": {"approve", "return", "create"}},
    "amending_returned": {"head": {"submit", "change", "abandon"}},
    "month": {"head": {"submit", "change"}},
    "month_submitted": {"head": {"withdraw"}, "deputy": {"agree", "return", "create"}},
    "month_agreed": {},
    "month_returned": {"head": {"submit", "change"}},
}


@pytest.fixture
def people(request, school):
    return {who: request.getfixturevalue(who) for who in CAST}


def fresh(plan):
    return Plan.objects.get(pk=plan.pk)


class Story:
    """A plan that is brought to a stage by those who may do so."""

    def __init__(self, association, people):
        self.association, self.people = association, people

    def plan(self, stage):
        words = stage.split("_")
        fields = {}
        if words[0] == "month":
            fields = {"period": "month", "month": make.a_year(self.association.school).start}
        plan = make.a_plan(self.association, **fields)
        make.a_plan_row(plan)
        if words[0] == "amending":
            plan = self.go(plan, "approved")
            services.amend_plan(plan, by=self.people["head"], reason="себеп")
            make.a_plan_row(fresh(plan), text="жаңы")
        return self.go(fresh(plan), words[-1])

    def go(self, plan, stage):
        people = self.people
        if stage in {"submitted", "agreed", "approved", "returned"}:
            services.submit_plan(plan, by=people["head"])
            seen = {"digest": plan.revisions.latest("number").digest}
        if stage in {"agreed", "approved"}:
            services.agree_plan(fresh(plan), by=people["deputy"], **seen)
        if stage == "approved":
            services.approve_plan(fresh(plan), by=people["director"], **seen)
        if stage == "returned":
            services.return_plan(fresh(plan), by=people["deputy"], text="оңдоңуз", **seen)
        return fresh(plan)


def allowed(person, plan):
    found = {verb for verb in VERBS if can(person, f"plans.{verb}_plan", plan)}
    if can(person, "plans.create_planremark", plan):
        found.add("create")
    return found | ({"change"} if can(person, "plans.change_plan", plan) else set())


@pytest.mark.parametrize("stage", STAGES)
def test_who_may_do_what_and_when(association, people, stage):
    plan = Story(association, people).plan(stage)

    got = {who: allowed(person, plan) for who, person in people.items()}

    assert {who: verbs for who, verbs in got.items() if verbs} == STAGES[stage]


def test_the_director_may_return_what_the_deputy_agreed_and_not_before(association, people):
    plan = Story(association, people).plan("submitted")

    verdict = can(people["director"], "plans.return_plan", plan)

    assert verdict.reason == "Only a deputy director does this."


@pytest.mark.parametrize("stage", ["draft", "submitted", "approved", "month_agreed"])
def test_who_sees_a_plan(association, people, stage):
    plan = Story(association, people).plan(stage)

    sees = {who for who, person in people.items() if Plan.objects.visible_to(person)}

    assert plan.pk
    assert sees == {"director", "deputy", "head", "secretary", "teacher"}


def test_remarks_are_answered_by_the_head_while_the_plan_is_with_the_head(association, people):
    story = Story(association, people)
    plan = story.plan("submitted")
    make.a_remark(plan, by=people["deputy"], text="тактаңыз")

    def answering():
        remark = PlanRemark.objects.select_related("revision__plan").get()
        return {who for who in CAST if can(people[who], "plans.answer_planremark", remark)}

    assert answering() == set()
    digest = plan.revisions.get().digest
    services.return_plan(plan, by=people["deputy"], digest=digest, text="оңдоңуз")
    assert answering() == {"head"}
    services.answer_planremark(PlanRemark.objects.get(), by=people["head"], answer="болду")
    assert answering() == set()


def test_the_queue_is_for_those_who_lead_and_approving_several_for_the_director(people):
    queue = {who for who in CAST if can(people[who], "plans.view_waiting_plans")}
    several = {who for who in CAST if can(people[who], "plans.approve_plans")}

    assert queue == {"director", "deputy", "foreigner"}
    assert several == {"director", "foreigner"}


def test_a_head_who_is_the_deputy_takes_the_skipped_step_back(association, people):
    head = people["head"]
    make.a_post(head, Post.Kind.DEPUTY)
    plan = Story(association, people).plan("submitted")

    assert plan.status == "agreed"
    assert allowed(head, plan) == {"retract"}
    assert allowed(people["deputy"], plan) == set()


@pytest.mark.parametrize("stage", ["submitted", "agreed"])
def test_an_acting_deputy_or_director_has_the_same_steps(association, people, stage):
    kind, who = ("deputy", "deputy") if stage == "submitted" else ("director", "director")
    acting = make.a_person(association.school)
    make.a_post(acting, kind, acting_for=people[who])
    plan = Story(association, people).plan(stage)

    assert allowed(acting, plan) == STAGES[stage][who]
