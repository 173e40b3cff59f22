"""A lesson of an approved schedule: moved with its reason, given, not given, opened again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.audit import about
from core.models import Notification
from core.permissions import Refused
from lessons import services
from lessons.documents.schedule import CurrentSchedule, rows
from lessons.models import OpenLesson, OpenLessonMove, Visit
from plans.models import PlanRow
from tests import factories as make
from tests.lessons.schedules import fresh, past_day, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(association, head, teacher):
    """The row of the plan that the lesson hangs on."""
    words = {"text": "Ачык сабак", "kind": "open_lesson", "responsible": [teacher]}
    return make.a_plan_in_force(association, words).rows.get()


@pytest.fixture
def lesson(association, head, teacher, row):
    schedule = make.a_schedule(association)
    day = schedule.first_day.replace(month=9, day=14)
    lesson = make.an_open_lesson(schedule, teacher, plan_row=row, day=day, period=3, room="12")
    make.in_force_schedule(schedule)
    return fresh(lesson)


@pytest.fixture
def visitor(association, lesson):
    """A colleague who means to come."""
    person = make.a_person(association.school, username="visitor", language="en")
    visit = Visit.objects.create(
        association=association,
        year=lesson.schedule.year,
        kind="open",
        teacher=lesson.teacher,
        subject=make.a_subject(association.school),
        day=lesson.day,
        open_lesson=lesson,
        author=person,
    )
    visit.visitors.add(person)
    return person


def state(row):
    return PlanRow.objects.get(pk=row.pk).status


def a_week_off(lesson):
    """A week later, or earlier where the half of the year ends before."""
    late = lesson.day + timedelta(days=7) > lesson.schedule.last_day
    return -7 if late else 7


def moved(lesson, by, days=None, **fields):
    day = lesson.day + timedelta(days=a_week_off(lesson) if days is None else days)
    said = {"period": 4, "room": "14", "reason": "Карантин", **fields}
    services.move_openlesson(lesson, by=by, day=day, **said)
    return fresh(lesson)


def test_moving_keeps_the_day_before_and_the_reason(lesson, head):
    old, off = lesson.day, timedelta(days=a_week_off(lesson))
    now = moved(lesson, head)

    change = OpenLessonMove.objects.get()
    assert (now.day, now.period, now.room) == (old + off, 4, "14")
    assert (change.old_day, change.old_period, change.old_room) == (old, 3, "12")
    assert (change.new_day, change.reason, change.by) == (now.day, "Карантин", head)
    assert about(now).get().verb == "move"


def test_who_gives_it_and_who_comes_is_told_and_comes_on_the_new_day(
    lesson, head, teacher, visitor
):
    now = moved(lesson, head)

    for person in (teacher, visitor):
        assert "was moved from" in told(person)[-1]
        assert "Карантин" in told(person)[-1]
    assert told(head) == []
    assert now.visits.get().day == now.day


def test_it_goes_at_once_where_somebody_may_be_on_the_way(association, head, teacher):
    today = timezone.localdate()
    schedule = make.a_schedule(association, half=past_day()[1])
    lesson = fresh(make.an_open_lesson(schedule, teacher, day=today))
    make.in_force_schedule(schedule)
    off = a_week_off(lesson) + (1 if today.weekday() == 6 else 0)
    new = today + timedelta(days=off)

    services.move_openlesson(fresh(lesson), by=head, day=new, reason="Ооруп калды")

    assert Notification.objects.get(to=teacher).urgent


def test_moving_says_why_and_where_to(lesson, head):
    with pytest.raises(ValidationError, match="Say why"):
        moved(lesson, head, reason=" ")
    with pytest.raises(ValidationError, match="already"):
        moved(lesson, head, days=0, period=3, room="12")
    with pytest.raises(ValidationError, match="Sunday"):
        moved(lesson, head, days=6 - lesson.day.weekday())
    assert not OpenLessonMove.objects.exists()


def test_before_the_approval_nothing_is_moved(association, head, teacher):
    lesson = make.an_open_lesson(make.a_schedule(association), teacher)

    with pytest.raises(Refused, match="once the schedule is approved"):
        moved(lesson, head)


def test_a_given_lesson_closes_its_row(lesson, teacher, row):
    services.give_openlesson(lesson, by=teacher, text="Жакшы өттү")

    assert (fresh(lesson).status, fresh(lesson).remark) == ("given", "Жакшы өттү")
    assert state(row) == "done"
    assert row.marks.get().text == "Open lesson given: Квадраттык теңдеме"


def test_the_row_waits_for_the_last_of_its_lessons(lesson, teacher, head, row):
    other = OpenLesson.objects.get(pk=lesson.pk)
    other.pk, other.key = None, row.key
    other.topic = "Экинчи"
    other.save()

    services.give_openlesson(lesson, by=teacher)
    assert state(row) == "planned"

    services.miss_openlesson(fresh(other), by=head, text="Ооруп калды")
    assert state(row) == "done"


def test_a_lesson_that_was_not_given_leaves_the_row_open(lesson, head, visitor, row):
    with pytest.raises(ValidationError, match="Say why"):
        services.miss_openlesson(lesson, by=head, text="")

    services.miss_openlesson(lesson, by=head, text="Карантин")

    assert (fresh(lesson).status, fresh(lesson).remark) == ("not_given", "Карантин")
    assert state(row) == "planned"
    assert "was not given: Квадраттык теңдеме. Карантин" in told(visitor)[-1]


def test_what_is_opened_again_opens_the_row_too(lesson, teacher, head, row):
    services.give_openlesson(lesson, by=teacher)
    with pytest.raises(ValidationError, match="Say why"):
        services.reopen_openlesson(fresh(lesson), by=head, text="")

    services.reopen_openlesson(fresh(lesson), by=head, text="Жаңылыштым")

    assert fresh(lesson).status == "planned"
    assert state(row) == "planned"


def test_a_given_lesson_is_analysed_once(lesson, teacher, head, association, secretary):
    services.give_openlesson(lesson, by=teacher)
    services.analyse_openlesson(lesson, by=head)
    assert fresh(lesson).status == "given"  # no sheet of it was agreed

    visit = make.a_visit(association, teacher, secretary, open_lesson=lesson, kind="open")
    make.a_sheet(visit, secretary, "agreed")
    services.analyse_openlesson(lesson, by=head)
    services.analyse_openlesson(lesson, by=head)

    assert fresh(lesson).status == "analysed"
    assert [line.verb for line in about(lesson).order_by("pk")] == ["give", "analyse"]


# On paper


def printed(lesson, language="ky"):
    data = CurrentSchedule(fresh(lesson.schedule), language=language).frozen
    return rows(data["lessons"], language)[0]


def test_the_paper_of_today_tells_the_day_before_and_the_reason(lesson, head, association):
    old, off = lesson.day, timedelta(days=a_week_off(lesson))
    moved(lesson, head)
    row = printed(lesson)

    assert row["before"] == [f"мурдагы күнү: {old:%d.%m.%Y}-ж., 3-сабак"]
    assert row["when"] == f"{old + off:%d.%m.%Y}-ж., 4-сабак"
    assert row["mark"] == ["Которулду: Карантин"]
    assert printed(lesson, "ru")["mark"] == ["Перенесён: Карантин"]


def test_the_mark_says_how_it_went(lesson, teacher):
    services.give_openlesson(lesson, by=teacher, text="7 конок")

    assert printed(lesson)["mark"] == ["өткөрүлдү: 7 конок"]
