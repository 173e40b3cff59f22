"""Pages of weeks, events, olympiads and clubs: as many questions for many rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lessons.models import SubjectWeek
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.either]
LIST, DETAIL = 5, 8


def asked(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url)
    assert page.status_code == 200
    return [q["sql"] for q in queries if q["sql"].startswith("SELECT")]


def lists(association, teacher):
    make.a_week(association)
    make.a_participant(make.an_event(association), teacher)
    make.an_olympiad(association, jury=[teacher])
    make.a_club(association, teacher)


@pytest.mark.parametrize("noun", ["subjectweek", "event", "olympiad", "clubproposal"])
def test_a_list_asks_as_often_for_many_as_for_one(association, head, teacher, client, noun):
    client.force_login(head)
    url = reverse(f"lessons:{noun}_list")
    lists(association, teacher)
    few = asked(client, url)
    for _more in range(3):
        lists(association, teacher)
    many = asked(client, url)

    assert len(many) == len(few)
    assert len(many) <= LIST, many


def of_a_week(association, people):
    week = make.a_week(association, subject=make.a_subject(association.school))

    def more():
        SubjectWeek.objects.filter(pk=week.pk).update(status="draft")
        for state in ("planned", "held"):
            make.a_week_row(week, responsible=people, status=state)
        SubjectWeek.objects.filter(pk=week.pk).update(status="approved")

    return week, more


def of_an_event(association, people):
    event = make.an_event(association, seats=90)
    schedule = make.a_schedule(association)

    def more():
        make.a_point(event, speaker=people[0])
        make.a_participant(event, guest="Конок")
        event.open_lessons.add(make.an_open_lesson(schedule, people[0]))
        make.a_file(event, by=people[0], kind="event_file")

    return event, more


def of_an_olympiad(association, people):
    olympiad = make.an_olympiad(association, jury=people)

    def more():
        make.a_result(olympiad)

    return olympiad, more


@pytest.mark.parametrize("making", [of_a_week, of_an_event, of_an_olympiad])
def test_a_page_asks_as_often_for_many_as_for_one(association, head, teacher, client, making):
    client.force_login(head)
    thing, more = making(association, [teacher, head])
    more()
    few = asked(client, thing.get_absolute_url())
    for _more in range(3):
        more()
    many = asked(client, thing.get_absolute_url())

    assert len(many) == len(few)
    assert len(many) <= DETAIL, many
