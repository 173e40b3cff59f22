"""Each morning people hear of rows of plans that fall due: once, and not when they are away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Letter, Notification
from plans import services
from plans.models import Plan, PlanRow, RowReminder
from plans.services import reminding
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _morning(monkeypatch):
    """It is a morning on which the school works."""
    monkeypatch.setattr(reminding, "morning", TODAY)
    monkeypatch.setattr("plans.figures.reminding.is_at_rest", lambda school, day: False)


def a_row(association, days, **fields):
    row = {"text": "Ачык сабак", "due_now": TODAY() + timedelta(days=days), **fields}
    return make.a_plan_in_force(association, row).rows.get()


def told(person):
    return list(Notification.objects.filter(to=person).values_list("text", "urgent"))


def test_three_days_before_it_is_said_once(association, head, teacher):
    a_row(association, 3, responsible=[teacher])

    assert reminding.remind_of_rows() == 1
    assert reminding.remind_of_rows() == 0

    [(words, urgent)] = told(teacher)
    assert words.startswith("Due in 3 days by the plan, ")
    assert words.endswith(": Ачык сабак")
    assert not urgent
    assert told(head) == []


def test_on_the_day_it_goes_at_once(association, head, teacher):
    teacher.email = "teacher@example.com"
    teacher.save()
    a_row(association, 0, responsible=[teacher])

    reminding.remind_of_rows()

    assert told(teacher) == [("Due today by the plan: Ачык сабак", True)]
    assert Letter.objects.get(to=teacher).kind == Letter.Kind.URGENT


def test_one_letter_in_the_morning_brings_it(association, head, teacher):
    teacher.email = "teacher@example.com"
    teacher.save()
    a_row(association, 3, responsible=[teacher])

    reminding.remind_of_rows()

    letter = Letter.objects.get(to=teacher)
    assert letter.kind == Letter.Kind.DIGEST
    assert "Ачык сабак" in letter.body


def test_a_late_one_is_said_weekly(association, head, teacher):
    row = a_row(association, -8, responsible=[teacher])
    day = TODAY()
    RowReminder.objects.create(row=row, person=teacher, day=day - timedelta(days=6))
    assert reminding.remind_of_rows() == 0

    RowReminder.objects.all().delete()
    RowReminder.objects.create(row=row, person=teacher, day=day - timedelta(days=7))

    assert reminding.remind_of_rows() == 1
    assert told(teacher)[0][0].startswith("Late by 8 days by the plan")


def test_what_is_far_reported_done_or_no_plan_yet_is_not_said(
    association, head, teacher, school
):
    a_row(association, 4, responsible=[teacher])
    union = make.an_association(school, head=head)
    make.a_membership(union, teacher)
    services.report_planrow(a_row(union, 1, responsible=[teacher]), by=teacher, text="Өттү.")
    union = make.an_association(school, head=head)
    a_row(union, 1, responsible=[teacher], status="done")
    union = make.an_association(school, head=head)
    draft = make.a_plan(union)
    make.a_plan_row(draft, responsible=[teacher], due_now=TODAY())
    Notification.objects.all().delete()

    assert reminding.remind_of_rows() == 0


def test_who_is_away_hears_of_it_later(association, head, teacher):
    absence = make.an_absence(teacher)
    a_row(association, 2, responsible=[teacher])
    assert reminding.remind_of_rows() == 0

    absence.delete()

    assert reminding.remind_of_rows() == 1


def test_what_all_do_all_hear_before_and_the_head_alone_when_it_is_late(
    association, head, teacher
):
    row = a_row(association, 2, all_members=True)
    reminding.remind_of_rows()
    assert len(told(teacher)) == len(told(head)) == 1

    Notification.objects.all().delete()
    RowReminder.objects.all().delete()
    PlanRow.objects.filter(pk=row.pk).update(due_now=TODAY() - timedelta(days=1))
    reminding.remind_of_rows()

    assert told(teacher) == []
    assert len(told(head)) == 1


def test_a_new_row_of_an_amendment_is_not_said(association, head, teacher):
    row = a_row(association, 30, responsible=[teacher])
    Plan.objects.filter(pk=row.plan_id).update(status="draft")
    plan = Plan.objects.get(pk=row.plan_id)
    make.a_plan_row(plan, text="Жаңы", responsible=[teacher], due_now=TODAY())

    assert reminding.remind_of_rows() == 0


def test_an_hour_before_the_morning_nothing_is_said(association, head, teacher, monkeypatch):
    a_row(association, 3, responsible=[teacher])
    monkeypatch.setattr(reminding, "morning", lambda: None)

    assert reminding.remind_of_rows() == 0
    assert reminding.CHORES == services.CHORES
