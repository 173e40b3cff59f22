"""Everybody, at every stage of a mentorship and of its papers: exactly this and no more."""

import pytest

from associations.models import Membership
from core.permissions import can
from lessons.models import (
    DiaryEntry,
    Mentorship,
    MentorshipPlan,
    MentorshipReport,
    MentorshipRow,
)
from tests import factories as make

pytestmark = pytest.mark.django_db

CAST = [
    "director", "deputy", "clerk", "head", "secretary", "teacher", "mentor", "novice",
    "stranger", "other_head", "foreigner",
]  # fmt: skip
PAIR_VERBS = ["change", "appoint", "decline", "end"]
WRITING = ["create_mentorshipplan", "create_mentorshipreport", "create_diaryentry"]
PAIR = {
    "proposed": {
        "director": {"change", "appoint", "decline"},
        "deputy": {"change"},
        "head": {"change"},
    },
    "appointed": {
        "director": {"end"},
        "deputy": {"end"},
        "head": {"end"},
        "mentor": {"create_mentorshipplan", "create_mentorshipreport", "create_diaryentry"},
        "novice": {"create_mentorshipplan", "create_mentorshipreport"},
    },
    "declined": {},
    "ended": {},
}
PLAN_VERBS = ["change", "hand_in", "approve", "return"]
PLAN = {
    "draft": {"mentor": {"change", "hand_in"}},
    "handed_in": {"head": {"approve", "return"}},
    "approved": {"mentor": {"mark"}},
    "returned": {"mentor": {"change", "hand_in"}},
}
REPORT_VERBS = ["change", "hand_in", "accept", "return"]
REPORT = {
    "draft": {"novice": {"change", "hand_in"}},
    "handed_in": {"head": {"accept", "return"}},
    "accepted": {},
    "returned": {"novice": {"change", "hand_in"}},
}
# Who knows of what: a draft is its author's, what was handed in is for those near, what holds
# for the whole association.
NEAR = {"director", "deputy", "head", "mentor", "novice"}
ALL = NEAR | {"secretary", "teacher"}
SEEN = {"draft": {"mentor"}, "handed_in": NEAR, "returned": NEAR, "approved": ALL}


@pytest.fixture
def mentor(association):
    return make.a_member(association, username="mentor")


@pytest.fixture
def novice(association):
    return make.a_young_teacher(association, username="novice")


@pytest.fixture
def people(request, school):
    return {who: request.getfixturevalue(who) for who in CAST}


@pytest.fixture
def pair(association, mentor, novice):
    return make.a_mentorship(association, mentor=mentor, novice=novice)


def put(thing, status):
    type(thing).objects.filter(pk=thing.pk).update(status=status)
    return type(thing).objects.get(pk=thing.pk)


def allowed(people, ask):
    """What each may do, those who may do nothing left out."""
    found = {who: ask(person) for who, person in people.items()}
    return {who: verbs for who, verbs in found.items() if verbs}


@pytest.mark.parametrize("stage", PAIR)
def test_who_may_do_what_with_a_pair(people, association, mentor, novice, stage):
    pair = make.a_mentorship(association, mentor=mentor, novice=novice, status=stage)

    def ask(person):
        own = {v for v in PAIR_VERBS if can(person, f"lessons.{v}_mentorship", pair)}
        return own | {verb for verb in WRITING if can(person, f"lessons.{verb}", pair)}

    assert allowed(people, ask) == PAIR[stage]


@pytest.mark.parametrize("stage", PLAN)
def test_who_may_do_what_with_a_plan(people, pair, stage):
    plan = put(make.a_mentorship_plan(pair), stage)
    row = MentorshipRow.objects.get(plan=plan)

    def ask(person):
        verbs = {v for v in PLAN_VERBS if can(person, f"lessons.{v}_mentorshipplan", plan)}
        assert bool(can(person, "lessons.change_mentorshiprow", row)) == ("change" in verbs)
        return verbs | ({"mark"} if can(person, "lessons.mark_mentorshiprow", row) else set())

    assert allowed(people, ask) == PLAN[stage]


@pytest.mark.parametrize("stage", REPORT)
def test_who_may_do_what_with_a_report(people, pair, stage):
    report = put(make.a_mentorship_report(pair, "novice"), stage)

    def ask(person):
        rule = "lessons.{}_mentorshipreport"
        return {verb for verb in REPORT_VERBS if can(person, rule.format(verb), report)}

    assert allowed(people, ask) == REPORT[stage]


@pytest.mark.parametrize("stage", SEEN)
def test_who_knows_of_a_plan_and_of_its_rows(people, pair, stage):
    plan = put(make.a_mentorship_plan(pair), stage)

    for model in (MentorshipPlan, MentorshipRow):
        seeing = {who for who, one in people.items() if model.objects.visible_to(one).exists()}
        assert seeing == SEEN[stage], (model, plan.status)


def test_who_knows_of_a_report(people, pair):
    report = make.a_mentorship_report(pair)

    for stage, readers in (("draft", {"mentor"}), ("handed_in", NEAR), ("accepted", ALL)):
        put(report, stage)
        seeing = {
            who
            for who, one in people.items()
            if MentorshipReport.objects.visible_to(one).exists()
        }
        assert seeing == readers


def test_the_diary_is_for_the_two_the_head_and_those_who_lead(people, pair):
    entry = make.a_diary_entry(pair)

    for who, person in people.items():
        assert DiaryEntry.objects.visible_to(person).exists() == (who in NEAR)
        assert bool(can(person, "lessons.view_diary", pair)) == (who in NEAR)
        assert bool(can(person, "lessons.change_diaryentry", entry)) == (who == "mentor")


def test_every_member_knows_the_pair(people, pair):
    seeing = {who for who, one in people.items() if Mentorship.objects.visible_to(one).exists()}

    assert seeing == ALL


def test_a_mentor_of_another_association_sees_the_own_pair(association, stranger):
    pair = make.a_mentorship(association, mentor=stranger)
    make.a_diary_entry(pair)

    assert Mentorship.objects.visible_to(stranger).get() == pair
    assert DiaryEntry.objects.visible_to(stranger).exists()


@pytest.mark.parametrize("kind", [MentorshipPlan, MentorshipReport])
def test_nobody_decides_on_the_own_paper(association, head, deputy, director, novice, kind):
    """What the head wrote as mentor is answered by those who lead the school."""
    pair = make.a_mentorship(association, mentor=head, novice=novice)
    made = make.a_mentorship_plan if kind is MentorshipPlan else make.a_mentorship_report
    paper = put(made(pair), "handed_in")
    verb, noun = ("approve", "plan") if kind is MentorshipPlan else ("accept", "report")
    rule = f"lessons.{verb}_mentorship{noun}"

    verdict = can(head, rule, paper)

    assert not verdict
    assert "Nobody decides on what they wrote" in verdict.reason
    assert can(deputy, rule, paper)
    assert can(director, rule, paper)
    assert list(kind.objects.waiting_for(deputy)) == [paper]
    assert list(kind.objects.waiting_for(head)) == []


def test_a_deputy_who_heads_the_association_leaves_the_own_plan_to_the_director(
    association, head, director, novice
):
    make.a_post(head, "deputy")
    pair = make.a_mentorship(association, mentor=head, novice=novice)
    plan = put(make.a_mentorship_plan(pair), "handed_in")

    assert not can(head, "lessons.approve_mentorshipplan", plan)
    assert can(director, "lessons.approve_mentorshipplan", plan)


def test_what_waits_for_whom(pair, people, mentor, head, director):
    plan = put(make.a_mentorship_plan(pair), "handed_in")

    for who, person in people.items():
        waits = MentorshipPlan.objects.waiting_for(person).exists()
        assert waits == (who == "head"), who
    put(plan, "returned")
    assert MentorshipPlan.objects.waiting_for(mentor).get() == plan
    assert not MentorshipPlan.objects.waiting_for(head).exists()
    assert not Mentorship.objects.waiting_for(director).exists()
    proposed = make.a_mentorship(pair.association, status="proposed")
    assert Mentorship.objects.waiting_for(director).get() == proposed
    assert not Mentorship.objects.waiting_for(head).exists()


def test_who_sees_the_young_teachers(people):
    seeing = {who for who, person in people.items() if can(person, "lessons.view_novices")}

    assert seeing == {"director", "deputy", "head", "other_head", "foreigner"}


def test_a_head_who_left_writes_no_more_for_the_association(association, head, mentor, novice):
    pair = make.a_mentorship(association, mentor=mentor, novice=novice)
    plan = put(make.a_mentorship_plan(pair), "handed_in")
    Membership.objects.filter(person=head).update(until=make.LONG_AGO)
    head = type(head).objects.get(pk=head.pk)

    assert not can(head, "lessons.approve_mentorshipplan", plan)
