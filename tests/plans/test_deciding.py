"""Submitting, agreeing, approving, returning: what is true afterwards, and what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from associations.models import ArchivedDocument, Post
from core.audit import about
from core.models import AuditEntry, Letter, Notification
from core.permissions import Refused, can
from plans import services
from plans.documents.snapshot import plan_data
from plans.models import Plan, PlanDecision, PlanReading
from tests import factories as make
from tests.support import triggers_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(association, head, teacher):
    plan = make.a_plan(association, theme="Окуу сабаттуулугу", tasks="биринчи\n\nэкинчи ")
    make.a_plan_row(plan, responsible=[teacher])
    make.a_plan_row(plan, text="Семинар", part=4, kind="seminar", months=[11, 2])
    return plan


def fresh(plan):
    return Plan.objects.get(pk=plan.pk)


def submitted(plan, head):
    services.submit_plan(plan, by=head)
    return fresh(plan)


def agreed(plan, head, deputy):
    plan = submitted(plan, head)
    services.agree_plan(plan, by=deputy, digest=digest(plan))
    return fresh(plan)


def digest(plan):
    return plan.revisions.order_by("-number")[0].digest


def steps(plan):
    rows = PlanDecision.objects.filter(revision__plan=plan).order_by("pk")
    return list(rows.values_list("revision__number", "step"))


def told(person):
    return list(Notification.objects.filter(to=person).values_list("text", flat=True))


def a_month(plan, month=10):
    first = plan.year.start.replace(month=month)
    found = make.a_plan(plan.association, period="month", month=first, year=plan.year)
    make.a_plan_row(found, text="Айдын иши")
    return found


def test_submitting_fixes_the_text(plan, head, deputy):
    services.submit_plan(plan, by=head, text="Карап берсеңиз")

    revision = plan.revisions.get()
    assert fresh(plan).status == "submitted"
    assert revision.content == plan_data(fresh(plan))
    assert revision.content["tasks"] == ["биринчи", "экинчи"]
    assert [row["text"] for row in revision.content["rows"]] == [
        "Бирикменин отуруму",
        "Семинар",
    ]
    decision = revision.decisions.get()
    assert (decision.step, decision.digest, decision.text) == (
        "submitted",
        revision.digest,
        "Карап берсеңиз",
    )
    assert decision.name_ky == "Р.Абазбек уулу"
    assert decision.post_ru == "руководитель методического объединения"
    assert told(deputy) == [f"{plan}: submitted, waits for your agreement."]
    assert about(plan)[0].verb == "submit"


def test_the_text_names_people_in_both_languages(plan, head, teacher):
    data = plan_data(plan)

    assert data["head"] == {"ky": "Р.Абазбек уулу", "ru": "Р.Абазбек уулу"}
    assert [row["role"] for row in data["members"]] == ["head", "member"]
    assert data["members"][1]["title_ru"] == "учитель математики"
    assert data["rows"][0]["people"] == [
        {"pk": teacher.pk, "ky": "Ысакова А. С.", "ru": "Жумабекова А. С."}
    ]
    assert data["rows"][1]["due"].endswith("-02-28") or data["rows"][1]["due"].endswith("-29")


def test_a_row_of_a_quarter_is_due_at_its_end(plan):
    row = make.a_plan_row(plan, when="quarter", quarter=2, months=[])

    found = next(r for r in plan_data(plan)["rows"] if r["key"] == str(row.key))

    assert found["due"] == row.last_day().isoformat()
    assert found["due"].endswith("-12-30")


def test_what_an_amendment_took_out_is_not_in_the_text(plan):
    plan.rows.filter(part=4).update(dropped=True)

    assert [row["text"] for row in plan_data(plan)["rows"]] == ["Бирикменин отуруму"]


def test_an_empty_plan_is_not_submitted(association, head):
    plan = make.a_plan(association)

    with pytest.raises(ValidationError, match="without rows"):
        services.submit_plan(plan, by=head)

    assert fresh(plan).status == "draft"
    assert not plan.revisions.exists()


def test_the_head_takes_it_back_before_anybody_acted(plan, head, deputy):
    services.withdraw_plan(submitted(plan, head), by=head)

    assert fresh(plan).status == "draft"
    assert steps(plan) == [(1, "submitted"), (1, "withdrawn")]
    assert told(deputy)[-1] == f"{plan}: the head has taken it back to change it."


def test_after_the_deputy_has_agreed_it_is_not_taken_back(plan, head, deputy):
    plan = agreed(plan, head, deputy)

    with pytest.raises(Refused):
        services.withdraw_plan(plan, by=head)


def test_agreeing_hands_it_to_the_director(plan, head, deputy, director):
    plan = submitted(plan, head)

    services.agree_plan(plan, by=deputy, digest=digest(plan), text="Жакшы")

    assert fresh(plan).status == "agreed"
    decision = plan.revisions.get().decisions.get(step="agreed")
    assert (decision.person, decision.acting, decision.text) == (deputy, False, "Жакшы")
    assert decision.post_ky == "директордун орун басары" or decision.post_ky
    assert told(director) == [f"{plan}: agreed, waits for your approval."]
    assert fresh(plan).in_force is None


def test_approving_puts_it_into_force_and_on_paper(plan, head, deputy, director, teacher):
    plan = agreed(plan, head, deputy)
    assert not Plan.objects.in_force().exists()

    services.approve_plan(plan, by=director, digest=digest(plan))

    plan = fresh(plan)
    assert plan.status == "approved"
    assert list(Plan.objects.in_force()) == [plan]
    assert plan.in_force == plan.revisions.get()
    paper = ArchivedDocument.objects.get()
    assert plan.in_force.paper == paper
    assert (paper.association, paper.kind, paper.state) == (
        plan.association,
        "plan",
        "in_force",
    )
    assert told(teacher) == [f"{plan}: approved, it holds from now on."]
    assert told(head) == [f"{plan}: approved, it holds from now on."]
    assert steps(plan) == [(1, "submitted"), (1, "agreed"), (1, "approved")]


@pytest.mark.parametrize("step", ["submitted", "agreed"])
def test_returning_wants_words_and_tells_the_head_at_once(plan, head, deputy, director, step):
    head.email = "head@mektep.kg"
    head.save()
    plan = submitted(plan, head) if step == "submitted" else agreed(plan, head, deputy)
    by = deputy if step == "submitted" else director

    with pytest.raises(ValidationError, match="Say what should change"):
        services.return_plan(plan, by=by, digest=digest(plan), text="  ")
    services.return_plan(plan, by=by, digest=digest(plan), text="Айларды тактаңыз")

    assert fresh(plan).status == "returned"
    decision = plan.revisions.get().decisions.get(step="returned")
    assert decision.text == "Айларды тактаңыз"
    assert decision.post_ru == by.posts.get().title_in("ru")
    notice = Notification.objects.get(to=head)
    assert notice.urgent
    assert "returned for revision. Айларды тактаңыз" in notice.text
    assert Letter.objects.filter(to=head, kind="urgent").exists()


def test_a_plan_that_came_back_is_the_next_round(plan, head, deputy):
    plan = submitted(plan, head)
    first = digest(plan)
    services.return_plan(plan, by=deputy, digest=first, text="Толуктаңыз")
    make.a_plan_row(fresh(plan), text="Дагы бир иш-чара")

    services.submit_plan(fresh(plan), by=head)

    assert [row.number for row in plan.revisions.order_by("number")] == [1, 2]
    assert digest(plan) != first
    assert steps(plan)[-1] == (2, "submitted")


def test_an_agreement_is_taken_back_by_who_gave_it_until_the_director_acts(
    plan, head, deputy, director
):
    other = make.a_person(plan.school)
    make.a_post(other, Post.Kind.DEPUTY)
    plan = agreed(plan, head, deputy)

    with pytest.raises(Refused, match="Only who agreed"):
        services.retract_plan(plan, by=other, digest=digest(plan), text="Жок")
    with pytest.raises(ValidationError, match="Say why you take the agreement back"):
        services.retract_plan(plan, by=deputy, digest=digest(plan), text=" ")
    assert fresh(plan).status == "agreed"
    services.retract_plan(plan, by=deputy, digest=digest(plan), text="Бир нерсе калыптыр")

    assert fresh(plan).status == "submitted"
    assert "the agreement was taken back. Бир нерсе калыптыр" in told(director)[-1]
    assert "Бир нерсе калыптыр" in told(head)[-1]
    services.agree_plan(fresh(plan), by=other, digest=digest(plan))
    assert [step for _n, step in steps(plan)] == ["submitted", "agreed", "retracted", "agreed"]
    services.approve_plan(fresh(plan), by=director, digest=digest(plan))
    with pytest.raises(Refused):
        services.retract_plan(fresh(plan), by=other, digest=digest(plan), text="Кеч")


def test_a_decision_on_a_text_that_was_changed_says_who_and_when(plan, head, deputy):
    plan = submitted(plan, head)
    seen = digest(plan)
    services.withdraw_plan(plan, by=head)
    make.a_plan_row(fresh(plan), text="Кийин кошулду")
    services.submit_plan(fresh(plan), by=head)
    last = timezone.localtime(about(plan)[0].at)

    with pytest.raises(ValidationError) as refusal:
        services.agree_plan(fresh(plan), by=deputy, digest=seen)

    assert refusal.value.messages == [
        f"The plan was changed at {last:%H:%M} by {head}. Read it as it stands now."
    ]
    assert fresh(plan).status == "submitted"


def test_a_change_that_the_record_does_not_name_is_told_without_a_name(plan, head, deputy):
    plan = submitted(plan, head)
    with triggers_off(connection):
        AuditEntry.objects.filter(verb="submit").update(verb="noted")

    with pytest.raises(ValidationError, match="in the meantime"):
        services.agree_plan(plan, by=deputy, digest="another")

    assert fresh(plan).status == "submitted"


def test_a_change_of_another_day_is_told_with_the_day(plan, head, deputy, time_machine):
    yesterday = timezone.now() - timedelta(days=1)
    time_machine.move_to(yesterday, tick=False)
    plan = submitted(plan, head)
    time_machine.move_to(yesterday + timedelta(days=1), tick=False)

    with pytest.raises(ValidationError, match=f"{yesterday.year}.*{yesterday.minute:02}"):
        services.agree_plan(plan, by=deputy, digest="0" * 64)


def test_who_comes_second_is_told_who_was_first(plan, head, deputy):
    other = make.a_person(plan.school, surname_ky="Биринчиев")
    make.a_post(other, Post.Kind.DEPUTY)
    plan = submitted(plan, head)
    services.return_plan(fresh(plan), by=other, digest=digest(plan), text="Оңдоңуз")

    with pytest.raises(ValidationError, match=r"The plan was changed at .* by Биринчиев"):
        services.agree_plan(plan, by=deputy, digest=digest(plan))

    assert steps(plan)[-1] == (1, "returned")


def test_a_head_who_is_the_deputy_skips_the_agreement(plan, head, director, deputy):
    make.a_post(head, Post.Kind.DEPUTY, title_ky="директордун орун басары")

    services.submit_plan(plan, by=head)

    assert fresh(plan).status == "agreed"
    assert steps(plan) == [(1, "submitted"), (1, "skipped")]
    skipped = plan.revisions.get().decisions.get(step="skipped")
    assert (skipped.person, skipped.post_ky) == (head, "директордун орун басары")
    assert told(deputy) == []
    assert told(director) == [f"{plan}: agreed, waits for your approval."]
    services.approve_plan(fresh(plan), by=director, digest=digest(plan))
    assert fresh(plan).status == "approved"


def test_nobody_acts_on_both_steps(plan, head, deputy, director):
    make.a_post(deputy, Post.Kind.DIRECTOR, acting_for=director)
    plan = agreed(plan, head, deputy)

    with pytest.raises(Refused, match="nobody acts on both steps"):
        services.approve_plan(plan, by=deputy, digest=digest(plan))


def test_a_head_who_became_the_deputy_does_not_agree_with_the_own_plan(plan, head):
    plan = submitted(plan, head)
    make.a_post(head, Post.Kind.DEPUTY)
    del head.posts_today

    with pytest.raises(Refused, match="You submitted this plan"):
        services.agree_plan(plan, by=head, digest=digest(plan))


def test_nobody_approves_a_plan_whose_agreement_they_made_needless(plan, head):
    make.a_post(head, Post.Kind.DEPUTY)
    make.a_post(head, Post.Kind.DIRECTOR)
    plan = submitted(plan, head)
    assert plan.status == "agreed"

    with pytest.raises(Refused, match="nobody acts on both steps"):
        services.approve_plan(plan, by=head, digest=digest(plan))
    assert fresh(plan).status == "agreed"


def test_an_acting_director_signs_as_acting(plan, head, deputy, director):
    acting = make.a_person(plan.school)
    today = timezone.localdate()
    make.a_post(
        acting, Post.Kind.DIRECTOR, acting_for=director, since=today, title_ky="директор"
    )
    plan = agreed(plan, head, deputy)

    services.approve_plan(plan, by=acting, digest=digest(plan))

    decision = plan.revisions.get().decisions.get(step="approved")
    assert (decision.acting, decision.post_ky, decision.person) == (True, "директор", acting)


def test_an_own_post_comes_before_one_held_for_somebody_else(plan, head, deputy):
    make.a_post(
        deputy, Post.Kind.DEPUTY, acting_for=make.a_person(plan.school), title_ky="башка орун"
    )
    plan = submitted(plan, head)

    services.agree_plan(plan, by=deputy, digest=digest(plan))

    assert not plan.revisions.get().decisions.get(step="agreed").acting


def test_a_monthly_plan_holds_once_it_is_agreed(plan, head, deputy, director, teacher):
    month = a_month(plan)
    services.submit_plan(month, by=head)
    month = fresh(month)

    services.agree_plan(month, by=deputy, digest=digest(month))

    month = fresh(month)
    assert (month.status, month.in_force) == ("agreed", month.revisions.get())
    assert month.in_force.paper is not None
    assert told(director) == []
    assert told(teacher) == [f"{month}: agreed, it holds from now on."]
    for verb in ("approve", "return", "retract"):
        act = getattr(services, f"{verb}_plan")
        by = deputy if verb == "retract" else director
        with pytest.raises(Refused, match="A monthly plan holds"):
            act(month, by=by, digest=digest(month), text="Жок")


def test_a_monthly_plan_of_a_head_who_is_the_deputy_holds_at_once(plan, head):
    make.a_post(head, Post.Kind.DEPUTY)
    month = a_month(plan)

    services.submit_plan(month, by=head)

    assert (fresh(month).status, fresh(month).in_force) == ("agreed", month.revisions.get())


def test_a_decider_who_opens_a_plan_has_read_it_once(plan, head, deputy, director, teacher):
    plan = submitted(plan, head)

    for _n in range(2):
        for person in (deputy, director, teacher, head):
            services.read_plan(plan, by=person)

    assert [row.person for row in PlanReading.objects.all()] == [deputy]


def test_several_are_approved_at_once_but_only_those_opened(
    school, plan, head, deputy, director
):
    other_head = make.a_person(school)
    second = make.a_plan(make.an_association(school, head=other_head))
    make.a_plan_row(second)
    plans = [agreed(plan, head, deputy), agreed(second, other_head, deputy)]
    services.read_plan(plans[0], by=director)

    refused = services.approve_plans([(row, digest(row)) for row in plans], by=director)

    assert list(refused) == [second.pk]
    assert "Open this plan first" in refused[second.pk]
    assert [fresh(row).status for row in plans] == ["approved", "agreed"]
    with pytest.raises(Refused, match="Only the director"):
        services.approve_plans([], by=deputy)


def test_what_was_opened_and_changed_since_is_not_approved_with_the_others(
    plan, head, deputy, director
):
    plan = agreed(plan, head, deputy)
    services.read_plan(plan, by=director)
    services.return_plan(fresh(plan), by=director, digest=digest(plan), text="Оңдоңуз")

    refused = services.approve_plans([(plan, digest(plan))], by=director)
    again = services.approve_plans([(fresh(plan), digest(plan))], by=director)

    assert "The plan was changed at" in refused[plan.pk]
    assert "Not possible at this stage" in again[plan.pk]


def test_each_director_opens_the_text_that_is_approved(plan, head, deputy, director):
    acting = make.a_person(plan.school)
    make.a_post(acting, Post.Kind.DIRECTOR, acting_for=director)
    plan = agreed(plan, head, deputy)
    services.read_plan(plan, by=director)

    assert "Open this plan first" in approved_by(acting, plan)
    services.return_plan(plan, by=director, digest=digest(plan), text="Оңдоңуз")
    make.a_plan_row(fresh(plan), text="Кошумча иш")
    plan = agreed(fresh(plan), head, deputy)
    assert "Open this plan first" in approved_by(director, plan)

    assert fresh(plan).status == "agreed"
    services.read_plan(plan, by=director)
    assert approved_by(director, plan) == ""
    assert fresh(plan).status == "approved"


def approved_by(person, plan):
    """What stood in the way when the person approved it with others; nothing: it holds."""
    return services.approve_plans([(plan, digest(plan))], by=person).get(plan.pk, "")


def test_a_director_who_heads_the_association_approves_what_the_deputy_agreed(
    school, director, deputy
):
    """In a small school one person is both; agreeing and approving are still two people."""
    own = make.an_association(school, head=director)
    plan = make.a_plan(own)
    make.a_plan_row(plan)

    plan = agreed(plan, director, deputy)
    services.approve_plan(plan, by=director, digest=digest(plan))

    assert fresh(plan).status == "approved"
    assert [step for _number, step in steps(plan)] == ["submitted", "agreed", "approved"]


# Whose move it is


def again(person):
    return type(person).objects.get(pk=person.pk)


def test_who_submitted_and_took_the_agreement_back_is_not_asked_to_decide(
    association, head, school, client
):
    """The head is the deputy: the plan waits for another deputy, or is taken back."""
    make.a_post(head, "deputy")
    other = make.a_person(school)
    make.a_post(other, "deputy")
    plan = make.a_plan(association)
    make.a_plan_row(plan)
    head, other = again(head), again(other)
    services.submit_plan(plan, by=head)
    digest = plan.revisions.get().digest
    services.retract_plan(fresh(plan), by=head, digest=digest, text="Дагы карайм")
    plan = fresh(plan)

    assert list(Plan.objects.to_decide_by(other)) == [plan]
    assert not Plan.objects.to_decide_by(head).exists()
    for verb in ("agree_plan", "return_plan", "create_planremark"):
        assert not can(head, f"plans.{verb}", plan)
        assert can(other, f"plans.{verb}", plan)
    assert can(head, "plans.withdraw_plan", plan)
    for person, number in ((head, 0), (other, 1)):
        client.force_login(person)
        desk = client.get(reverse("reports:desk"))
        queue = client.get(reverse("plans:plan_waiting"))
        assert desk.context["decisions"] == len(queue.context["plans"]) == number


def test_what_was_submitted_again_by_another_head_is_the_deputys_again(
    association, head, school, deputy
):
    """Only the round that runs now counts."""
    plan = make.a_plan(association)
    make.a_plan_row(plan)
    make.a_post(head, "deputy")
    services.submit_plan(plan, by=again(head))
    digest = plan.revisions.get().digest
    services.retract_plan(fresh(plan), by=again(head), digest=digest, text="Дагы")
    services.withdraw_plan(fresh(plan), by=again(head))
    new = make.a_person(school)
    head.memberships.update(role="member")
    make.a_membership(association, new, role="head")
    services.submit_plan(fresh(plan), by=again(new))

    assert list(Plan.objects.to_decide_by(again(head))) == [plan]
