"""The table of moves is the only way from state to state."""

import pytest

from core.models import StaleError
from core.workflow import Move, Workflow
from meetings.workflow import MeetingStatus
from tests import factories as make


def test_a_table_is_read_by_verb_and_in_order():
    table = Workflow(Move("a", {"x"}, "y", "A"), Move("b", {"y"}, "z", "B", asks=True))

    assert [move.verb for move in table] == ["a", "b"]
    assert (table["b"].target, table["b"].asks) == ("z", True)


def test_two_movers_cannot_both_win(association):
    meeting = make.a_meeting(association)
    other = type(meeting).objects.get(pk=meeting.pk)

    meeting.make_move("convene")

    with pytest.raises(StaleError):
        other.make_move("convene")
    other.refresh_from_db()
    assert other.status == MeetingStatus.CONVENED


def test_a_move_that_is_not_in_the_table_is_refused_with_a_reason(association):
    meeting = make.a_meeting(association, status=MeetingStatus.CANCELLED)

    assert meeting.may("hold").reason == "Not possible at this stage."
