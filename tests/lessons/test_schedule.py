"""A schedule from draft to approved paper; what is written into it, proposed and refused."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from associations.models import ArchivedDocument
from core.audit import about
from core.permissions import Refused
from core.triggers import missing
from lessons import services
from lessons.forms.classes import read_class
from lessons.freezing import SCHEDULE
from lessons.models import OpenLesson, OpenLessonMove, Schedule, ScheduleDecision
from lessons.services.schedule_rounds import ScheduleChangedError
from reports.nouns import Wish
from reports.search import found_rows
from tests import factories as make
from tests.lessons.schedules import digest, fresh, taken, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def schedule(association, head, deputy, director, teacher):
    schedule = make.a_schedule(association)
    make.an_open_lesson(schedule, teacher, period=3, room="12")
    return schedule


@pytest.fixture
def go(head, deputy, director):
    def take(schedule, *steps):
        return taken(schedule, steps, head=head, deputy=deputy, director=director)

    return take


def steps(schedule):
    rows = ScheduleDecision.objects.filter(revision__schedule=schedule).order_by("pk")
    return list(rows.values_list("revision__number", "step"))


# The way


def test_submitting_fixes_the_text_and_tells_the_deputies(schedule, head, deputy):
    services.submit_schedule(schedule, by=head, text="Карап берсеңиз")

    revision = schedule.revisions.get()
    assert fresh(schedule).status == "submitted"
    [line] = revision.content["lessons"]
    assert (line["class"], line["topic"], line["period"]) == ("7-Ң", "Квадраттык теңдеме", 3)
    assert steps(schedule) == [(1, "submitted")]
    assert about(schedule).first().changes["digest"] == revision.digest
    [words] = told(deputy)
    assert words.endswith("submitted, waits for your agreement.")


def test_a_schedule_is_submitted_with_all_its_days(schedule, head, teacher):
    month = schedule.first_day.replace(month=11)
    OpenLesson.objects.create(
        schedule=schedule, teacher=teacher, topic="Күнү жок", month=month, author=head
    )

    with pytest.raises(ValidationError, match="Without one: Күнү жок"):
        services.submit_schedule(schedule, by=head)

    assert fresh(schedule).status == "draft"


def test_an_empty_schedule_is_not_submitted(association, head):
    schedule = make.a_schedule(association)
    make.an_open_lesson(schedule, head, status="proposed")

    with pytest.raises(ValidationError, match="without lessons"):
        services.submit_schedule(schedule, by=head)


def test_the_approved_schedule_holds_and_its_paper_is_filed(
    schedule, go, head, director, teacher
):
    schedule = go(schedule, "submit", "agree", "approve")

    paper = schedule.in_force.paper
    assert schedule.status == "approved"
    assert steps(schedule) == [(1, "submitted"), (1, "agreed"), (1, "approved")]
    assert ArchivedDocument.objects.get() == paper
    assert (paper.kind, paper.association) == ("schedule", schedule.association)
    stamps = json.loads(paper.snapshot)["steps"]
    assert [step["step"] for step in stamps] == ["submitted", "agreed", "approved"]
    assert "approved, it holds from now on." in told(teacher)[-1]
    assert not any("holds from now on" in words for words in told(director))


def test_what_comes_back_is_submitted_as_the_next_revision(schedule, go, head, teacher):
    schedule = go(schedule, "submit", "return")
    assert schedule.status == "returned"
    assert "returned for revision. Оңдоңуз" in told(head)[-1]

    make.an_open_lesson(schedule, teacher, topic="Экинчи", day=schedule.first_day)
    schedule = go(schedule, "submit", "agree", "approve")

    assert schedule.in_force.number == 2
    assert len(schedule.in_force.content["lessons"]) == 2


def test_a_return_says_what_should_change(schedule, go, deputy):
    schedule = go(schedule, "submit")

    with pytest.raises(ValidationError, match="Say what should change"):
        services.return_schedule(schedule, by=deputy, digest=digest(schedule), text=" ")


def test_one_decides_on_what_one_saw(schedule, go, deputy):
    seen = go(schedule, "submit")
    services.withdraw_schedule(seen, by=seen.association.head())
    OpenLesson.objects.update(topic="Башка тема")
    now = go(schedule, "submit")

    with pytest.raises(ScheduleChangedError, match="The schedule was changed at"):
        services.agree_schedule(now, by=deputy, digest=now.revisions.get(number=1).digest)
    assert fresh(schedule).status == "submitted"


def test_who_comes_second_is_told_so(schedule, go, head, deputy):
    seen = go(schedule, "submit")
    services.withdraw_schedule(seen, by=head)

    with pytest.raises(ScheduleChangedError):
        services.agree_schedule(seen, by=deputy, digest=digest(seen))
    assert "has taken it back" in told(deputy)[-1]


def test_a_head_who_is_the_deputy_skips_the_agreement(schedule, head, director):
    make.a_post(head, "deputy")
    head = fresh(head)

    services.submit_schedule(schedule, by=head)

    assert fresh(schedule).status == "agreed"
    assert steps(schedule) == [(1, "submitted"), (1, "skipped")]
    assert "waits for your approval" in told(director)[-1]


# Writing


def test_a_schedule_is_made_once(association, head, stranger):
    year = make.a_year(association.school)
    made = services.make_schedule(association, year=year, half=1, by=head)

    with pytest.raises(ValidationError, match="already a schedule"):
        services.make_schedule(association, year=year, half=1, by=head)
    with pytest.raises(Refused):
        services.make_schedule(association, year=year, half=2, by=stranger)
    assert Schedule.objects.get() == made
    assert about(made).get().verb == "create"


def test_a_draft_is_thrown_away_a_submitted_one_stays(schedule, go, head):
    with pytest.raises(Refused, match="submitted once stays"):
        services.remove_schedule(go(schedule, "submit", "return"), by=head)

    other = make.a_schedule(schedule.association, half=2)
    services.remove_schedule(other, by=head)

    assert list(Schedule.objects.all()) == [schedule]


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        ((10, 18), "Sunday"),
        ((8, 20), "outside the school year"),
        ((2, 10), "the other half of the year"),
    ],
)
def test_a_day_has_to_be_a_school_day_of_the_half_year(association, teacher, day, fault):
    year = make.a_year(association.school, first=2026)
    schedule = make.a_schedule(association, year=year)
    first = year.start.year if day[0] > 7 else year.start.year + 1
    lesson = OpenLesson(
        schedule=schedule, teacher=teacher, topic="x", author=teacher,
        day=year.start.replace(year=first, month=day[0], day=day[1]),
    )  # fmt: skip

    with pytest.raises(ValidationError, match=fault):
        lesson.clean()


def test_rows_of_the_plan_become_lessons(schedule, head, teacher):
    row = make.a_plan_in_force(
        schedule.association,
        {"text": "Ачык сабак", "kind": "open_lesson", "months": [11], "responsible": [teacher]},
    ).rows.get()

    [lesson] = services.take_rows(schedule, by=head, rows=[row])

    assert (lesson.topic, lesson.teacher, lesson.plan_row) == ("Ачык сабак", teacher, row)
    assert (lesson.month.month, lesson.day, lesson.status) == (11, None, "planned")


# Proposals


def proposal(schedule, teacher, **fields):
    day = schedule.first_day.replace(month=11, day=12)
    lesson = OpenLesson(schedule=schedule, topic="Сунуш", day=day, **fields)
    return services.propose_openlesson(lesson, by=teacher)


def test_a_proposal_is_taken_into_the_schedule(schedule, teacher, head):
    lesson = proposal(schedule, teacher)
    assert (lesson.status, lesson.teacher, lesson.author) == ("proposed", teacher, teacher)
    assert "proposes an open lesson: Сунуш" in told(head)[-1]

    services.accept_openlesson(lesson, by=head)

    assert fresh(lesson).status == "planned"
    assert "Your open lesson is in the schedule: Сунуш." in told(teacher)
    assert not OpenLessonMove.objects.exists()


def test_a_declined_proposal_says_why(schedule, teacher, head):
    lesson = proposal(schedule, teacher)
    with pytest.raises(ValidationError, match="Say why"):
        services.decline_openlesson(lesson, by=head, text="")

    services.decline_openlesson(lesson, by=head, text="Ушул айда көп")

    assert (fresh(lesson).status, fresh(lesson).remark) == ("declined", "Ушул айда көп")
    assert "Ушул айда көп" in told(teacher)[-1]


def test_what_is_taken_into_an_approved_schedule_is_a_line_of_change(
    schedule, go, teacher, head
):
    schedule = go(schedule, "submit", "agree", "approve")
    lesson = proposal(schedule, teacher)

    services.accept_openlesson(lesson, by=head)

    change = OpenLessonMove.objects.get()
    assert (change.lesson, change.is_added, change.new_day) == (lesson, True, lesson.day)
    assert len(fresh(schedule).in_force.content["lessons"]) == 1


def test_while_it_waits_nothing_is_proposed(schedule, go, teacher):
    schedule = go(schedule, "submit")

    with pytest.raises(Refused, match="waits for a decision"):
        proposal(schedule, teacher)


# What stays


def refused(change):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        change()


def test_the_rules_are_in_the_database():
    assert missing(connection, SCHEDULE) == []


@pytest.mark.parametrize("stage", ["submitted", "approved"])
def test_the_lines_of_a_submitted_schedule_stay(schedule, stage):
    Schedule.objects.filter(pk=schedule.pk).update(status=stage)
    lessons = OpenLesson.objects.filter(schedule=schedule)

    refused(lambda: lessons.update(topic="Башка"))
    refused(lambda: lessons.update(grade=8))
    refused(lambda: lessons._raw_delete("default"))
    lessons.update(status="given")
    if stage == "submitted":
        refused(lambda: lessons.update(room="13"))
    else:
        lessons.update(room="13")


def test_what_was_decided_and_moved_stays(schedule, go, head):
    schedule = go(schedule, "submit", "agree", "approve")
    day = schedule.first_day.replace(month=11, day=12)
    lesson = schedule.lessons.get()
    services.move_openlesson(lesson, by=head, day=day, reason="Ооруп калды")

    refused(lambda: OpenLessonMove.objects.update(reason="Башка"))
    refused(lambda: ScheduleDecision.objects.update(text="Башка"))
    refused(lambda: schedule.revisions.update(snapshot="{}"))
    refused(lambda: Schedule.objects.filter(pk=schedule.pk).update(status="draft"))
    refused(lambda: Schedule.objects.filter(pk=schedule.pk).update(half=2))


# The class


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7ң", (7, "Ң")),
        ("7 Ң", (7, "Ң")),
        ("7-н", (7, "Н")),
        ("11 «А»", (11, "А")),
        ("7-A", (7, "А")),
        ("5", (5, "")),
    ],
)
def test_a_class_is_read_kindly(typed, read):
    assert read_class(typed) == read


@pytest.mark.parametrize("typed", ["13-А", "0", "Ң", "7-А-Б", "7-abcd"])
def test_what_is_no_class_is_told(typed):
    with pytest.raises(ValidationError, match="Write the class like this"):
        read_class(typed)


# Finding


def test_a_lesson_is_found_once_the_schedule_holds(schedule, go, stranger, teacher):
    def found(reader, /, **wish):
        rows = found_rows(fresh(reader), Wish(**{"words": "квадраттык", **wish}))
        return [row.title for row in rows]

    go(schedule, "submit", "agree")
    assert found(teacher) == []

    go(schedule, "approve")
    proposal(fresh(schedule), teacher)

    for person in (teacher, stranger):
        assert found(person) == ["Квадраттык теңдеме"]
    assert found(stranger, person=teacher) == ["Квадраттык теңдеме"]
    assert found(stranger, person=stranger) == []
    assert found(stranger, association=schedule.association) == ["Квадраттык теңдеме"]
    assert found(teacher, words="сунуш") == []
