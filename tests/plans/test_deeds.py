"""Rows that are closed by what hangs on them, as if the head had marked them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.audit import about
from plans import services
from plans.models import PlanRow
from tests import factories as make

WORDS = "Open lesson given: Квадраттык теңдеме"


@pytest.fixture
def row(association, head, teacher):
    due = timezone.localdate() + timedelta(days=10)
    usual = {"text": "Ачык сабак", "due_now": due, "responsible": [teacher]}
    return make.a_plan_in_force(association, usual).rows.get()


def state(row):
    return PlanRow.objects.get(pk=row.pk).status


def marks(row):
    return [(mark.step, mark.verdict, mark.author.username) for mark in row.marks.in_order()]


def test_a_deed_closes_the_row_whoever_did_it(row, teacher):
    services.close_by_deed(row, WORDS, by=teacher)

    assert state(row) == "done"
    assert marks(row) == [("done", "confirmed", "teacher")]
    assert row.marks.get().text == WORDS
    assert about(row).get().verb == "fulfil"


def test_what_was_reported_of_it_is_confirmed_with_it(row, teacher, deputy):
    services.report_planrow(row, by=teacher, text="Өткөрдүм.")

    services.close_by_deed(row, WORDS, by=deputy)

    assert marks(row) == [("done", "confirmed", "teacher"), ("done", "confirmed", "deputy")]


def test_a_row_that_is_closed_stays_as_it_was_marked(row, head, teacher):
    services.miss_planrow(row, by=head, text="Ооруп калды")

    services.close_by_deed(row, WORDS, by=teacher)

    assert state(row) == "not_done"
    assert [step for step, *_rest in marks(row)] == ["not_done"]


def test_nothing_closes_a_row_of_a_draft(association, head):
    row = make.a_plan_row(make.a_plan(association))

    services.close_by_deed(row, WORDS, by=head)
    services.close_by_deed(None, WORDS, by=head)

    assert state(row) == "planned"
    assert marks(row) == []


def test_the_row_opens_again_with_what_closed_it(row, teacher):
    services.close_by_deed(row, WORDS, by=teacher)

    services.reopen_by_deed(row, "Opened again", by=teacher)

    assert state(row) == "planned"
    assert [step for step, *_rest in marks(row)] == ["done", "reopened"]
    assert [entry.verb for entry in about(row).order_by("pk")] == ["fulfil", "resume"]


def test_what_the_head_marked_by_hand_stays(row, head, teacher):
    services.finish_planrow(row, by=head, text="Өттү")

    services.reopen_by_deed(row, "Opened again", by=teacher)
    services.reopen_by_deed(None, "Opened again", by=teacher)

    assert state(row) == "done"


def test_the_last_month_of_a_row_closes_that_of_the_year(association, head, teacher):
    year = make.a_year(association.school)
    annual = make.a_plan_in_force(association, {"months": [10]}).rows.get()
    first = year.start.replace(month=10)
    month = make.a_plan(association, period="month", month=first)
    make.a_plan_row(month, origin=annual)
    row = make.in_force(month).rows.get()

    services.close_by_deed(row, WORDS, by=teacher)
    assert (state(row), state(annual)) == ("done", "done")

    services.reopen_by_deed(row, "Opened again", by=teacher)
    assert (state(row), state(annual)) == ("planned", "planned")
