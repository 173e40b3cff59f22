"""What the regulation counts in a draft is told beside it, in words and with its clause."""

from datetime import date

import pytest
from django.urls import reverse

from plans.figures.norms import norms_of
from plans.models import Plan, PlanningYear
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(association):
    return make.a_plan(association)


def told(plan, day=None):
    rows = list(plan.rows.in_order().prefetch_related("responsible"))
    members = list(plan.association.members())
    norms = norms_of(plan, rows, members, day or date(plan.year.start.year, 9, 10))
    return {norm.words: (norm.clause, norm.met) for norm in norms}


def test_meetings_are_counted_against_four(plan):
    for _ in range(3):
        make.a_plan_row(plan, kind="meeting")
    dropped = make.a_plan_row(plan, kind="meeting")
    type(dropped).objects.filter(pk=dropped.pk).update(dropped=True)

    assert told(plan)["3 of at least 4 meetings planned"] == ("5.5", False)
    make.a_plan_row(plan, kind="meeting")
    assert told(plan)["4 of at least 4 meetings planned"] == ("5.5", True)


def test_a_practical_seminar_is_asked_for(plan):
    assert told(plan)["0 of at least 1 practical seminar planned"] == ("5.6", False)
    make.a_plan_row(plan, kind="seminar")
    assert told(plan)["1 of at least 1 practical seminar planned"] == ("5.6", True)


def test_rows_of_nobody_are_counted_and_headings_are_not(plan, teacher):
    make.a_plan_row(plan, code="I.4", text="Иштөө:")
    make.a_plan_row(plan, responsible=[teacher])
    make.a_plan_row(plan, all_members=True)
    make.a_plan_row(plan, outside="Методкабинет")

    assert "nobody responsible" not in " ".join(told(plan))
    make.a_plan_row(plan)
    assert told(plan)["1 row has nobody responsible"] == ("", False)


def test_members_without_a_row_of_their_own_are_named(plan, head, teacher):
    make.a_plan_row(plan, responsible=[head], all_members=True)

    assert f"No row of their own: {teacher.list_name}" in told(plan)
    make.a_plan_row(plan, responsible=[teacher])
    assert "No row" not in " ".join(told(plan))


def test_months_of_monthly_plans_without_rows_are_told(plan, teacher):
    for month in (9, 10, 11, 12, 1, 2, 3):
        make.a_plan_row(plan, months=[month], responsible=[teacher])
    year = plan.year.start.year + 1
    make.a_plan_row(plan, when="day", day=date(year, 4, 10), months=[])
    make.a_plan_row(plan, when="year", months=[])

    assert told(plan)["Nothing is planned for: May, June"] == ("6.8", False)


def test_the_months_are_those_the_school_has_set(plan, teacher):
    guide = PlanningYear.usual(plan.year)
    guide.months = [9, 10]
    guide.save()
    plan = Plan.objects.select_related("year__planning").get(pk=plan.pk)
    make.a_plan_row(plan, months=[9], responsible=[teacher])

    assert "Nothing is planned for: October" in told(plan)


def test_the_day_it_is_due_is_told_and_when_it_has_passed(plan):
    year = plan.year.start.year

    assert told(plan, date(year, 9, 15))[f"The plan is due by 15 September {year}"] == (
        "5.3", True,
    )  # fmt: skip
    assert told(plan, date(year, 9, 16))[f"The plan was due by 15 September {year}"] == (
        "5.3", False,
    )  # fmt: skip


def test_a_monthly_plan_owes_only_somebody_to_its_rows(association):
    month = make.a_plan(
        association, period="month", month=make.a_year(association.school).start
    )
    make.a_plan_row(month)

    assert list(told(month)) == ["1 row has nobody responsible"]


def test_the_head_reads_them_beside_the_draft_and_nobody_else_does(client, plan, head, teacher):
    make.a_plan_row(plan)
    pages = [plan.get_absolute_url(), reverse("plans:plan_rows", args=[plan.pk])]
    client.force_login(head)
    for url in pages:
        page = client.get(url).text
        assert "0 of at least 4 meetings planned" in page
        assert "(5.5)" in page
    client.force_login(teacher)
    assert "at least 4 meetings" not in client.get(pages[0]).text


def test_they_are_no_wall(plan, head):
    make.a_plan_row(plan)
    assert not all(met for _clause, met in told(plan).values())

    from plans import services

    services.submit_plan(plan, by=head)
    plan.refresh_from_db()
    assert plan.status == "submitted"


def test_a_norm_leads_to_the_row_that_is_missing(client, plan, head):
    client.force_login(head)

    page = client.get(reverse("plans:planrow_create", args=[plan.pk]) + "?part=1&kind=meeting")

    assert page.context["form"]["kind"].value() == "meeting"
