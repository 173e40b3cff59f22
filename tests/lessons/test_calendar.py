"""The calendar: what comes, for whom; and the secret addresses under which it is read."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from associations.models import Holiday, Membership, User
from core.audit import about
from core.permissions import Refused, can
from lessons import services
from lessons.figures.calendar import Asked, days_of, entries, weeks_in
from lessons.models import CalendarFeed, OpenLesson
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def schedule(association, head, teacher, today):
    schedule = make.a_schedule(association)
    make.an_open_lesson(schedule, teacher, day=today, topic="Бекитилген")
    return make.in_force_schedule(schedule)


@pytest.fixture
def draft(association, head, teacher, schedule, today):
    draft = make.a_schedule(association, half=2)
    make.an_open_lesson(draft, teacher, day=today, topic="Долбоордогу")
    make.an_open_lesson(draft, teacher, day=today, topic="Сунушталган", status="proposed")
    return draft


def shown(reader, today, *, feed=False, **asked):
    found = entries(Asked(fresh(reader), today, today, feed=feed, **asked))
    return [entry.title for entry in found]


def fresh(person):
    return User.objects.get(pk=person.pk)


def told(titles, word):
    return any(word in title for title in titles)


def test_the_school_sees_what_holds_members_the_draft_and_nobody_a_proposal(
    teacher, stranger, draft, today
):
    ours, theirs = shown(teacher, today), shown(stranger, today)

    assert told(ours, "7-Ң: Бекитилген (Ысакова А. С.)")
    assert told(ours, "Долбоордогу")
    assert told(theirs, "Бекитилген")
    assert not told(theirs, "Долбоордогу")
    assert not told([*ours, *theirs], "Сунушталган")


def test_mine_is_what_i_give(teacher, secretary, draft, today):
    assert told(shown(teacher, today, whose="mine"), "Бекитилген")
    assert not told(shown(secretary, today, whose="mine"), "Бекитилген")


def test_a_lesson_that_was_not_given_is_gone(teacher, schedule, today):
    OpenLesson.objects.update(status="not_given")

    assert not told(shown(teacher, today), "Бекитилген")


def test_everything_of_the_association_stands_there(association, teacher, schedule, today):
    make.a_meeting(association, date=today, topic="Чейректин жыйынтыгы")
    row = {"text": "Семинар", "when": "day", "day": today, "due_now": today}
    make.a_plan_in_force(association, row)
    year = schedule.year
    Holiday.objects.create(year=year, name_ky="Каникул", start=today, end=today)

    titles = shown(teacher, today, whose="association", association=association)

    for word in ("Чейректин жыйынтыгы", "Семинар", "Каникул", "Бекитилген"):
        assert told(titles, word), word


def test_what_lasts_stands_on_each_of_its_days(school, teacher, today):
    year = make.a_year(school)
    monday = today - timedelta(days=today.weekday())
    end = monday + timedelta(days=2)
    Holiday.objects.create(year=year, name_ky="Каникул", start=monday, end=end)
    found = entries(Asked(fresh(teacher), monday, monday + timedelta(days=6)))

    [week] = weeks_in(days_of(found, monday, monday + timedelta(days=6), today))

    assert [len(day.entries) for day in week] == [1, 1, 1, 0, 0, 0, 0]


@pytest.mark.parametrize("view", ["month", "week", "list"])
def test_the_page_shows_it_in_three_forms(client, teacher, schedule, view):
    client.force_login(teacher)
    url = reverse("lessons:overview")

    page = client.get(url, {"view": view, "whose": "school"}).text
    odd = client.get(url, {"view": "x", "day": "9999-99-99", "whose": "99999999999999999999"})

    assert "Бекитилген" in page
    assert odd.status_code == 200


# Feeds


def read(feed):
    response = Client().get(reverse("lessons:calendar_feed", args=[feed.code]))
    return response, Calendar.from_ical(
        response.content
    ) if response.status_code == 200 else None


def test_a_telephone_reads_the_calendar_without_a_password(teacher, schedule, today):
    feed = services.make_feed(by=teacher, of="school")

    response, calendar = read(feed)

    [event] = calendar.walk("VEVENT")
    lesson = OpenLesson.objects.get()
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert str(event["SUMMARY"]) == "open lesson: 7-Ң: Бекитилген (Ысакова А. С.)"
    assert event["UID"].startswith(f"openlesson-{lesson.pk}@")
    assert event.decoded("DTSTART") == today
    assert about(feed).get().verb == "create"


def test_nothing_undecided_leaves_the_house(teacher, draft):
    feed = services.make_feed(by=teacher, of="mine")

    text = read(feed)[0].text

    assert "Бекитилген" in text
    assert "Долбоордогу" not in text
    assert "Сунушталган" not in text


def test_the_same_calendar_is_not_sent_twice(teacher, schedule):
    feed = services.make_feed(by=teacher, of="mine")
    url = reverse("lessons:calendar_feed", args=[feed.code])
    etag = Client().get(url).headers["ETag"]

    again = Client().get(url, headers={"If-None-Match": etag})

    assert again.status_code == 304
    OpenLesson.objects.update(room="13")
    assert Client().get(url, headers={"If-None-Match": etag}).status_code == 200


def test_a_moved_lesson_replaces_itself(teacher, head, schedule, today):
    feed = services.make_feed(by=teacher, of="mine")
    before = read(feed)[1].walk("VEVENT")[0]
    lesson = OpenLesson.objects.get()
    OpenLesson.objects.update(day=today + timedelta(days=1), version=lesson.version + 1)

    after = read(feed)[1].walk("VEVENT")[0]

    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_renewed_address_makes_the_old_one_worthless(teacher):
    old = services.make_feed(by=teacher, of="mine")
    assert services.make_feed(by=teacher, of="mine") == old

    services.renew_calendarfeed(old, by=teacher)

    assert read(old)[0].status_code == 404
    assert read(CalendarFeed.objects.get())[0].status_code == 200


def test_it_is_ones_own(teacher, head):
    feed = services.make_feed(by=teacher, of="mine")

    for verb in (services.renew_calendarfeed, services.remove_calendarfeed):
        with pytest.raises(Refused, match="somebody else's"):
            verb(feed, by=head)
    services.remove_calendarfeed(feed, by=teacher)
    assert read(feed)[0].status_code == 404


def test_it_ends_with_the_account_and_with_the_membership(teacher, association):
    feed = services.make_feed(by=teacher, of="association", association=association)
    assert read(feed)[0].status_code == 200

    Membership.objects.filter(person=teacher).update(until=make.LONG_AGO)
    assert read(feed)[0].status_code == 404

    own = services.make_feed(by=teacher, of="mine")
    User.objects.filter(pk=teacher.pk).update(is_active=False)
    assert read(own)[0].status_code == 404


def test_nobody_takes_along_the_calendar_of_another_association(stranger, association, deputy):
    feed = CalendarFeed(person=stranger, of="association", association=association)

    assert not can(stranger, "lessons.make_feed", feed)
    assert can(deputy, "lessons.make_feed", feed)
    with pytest.raises(Refused):
        services.make_feed(by=stranger, of="association", association=association)


def test_the_page_makes_an_address_once(client, teacher, association):
    client.force_login(teacher)
    url = reverse("lessons:calendarfeed_create")

    for _time in range(2):
        client.post(url, {"of": "association", "association": association.pk})
    page = client.get(reverse("lessons:calendarfeed_list")).text
    wrong = client.post(url, {"of": "association", "association": 10**9})

    feed = CalendarFeed.objects.get()
    assert (feed.person, feed.association) == (teacher, association)
    assert feed.code in page
    assert wrong.status_code == 404
