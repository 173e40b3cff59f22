"""Everyone, at every stage of a schedule and of a lesson: exactly this, and nothing more."""

import pytest

from core.permissions import can
from lessons import services
from lessons.models import OpenLesson, Schedule
from lessons.workflow import LessonStatus, ScheduleStatus
from tests import factories as make
from tests.lessons.schedules import STEPS, fresh, taken

pytestmark = pytest.mark.django_db

CAST = [
    "director", "deputy", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner", "clerk", "gone",
]  # fmt: skip
VERBS = ["change", "remove", "submit", "withdraw", "agree", "approve", "return"]
DRAFT, SUBMITTED, AGREED, APPROVED, RETURNED = ScheduleStatus
ALLOWED = {
    ("head", DRAFT): {"change", "remove", "submit"},
    ("head", SUBMITTED): {"withdraw"},
    ("head", RETURNED): {"change", "submit"},
    ("deputy", SUBMITTED): {"agree", "return"},
    ("director", AGREED): {"approve", "return"},
}


@pytest.fixture
def schedule(association, head, deputy, director, teacher):
    schedule = make.a_schedule(association)
    make.an_open_lesson(schedule, teacher)
    return schedule


@pytest.mark.parametrize("stage", ScheduleStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_with_a_schedule(request, schedule, head, deputy, director, who, stage):
    person = request.getfixturevalue(who)
    schedule = taken(schedule, STEPS[stage], head=head, deputy=deputy, director=director)

    found = {verb for verb in VERBS if can(person, f"lessons.{verb}_schedule", schedule)}

    assert found == ALLOWED.get((who, stage), set())


OF_LESSONS = ["change", "remove", "accept", "decline", "move", "give", "miss", "reopen"]
PROPOSED, DECLINED, PLANNED, GIVEN, ANALYSED, NOT_GIVEN = LessonStatus
IN_DRAFT = {
    ("head", PROPOSED): {"change", "remove", "accept", "decline"},
    ("teacher", PROPOSED): {"change", "remove"},
    ("head", PLANNED): {"change", "remove"},
}
IN_FORCE = {
    ("head", PROPOSED): {"change", "accept", "decline"},
    ("teacher", PROPOSED): {"change"},
    ("head", PLANNED): {"move", "give", "miss"},
    ("teacher", PLANNED): {"give", "miss"},
    ("deputy", PLANNED): {"move"},
    ("director", PLANNED): {"move"},
    ("head", GIVEN): {"reopen"},
    ("head", NOT_GIVEN): {"reopen"},
}
WAITING = {("head", PROPOSED): {"decline"}}


def verbs_of(person, lesson):
    return {verb for verb in OF_LESSONS if can(person, f"lessons.{verb}_openlesson", lesson)}


@pytest.mark.parametrize(
    ("stage", "expected"), [(DRAFT, IN_DRAFT), (SUBMITTED, WAITING), (APPROVED, IN_FORCE)]
)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_with_a_lesson(request, schedule, teacher, who, stage, expected):
    person = request.getfixturevalue(who)
    lessons = {
        state: make.an_open_lesson(schedule, teacher, status=state) for state in LessonStatus
    }
    if stage == APPROVED:
        make.in_force_schedule(schedule)
    Schedule.objects.filter(pk=schedule.pk).update(status=stage)

    for state, lesson in lessons.items():
        found = OpenLesson.objects.get(pk=lesson.pk)
        assert verbs_of(person, found) == expected.get((who, state), set()), state


def test_a_lesson_is_not_given_before_its_day(schedule, head, teacher):
    year = schedule.year
    lesson = make.an_open_lesson(schedule, teacher, day=year.end.replace(month=5, day=14))
    make.in_force_schedule(schedule)

    verdict = can(head, "lessons.give_openlesson", fresh(lesson))

    assert verdict.reason == "Its day has not come yet. Was it given earlier, move it first."


@pytest.mark.parametrize("who", CAST)
def test_members_propose_and_heads_make(request, schedule, who):
    person = request.getfixturevalue(who)

    proposes = bool(can(person, "lessons.propose_openlesson", schedule))
    makes = bool(can(person, "lessons.create_schedule"))

    assert proposes == (who in {"secretary", "teacher", "gone"})
    assert makes == (who in {"head", "other_head"})


def test_whoever_agreed_does_not_approve_too(schedule, head, deputy, director):
    make.a_post(director, "deputy")
    services.submit_schedule(schedule, by=head)
    schedule = fresh(schedule)
    digest = schedule.revisions.get().digest
    services.agree_schedule(schedule, by=director, digest=digest)

    verdict = can(director, "lessons.approve_schedule", fresh(schedule))

    assert verdict.reason == "You have acted on this already; nobody acts on both steps."


# What exists for whom

READERS = {"head", "secretary", "teacher", "gone", "deputy", "director"}


@pytest.mark.parametrize("stage", ScheduleStatus)
@pytest.mark.parametrize("who", CAST)
def test_whom_a_schedule_and_its_lessons_exist_for(
    request, schedule, head, deputy, director, teacher, who, stage
):
    person = request.getfixturevalue(who)
    make.an_open_lesson(schedule, teacher, topic="Сунуш", status=PROPOSED)
    lesson = schedule.lessons.get(status=PLANNED)
    taken(schedule, STEPS[stage], head=head, deputy=deputy, director=director)
    seen = OpenLesson.objects.visible_to(person)

    whole = READERS | {"stranger", "other_head", "clerk"} if stage == APPROVED else READERS
    assert Schedule.objects.visible_to(person).exists() == (who in READERS)
    assert (lesson in seen) == (who in whole)
    proposals = {"head", "teacher", "deputy", "director"}
    assert seen.filter(status=PROPOSED).exists() == (who in proposals)
