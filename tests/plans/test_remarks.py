"""Remarks are pinned to what they speak of, and answered once."""

from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from core.permissions import Refused
from plans import services
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
    remark = services.create_planremark(plan, by=deputy, text="Тактаңыз", place=place)

    assert (remark.field, remark.quote, remark.state) == (place, quote, "open")
    assert remark.revision == plan.revisions.get()


def test_a_remark_on_a_row_carries_its_key(plan, deputy):
    row = plan.rows.get()

    remark = services.create_planremark(
        plan, by=deputy, text="Айы туура эмес", place=str(row.key)
    )

    remark.refresh_from_db()
    assert remark.row_key == row.key
    assert len(remark.quote) == 200
    assert remark.quote.endswith("…")


@pytest.mark.parametrize("place", [str(UUID(int=7)), "status", "nothing"])
def test_a_remark_on_what_is_not_there_is_refused(plan, deputy, place):
    with pytest.raises(ValidationError, match="not one of this plan"):
        services.create_planremark(plan, by=deputy, text="Тактаңыз", place=place)


def test_remarks_are_for_whose_step_it_is(plan, head, deputy, director):
    for person in (head, director):
        with pytest.raises(Refused):
            services.create_planremark(plan, by=person, text="Тактаңыз")
    with pytest.raises(ValidationError, match="Write what you remark"):
        services.create_planremark(plan, by=deputy, text=" ")

    digest = plan.revisions.get().digest
    services.agree_plan(plan, by=deputy, digest=digest)
    plan = Plan.objects.get(pk=plan.pk)

    with pytest.raises(Refused):
        services.create_planremark(plan, by=deputy, text="Кеч")
    assert services.create_planremark(plan, by=director, text="Тактаңыз").author == director


def test_the_head_answers_once_while_the_plan_is_with_the_head(plan, head, deputy):
    remark = services.create_planremark(plan, by=deputy, text="Тактаңыз")
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
    services.create_planremark(plan, by=deputy, text="Тактаңыз")
    plan = returned(plan, deputy)

    services.submit_plan(plan, by=head)

    assert Plan.objects.get(pk=plan.pk).status == "submitted"
    assert PlanRemark.objects.get().state == "open"
