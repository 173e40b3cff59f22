"""Everyone, at every stage of a subject week: exactly this, and nothing more."""

from datetime import timedelta

import pytest

from core.permissions import can
from lessons.models import SubjectWeek, WeekRow
from lessons.workflow.weeks import WeekRowStatus, WeekStatus
from tests import factories as make

pytestmark = pytest.mark.django_db

CAST = [
    "director", "deputy", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner", "clerk", "gone",
]  # fmt: skip
VERBS = [
    "change", "submit", "withdraw", "approve", "return", "write", "report", "reopen", "attach",
    "detach",
]  # fmt: skip
DRAFT, SUBMITTED, APPROVED, RETURNED, REPORTED = WeekStatus
MEMBERS = ["head", "secretary", "teacher", "gone"]
LEADERS = ["director", "deputy"]
ALLOWED = {
    ("head", DRAFT): {"change", "submit"},
    ("head", RETURNED): {"change", "submit"},
    ("head", SUBMITTED): {"withdraw"},
    ("head", APPROVED): {"write", "report", "attach", "detach"},
    ("head", REPORTED): {"reopen"},
    **{(who, SUBMITTED): {"approve", "return"} for who in LEADERS},
    **{(who, APPROVED): {"return"} for who in LEADERS},
    **{(who, REPORTED): {"reopen"} for who in LEADERS},
    **{(who, APPROVED): {"attach"} for who in MEMBERS if who != "head"},
}
SEEN_BY = {"director", "deputy", *MEMBERS}


def at(week, status):
    SubjectWeek.objects.filter(pk=week.pk).update(status=status)
    return SubjectWeek.objects.get(pk=week.pk)


@pytest.mark.parametrize("stage", WeekStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_and_when(request, association, who, stage):
    person = request.getfixturevalue(who)
    week = at(make.a_week(association), stage)

    verbs = {verb for verb in VERBS if can(person, f"lessons.{verb}_subjectweek", week)}

    assert verbs == ALLOWED.get((who, stage), set())
    may_add = bool(can(person, "lessons.create_weekrow", week))
    assert may_add == ("change" in verbs)


@pytest.mark.parametrize("stage", WeekStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_sees_it_and_when(request, association, who, stage):
    person = request.getfixturevalue(who)
    week = at(make.a_week(association), stage)
    row = make.a_week_row(make.a_week(association))
    at(row.week, stage)

    everybody = stage in {APPROVED, REPORTED} and who != "foreigner"
    sees = who in SEEN_BY or everybody
    assert SubjectWeek.objects.visible_to(person).filter(pk=week.pk).exists() == sees
    assert WeekRow.objects.visible_to(person).filter(pk=row.pk).exists() == sees


ROW_VERBS = ["change", "remove", "hold", "miss", "reopen"]
TELLS = {
    WeekRowStatus.PLANNED: {"hold", "miss"},
    WeekRowStatus.HELD: {"reopen"},
    WeekRowStatus.MISSED: {"reopen"},
}


@pytest.mark.parametrize("state", WeekRowStatus)
@pytest.mark.parametrize("stage", WeekStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_says_how_an_event_went(request, association, secretary, who, stage, state):
    """The secretary is responsible for it here."""
    person = request.getfixturevalue(who)
    row = make.a_week_row(make.a_week(association), responsible=[secretary], status=state)
    row.week = at(row.week, stage)

    verbs = {verb for verb in ROW_VERBS if can(person, f"lessons.{verb}_weekrow", row)}

    expected = set()
    if stage == APPROVED and who in {"head", "secretary"}:
        expected = TELLS[state]
    if who == "head" and stage in {DRAFT, RETURNED} and state == WeekRowStatus.PLANNED:
        expected = {"change", "remove"}
    assert verbs == expected


def test_what_is_still_to_come_was_not_held(association, head):
    week = make.a_week(association)
    row = make.a_week_row(week)
    row.week = at(week, APPROVED)
    row.day += timedelta(days=300)

    assert can(head, "lessons.hold_weekrow", row).reason == "This event is still to come."
    assert can(head, "lessons.miss_weekrow", row)


@pytest.mark.parametrize("who", CAST)
def test_who_plans_a_week(request, association, who):
    person = request.getfixturevalue(who)

    assert bool(can(person, "lessons.create_subjectweek")) == (who in {"head", "other_head"})


def test_who_heads_the_association_does_not_approve_its_week(association, deputy, director):
    association.memberships.update(until=association.memberships.first().since)
    make.a_membership(association, deputy, role="head", since=make.LONG_AGO.replace(year=2021))
    week = at(make.a_week(association, author=deputy), SUBMITTED)

    refused = can(deputy, "lessons.approve_subjectweek", week)

    assert refused.reason == (
        "You head this association; another of those who lead the school decides."
    )
    assert can(director, "lessons.approve_subjectweek", week)


@pytest.mark.parametrize(
    ("who", "stage", "waits"),
    [
        ("deputy", SUBMITTED, True),
        ("director", SUBMITTED, True),
        ("deputy", RETURNED, False),
        ("head", RETURNED, True),
        ("head", SUBMITTED, False),
        ("teacher", RETURNED, False),
        ("foreigner", SUBMITTED, False),
    ],
)
def test_whose_move_it_is(request, association, who, stage, waits):
    person = request.getfixturevalue(who)
    week = at(make.a_week(association), stage)

    assert (week in SubjectWeek.objects.waiting_for(person)) == waits
