"""What teachers hand in waits on somebody's desk, also where the sole deputy is the author."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from core import attachments
from core.models import Notification
from core.permissions import Refused, can
from plans import services
from plans.documents.registry import TopicPlanRegister
from plans.forms.registries import IndividualPlanForm, TopicPlanForm
from plans.models import IndividualPlan, TopicPlan
from tests import factories as make
from tests.support import at_once

pytestmark = pytest.mark.django_db


def put(plan, status):
    type(plan).objects.filter(pk=plan.pk).update(status=status)
    return type(plan).objects.get(pk=plan.pk)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


@pytest.fixture
def own(association, deputy, head):
    """The deputy teaches too: the own plan is recommended by the head."""
    make.a_membership(association, deputy)
    plan = make.a_topic_plan(association, deputy, link="https://example.kg/plan")
    plan = put(plan, "discussed")
    services.recommend_topicplan(plan, by=head)
    return fresh(plan)


# The sole deputy's own plan


def test_the_director_approves_the_sole_deputys_own_plan(own, deputy, director):
    assert not can(deputy, "plans.approve_topicplan", own)
    assert Notification.objects.filter(to=director).count() == 0

    services.approve_topicplan(own, by=director)

    own = fresh(own)
    assert (own.status, own.decided_by) == ("approved", director)


def test_the_director_is_told_that_it_waits(association, deputy, head, director):
    plan = put(make.a_topic_plan(association, deputy), "discussed")

    services.recommend_topicplan(plan, by=head)

    [notice] = Notification.objects.filter(to=director)
    assert "waits for your approval" in notice.text
    assert not Notification.objects.filter(to=deputy).exists()


def test_where_there_is_another_deputy_the_director_leaves_it(own, school, director):
    other = make.a_person(school)
    make.a_post(other, "deputy")

    refusal = can(director, "plans.approve_topicplan", own)

    assert "only where there is no other one" in str(refusal.reason)
    assert can(other, "plans.approve_topicplan", own)
    with pytest.raises(Refused):
        services.return_topicplan(own, by=director, text="Оңдогула")
    assert not TopicPlan.objects.waiting_for(director).exists()
    assert list(TopicPlan.objects.waiting_for(other)) == [own]


def test_the_director_may_give_it_back(own, director):
    services.return_topicplan(own, by=director, text="Сааттар туура эмес")

    assert fresh(own).status == "returned"


def test_nobody_approves_their_own_also_the_director(association, director):
    plan = put(make.a_topic_plan(association, director), "recommended")

    assert not can(director, "plans.approve_topicplan", plan)
    assert not TopicPlan.objects.waiting_for(director).exists()


def test_the_page_has_the_directors_button(own, director, deputy, client):
    url = reverse("plans:topicplan_approve", args=[own.pk])
    for person, there in ((director, True), (deputy, False)):
        client.force_login(person)
        assert (url in client.get(own.get_absolute_url()).text) is there


# The desk


@pytest.fixture
def waiting(association, teacher, secretary, director):
    """By state: two wait for the head, one for the deputy, and an individual plan."""
    for grade, status in enumerate(("draft", "handed_in", "discussed", "recommended"), 5):
        put(make.a_topic_plan(association, teacher, grade=grade), status)
    put(make.an_individual_plan(association, secretary), "handed_in")
    put(make.an_individual_plan(association, teacher), "draft")


@pytest.mark.parametrize(
    ("who", "topics", "individuals"),
    [("head", 2, 1), ("deputy", 1, 0), ("director", 0, 0), ("teacher", 0, 0)],
)
def test_the_desk_counts_what_its_list_shows(
    request, waiting, deputy, head, who, topics, individuals, client
):
    person = request.getfixturevalue(who)
    client.force_login(person)

    desk = client.get(reverse("reports:desk"))

    assert desk.context["topic_plans"] == topics
    assert desk.context["individual_plans"] == individuals
    for name, number in (("topicplan_list", topics), ("individualplan_list", individuals)):
        url = f"{reverse(f'plans:{name}')}?year=&waiting=me"
        assert (url.replace("&", "&amp;") in desk.text) is bool(number)
        assert len(client.get(url).context["object_list"]) == number


def test_the_sole_deputys_own_plan_stands_on_the_directors_desk(own, director, client):
    client.force_login(director)

    assert client.get(reverse("reports:desk")).context["topic_plans"] == 1
    assert list(TopicPlan.objects.waiting_for(director)) == [own]


# One of each


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["topic", "individual"])
def test_two_made_at_one_moment_are_one_and_a_sentence(association, teacher, kind):
    subject = make.a_subject(association.school)
    make.a_year(association.school)
    said = {"association": association.pk, "link": "https://example.kg/plan"}
    if kind == "topic":
        said |= {"subject": subject.pk, "grade": 7, "hours": 68, "language": "ky"}
    form_class = TopicPlanForm if kind == "topic" else IndividualPlanForm
    forms = [form_class(said, user=teacher) for _n in range(2)]
    assert all(form.is_valid() for form in forms)

    came_out = at_once(*[lambda form=form: form.save() and None for form in forms])

    [error] = [one for one in came_out if one]
    assert isinstance(error, ValidationError)
    assert "There is already a plan" in error.messages[0]
    model = TopicPlan if kind == "topic" else IndividualPlan
    assert model.objects.count() == 1


def test_the_slower_form_says_so_beside_its_field(association, teacher, client, monkeypatch):
    subject = make.a_subject(association.school)
    make.a_topic_plan(association, teacher, subject=subject, grade=7)
    monkeypatch.setattr(TopicPlanForm, "clean", lambda form: form.cleaned_data)
    monkeypatch.setattr(TopicPlanForm, "validate_constraints", lambda form: None, raising=False)
    client.force_login(teacher)
    said = {
        "association": association.pk, "subject": subject.pk, "grade": 7, "letters": "",
        "hours": 51, "language": "ky", "link": "https://example.kg/plan",
    }  # fmt: skip

    page = client.post(reverse("plans:topicplan_create"), said)

    assert page.context["form"].errors["grade"] == [
        "There is already a plan for these classes."
    ]
    assert "51" in page.text


# Files


def test_only_files_of_the_plan_are_taken_away(association, teacher, secretary):
    mine = make.a_topic_plan(association, teacher)
    other = make.a_topic_plan(association, secretary)
    kept = make.a_file(other, by=secretary, kind="plan_file")

    with pytest.raises(ValidationError, match="not one of this plan"):
        services.arrange_files(mine, by=teacher, gone=[kept])

    assert attachments.of(other).count() == 1


# What a joint meeting discussed


def test_a_joint_meeting_is_named_by_the_associations_own_number(
    association, teacher, other_head, head, client
):
    host = other_head.memberships.get().association
    meeting = make.a_joint_meeting(host, association, number=7, status="held")
    meeting.joint.update(number=3)
    plan = make.a_topic_plan(association, teacher)
    TopicPlan.objects.filter(pk=plan.pk).update(status="discussed", meeting=meeting)
    plan = TopicPlan.objects.select_related("meeting", "association", "subject").get()

    paper = TopicPlanRegister(association.school, [], timezone.localdate(), language="ru")
    assert paper.discussed(plan).startswith("протокол № 3 от")
    client.force_login(head)
    page = " ".join(client.get(plan.get_absolute_url()).text.split())
    assert "№ 3" in page
    assert "№ 7" not in page
