"""Remarks are pinned to what they speak of, and answered once."""

from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.permissions import Refused
from plans import services
from plans.figures.rounds import compared
from plans.models import Plan, PlanRemark
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(association, head):
    plan = make.a_plan(association, theme="Окуу сабаттуулугу", tasks="биринчи\nэкинчи")
    make.a_plan_row(plan, text="Отурум " + "у" * 300)
    services.submit_plan(plan, by=head)
    return Plan.objects.get(pk=plan.pk)


def returned(plan, deputy):
    digest = plan.revisions.get().digest
    services.return_plan(plan, by=deputy, digest=digest, text="Оңдоңуз")
    return Plan.objects.get(pk=plan.pk)


@pytest.mark.parametrize(
    ("place", "quote"),
    [("", ""), ("theme", "Окуу сабаттуулугу"), ("tasks", "биринчи; экинчи"), ("goal", "")],
)
def test_a_remark_keeps_the_words_it_was_pinned_to(plan, deputy, place, quote):
    remark = make.a_remark(plan, by=deputy, text="Тактаңыз", place=place)

    assert (remark.field, remark.quote, remark.state) == (place, quote, "open")
    assert remark.revision == plan.revisions.get()


def test_a_remark_on_a_row_carries_its_key(plan, deputy):
    row = plan.rows.get()

    remark = make.a_remark(plan, by=deputy, text="Айы туура эмес", place=str(row.key))

    remark.refresh_from_db()
    assert remark.row_key == row.key
    assert len(remark.quote) == 200
    assert remark.quote.endswith("…")


@pytest.mark.parametrize("place", [str(UUID(int=7)), "status", "nothing"])
def test_a_remark_on_what_is_not_there_is_refused(plan, deputy, place):
    with pytest.raises(ValidationError, match="not one of this plan"):
        make.a_remark(plan, by=deputy, text="Тактаңыз", place=place)


def test_remarks_are_for_whose_step_it_is(plan, head, deputy, director):
    for person in (head, director):
        with pytest.raises(Refused):
            make.a_remark(plan, by=person, text="Тактаңыз")
    with pytest.raises(ValidationError, match="Write what you remark"):
        make.a_remark(plan, by=deputy, text=" ")

    digest = plan.revisions.get().digest
    services.agree_plan(plan, by=deputy, digest=digest)
    plan = Plan.objects.get(pk=plan.pk)

    with pytest.raises(Refused):
        make.a_remark(plan, by=deputy, text="Кеч")
    assert make.a_remark(plan, by=director, text="Тактаңыз").author == director


def test_the_head_answers_once_while_the_plan_is_with_the_head(plan, head, deputy):
    remark = make.a_remark(plan, by=deputy, text="Тактаңыз")
    with pytest.raises(Refused):
        services.answer_planremark(remark, by=head, answer="Оңдодум")
    returned(plan, deputy)
    remark = PlanRemark.objects.get()

    with pytest.raises(ValidationError, match="Write an answer"):
        services.answer_planremark(remark, by=head, answer=" ")
    services.answer_planremark(remark, by=head, answer="Оңдодум")

    remark.refresh_from_db()
    assert (remark.state, remark.answer, remark.answered_by) == ("answered", "Оңдодум", head)
    with pytest.raises(Refused, match="answered already"):
        services.answer_planremark(remark, by=head, answer="Дагы")


def test_open_remarks_do_not_stop_the_next_round(plan, head, deputy):
    make.a_remark(plan, by=deputy, text="Тактаңыз")
    plan = returned(plan, deputy)

    services.submit_plan(plan, by=head)

    assert Plan.objects.get(pk=plan.pk).status == "submitted"
    assert PlanRemark.objects.get().state == "open"


# A remark belongs to the text that was seen


def test_a_remark_on_a_text_that_was_changed_meanwhile_is_refused(plan, head, deputy):
    seen = plan.revisions.get().digest
    services.withdraw_plan(plan, by=head)
    Plan.objects.update(goal="Башка максат")
    services.submit_plan(Plan.objects.get(), by=head)

    with pytest.raises(ValidationError, match="The plan was changed at"):
        services.create_planremark(Plan.objects.get(), by=deputy, digest=seen, text="Такта")
    assert not PlanRemark.objects.exists()


def test_the_page_of_a_remark_names_its_text_and_keeps_the_words(plan, head, deputy, client):
    client.force_login(deputy)
    url = reverse("plans:planremark_create", args=[plan.pk])
    seen = plan.revisions.get().digest
    page = client.get(url).text
    assert f'value="{seen}"' in page
    assert f"Revision 1, submitted by {head.list_name}" in page
    services.withdraw_plan(plan, by=head)
    Plan.objects.update(goal="Башка максат")
    services.submit_plan(Plan.objects.get(), by=head)

    page = client.post(url, {"digest": seen, "place": "", "text": "Тактагыла"})

    assert "The plan was changed at" in page.text
    assert "Revision 2, submitted by" in page.text
    assert "Тактагыла" in page.text
    now = Plan.objects.get().revisions.latest("number").digest
    assert f'value="{now}"' in page.text
    client.post(url, {"digest": now, "place": "", "text": "Тактагыла"})
    assert PlanRemark.objects.get().revision.number == 2


@pytest.mark.parametrize("long", [20, 3_000])
def test_words_typed_while_the_plan_moved_on_are_kept_whole(plan, head, deputy, client, long):
    client.force_login(deputy)
    url = reverse("plans:planremark_create", args=[plan.pk])
    seen = plan.revisions.get().digest
    services.withdraw_plan(plan, by=head)
    typed = "сөз " * long + "аягы"

    page = client.post(url, {"digest": seen, "place": "", "text": typed}, follow=True)

    assert "The plan was changed at" in page.text
    assert typed in page.text


# What became of an amendment that was given up


@pytest.fixture
def given_up(plan, head, deputy, director):
    """Approved with a remark open still; amended, remarked on, returned, given up."""
    make.a_remark(plan, by=deputy, text="Бекитилген тексттеги")
    decide(plan, services.agree_plan, deputy)
    decide(plan, services.approve_plan, director)
    amend(plan, head, "Биринчи өзгөртүү")
    make.a_remark(now(plan), by=deputy, text="Баш тартылгандагы")
    decide(plan, services.return_plan, deputy, text="Кереги жок")
    services.abandon_plan(now(plan), by=head)
    return now(plan)


def now(plan):
    return Plan.objects.get(pk=plan.pk)


def decide(plan, act, by, **said):
    act(now(plan), by=by, digest=plan.revisions.latest("number").digest, **said)


def amend(plan, head, text):
    services.amend_plan(now(plan), by=head, reason=text)
    make.a_plan_row(now(plan), text=text)
    services.submit_plan(now(plan), by=head)


def test_remarks_on_what_was_given_up_are_closed_and_stay_readable(given_up, head, client):
    states = set(PlanRemark.objects.values_list("text", "state"))
    assert states == {("Бекитилген тексттеги", "closed"), ("Баш тартылгандагы", "closed")}
    steps = given_up.revisions.get(number=2).decisions.order_by("pk")
    assert [row.step for row in steps] == ["submitted", "returned", "given_up"]
    client.force_login(head)
    rounds = client.get(reverse("plans:plan_rounds", args=[given_up.pk])).text
    assert "Баш тартылгандагы" in rounds
    assert "Given up" in rounds


def test_the_next_amendment_begins_without_them(given_up, head, deputy, client):
    services.amend_plan(given_up, by=head, reason="Экинчи")
    client.force_login(head)
    for name in ("plan_detail", "plan_rows", "plan_submit"):
        page = client.get(reverse(f"plans:{name}", args=[given_up.pk])).text
        assert "Баш тартылгандагы" not in page, name
        assert "Бекитилген тексттеги" not in page, name


def test_the_next_amendment_is_compared_with_what_holds(given_up, head):
    amend(given_up, head, "Экинчи өзгөртүү")
    plan = now(given_up)

    [(words, found)] = compared(plan, plan.revisions.latest("number").content, 3)

    assert "amendment changes" in str(words)
    assert [row.state for row in found.rows] == ["added"]


def test_a_round_is_said_to_be_given_up_once(given_up, head):
    services.amend_plan(given_up, by=head, reason="Экинчи")
    services.abandon_plan(now(given_up), by=head)

    steps = given_up.revisions.get(number=2).decisions.filter(step="given_up")
    assert steps.count() == 1
    assert not given_up.revisions.get(number=1).decisions.filter(step="given_up").exists()
