"""A submitted plan is changed by nobody: by no model, no update, no SQL."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from core.triggers import missing
from plans.freezing import FROZEN
from plans.models import Plan, PlanRow
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
