"""Questions about meetings and resolutions: who is shown what, and what waits for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import AgendaItem, Attendance, Meeting, Resolution, Speech
from meetings.workflow import MeetingStatus
from tests import factories as make

PLANNED, CONVENED, HELD, CIRCULATED, SIGNING, SIGNED, CORRECTING, CANCELLED = MeetingStatus


@pytest.mark.parametrize("model", [Meeting, AgendaItem, Resolution, Speech, Attendance])
def test_no_director_knows_of_another_schools_meetings(
    association, director, stranger, foreigner, model
):
    make.a_speech(make.a_ready_meeting(association).items.get())

    seen = {who: model.objects.visible_to(who).count() for who in (stranger, foreigner)}

    assert seen == {stranger: 0, foreigner: 0}
    assert set(model.objects.visible_to(director)) == set(model.objects.all()) != set()


@pytest.mark.parametrize(
    ("status", "waits_for"),
    [
        (PLANNED, {"head", "teacher", "secretary"}),
        (CONVENED, {"head", "teacher", "secretary"}),
        (HELD, {"teacher"}),
        (CIRCULATED, {"teacher"}),
        (SIGNING, {"secretary"}),
        (SIGNED, set()),
        (CORRECTING, {"teacher"}),
        (CANCELLED, set()),
    ],
)
def test_a_meeting_waits_for_whose_move_it_is(
    association, head, teacher, secretary, stranger, foreigner, status, waits_for
):
    make.a_meeting(association, chair=teacher, secretary=secretary, status=status)
    cast = {
        "head": head, "teacher": teacher, "secretary": secretary, "stranger": stranger,
        "foreigner": foreigner,
    }  # fmt: skip

    waiting = {name for name, who in cast.items() if Meeting.objects.waiting_for(who).exists()}

    assert waiting == waits_for


def test_meetings_are_asked_by_year_association_and_stage(association, school, head):
    made = {
        status: make.a_meeting(association, status=status, author=head)
        for status in MeetingStatus
    }
    meetings = Meeting.objects.of_association(association).of_year(made[PLANNED].year)

    assert set(meetings.plannable()) == {made[PLANNED], made[CONVENED]}
    assert set(meetings.numbered()) == {
        made[status] for status in (HELD, CIRCULATED, SIGNING, SIGNED, CORRECTING)
    }
    assert set(meetings.counted()) == {made[SIGNED], made[CORRECTING]}
    assert not Meeting.objects.of_association(make.an_association(school)).exists()
    assert not Meeting.objects.of_year(None).exists()


def test_coming_meetings_stand_in_the_order_of_their_days(association, head):
    today = timezone.localdate()
    later = make.a_meeting(association, date=today + timedelta(days=9))
    sooner = make.a_meeting(association, date=today + timedelta(days=2))
    make.a_meeting(association, date=today - timedelta(days=2))

    assert list(Meeting.objects.coming(today)) == [sooner, later]


def test_questions_are_asked_by_their_state(association, head):
    meeting = make.a_meeting(association)
    open_one = make.an_item(meeting)
    put_off = make.an_item(meeting, state="postponed")
    taken = make.an_item(meeting, state="postponed")
    make.an_item(meeting, state="decided", carried_from=taken)

    assert list(AgendaItem.objects.unfinished()) == [open_one]
    assert list(AgendaItem.objects.postponed()) == [put_off]


def test_resolutions_of_a_year_come_by_their_deadlines(association, head):
    meeting = make.a_meeting(association, status=HELD, number=1)
    item, today = make.an_item(meeting), timezone.localdate()
    never = make.a_resolution(item, status="in_force")
    soon = make.a_resolution(item, status="in_force", due=today)
    late = make.a_resolution(item, status="in_force", due=today - timedelta(days=1))

    assert list(Resolution.objects.of_year(meeting.year).by_urgency()) == [late, soon, never]
    assert list(Resolution.objects.late(today)) == [late]


def test_attendance_stands_in_the_order_of_the_alphabet(association, head, teacher):
    meeting = make.a_meeting(association)
    meeting.attendance.create(school=meeting.school, guest="Аалы", status="invited")
    meeting.attendance.filter(person=teacher).update(status="present")

    people = [row.person for row in meeting.attendance.in_order()]

    assert people == [head, teacher, None]
    assert [row.person for row in meeting.attendance.present()] == [teacher]
