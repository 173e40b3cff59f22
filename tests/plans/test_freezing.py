"""A submitted plan is changed by nobody: by no model, no update, no SQL."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from core.triggers import missing
from plans import services
from plans.freezing import FROZEN
from plans.models import Plan, PlanDecision, PlanRemark, PlanRevision, PlanRow
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(association, teacher):
    return make.a_plan_row(make.a_plan(association), responsible=[teacher])


def freeze(row, status="submitted"):
    Plan.objects.filter(pk=row.plan_id).update(status=status)
    row.refresh_from_db()
    return row


def refused(change):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        change()


def sql(words, *params):
    with connection.cursor() as cursor:
        cursor.execute(words, params)


def test_the_rules_are_in_the_database():
    assert missing(connection, FROZEN) == []


@pytest.mark.parametrize("status", ["submitted", "agreed", "approved"])
def test_a_row_of_a_frozen_plan_refuses_every_way_of_changing_it(row, status, teacher):
    freeze(row, status)
    row.text = "Башка сөз"

    with pytest.raises(ValidationError):
        row.save()
    with pytest.raises(ValidationError):
        row.delete()
    refused(lambda: PlanRow.objects.filter(pk=row.pk).update(text="Башка сөз"))
    refused(lambda: PlanRow.objects.filter(pk=row.pk).update(months=[11]))
    refused(lambda: sql("UPDATE plans_planrow SET text = 'x' WHERE id = %s", row.pk))
    refused(lambda: sql("DELETE FROM plans_planrow_responsible WHERE planrow_id = %s", row.pk))
    refused(row.responsible.clear)
    refused(lambda: PlanRow.objects.filter(pk=row.pk)._raw_delete("default"))
    refused(lambda: PlanRow.objects.bulk_create([PlanRow(
        plan=row.plan, school=row.school, text="Жаңы", months=[10]
    )]))  # fmt: skip


def test_how_a_row_goes_is_written_in_a_frozen_plan_too(row):
    freeze(row, "approved")

    PlanRow.objects.filter(pk=row.pk).update(status="done")
    row.refresh_from_db()
    row.due_now = row.plan.year.end
    row.save(update_fields=["due_now"])

    assert PlanRow.objects.get(status="done").due_now == row.plan.year.end


@pytest.mark.parametrize(
    ("now", "then"),
    [("submitted", "approved"), ("agreed", "draft"), ("approved", "returned")],
)
def test_a_plan_goes_its_way_and_no_other(row, now, then):
    freeze(row, now)

    refused(lambda: Plan.objects.filter(pk=row.plan_id).update(status=then))
    refused(lambda: Plan.objects.filter(pk=row.plan_id).update(goal="Башка максат"))
    refused(lambda: sql("DELETE FROM plans_plan WHERE id = %s", row.plan_id))


@pytest.fixture
def revision(row, head, deputy):
    """A plan that went both ways once: submitted, remarked on, returned."""
    services.submit_plan(row.plan, by=head)
    revision = row.plan.revisions.get()
    plan = Plan.objects.get(pk=row.plan_id)
    make.a_remark(plan, by=deputy, text="тактаңыз", place=str(row.key))
    services.return_plan(plan, by=deputy, digest=revision.digest, text="оңдоңуз")
    return revision


def test_what_was_submitted_is_never_changed(revision):
    rows = PlanRevision.objects.filter(pk=revision.pk)

    refused(lambda: rows.update(snapshot="{}"))
    refused(lambda: rows.update(digest="0" * 64))
    refused(lambda: rows.update(number=7))
    refused(lambda: rows._raw_delete("default"))
    refused(
        lambda: sql("UPDATE plans_planrevision SET reason = 'x' WHERE id = %s", revision.pk)
    )
    refused(lambda: sql("DELETE FROM plans_planrevision WHERE id = %s", revision.pk))


def test_what_was_decided_is_never_changed(revision):
    [step] = PlanDecision.objects.filter(revision=revision, step="returned")
    rows = PlanDecision.objects.filter(pk=step.pk)
    step.text = "башка сөз"

    refused(step.save)
    refused(step.delete)
    refused(lambda: rows.update(step="agreed"))
    refused(lambda: rows._raw_delete("default"))
    refused(lambda: sql("UPDATE plans_plandecision SET name_ky = 'x' WHERE id = %s", step.pk))
    refused(lambda: sql("DELETE FROM plans_plandecision WHERE id = %s", step.pk))


def test_a_remark_is_answered_once_and_its_words_stay(revision, head):
    rows = PlanRemark.objects.filter(revision=revision)
    remark = rows.get()

    refused(lambda: rows.update(text="башка сөз"))
    refused(lambda: rows.update(quote="башка сөз"))
    refused(lambda: rows._raw_delete("default"))
    services.answer_planremark(remark, by=head, answer="болду")
    refused(lambda: rows.update(answer="башкача"))
    refused(lambda: rows.update(state="open"))
    refused(lambda: sql("UPDATE plans_planremark SET answer = 'x' WHERE id = %s", remark.pk))


def test_a_plan_that_holds_stays_also_while_it_is_amended(row, head, deputy, director):
    services.submit_plan(row.plan, by=head)
    revision = row.plan.revisions.get()
    seen = {"digest": revision.digest}
    services.agree_plan(Plan.objects.get(), by=deputy, **seen)
    services.approve_plan(Plan.objects.get(), by=director, **seen)
    paper = PlanRevision.objects.get().paper_id

    refused(lambda: PlanRevision.objects.update(paper=None))
    services.amend_plan(Plan.objects.get(), by=head, reason="себеп")
    refused(lambda: sql("DELETE FROM plans_plan WHERE id = %s", row.plan_id))
    refused(lambda: sql("UPDATE plans_planrevision SET snapshot = '' WHERE id > %s", 0))
    PlanRow.objects.filter(pk=row.pk).update(text="Башка сөз")

    assert PlanRevision.objects.get().paper_id == paper
    assert PlanRevision.objects.get().content["rows"][0]["text"] == "Бирикменин отуруму"


@pytest.mark.parametrize(
    "verb", ["plan_update", "plan_rows", "planrow_create", "plan_remove", "plan_submit"]
)
def test_no_form_reaches_a_plan_that_was_submitted(client, row, head, verb):
    freeze(row)
    client.force_login(head)
    before = Plan.objects.values().get(), PlanRow.objects.values().get()

    url = reverse(f"plans:{verb}", args=[row.plan_id])
    response = client.post(url, {"text": "Башка сөз", "goal": "Башка", "part": "1"})

    assert response.status_code in {403, 405}
    assert (Plan.objects.values().get(), PlanRow.objects.values().get()) == before
