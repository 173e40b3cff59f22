"""The forms of monthly plans: what they offer and refuse, and that nothing typed goes."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from plans import services
from plans.models import Plan
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.either]


@pytest.fixture
def annual(association):
    return make.a_plan(association)


@pytest.fixture
def client(client, head):
    client.force_login(head)
    return client


def first(plan, month):
    return date(plan.year.start.year + (month < 9), month, 1)


def create_url(annual):
    return reverse("plans:month_create", args=[annual.pk])


def take_url(plan):
    return reverse("plans:rows_take", args=[plan.pk])


def offered(page, name):
    return [str(label) for value, label in page.context["form"].fields[name].widget.choices]


def chosen(page, name):
    """What the page shows as chosen or ticked."""
    return {str(value) for value in page.context["form"][name].value() or ()}


# Making one


def test_only_months_without_a_plan_are_offered_in_the_readers_language(annual, client, head):
    services.make_month(annual, by=head, month=first(annual, 10))
    year = annual.year.start.year
    head.language = "ky"
    head.save()

    with translation.override("ky"):
        months = offered(client.get(create_url(annual)), "month")

    assert months[:2] == [f"{year}-жылдын сентябры", f"{year}-жылдын ноябры"]
    assert len(months) == 9


def test_the_month_of_the_link_is_chosen(annual, client):
    page = client.get(create_url(annual), {"month": first(annual, 11).isoformat()})

    assert page.context["form"]["month"].value() == first(annual, 11).isoformat()


def test_a_month_made_meanwhile_is_told_and_made_once(annual, client, head):
    client.get(create_url(annual))
    october = first(annual, 10)
    made = services.make_month(annual, by=head, month=october)

    page = client.post(create_url(annual), {"month": october.isoformat()})

    assert page.status_code == 200
    assert page.context["form"].errors == {"month": ["There is already a plan for this month."]}
    assert Plan.objects.get(month=october) == made


@pytest.mark.parametrize("month", ["", "soon", "2020-10-01"])
def test_no_month_of_the_year_makes_nothing(annual, client, month):
    page = client.post(create_url(annual), {"month": month})

    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["month"]
    assert not Plan.objects.monthly().exists()


# Taking rows of the year into it


@pytest.fixture
def month(annual, head):
    return services.make_month(annual, by=head, month=first(annual, 10))


@pytest.fixture
def running(annual):
    return [
        make.a_plan_row(annual, text=text, when="year", months=[])
        for text in ("Сабакка катышуу", "Насаатчылык")
    ]


def test_rows_are_offered_with_their_time_until_they_are_in(annual, running, month, client):
    make.a_plan_row(annual, text="Олимпиада", months=[10])
    make.a_plan_row(annual, text="Жазында", months=[4])
    make.a_plan_row(annual, text="Пландар менен иштөө:", code="I.4", months=[10])

    rows = offered(client.get(take_url(month)), "rows")
    answer = client.post(take_url(month), {"rows": [running[1].pk]})

    assert rows == [
        "Сабакка катышуу (throughout the school year)",
        "Насаатчылык (throughout the school year)",
        "Олимпиада (October)",
    ]
    assert answer.url == month.get_absolute_url()
    assert [row.origin for row in month.rows.all()] == [running[1]]
    assert offered(client.get(take_url(month)), "rows") == [rows[0], rows[2]]


def test_nothing_ticked_is_asked_for(running, month, client):
    page = client.post(take_url(month), {})

    assert page.context["form"].errors == {"rows": ["Tick at least one row."]}
    assert not month.rows.exists()


def test_a_row_of_another_plan_is_refused_and_the_ticks_stay(
    annual, running, month, client, head, association
):
    other = make.an_association(association.school, head=head)
    foreign = make.a_plan_row(make.a_plan(other), text="Бөтөн", when="year", months=[])
    ticked = {str(running[0].pk), str(foreign.pk)}

    page = client.post(take_url(month), {"rows": sorted(ticked)})

    assert page.status_code == 200
    words = "A row is not one of the year's plan any more."
    assert page.context["form"].errors == {"rows": [words]}
    assert chosen(page, "rows") == ticked
    assert f'value="{running[0].pk}"' in checked(page)
    assert not month.rows.exists()


def test_a_row_taken_meanwhile_is_taken_once(running, month, client, head):
    client.get(take_url(month))
    services.take_rows(month, by=head, rows=[running[0]])

    answer = client.post(take_url(month), {"rows": [row.pk for row in running]})

    assert answer.url == month.get_absolute_url()
    assert [row.origin for row in month.rows.in_order()] == running


def test_a_month_without_the_years_plan_has_nothing_to_offer(association, client):
    alone = make.a_plan(association, period="month", month=date(2026, 10, 1))

    page = client.get(take_url(alone))

    assert offered(page, "rows") == []


def checked(page):
    """The boxes that are ticked, as they are written."""
    boxes = page.content.decode().split("<input")
    return " ".join(box for box in boxes if "checked" in box.partition(">")[0])
