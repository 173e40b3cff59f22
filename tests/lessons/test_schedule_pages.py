"""Pages of schedules: what is seen on them, what they warn of, what they ask."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from associations.models import Holiday
from lessons.figures.schedule import warnings_of
from lessons.models import OpenLesson, Schedule
from tests import factories as make
from tests.lessons.schedules import digest, fresh, taken, told

pytestmark = [pytest.mark.django_db, pytest.mark.either]


@pytest.fixture
def schedule(association, head, deputy, director, teacher):
    return make.a_schedule(association)


@pytest.fixture
def day(schedule):
    found = schedule.first_day.replace(month=10, day=14)
    return found + timedelta(days=found.weekday() == 6)


def warned(schedule):
    schedule = fresh(schedule)
    lessons = list(schedule.lessons.kept().for_table().in_order())
    whole = warnings_of(schedule, lessons, list(schedule.association.members()))
    return whole, [row.warnings for row in lessons]


def page_of(client, person, thing):
    client.force_login(person)
    return client.get(thing.get_absolute_url()).text


# What is warned of


def test_the_same_hour_is_warned_of(schedule, teacher, head, day):
    same = {"day": day, "period": 3}
    make.an_open_lesson(schedule, teacher, topic="Биринчи", room="12", **same)
    make.an_open_lesson(schedule, teacher, topic="Экинчи", room="12 ", grade=8, **same)
    make.an_open_lesson(schedule, head, topic="Үчүнчү", grade=8, **same)

    _whole, [first, second, third] = warned(schedule)

    assert first == [
        "The teacher gives another lesson at this hour: Экинчи.",
        "The room is taken at this hour: Экинчи (Ысакова А. С.).",
    ]
    assert len(second) == 3
    assert third == ["The class has another open lesson at this hour: Экинчи (Ысакова А. С.)."]


def test_lessons_of_others_are_warned_of_once_they_hold(schedule, teacher, stranger, day):
    same = {"day": day, "period": 3, "room": "12"}
    make.an_open_lesson(schedule, teacher, **same)
    other = make.an_association(schedule.school, head=stranger)
    theirs = make.a_schedule(other)
    make.an_open_lesson(theirs, stranger, topic="Алардыкы", grade=5, **same)

    assert warned(schedule)[1] == [[]]
    make.in_force_schedule(theirs)
    [[words]] = warned(schedule)[1]
    assert words.startswith("The room is taken at this hour: Алардыкы")


def test_another_hour_and_a_lesson_that_fell_out_are_no_clash(schedule, teacher, day):
    make.an_open_lesson(schedule, teacher, day=day, period=3)
    make.an_open_lesson(schedule, teacher, day=day, period=4)
    make.an_open_lesson(schedule, teacher, day=day, period=3, status="not_given")
    make.an_open_lesson(schedule, teacher, day=day)

    assert warned(schedule)[1] == [[], [], [], []]


def test_holidays_are_warned_of(schedule, teacher, day):
    Holiday.objects.create(year=schedule.year, name_ky="Күзгү каникул", start=day, end=day)
    make.an_open_lesson(schedule, teacher, day=day)

    assert warned(schedule)[1] == [["This day lies in the holidays: Күзгү каникул."]]


def test_who_gives_none_this_year_and_one_week_are_warned_of(
    schedule, teacher, head, secretary
):
    monday = schedule.first_day + timedelta(days=7 - schedule.first_day.weekday())
    for off in range(3):
        make.an_open_lesson(schedule, teacher, day=monday + timedelta(days=off))
    whole, _each = warned(schedule)
    assert [words.partition(":")[0] for words in whole] == [
        "No open lesson this year",
        "All lessons fall into one week. Spread them over the half-year.",
    ]
    assert head.list_name in whole[0]
    assert teacher.list_name not in whole[0]

    second = make.a_schedule(schedule.association, half=2)
    make.an_open_lesson(second, secretary, day=second.first_day + timedelta(days=20))
    make.an_open_lesson(second, head, day=second.first_day + timedelta(days=40))
    assert [words[:3] for words in warned(schedule)[0]] == ["All"]


# Writing


def typed(schedule, teacher, on, **fields):
    usual = {
        "kind": "lesson", "teacher": teacher.pk, "topic": "Жаңы тема", "school_class": "7ң",
        "language": "ky", "day": on.isoformat(), "period": "3", "room": "12",
    }  # fmt: skip
    return {**usual, **fields}


def test_the_head_adds_a_lesson_and_another(client, schedule, teacher, head, day):
    client.force_login(head)
    url = reverse("lessons:openlesson_create", args=[schedule.pk])

    done = client.post(url, typed(schedule, teacher, day))
    more = client.post(url, typed(schedule, teacher, day, again="1"), follow=True)

    lesson = OpenLesson.objects.order_by("pk").first()
    assert done.url == f"{schedule.get_absolute_url()}#lesson-{lesson.pk}"
    assert (lesson.class_name, lesson.period, lesson.month.day) == ("7-Ң", 3, 1)
    assert more.request["PATH_INFO"] == url
    assert "The room is taken at this hour" in more.text


def test_the_grid_leads_to_a_form_that_knows_whose_and_when(client, schedule, teacher, head):
    client.force_login(head)
    month = schedule.months[1].isoformat()
    url = f"{reverse('lessons:openlesson_create', args=[schedule.pk])}?teacher="

    page = client.get(f"{url}{teacher.pk}&month={month}").text
    odd = client.get(f"{url}{10**30}&month=2020-01-01")

    assert f'<option value="{teacher.pk}" selected' in page
    assert f'<option value="{month}" selected' in page
    assert odd.status_code == 200


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"school_class": "77-Ң"}, "Write the class like this"),
        ({"day": "", "month": ""}, "Give the day, or at least the month."),
        ({"day": "2026-02-31"}, "There is no such day"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    client, schedule, teacher, head, day, fields, fault
):
    client.force_login(head)
    url = reverse("lessons:openlesson_create", args=[schedule.pk])

    page = client.post(url, typed(schedule, teacher, day, **fields)).text

    assert fault in page
    assert "Жаңы тема" in page
    assert not OpenLesson.objects.exists()


def test_a_lesson_may_have_its_month_only(client, schedule, teacher, head, day):
    client.force_login(head)
    url = reverse("lessons:openlesson_create", args=[schedule.pk])
    month = schedule.months[-1]

    client.post(url, typed(schedule, teacher, day, day="", month=month.isoformat()))

    lesson = OpenLesson.objects.get()
    assert (lesson.day, lesson.month) == (None, month)
    assert "no day yet" in page_of(client, head, schedule)


def test_a_teacher_proposes_and_changes_the_own_lesson(client, schedule, teacher, head, day):
    client.force_login(teacher)
    url = reverse("lessons:openlesson_propose", args=[schedule.pk])

    client.post(url, typed(schedule, head, day))
    lesson = OpenLesson.objects.get()
    change = reverse("lessons:openlesson_update", args=[lesson.pk])
    said = typed(schedule, head, day, topic="Башка тема", version=lesson.version)
    client.post(change, said)

    lesson = fresh(lesson)
    assert (lesson.teacher, lesson.status, lesson.topic) == (teacher, "proposed", "Башка тема")
    assert "Proposals of teachers" in page_of(client, head, schedule)


def test_a_draft_is_thrown_away_by_its_button(client, schedule, head):
    client.force_login(head)

    done = client.post(reverse("lessons:schedule_remove", args=[schedule.pk]))

    assert done.url == reverse("lessons:schedule_list")
    assert not Schedule.objects.exists()


def test_a_second_schedule_of_the_half_is_told_in_the_form(client, schedule, head):
    client.force_login(head)
    url = reverse("lessons:schedule_create")
    said = {"association": schedule.association_id, "year": schedule.year_id, "half": "1"}

    page = client.post(url, said).text

    assert "There is already a schedule for this half-year." in page
    assert Schedule.objects.count() == 1


def test_rows_of_the_plan_are_offered_once(client, schedule, teacher, head):
    client.force_login(head)
    url = reverse("lessons:schedule_take", args=[schedule.pk])
    assert "has no open row of the kind" in client.get(url).text
    words = {"text": "Ачык сабак", "kind": "open_lesson", "responsible": [teacher]}
    row = make.a_plan_in_force(schedule.association, words).rows.get()

    done = client.post(url, {"rows": [row.pk]})

    assert done.url == schedule.get_absolute_url()
    assert schedule.lessons.get().plan_row == row
    assert "has no open row of the kind" in client.get(url).text


# Deciding


def test_a_decider_who_is_late_is_told_and_keeps_the_words(
    client, schedule, teacher, head, deputy, director, day
):
    make.an_open_lesson(schedule, teacher, day=day)
    schedule = taken(schedule, ["submit"], head=head, deputy=deputy, director=director)
    seen = digest(schedule)
    schedule = taken(schedule, ["agree"], head=head, deputy=deputy, director=director)
    client.force_login(deputy)
    url = reverse("lessons:schedule_agree", args=[schedule.pk])

    page = client.post(url, {"digest": seen, "text": "Жакшы"}, follow=True).text

    assert "The schedule was changed at" in page
    assert "«Жакшы»" in page
    assert "waits for your approval" in told(director)[-1]


def test_what_was_not_seen_is_shown_anew(
    client, schedule, teacher, head, deputy, director, day
):
    make.an_open_lesson(schedule, teacher, day=day)
    schedule = taken(schedule, ["submit"], head=head, deputy=deputy, director=director)
    client.force_login(deputy)
    url = reverse("lessons:schedule_agree", args=[schedule.pk])

    page = client.post(url, {"digest": "0" * 64, "text": ""}).text

    assert "The schedule was changed at" in page
    assert digest(schedule) in page
    assert fresh(schedule).status == "submitted"


# What pages ask


@pytest.fixture
def pages(schedule, head, teacher, secretary, day):
    """Pages with so many lessons, some of them moved."""

    def fill(number):
        people = [teacher, secretary, head]
        for n in range(number):
            make.an_open_lesson(
                schedule, people[n % 3], day=day + timedelta(days=n % 2), period=n % 6 + 1
            )
        calendar = reverse("lessons:overview")
        return {
            "schedule": schedule.get_absolute_url(),
            "schedules": reverse("lessons:schedule_list"),
            "lessons": reverse("lessons:openlesson_list"),
            "submit": reverse("lessons:schedule_submit", args=[schedule.pk]),
            "calendar": f"{calendar}?day={day}&whose=school",
            "mine": f"{calendar}?day={day}&whose=mine",
        }

    return fill


MOST = {
    "schedule": 8, "schedules": 5, "lessons": 4, "submit": 8, "calendar": 9, "mine": 10,
}  # fmt: skip


def test_pages_ask_as_often_for_many_lessons_as_for_one(client, pages, head):
    client.force_login(head)

    def asked(url):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len([q for q in queries if q["sql"].startswith("SELECT")])

    few = {name: asked(url) for name, url in pages(1).items()}
    many = {name: asked(url) for name, url in pages(11).items()}

    assert many == few
    assert {name: n for name, n in many.items() if n > MOST[name]} == {}
