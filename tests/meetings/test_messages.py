"""Texts for the group of the association: ready to be copied, in the language of papers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.permissions import can
from meetings import services
from meetings.models import Reminder
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(association, secretary, teacher):
    meeting = make.a_meeting(association, topic="Окуу жылынын башталышы")
    make.an_item(meeting, title="Иш планы жөнүндө")
    return meeting


def read(client, person, url):
    client.force_login(person)
    return client.get(url).content.decode()


def area(page):
    """What stands in the field to be copied from."""
    return page.partition("readonly>\n")[2].partition("</textarea>")[0]


def test_the_head_of_a_convened_meeting_copies_the_invitation(client, meeting, head):
    url = meeting.get_absolute_url()
    assert "Message for the group" not in read(client, head, url)
    services.convene_meeting(meeting, by=head)

    page = read(client, head, url)

    text = area(page)
    assert "Окуу жылынын башталышы" in text
    assert f"{meeting.date.year}-жылдын" in text
    assert "1. Иш планы жөнүндө" in text
    assert text.endswith(f"http://127.0.0.1:8000{url}")
    assert 'data-copy-from="#message"' in page


def test_the_invitation_is_in_the_language_of_papers(client, meeting, head):
    meeting.school.paper_language = "ru"
    meeting.school.save()
    services.convene_meeting(meeting, by=head)

    text = area(read(client, head, meeting.get_absolute_url()))

    assert str(meeting.association.name_ru) in text
    assert " г., 14.00" in text


@pytest.mark.parametrize("who", ["teacher", "deputy"])
def test_who_does_not_call_the_meeting_has_nothing_to_copy(client, request, meeting, head, who):
    services.convene_meeting(meeting, by=head)

    page = read(client, request.getfixturevalue(who), meeting.get_absolute_url())

    assert "Message for the group" not in page


@pytest.fixture
def a_task(meeting):
    item = meeting.items.get()

    def made(days, people, **fields):
        due = timezone.localdate() + timedelta(days=days)
        facts = {"status": "in_force", "due_kind": "date", "due": due, "due_now": due}
        return make.a_resolution(item, responsible=people, **{**facts, **fields})

    return made


def url_of(association):
    return reverse("meetings:deadline_list", args=[association.pk])


def test_the_head_copies_what_is_late_and_what_falls_due(
    client, a_task, association, head, teacher
):
    row = a_task(-5, [teacher], text="Ачык сабак өткөрүлсүн.")
    a_task(6, [], all_members=True, text="План тапшырылсын.")
    a_task(9, [teacher], text="Алыскы иш.")
    a_task(-1, [teacher], text="Аткарылган.", status="reported")
    a_task(0, [teacher], text="Долбоор.", status="draft")
    make.an_absence(teacher)
    Reminder.objects.create(
        resolution=row,
        person=teacher,
        day=timezone.localdate() - timedelta(days=5),
        step="today",
    )

    page = read(client, head, url_of(association))

    text = area(page)
    late, coming = text.splitlines()[2:4]
    assert "Ачык сабак өткөрүлсүн. (Ысакова А. С.)" in late
    assert "План тапшырылсын." in coming
    assert text.endswith(f"http://127.0.0.1:8000{reverse('meetings:task_list')}")
    assert not [word for word in ("Алыскы", "Аткарылган", "Долбоор") if word in page]
    assert "late by 5 days" in page
    assert page.count("away now: Ысакова А. С.") == 1


def test_where_nothing_is_late_there_is_nothing_to_copy(client, association, head):
    page = read(client, head, url_of(association))

    assert "Nothing is late" in page
    assert "<textarea" not in page


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("director", True), ("deputy", True), ("head", True), ("secretary", True),
        ("teacher", False), ("stranger", False), ("other_head", False), ("clerk", False),
    ],
)  # fmt: skip
def test_who_reminds_the_members(request, association, who, may):
    verdict = can(request.getfixturevalue(who), "meetings.remind_association", association)

    assert bool(verdict) is may


def test_many_deadlines_are_asked_for_at_once(
    client, a_task, association, head, teacher, django_assert_max_num_queries
):
    client.force_login(head)
    for _n in range(15):
        a_task(1, [teacher])
        a_task(1, [], all_members=True)
    client.get(url_of(association))

    with django_assert_max_num_queries(8):
        client.get(url_of(association))
