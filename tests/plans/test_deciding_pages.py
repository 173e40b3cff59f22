"""Pages of the rounds: what the deciders and the head see, and what pressing does."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans import services
from plans.models import Plan, PlanReading, PlanRemark
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.either]


@pytest.fixture
def plan(association, head):
    plan = make.a_plan(association, theme="Окуу сабаттуулугу", goal="Максат")
    make.a_plan_row(plan, text="Октябрда отурум өткөрүү")
    make.a_plan_row(plan, text="Семинар", part=4, kind="seminar")
    services.submit_plan(plan, by=head)
    return Plan.objects.get(pk=plan.pk)


def fresh(plan):
    return Plan.objects.get(pk=plan.pk)


def digest(plan):
    return plan.revisions.latest("number").digest


def address(name, thing):
    return reverse(f"plans:{name}", args=[thing.pk])


def get(client, person, url):
    client.force_login(person)
    response = client.get(url)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.text)


def second_round(plan, head, deputy):
    """Returned with a remark on a row, changed by the head, submitted again."""
    row = plan.rows.in_order().first()
    make.a_remark(plan, by=deputy, text="Ноябрда болсун", place=str(row.key))
    services.return_plan(plan, by=deputy, digest=digest(plan), text="Тактаңыз")
    row = fresh(plan).rows.get(pk=row.pk)
    row.text = "Ноябрда отурум өткөрүү"
    row.save()
    services.answer_planremark(PlanRemark.objects.get(), by=head, answer="Оңдодум")
    services.submit_plan(fresh(plan), by=head)
    return fresh(plan)


def test_the_deputy_agrees_with_the_text_on_the_page(client, plan, deputy):
    page = get(client, deputy, address("plan_agree", plan))
    assert "Октябрда отурум өткөрүү" in page
    assert f'value="{digest(plan)}"' in page

    response = client.post(address("plan_agree", plan), {"digest": digest(plan)}, follow=True)

    assert fresh(plan).status == "agreed"
    assert "Agreed by the deputy director" in response.text


def test_opening_a_page_of_the_plan_is_noted_for_whose_step_it_is(
    client, plan, deputy, director, teacher
):
    for person in (deputy, director, teacher):
        get(client, person, plan.get_absolute_url())
        get(client, person, plan.get_absolute_url())

    assert [row.person for row in PlanReading.objects.all()] == [deputy]


def test_a_form_of_an_earlier_text_is_refused_with_who_and_when(client, plan, head, deputy):
    seen = digest(plan)
    services.withdraw_plan(plan, by=head)
    make.a_plan_row(fresh(plan), text="Кийин кошулган иш")
    services.submit_plan(fresh(plan), by=head)
    client.force_login(deputy)

    response = client.post(address("plan_agree", plan), {"digest": seen})

    assert re.search(r"The plan was changed at \d\d:\d\d by Абазбек уулу", response.text)
    assert "Кийин кошулган иш" in response.text
    assert f'value="{digest(plan)}"' in response.text
    assert fresh(plan).status == "submitted"


def test_who_decides_when_the_plan_was_taken_back_is_told_so(client, plan, head, deputy):
    seen = digest(plan)
    services.withdraw_plan(plan, by=head)
    client.force_login(deputy)

    response = client.post(address("plan_agree", plan), {"digest": seen}, follow=True)

    assert response.redirect_chain == [(plan.get_absolute_url(), 302)]
    assert re.search(r"The plan was changed at \d\d:\d\d by Абазбек уулу", response.text)
    assert fresh(plan).status == "draft"


def test_who_may_not_decide_is_refused_whatever_the_form_says(client, plan, head, teacher):
    for person in (head, teacher):
        client.force_login(person)
        response = client.post(address("plan_agree", plan), {"digest": digest(plan)})
        assert response.status_code == 403
    assert fresh(plan).status == "submitted"


def test_returning_without_words_comes_back(client, plan, deputy):
    client.force_login(deputy)

    refused = client.post(address("plan_return", plan), {"digest": digest(plan), "text": ""})
    assert refused.status_code == 200
    assert fresh(plan).status == "submitted"

    client.post(address("plan_return", plan), {"digest": digest(plan), "text": "Тактаңыз"})
    assert fresh(plan).status == "returned"


def test_a_remark_is_pinned_to_the_row_that_the_link_names(client, plan, deputy):
    row = plan.rows.in_order().first()
    page = get(client, deputy, plan.get_absolute_url())
    url = f"{address('planremark_create', plan)}?place={row.key}"
    assert url in page

    form = get(client, deputy, url)
    assert re.search(rf'<option value="{row.key}" selected>1. Октябрда отурум', form)
    said = {"digest": digest(plan), "place": row.key, "text": "Ноябрда?"}
    client.post(address("planremark_create", plan), said)

    remark = PlanRemark.objects.get()
    assert (remark.row_key, remark.quote) == (row.key, "Октябрда отурум өткөрүү")


def test_the_head_sees_remarks_beside_the_rows_and_answers(client, plan, head, deputy):
    row = plan.rows.in_order().first()
    make.a_remark(plan, by=deputy, text="Ноябрда болсун", place=str(row.key))
    make.a_remark(plan, by=deputy, text="Өлчөнсүн", place="goal")
    services.return_plan(plan, by=deputy, digest=digest(plan), text="Тактаңыз")

    page = get(client, head, plan.get_absolute_url())
    beside = page.partition(f'id="row-{row.pk}"')[2].partition("</li>")[0]
    assert "Ноябрда болсун" in beside
    assert page.count("Ноябрда болсун") == 1
    assert "not answered yet: 2" in page
    assert f"Returned by {deputy.initials_in('ky')}" in page
    assert "Goal: «Максат»" in page
    assert "Ноябрда болсун" in get(client, head, address("plan_rows", plan))

    remark = PlanRemark.objects.get(field="goal")
    assert "Өлчөнсүн" in get(client, head, address("planremark_answer", remark))
    client.post(address("planremark_answer", remark), {"answer": "Оңдодум"})
    remark.refresh_from_db()
    assert remark.answer == "Оңдодум"
    submit = get(client, head, address("plan_submit", plan))
    assert "1 remark is not answered yet" in submit
    assert "Nothing: the text reads as it did." in submit


def test_the_next_reader_sees_what_has_changed_since_it_was_returned(
    client, plan, head, deputy
):
    plan = second_round(plan, head, deputy)

    page = get(client, deputy, address("plan_agree", plan))

    assert "What has changed since it was returned" in page
    assert "Rows added: 0, taken out: 0, changed: 1." in page
    assert "<del>Октябрда</del> <ins>Ноябрда</ins>" in page.replace(" >", ">")
    assert "Оңдодум" in page


def test_all_rounds_stay_readable(client, plan, head, deputy, teacher):
    plan = second_round(plan, head, deputy)

    page = get(client, teacher, address("plan_rounds", plan))

    for words in ("Round 1", "Round 2", "Тактаңыз", "Ноябрда болсун", "Оңдодум", "Returned"):
        assert words in page
    first, second = plan.revisions.order_by("number")
    assert "Октябрда отурум өткөрүү" in get(
        client, teacher, address("planrevision_detail", first)
    )
    later = get(client, teacher, address("planrevision_detail", second))
    assert "What is different from the text submitted before" in later


def test_an_amendment_is_read_against_what_holds(client, plan, head, deputy, director):
    services.agree_plan(plan, by=deputy, digest=digest(plan))
    services.approve_plan(fresh(plan), by=director, digest=digest(plan))
    services.amend_plan(fresh(plan), by=head, reason="Мугалим алмашты")
    assert "Мугалим алмашты" in get(client, head, plan.get_absolute_url())
    make.a_plan_row(fresh(plan), text="Кошумча иш")
    assert "What the amendment changes" in get(client, head, address("plan_submit", plan))
    services.submit_plan(fresh(plan), by=head)

    page = get(client, deputy, address("plan_agree", plan))

    assert "What the amendment changes in the plan that holds" in page
    assert "<ins>Кошумча иш</ins>" in page.replace(" >", ">")
    assert "Мугалим алмашты" in page


def test_the_queue_says_how_long_and_only_opened_plans_are_ticked(
    client, school, plan, head, deputy, director
):
    other = make.a_plan(make.an_association(school, head=(boss := make.a_person(school))))
    make.a_plan_row(other)
    services.submit_plan(other, by=boss)
    for row in (plan, fresh(other)):
        services.agree_plan(row, by=deputy, digest=digest(row))
    get(client, director, plan.get_absolute_url())

    page = get(client, director, reverse("plans:plan_waiting"))

    assert f'name="plans" value="{plan.pk}"' in page
    assert f'name="plans" value="{other.pk}"' not in page
    assert "waits since today" in page
    response = client.post(
        reverse("plans:plans_approve"),
        {
            "plans": [plan.pk, other.pk],
            f"digest-{plan.pk}": digest(plan),
            f"digest-{other.pk}": digest(other),
        },
        follow=True,
    )
    assert (fresh(plan).status, fresh(other).status) == ("approved", "agreed")
    assert "1 plan approved." in response.text
    assert "Open this plan first" in response.text


def test_the_deputys_queue_has_no_ticks(client, plan, deputy):
    page = get(client, deputy, reverse("plans:plan_waiting"))

    assert str(plan.association) in page
    assert 'name="plans"' not in page


def test_the_desk_says_what_waits(client, plan, head, deputy, director, teacher):
    desk = reverse("reports:desk")
    assert "1 plan waits for your decision" in get(client, deputy, desk)
    assert "waits for your decision" not in get(client, director, desk)
    assert "waits for your decision" not in get(client, head, desk)

    services.return_plan(plan, by=deputy, digest=digest(plan), text="Тактаңыз")

    assert "waits for your decision" not in get(client, deputy, desk)
    page = get(client, head, desk)
    assert "See the remarks" in page
    assert f'href="{plan.get_absolute_url()}"' in page
    assert "See the remarks" not in get(client, teacher, desk)


def test_a_monthly_plan_that_holds_offers_no_steps(client, plan, head, deputy):
    month = make.a_plan(plan.association, period="month", month=plan.year.start)
    make.a_plan_row(month)
    services.submit_plan(month, by=head)
    services.agree_plan(fresh(month), by=deputy, digest=digest(month))

    page = get(client, head, month.get_absolute_url())

    assert "A monthly plan holds" not in page
    assert "Approve" not in page


def asked(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return sum(query["sql"].startswith("SELECT") for query in queries)


def test_pages_ask_as_often_for_many_rows_and_remarks_as_for_few(client, plan, head, deputy):
    few = second_round(plan, head, deputy)
    other = make.a_plan(
        make.an_association(plan.school, head=(boss := make.a_person(plan.school)))
    )
    for n in range(60):
        make.a_plan_row(other, text=f"{n}-иш", responsible=[head, boss])
    services.submit_plan(other, by=boss)
    for row in list(other.rows.all())[:9]:
        make.a_remark(fresh(other), by=deputy, text="Тактаңыз", place=str(row.key))
    services.return_plan(fresh(other), by=deputy, digest=digest(other), text="Тактаңыз")
    make.a_plan_row(fresh(other), text="Дагы бир иш")
    services.submit_plan(fresh(other), by=boss)
    client.force_login(deputy)

    counts = {
        name: [asked(client, address(name, row)) for row in (few, other)]
        for name in ("plan_detail", "plan_agree", "plan_rounds")
    }
    queue = asked(client, reverse("plans:plan_waiting"))

    assert counts["plan_detail"][0] == counts["plan_detail"][1] <= 8
    assert counts["plan_agree"][0] == counts["plan_agree"][1] <= 8
    assert counts["plan_rounds"][0] == counts["plan_rounds"][1] <= 8
    assert queue <= 5
