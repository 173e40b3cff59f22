"""Everyone, at every stage of a meeting: exactly this, and nothing more."""

import pytest

from core.permissions import can
from meetings.models import AgendaItem
from meetings.workflow import MeetingStatus
from tests import factories as make

CAST = [
    "director", "deputy", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner", "clerk", "gone",
]  # fmt: skip
VERBS = [
    "convene", "hold", "circulate", "recall", "sign", "countersign", "reopen", "correct",
    "cancel", "change", "record",
]  # fmt: skip
PLANNED, CONVENED, HELD, CIRCULATED, SIGNING, SIGNED, CORRECTING, CANCELLED = MeetingStatus
# The head of the association chairs the meeting, its secretary writes; nobody else acts.
ALLOWED = {
    ("head", PLANNED): {"convene", "hold", "cancel", "change", "record"},
    ("head", CONVENED): {"hold", "cancel", "change", "record"},
    ("head", HELD): {"circulate", "sign", "record"},
    ("head", CIRCULATED): {"recall", "sign"},
    ("head", SIGNING): {"reopen"},
    ("head", SIGNED): {"correct"},
    ("head", CORRECTING): {"sign", "record"},
    ("secretary", PLANNED): {"convene", "hold", "cancel", "change", "record"},
    ("secretary", CONVENED): {"hold", "cancel", "change", "record"},
    ("secretary", HELD): {"circulate", "record"},
    ("secretary", CIRCULATED): {"recall"},
    ("secretary", SIGNING): {"countersign", "reopen"},
    ("secretary", SIGNED): {"correct"},
    ("secretary", CORRECTING): {"record"},
}


@pytest.mark.parametrize("status", MeetingStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_and_when(request, association, head, secretary, who, status):
    person = request.getfixturevalue(who)
    meeting = make.a_meeting(association, chair=head, secretary=secretary, status=status)

    allowed = {verb for verb in VERBS if can(person, f"meetings.{verb}_meeting", meeting)}

    assert allowed == ALLOWED.get((who, status), set())


@pytest.mark.parametrize("status", MeetingStatus)
def test_a_teacher_who_chairs_does_what_a_chair_does(association, teacher, secretary, status):
    meeting = make.a_meeting(association, chair=teacher, secretary=secretary, status=status)
    as_chair = {
        PLANNED: {"hold", "cancel", "change", "record"},
        CONVENED: {"hold", "cancel", "change", "record"},
        HELD: {"circulate", "sign", "record"},
        CIRCULATED: {"recall", "sign"},
        SIGNING: {"reopen"},
        SIGNED: {"correct"},
        CORRECTING: {"sign", "record"},
        CANCELLED: set(),
    }

    allowed = {verb for verb in VERBS if can(teacher, f"meetings.{verb}_meeting", meeting)}

    assert allowed == as_chair[status]


@pytest.mark.parametrize("who", CAST)
def test_only_those_who_run_an_association_plan_its_meetings(
    request, association, secretary, who
):
    person = request.getfixturevalue(who)

    assert bool(can(person, "meetings.create_meeting", association)) is (
        who in {"head", "secretary"}
    )


@pytest.mark.parametrize("who", CAST)
def test_minutes_are_notes_until_the_meeting_is_held(request, association, secretary, who):
    person = request.getfixturevalue(who)
    meeting = make.a_meeting(association)

    assert bool(can(person, "meetings.view_minutes", meeting)) is (who in {"head", "secretary"})
    meeting.number = 1
    assert can(person, "meetings.view_minutes", meeting)


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("kind", ["talk", "annex", "scan"])
def test_files_are_seen_with_the_minutes(request, association, secretary, who, kind):
    person = request.getfixturevalue(who)
    meeting = make.a_meeting(association)
    subject = make.an_item(meeting) if kind == "talk" else meeting

    for meeting.number in (None, 1):
        assert can(person, f"meetings.view_{kind}", subject) == can(
            person, "meetings.view_minutes", meeting
        )


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("verb", ["change", "remove", "withdraw"])
def test_questions_are_changed_by_those_who_plan_the_meeting(
    request, association, secretary, who, verb
):
    person = request.getfixturevalue(who)
    item = make.an_item(make.a_meeting(association))

    allowed = can(person, f"meetings.{verb}_agendaitem", item)

    assert bool(allowed) is (who in {"head", "secretary"})


def test_what_something_is_written_about_is_withdrawn_not_removed(association, head):
    meeting = make.a_meeting(association)
    heard = make.an_item(meeting, heard="Маалымат угулду.")
    spoken, resolved = make.an_item(meeting), make.an_item(meeting)
    make.a_speech(spoken)
    make.a_resolution(resolved)

    for item in (heard, spoken, resolved):
        verdict = can(head, "meetings.remove_agendaitem", item)
        assert (
            verdict.reason == "Something is written about this question. Withdraw it instead."
        )
        assert can(head, "meetings.withdraw_agendaitem", item)


def test_nobody_withdraws_twice(association, head):
    item = make.an_item(make.a_meeting(association), state=AgendaItem.State.WITHDRAWN)

    assert not can(head, "meetings.withdraw_agendaitem", item)


@pytest.mark.parametrize("who", CAST)
def test_which_meetings_exist_for_whom(request, association, secretary, who):
    person = request.getfixturevalue(who)
    meeting = make.a_meeting(association)

    seen = type(meeting).objects.visible_to(person).filter(pk=meeting.pk).exists()

    assert seen is (who in {"director", "deputy", "head", "secretary", "teacher", "gone"})


def test_a_refusal_says_why(association, teacher):
    meeting = make.a_meeting(association)

    verdict = can(teacher, "meetings.cancel_meeting", meeting)

    assert verdict.reason == "Only the chair and the secretary of the meeting do this."


@pytest.mark.parametrize("noun", ["meeting", "resolution", "protocol", "extract"])
def test_what_one_is_shown_by_the_queryset_may_be_opened(teacher, noun):
    assert can(teacher, f"meetings.view_{noun}")
