"""What the school sets for the plans of a year: who may, what is said, what plans cite."""

from datetime import date

import pytest
from django.urls import reverse

from core.audit import about
from plans import services
from plans.documents.snapshot import plan_data
from plans.models import PlanningYear
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(school):
    return make.a_year(school)


@pytest.fixture
def url(year):
    return reverse("plans:planningyear_update", args=[year.pk])


def words(year, **changes):
    return {
        "theme_ky": "Сапаттуу билим",
        "theme_ru": "Качественное образование",
        "priorities_ky": "Сапат\nТарбия",
        "priorities_ru": "",
        "plan_due": f"{year.start.year}-09-20",
        "months": ["5", "9", "10"],
        "version": "1",
        **changes,
    }


def test_until_something_is_said_the_usual_is_offered_and_not_saved(client, deputy, url, year):
    client.force_login(deputy)

    page = client.get(url)

    form = page.context["form"]
    assert form["plan_due"].value() == date(year.start.year, 9, 15)
    assert form["months"].value() == [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]
    assert not PlanningYear.objects.exists()


@pytest.mark.parametrize("who", ["deputy", "director"])
def test_those_who_lead_the_school_set_it_and_it_is_recorded(request, client, who, url, year):
    person = request.getfixturevalue(who)
    client.force_login(person)

    assert client.post(url, words(year)).status_code == 302

    row = PlanningYear.objects.get()
    assert (row.year, row.school, row.theme_ky) == (year, year.school, "Сапаттуу билим")
    assert row.plan_due == date(year.start.year, 9, 20)
    assert row.months == [9, 10, 5]  # in the order of the school year
    entry = about(row).get()
    assert (entry.verb, entry.actor) == ("change", person)
    assert "Сапаттуу билим" in str(entry.changes)


def test_every_plan_of_the_year_cites_it(client, deputy, url, year, association):
    client.force_login(deputy)
    client.post(url, words(year))

    guide = plan_data(make.a_plan(association, year=year))["guide"]

    assert guide["theme_ru"] == "Качественное образование"
    assert guide["priorities_ky"] == ["Сапат", "Тарбия"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"plan_due": "2001-09-01"}, "This date lies outside the school year."),
        ({"months": []}, "Choose at least one month."),
        ({"theme_ky": "а" * 501}, "at most 500 characters"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(
    client, deputy, url, year, changes, sentence
):
    client.force_login(deputy)

    page = client.post(url, words(year, **changes))

    assert page.status_code == 200
    assert sentence in page.text
    assert "Качественное образование" in page.text
    assert not PlanningYear.objects.exists()


@pytest.mark.parametrize("who", ["head", "teacher", "clerk", "stranger"])
def test_others_may_not(request, client, who, url, year):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url).status_code == 403
    assert client.post(url, words(year)).status_code == 403


def test_another_school_does_not_exist(client, foreigner, url):
    client.force_login(foreigner)

    assert client.get(url).status_code == 404


def test_the_second_of_two_who_write_is_shown_both_texts(client, deputy, url, year):
    client.force_login(deputy)
    client.post(url, words(year))

    page = client.post(url, words(year, theme_ky="Башка тема"))

    assert page.status_code == 409
    assert "Сапаттуу билим" in page.text
    assert "Башка тема" in page.text
    assert PlanningYear.objects.get().theme_ky == "Сапаттуу билим"


def test_two_who_write_first_at_once_are_told_apart(client, deputy, url, year, monkeypatch):
    client.force_login(deputy)
    client.post(url, words(year))
    monkeypatch.setattr(
        "plans.services.planning_of", PlanningYear.usual
    )  # nothing was seen yet

    page = client.post(url, words(year, theme_ky="Башка тема"))

    assert page.status_code == 409
    assert PlanningYear.objects.get().theme_ky == "Сапаттуу билим"


def test_whoever_comes_second_finds_the_row_of_the_first(year):
    first = services.begin_planning(year)

    assert services.begin_planning(year) == first
    assert services.planning_of(year) == first


def test_the_page_of_the_years_leads_there(client, deputy, url):
    client.force_login(deputy)

    assert url in client.get(reverse("associations:academicyear_list")).text


def test_leaders_come_from_the_plans_to_what_the_school_sets(client, deputy, head):
    years = reverse("associations:academicyear_list")
    for person, there in ((deputy, True), (head, False)):
        client.force_login(person)
        page = client.get(reverse("plans:plan_list")).content.decode()
        assert (f'href="{years}"' in page) is there, person
