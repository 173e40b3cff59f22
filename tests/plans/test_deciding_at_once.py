"""Two decide on a plan at the same moment: one wins, the other is told who did."""

from time import sleep

import pytest

from associations.models import ArchivedDocument, Post
from core.permissions import Refused
from plans import services
from plans.models import Plan, PlanDecision
from plans.services import deciding
from plans.services.rounds import ChangedError
from tests import factories as make
from tests.support import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(association, head):
    plan = make.a_plan(association)
    make.a_plan_row(plan)
    services.submit_plan(plan, by=head)
    return Plan.objects.get(pk=plan.pk)


def steps(plan):
    rows = PlanDecision.objects.filter(revision__plan=plan).order_by("pk")
    return list(rows.values_list("step", flat=True))


def one_is_told(results):
    """One won; the other is told that the plan was changed, by whom and when."""
    errors = [error for error in results if error is not None]

    return [type(error) for error in errors] == [ChangedError]


def test_two_deputies_decide_at_once(plan, deputy):
    other = make.a_person(plan.school)
    make.a_post(other, Post.Kind.DEPUTY)
    seen = {"digest": plan.revisions.get().digest}
    plans = [Plan.objects.get(pk=plan.pk) for _n in range(2)]

    results = at_once(
        lambda: services.agree_plan(plans[0], by=deputy, **seen),
        lambda: services.return_plan(plans[1], by=other, text="Оңдоңуз", **seen),
    )

    assert one_is_told(results), results
    status = Plan.objects.get(pk=plan.pk).status
    assert steps(plan) == ["submitted", status]
    assert status in {"agreed", "returned"}


def test_the_head_withdraws_while_the_deputy_agrees(plan, head, deputy):
    seen = {"digest": plan.revisions.get().digest}
    mine, theirs = (Plan.objects.get(pk=plan.pk) for _n in range(2))

    first, second = at_once(
        lambda: services.withdraw_plan(mine, by=head),
        lambda: services.agree_plan(theirs, by=deputy, **seen),
    )

    assert (first is None) != (second is None)
    assert isinstance(first or second, ChangedError | Refused)
    assert len(steps(plan)) == 2


def test_the_director_approves_twice_at_once(plan, deputy, director):
    seen = {"digest": plan.revisions.get().digest}
    services.agree_plan(plan, by=deputy, **seen)
    plans = [Plan.objects.get(pk=plan.pk) for _n in range(2)]

    results = at_once(
        *(lambda row=row: services.approve_plan(row, by=director, **seen) for row in plans)
    )

    assert one_is_told(results), results
    assert steps(plan) == ["submitted", "agreed", "approved"]
    assert ArchivedDocument.objects.count() == 1


def test_several_are_approved_while_one_of_them_is_returned(
    plan, deputy, director, monkeypatch
):
    """Whoever has written into the record waits for no plan: neither waits for ever."""
    other_head = make.a_person(plan.school)
    second = make.a_plan(make.an_association(plan.school, head=other_head))
    make.a_plan_row(second)
    services.submit_plan(second, by=other_head)
    acting = make.a_person(plan.school)
    make.a_post(acting, Post.Kind.DIRECTOR, acting_for=director)
    texts = {row.pk: row.revisions.get().digest for row in (plan, second)}
    for row in (plan, second):
        services.agree_plan(Plan.objects.get(pk=row.pk), by=deputy, digest=texts[row.pk])
        services.read_plan(Plan.objects.get(pk=row.pk), by=director)
    rows = [Plan.objects.get(pk=row.pk) for row in (plan, second)]
    theirs = Plan.objects.get(pk=second.pk)
    monkeypatch.setattr(deciding, "to_decide", slowly(deciding.to_decide))

    refused, error = at_once(
        lambda: services.approve_plans([(row, texts[row.pk]) for row in rows], by=director),
        lambda: services.return_plan(
            theirs, by=acting, digest=texts[second.pk], text="Оңдоңуз"
        ),
    )

    late = isinstance(error, ChangedError)
    assert late or error is None, error
    assert list(refused) == ([] if late else [second.pk]), refused
    assert Plan.objects.get(pk=plan.pk).status == "approved"
    assert Plan.objects.get(pk=second.pk).status == ("approved" if late else "returned")


def slowly(act):
    """The same, but who holds the plan takes a while to write, to return it the longest."""

    def go(plan, verb, **kwargs):
        found = act(plan, verb, **kwargs)
        sleep(1 if verb == "return" else 0.2)
        return found

    return go
