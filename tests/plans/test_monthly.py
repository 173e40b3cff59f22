"""A month's plan takes what the year has for it, and what earlier months left."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.permissions import Refused
from plans import services
from plans.figures.monthly import month_rows, month_states
from plans.models import Plan, PlanRow
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def annual(association):
    return make.a_plan(association)


def first(plan, month):
    return date(plan.year.start.year + (month < 9), month, 1)


def texts(rows):
    return [row.text for row in rows]


def test_rows_due_left_and_running_are_told_apart(annual):
    make.a_plan_row(annual, text="сентябрда", months=[9])
    make.a_plan_row(annual, text="октябрда", months=[9, 10])
    make.a_plan_row(
        annual, text="күнү белгилүү", when="day", day=date(first(annual, 10).year, 10, 12)
    )
    make.a_plan_row(annual, text="жыл бою", when="year", months=[])
    make.a_plan_row(annual, text="кийин", months=[3])
    make.a_plan_row(annual, text="бүткөн", months=[9], status="done")

    rows = month_rows(annual, first(annual, 10))

    assert texts(rows.due) == ["октябрда", "күнү белгилүү"]
    assert texts(rows.left) == ["сентябрда"]
    assert texts(rows.running) == ["жыл бою"]


def test_one_press_makes_the_plan_of_a_month(annual, head, teacher):
    left = make.a_plan_row(annual, text="калды", months=[9], responsible=[teacher])
    make.a_plan_row(annual, text="октябрда", months=[10], evidence="протокол", part=2)

    plan = services.make_month(annual, by=head, month=first(annual, 10))

    rows = list(plan.rows.in_order())
    assert (plan.period, plan.month, plan.author) == ("month", first(annual, 10), head)
    assert [(r.text, r.carried, r.part) for r in rows] == [
        ("калды", True, 1), ("октябрда", False, 2)
    ]  # fmt: skip
    assert rows[0].origin == left
    assert list(rows[0].responsible.all()) == [teacher]
    assert rows[1].evidence == "протокол"
    assert {row.due_now for row in rows} == {date(first(annual, 10).year, 10, 31)}


def test_a_month_has_one_plan_and_lies_in_the_year(annual, head, teacher):
    services.make_month(annual, by=head, month=first(annual, 10))

    with pytest.raises(ValidationError, match="already a plan"):
        services.make_month(annual, by=head, month=first(annual, 10))
    with pytest.raises(ValidationError, match="outside"):
        services.make_month(annual, by=head, month=date(first(annual, 10).year - 2, 10, 1))
    with pytest.raises(Refused):
        services.make_month(annual, by=teacher, month=first(annual, 11))
    assert Plan.objects.monthly().count() == 1


def test_own_rows_of_an_earlier_month_roll_on_once(annual, head):
    october = services.make_month(annual, by=head, month=first(annual, 10))
    own = make.a_plan_row(october, text="айдын өз иши", months=[10])
    make.in_force(october)

    november = services.make_month(annual, by=head, month=first(annual, 11))
    make.in_force(november)
    december = services.make_month(annual, by=head, month=first(annual, 12))

    assert november.rows.get().origin == own
    assert december.rows.get().origin == november.rows.get()
    assert december.rows.get().carried


def test_what_rolled_on_is_one_task_in_the_later_month(annual, head, teacher):
    left = make.a_plan_row(annual, text="калды", months=[9], responsible=[teacher])
    make.in_force(annual)
    assert list(PlanRow.objects.tasks_of(teacher)) == [left]
    for month in (10, 11):
        plan = services.make_month(annual, by=head, month=first(annual, month))
        make.in_force(plan)

    [task] = PlanRow.objects.tasks_of(teacher)

    assert (task.plan, task.text) == (plan, "калды")
    PlanRow.objects.filter(pk=task.pk).update(status="not_done")
    [task] = PlanRow.objects.tasks_of(teacher).open()
    assert task.plan.month == first(annual, 10)


def test_rows_that_run_all_the_time_are_taken_when_asked_for(annual, head):
    running = make.a_plan_row(annual, text="жыл бою", when="year", months=[])
    plan = services.make_month(annual, by=head, month=first(annual, 10))

    services.take_rows(plan, by=head, rows=[running])
    services.take_rows(plan, by=head, rows=[running])

    assert texts(plan.rows.all()) == ["жыл бою"]
    Plan.objects.filter(pk=plan.pk).update(status="submitted")
    with pytest.raises(Refused):
        services.take_rows(plan, by=head, rows=[running])


def test_the_page_says_which_months_are_missing(annual, head, client):
    services.make_month(annual, by=head, month=first(annual, 9))
    states = month_states(annual.association, annual.year)

    assert [state.first.month for state in states] == [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]
    assert states[0].plan is not None
    url = reverse("plans:plan_months", args=[annual.pk])
    client.force_login(head)
    assert "Make it" in client.get(url).content.decode()
    answer = client.post(reverse("plans:month_create", args=[annual.pk]), {
        "month": first(annual, 12).isoformat()
    })  # fmt: skip
    made = Plan.objects.get(month=first(annual, 12))
    assert answer.url == made.get_absolute_url()
    assert not PlanRow.objects.filter(plan=made).exists()


def test_a_row_of_a_day_keeps_its_day_in_its_month_only(annual, head):
    day = date(first(annual, 10).year, 10, 12)
    row = make.a_plan_row(annual, text="күнү белгилүү", when="day", day=day, months=[])

    october = services.make_month(annual, by=head, month=day).rows.get()
    november = services.make_month(annual, by=head, month=first(annual, 11)).rows.get()

    assert (october.when, october.day, october.due_now) == ("day", day, day)
    assert (november.when, november.day, november.months) == ("months", None, [11])
    assert (november.origin, november.carried) == (row, True)


def test_a_month_has_an_end_too(annual, head, monkeypatch):
    rows = [make.a_plan_row(annual, text=f"иш {n}", when="year", months=[]) for n in range(2)]
    plan = services.make_month(annual, by=head, month=first(annual, 10))
    monkeypatch.setattr("plans.services.monthly.MOST_ROWS", 1)

    with pytest.raises(ValidationError, match="at most 1 row"):
        services.take_rows(plan, by=head, rows=rows)

    assert not plan.rows.exists()
