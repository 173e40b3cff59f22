"""An approved plan is opened, changed and approved again; or the change is given up."""

import pytest
from django.core.exceptions import ValidationError

from associations.models import ArchivedDocument
from core.permissions import Refused
from plans import services
from plans.documents.snapshot import plan_data
from plans.models import Plan, PlanRow, RowMark
from tests import factories as make

pytestmark = pytest.mark.django_db


def fresh(plan):
    return Plan.objects.get(pk=plan.pk)


def digest(plan):
    return plan.revisions.order_by("-number")[0].digest


def approve(plan, head, deputy, director):
    services.submit_plan(plan, by=head)
    services.agree_plan(fresh(plan), by=deputy, digest=digest(plan))
    services.approve_plan(fresh(plan), by=director, digest=digest(plan))
    return fresh(plan)


@pytest.fixture
def plan(association, head, deputy, director, teacher, secretary):
    plan = make.a_plan(association, theme="Тема", priorities="бир\nэки", tasks="милдет")
    make.a_plan_row(plan, text="Биринчи", responsible=[teacher], questions="суроо\nдагы")
    make.a_plan_row(plan, text="Экинчи", months=[11])
    make.a_plan_row(plan, text="Үчүнчү", when="day", months=[], day=plan.year.start)
    return approve(plan, head, deputy, director)


@pytest.fixture
def amended(plan, head):
    services.amend_plan(plan, by=head, reason="Мугалим алмашты")
    return fresh(plan)


def test_opening_wants_a_reason_and_leaves_the_plan_in_force(plan, head):
    held = plan.in_force

    with pytest.raises(ValidationError, match="Say why"):
        services.amend_plan(plan, by=head, reason=" ")
    services.amend_plan(plan, by=head, reason="Мугалим алмашты")

    plan = fresh(plan)
    assert (plan.status, plan.in_force, plan.is_amendment) == ("draft", held, True)
    assert held.paper.state == "in_force"
    assert services.amendment_reason(plan) == "Мугалим алмашты"


def test_a_plan_that_is_no_amendment_has_no_reason(association):
    assert services.amendment_reason(make.a_plan(association)) == ""


def test_an_amendment_goes_both_steps_and_replaces_the_paper(amended, head, deputy, director):
    first = amended.in_force
    row = amended.rows.get(text="Экинчи")
    row.text = "Экинчи, башкача"
    row.save()

    plan = approve(amended, head, deputy, director)

    assert (plan.in_force.number, plan.in_force.reason) == (2, "Мугалим алмашты")
    first.refresh_from_db()
    assert (first.paper.state, plan.in_force.paper.state) == ("replaced", "in_force")
    assert ArchivedDocument.objects.filter(kind="plan").count() == 2
    assert "Экинчи, башкача" in {row["text"] for row in plan.in_force.content["rows"]}


def test_an_amendment_that_came_back_keeps_its_reason(amended, head, deputy):
    amended.rows.filter(text="Экинчи").update(note="эскертүү")
    services.submit_plan(amended, by=head)
    services.return_plan(fresh(amended), by=deputy, digest=digest(amended), text="Оңдоңуз")
    make.a_plan_row(fresh(amended), text="Жаңы")

    services.submit_plan(fresh(amended), by=head)

    reasons = amended.revisions.order_by("number").values_list("reason", flat=True)
    assert list(reasons) == ["", "Мугалим алмашты", "Мугалим алмашты"]


def test_an_amendment_that_changes_nothing_is_not_submitted(amended, head):
    with pytest.raises(ValidationError, match="Nothing was changed"):
        services.submit_plan(amended, by=head)


def test_giving_up_puts_everything_back(amended, head, deputy, director, secretary):
    held = amended.in_force.content
    amended.theme, amended.tasks, amended.priorities = "Башка", "", "үч"
    amended.save()
    first, second, third = amended.rows.in_order()
    first.text, first.questions = "Башка сөз", ""
    first.save()
    first.responsible.set([secretary])
    shifted = amended.year.end
    PlanRow.objects.filter(pk=second.pk).update(dropped=True, due_now=shifted)
    third.when, third.day, third.months = "months", None, [3]
    services.save_row(third, by=head)
    make.a_plan_row(amended, text="Жаңы")

    services.abandon_plan(amended, by=head)

    plan = fresh(amended)
    assert (plan.status, plan.is_amendment) == ("approved", False)
    assert plan_data(plan) == held
    assert plan.rows.count() == 3
    assert plan.rows.get(pk=third.pk).due_now == plan.year.start
    assert plan.rows.get(pk=second.pk).due_now == shifted


def test_giving_up_keeps_a_date_that_was_moved(amended, head):
    row = amended.rows.get(text="Экинчи")
    moved = amended.year.end
    RowMark.objects.create(
        row=row, step="moved", author=head, old_due=row.due_now, new_due=moved, text="себеп"
    )
    PlanRow.objects.filter(pk=row.pk).update(due_now=moved)
    row.months = [9]
    services.save_row(row, by=head)

    services.abandon_plan(amended, by=head)

    assert amended.rows.get(pk=row.pk).due_now == moved


def test_a_new_row_that_was_spoken_of_is_taken_out_and_not_deleted(amended, head):
    row = make.a_plan_row(amended, text="Жаңы")
    RowMark.objects.create(row=row, step="begun", author=head)

    services.abandon_plan(amended, by=head)

    assert amended.rows.get(pk=row.pk).dropped
    assert "Жаңы" not in {row["text"] for row in plan_data(fresh(amended))["rows"]}


def test_a_draft_that_never_held_is_not_given_up(association, head):
    plan = make.a_plan(association)

    with pytest.raises(Refused, match="Only an amendment"):
        services.abandon_plan(plan, by=head)
