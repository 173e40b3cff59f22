"""The plans of the school and the page of one plan, as their readers see them."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from plans import services
from plans.models import Plan
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.either]
LIST = reverse("plans:plan_list")
FEW, MANY = 10, 120


@pytest.fixture
def plan(association):
    plan = make.a_plan(association, theme="Сапат", goal="Максат", tasks="Биринчи милдет")
    make.a_plan_row(plan, text="Отурум өткөрүү", kind="meeting", questions="Сапат жөнүндө")
    return plan


def submitted(plan, head, days=0):
    with time_machine.travel(timezone.now() - timedelta(days=days), tick=False):
        services.submit_plan(plan, by=head)
    return Plan.objects.get(pk=plan.pk)


def row_of(page, plan):
    return next(row for row in page.context["plan_list"] if row.pk == plan.pk)


# The list


def test_the_list_says_for_whom_a_plan_waits_and_since_when(client, plan, head, deputy):
    submitted(plan, head, days=3)
    client.force_login(deputy)

    page = client.get(LIST)

    assert row_of(page, plan).waits.days == 3
    text = " ".join(strip_tags(page.text).split())
    assert "the deputy director, 3 days" in text
    assert "submitted" in text


def test_a_draft_waits_for_the_head_and_has_no_clock(client, plan, director):
    client.force_login(director)

    waits = row_of(client.get(LIST), plan).waits

    assert (waits.whom, waits.days) == ("the head", None)


def test_what_holds_waits_for_nobody(client, plan, head, deputy, director):
    plan = submitted(plan, head)
    digest = plan.revisions.get().digest
    services.agree_plan(plan, by=deputy, digest=digest)
    client.force_login(deputy)
    assert row_of(client.get(LIST), plan).waits.whom == "the director"
    services.approve_plan(Plan.objects.get(pk=plan.pk), by=director, digest=digest)

    row = row_of(client.get(LIST), plan)

    assert (row.waits.whom, row.tone) == ("", "done")
    services.amend_plan(Plan.objects.get(pk=plan.pk), by=head, reason="Өзгөрдү")
    row = row_of(client.get(LIST), plan)
    assert (row.state_words, row.waits.whom) == ("amendment: draft", "the head")


def test_the_list_is_narrowed(client, plan, head, other_head, director):
    other = make.a_plan(other_head.memberships.get().association)
    month = make.a_plan(plan.association, period="month", month=plan.year.start)
    before = make.a_plan(
        plan.association, year=make.a_year(plan.school, first=plan.year.start.year - 1)
    )
    submitted(plan, head)
    client.force_login(director)

    def found(**asked):
        page = client.get(LIST, asked)
        return {row.pk for row in page.context["plan_list"]}

    assert found() == {plan.pk, other.pk, month.pk, before.pk}
    assert found(year=plan.year_id) == {plan.pk, other.pk, month.pk}
    assert found(year=before.year_id) == {before.pk}
    assert found(association=plan.association_id) == {plan.pk, month.pk, before.pk}
    assert found(status="submitted") == {plan.pk}
    newest = [row.pk for row in client.get(LIST).context["plan_list"]]
    assert (newest[2:], set(newest[:2])) == ([month.pk, before.pk], {plan.pk, other.pk})
    assert found(period="month") == {month.pk}


def test_a_past_year_is_marked_with_a_band(client, plan, director):
    year = make.a_year(plan.school, first=plan.year.start.year - 1)
    client.force_login(director)

    assert "You are looking at a past year" in client.get(LIST, {"year": year.pk}).text
    assert "You are looking at a past year" not in client.get(LIST).text


def test_members_see_the_plans_of_their_associations_only(client, plan, teacher, other_head):
    make.a_plan(other_head.memberships.get().association)
    client.force_login(teacher)

    page = client.get(LIST)

    assert [row.pk for row in page.context["plan_list"]] == [plan.pk]
    assert "Make a plan" not in page.text


def test_an_empty_list_says_what_belongs_there(client, head, association, teacher):
    client.force_login(head)
    page = client.get(LIST).text
    assert "clause 5.3" in page
    assert reverse("plans:plan_create") in page
    client.force_login(teacher)
    assert reverse("plans:plan_create") not in client.get(LIST).text


def test_htmx_gets_the_table_alone(client, plan, director):
    client.force_login(director)

    page = client.get(LIST, headers={"HX-Request": "true"}).text

    assert "Plan for the year" in page
    assert "<html" not in page


# One plan


def test_the_page_shows_heading_rows_and_meetings(client, plan, teacher):
    client.force_login(teacher)

    page = client.get(plan.get_absolute_url()).text

    for words in ("Сапат", "Максат", "Биринчи милдет", "Отурум өткөрүү", "Сапат жөнүндө"):
        assert words in page
    assert "IV. Methodical work" in page
    assert "Write the rows" not in page


def test_the_bar_says_where_it_stands(client, plan, head, deputy):
    client.force_login(head)

    def states():
        return [step["state"] for step in client.get(plan.get_absolute_url()).context["steps"]]

    assert states() == ["now", "next", "next"]
    plan = submitted(plan, head)
    assert states() == ["done", "now", "next"]
    digest = plan.revisions.get().digest
    services.agree_plan(plan, by=deputy, digest=digest)
    page = client.get(plan.get_absolute_url())
    assert page.context["steps"][1]["who"] == deputy.list_name
    services.retract_plan(Plan.objects.get(pk=plan.pk), by=deputy, digest=digest, text="Ката")
    assert states() == ["done", "now", "next"]
    services.return_plan(Plan.objects.get(pk=plan.pk), by=deputy, digest=digest, text="Оңдоңуз")
    assert states() == ["returned", "next", "next"]


def test_an_agreement_that_is_not_needed_says_so(client, plan, head):
    make.a_post(head, "deputy")
    head = type(head).objects.get(pk=head.pk)
    plan = submitted(plan, head)
    client.force_login(head)

    steps = client.get(plan.get_absolute_url()).context["steps"]

    assert [step["state"] for step in steps] == ["done", "done", "now"]
    assert steps[1]["who"] == "agreement not needed"


# What it costs


def questions(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return [q["sql"] for q in queries if q["sql"].startswith("SELECT")]


def filled(plan, people, rows):
    kinds = ["meeting", "other", "seminar", "control"]
    for n in range(rows - plan.rows.count()):
        make.a_plan_row(
            plan,
            text=f"{n}-иш",
            part=n % 4 + 1,
            kind=kinds[n % 4],
            responsible=people[: n % 3],
            when="day" if n % 5 == 0 else "months",
            day=plan.year.start + timedelta(days=n) if n % 5 == 0 else None,
        )


@pytest.mark.parametrize("stage", ["draft", "returned", "approved"])
@pytest.mark.parametrize("who", ["head", "teacher", "director"])
def test_the_page_asks_as_often_for_many_rows(
    request, client, association, teacher, secretary, head, deputy, director, stage, who
):
    counts = []
    for rows, first in ((FEW, 0), (MANY, 1)):
        year = make.a_year(
            association.school, first=make.a_year(association.school).start.year - first
        )
        plan = make.a_plan(association, year=year)
        filled(plan, [teacher, secretary], rows)
        if stage != "draft":
            services.submit_plan(plan, by=head)
            digest = plan.revisions.get().digest
        if stage == "returned":
            services.return_plan(
                Plan.objects.get(pk=plan.pk), by=deputy, digest=digest, text="х"
            )
        if stage == "approved":
            services.agree_plan(Plan.objects.get(pk=plan.pk), by=deputy, digest=digest)
            services.approve_plan(Plan.objects.get(pk=plan.pk), by=director, digest=digest)
        client.force_login(request.getfixturevalue(who))
        counts.append(questions(client, plan.get_absolute_url()))

    few, many = counts
    assert len(few) == len(many), many
    assert len(many) <= 8, many


def test_the_edit_page_asks_as_often_for_many_rows(client, plan, head, teacher, secretary):
    client.force_login(head)
    url = reverse("plans:plan_rows", args=[plan.pk])
    counts = []
    for rows in (FEW, MANY):
        filled(plan, [teacher, secretary], rows)
        counts.append(questions(client, url))

    few, many = counts
    assert len(few) == len(many), many
    assert len(many) <= 8, many


def test_many_rows_draw_no_choices(client, plan, head, teacher):
    filled(plan, [teacher], MANY)
    client.force_login(head)

    page = client.get(reverse("plans:plan_rows", args=[plan.pk])).text
    opened = client.get(reverse("plans:planrow_update", args=[plan.rows.first().pk])).text

    assert page.count("<select") == 0
    assert opened.count("<select") <= 4


def test_the_list_asks_as_often_for_many_plans(client, association, director):
    client.force_login(director)
    make.a_plan(association)
    few = questions(client, LIST)
    for month in (9, 10, 11):
        first = make.a_year(association.school).start.replace(month=month)
        make.a_plan(association, period="month", month=first)

    many = questions(client, LIST)

    assert len(few) == len(many) <= 5


# The desk


def test_the_desk_reminds_the_head_of_the_plan_of_the_year(client, association, head, teacher):
    desk = reverse("reports:desk")
    client.force_login(teacher)
    assert "plan of the year" not in client.get(desk).text
    client.force_login(head)

    assert "There is no plan of the year yet" in client.get(desk).text
    plan = make.a_plan(association)
    make.a_plan_row(plan)
    page = client.get(desk).text
    assert "The plan of the year is being written." in page
    assert plan.get_absolute_url() in page
    submitted(plan, head)
    assert "plan of the year" not in client.get(desk).text


def test_the_link_of_the_desk_chooses_the_association(client, association, head):
    other = make.an_association(association.school, head=head)
    client.force_login(head)

    form = client.get(reverse("plans:plan_create"), {"association": other.pk}).context["form"]

    assert form["association"].value() == str(other.pk)


def test_plans_have_their_place_in_the_menu(client, association, teacher):
    client.force_login(teacher)

    page = client.get(reverse("plans:plan_list")).text

    bar = page[page.index('class="bottom"') :]
    assert bar.index("/plans/") < bar.index("<details")
    assert bar.count('aria-current="page"') == 1
