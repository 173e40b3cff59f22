"""Holding a meeting: what it demands, what it asks twice about, and the number it gives."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from core.models import Notification, StaleError
from core.numbering import next_number
from meetings import services
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import AgendaItem, Meeting
from meetings.workflow import MeetingStatus
from tests import factories as make
from tests.support import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(association, secretary, teacher):
    return make.a_ready_meeting(association)


def refusal(meeting, head, **said):
    with pytest.raises(ValidationError) as caught:
        services.hold_meeting(meeting, by=head, **said)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.number) == (MeetingStatus.PLANNED, None)
    return caught.value.messages


def test_holding_gives_the_number_and_tells_both(meeting, head, secretary):
    services.hold_meeting(meeting, by=head)

    meeting.refresh_from_db()
    assert (meeting.status, meeting.number) == (MeetingStatus.HELD, 1)
    assert meeting.held_at is not None
    told = Notification.objects.filter(text__contains="waits for two signatures")
    assert set(told.values_list("to", flat=True)) == {head.pk, secretary.pk}


def test_numbers_follow_one_another_by_association_and_year(meeting, association, head, school):
    second = make.a_ready_meeting(association)
    elsewhere = make.a_ready_meeting(
        make.an_association(school), chair=head, secretary=association.secretary()
    )
    elsewhere.attendance.create(person=head, status="present", school=school)

    services.hold_meeting(meeting, by=head)
    services.hold_meeting(second, by=head)
    services.hold_meeting(elsewhere, by=head, nevertheless=True)

    numbers = dict(Meeting.objects.values_list("pk", "number"))
    assert numbers == {meeting.pk: 1, second.pk: 2, elsewhere.pk: 1}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"place": ""}, "The place is missing."),
        ({"chair": None}, "Who chaired the meeting is missing."),
        ({"secretary": None}, "Who kept the minutes is missing."),
    ],
)
def test_what_is_missing_in_the_heading(meeting, head, fields, sentence):
    Meeting.objects.filter(pk=meeting.pk).update(**fields)

    assert refusal(meeting, head) == [sentence]


def test_a_meeting_of_nobody_is_not_held(meeting, head):
    meeting.attendance.update(status="absent")
    assert "Nobody was present." in refusal(meeting, head)

    meeting.attendance.all().delete()
    assert "Nobody is on the list of those present." in refusal(meeting, head)


def test_what_is_still_to_come_is_not_held(meeting, head):
    tomorrow = timezone.localdate() + timedelta(days=1)
    Meeting.objects.filter(pk=meeting.pk).update(date=tomorrow)

    assert refusal(meeting, head) == ["The date of the meeting is still to come."]


def test_everybody_is_marked(meeting, head, school):
    new = make.a_person(school)
    meeting.attendance.create(person=new)

    assert refusal(meeting, head) == ["1 person is marked neither present nor absent."]


def test_every_item_is_finished(meeting, head):
    make.an_item(meeting)

    assert refusal(meeting, head) == ["Item 2 is neither decided nor postponed nor withdrawn."]


def test_there_is_an_agenda_and_a_resolution(meeting, head):
    meeting.items.get().resolutions.all().delete()
    assert refusal(meeting, head) == [
        "Nothing was resolved: a meeting has at least one resolution."
    ]

    meeting.items.all().delete()
    assert refusal(meeting, head) == ["The agenda is empty."]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due_kind": "date"}, "The date of the deadline is missing."),
        ({"vote": "open"}, "The votes are not counted."),
        ({"vote": "open", "votes_for": 4}, "4 were given, 3 people could vote."),
    ],
)
def test_a_resolution_that_cannot_be_so(meeting, head, fields, words):
    meeting.items.get().resolutions.update(**fields)

    (sentence,) = refusal(meeting, head)
    assert words in sentence


def test_what_is_doubtful_is_asked_twice(meeting, association, head, teacher, secretary):
    meeting.attendance.exclude(person=head).update(status="absent")
    make.a_meeting(association, date=meeting.date - timedelta(days=1))

    assert refusal(meeting, head) == [
        "Fewer than half of the members were present: 1 of 3.",
        "Fewer than three members were present.",
        "An earlier meeting is not held yet; its protocol would get a later number.",
    ]
    services.hold_meeting(meeting, by=head, nevertheless=True)
    meeting.refresh_from_db()
    assert meeting.number == 1


def test_empty_rows_are_dropped_and_the_rest_counted(meeting, head, teacher):
    item = meeting.items.get()
    make.a_resolution(item, text="  ")
    make.a_resolution(item, text="Даярдалсын.")
    make.a_speech(item, text="")
    make.a_speech(item, text="", person=teacher)

    services.hold_meeting(meeting, by=head)

    assert [(r.position, r.text) for r in item.resolutions.in_order()] == [
        (1, "Маалымат эске алынсын."),
        (2, "Даярдалсын."),
    ]
    assert [(s.position, s.person) for s in item.speeches.all()] == [(1, teacher)]


def test_people_without_a_resolution_are_named(meeting, head, teacher):
    make.a_resolution(meeting.items.get(), text="", responsible=[teacher])

    assert refusal(meeting, head) == [
        "Item 1: a resolution has people or a date, but no words."
    ]


def test_what_was_undone_after_holding_is_not_signed(meeting, head):
    services.hold_meeting(meeting, by=head)
    make.an_item(meeting)
    meeting.refresh_from_db()

    with pytest.raises(ValidationError) as caught:
        services.sign_meeting(meeting, by=head, digest=text_digest(protocol_data(meeting)))

    assert caught.value.messages == ["Item 2 is neither decided nor postponed nor withdrawn."]
    assert not meeting.protocols.exists()


def test_the_page_names_what_is_missing(client, meeting, head):
    item = make.an_item(meeting)
    client.force_login(head)
    url = reverse("meetings:meeting_hold", args=[meeting.pk])

    page = client.get(url)
    client.post(url, {})

    meeting.refresh_from_db()
    assert "Item 2 is neither decided nor postponed nor withdrawn." in page.text
    assert f"#item-{item.pk}" in page.text
    assert meeting.number is None


def test_what_is_resolved_is_decided_without_saying_so(meeting, head):
    AgendaItem.objects.update(state="open")

    services.hold_meeting(meeting, by=head)

    assert [item.state for item in meeting.items.all()] == ["decided"]


def test_an_empty_row_decides_nothing(meeting, head):
    make.a_resolution(make.an_item(meeting), text=" ")

    assert refusal(meeting, head) == ["Item 2 is neither decided nor postponed nor withdrawn."]


def test_the_page_wants_a_tick_for_what_is_doubtful(client, meeting, head):
    meeting.attendance.exclude(person=head).update(status="absent")
    client.force_login(head)
    url = reverse("meetings:meeting_hold", args=[meeting.pk])

    refused = client.post(url, {})
    assert "Fewer than three members were present." in refused.text
    client.post(url, {"nevertheless": "on"})

    meeting.refresh_from_db()
    assert meeting.number == 1


def test_a_task_for_nobody_is_said_before_holding_and_signing_and_forbids_neither(
    client, meeting, head
):
    item = make.an_item(meeting, state="decided")
    for fields in ({"all_members": True}, {"due_kind": "permanent"}, {"kind": "approve"}, {}):
        make.a_resolution(item, text="Отчет берилсин.", **fields)
    make.a_resolution(item, text="Отчет берилсин.", responsible=[head])
    words = "Resolutions 1.1, 2.4 are tasks that name nobody and no date."
    client.force_login(head)

    page = client.get(reverse("meetings:meeting_hold", args=[meeting.pk]))
    client.post(page.request["PATH_INFO"], {})

    assert words in page.text
    meeting.refresh_from_db()
    assert meeting.number == 1
    assert words in client.get(reverse("meetings:meeting_sign", args=[meeting.pk])).text

    type(meeting.items.get(position=1).resolutions.get()).objects.update(kind="note")
    quiet = client.get(reverse("meetings:meeting_sign", args=[meeting.pk]))
    assert "name nobody" not in quiet.text


def test_who_presses_second_is_told(meeting, head, secretary):
    services.hold_meeting(meeting, by=head)

    with pytest.raises(StaleError):
        services.hold_meeting(meeting, by=secretary)

    meeting.refresh_from_db()
    assert meeting.number == 1


@pytest.mark.django_db(transaction=True)
def test_two_press_at_once_and_one_number_is_given(association, head, secretary, teacher):
    meeting = make.a_ready_meeting(association)
    second = make.a_ready_meeting(association)

    said = at_once(
        lambda: services.hold_meeting(Meeting.objects.get(pk=meeting.pk), by=head),
        lambda: services.hold_meeting(Meeting.objects.get(pk=meeting.pk), by=secretary),
    )
    services.hold_meeting(second, by=head)

    meeting.refresh_from_db()
    second.refresh_from_db()
    assert sorted(type(one).__name__ for one in said) == ["NoneType", "StaleError"]
    assert (meeting.number, second.number) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_are_all_different(school):
    """Without the lock of the series' row PostgreSQL gives some of them twice."""
    for _round in range(5):
        start = next_number("protocol:1:1", scope=school.pk)
        taken = at_once(*[lambda: next_number("protocol:1:1", scope=school.pk)] * 8)
        assert sorted(taken) == list(range(start + 1, start + 9))
