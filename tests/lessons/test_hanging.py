"""A row of the plan and what hangs on it: planned anew, hung elsewhere, taken away."""

import pytest
from django.urls import reverse

from lessons import services
from lessons.models import Event, Visit
from tests import factories as make
from tests.lessons.schedules import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(association):
    plan = make.a_plan_in_force(association, {"kind": "seminar"}, {"kind": "seminar"})
    return list(plan.rows.filter(kind="seminar").order_by("pk"))


def test_an_event_that_moves_to_another_row_leaves_its_first_one_done(
    association, head, client, rows
):
    there, elsewhere = rows
    services.hold_event(make.an_event(association, plan_row=there), by=head, outcome="Иштелди")
    event = make.an_event(association, plan_row=elsewhere)
    Event.objects.filter(pk=event.pk).update(plan_row=there)
    services.reopen_event(Event.objects.get(status="held"), by=head, text="Ката")
    services.hold_event(Event.objects.exclude(pk=event.pk).get(), by=head, outcome="Бүттү")
    assert fresh(there).status != "done"  # one more is planned on it
    client.force_login(head)
    said = {"kind": event.kind, "title": event.title, "day": f"{event.day}"}

    answer = client.post(
        reverse("lessons:event_update", args=[event.pk]),
        {**said, "version": event.version, "plan_row": elsewhere.pk},
    )

    assert answer.status_code == 302
    assert fresh(event).plan_row == elsewhere
    assert fresh(there).status == "done"


def test_a_visit_hangs_elsewhere(association, secretary, teacher, rows):
    there, elsewhere = rows
    held = make.a_visit(association, teacher, secretary, plan_row=there)
    services.hold_visit(held, by=secretary)
    assert fresh(there).status == "done"
    visit = make.a_visit(association, teacher, secretary)

    visit.plan_row = there
    services.change_visit(visit, by=secretary, visitors=[secretary])
    assert fresh(there).status != "done"

    visit = fresh(visit)
    visit.plan_row = elsewhere
    services.change_visit(visit, by=secretary, visitors=[secretary])
    assert fresh(there).status == "done"
    assert Visit.objects.get(pk=visit.pk).plan_row == elsewhere


def test_a_lesson_taken_out_of_the_schedule_holds_no_row_open(
    association, head, teacher, secretary, rows
):
    row = rows[0]
    lesson = services.add_lesson(
        make.an_open_lesson(make.a_schedule(association), teacher), by=head
    )
    lesson.plan_row = row
    services.save_lesson(lesson, by=head)
    services.hold_visit(
        make.a_visit(association, teacher, secretary, plan_row=row), by=secretary
    )
    assert fresh(row).status != "done"

    services.remove_openlesson(fresh(lesson), by=head)

    assert fresh(row).status == "done"
