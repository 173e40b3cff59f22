"""How the year stands is counted from what is there, in as many queries for nine as for one."""

from datetime import date, timedelta

import pytest

from associations.models import Association
from meetings.models import Resolution
from meetings.workflow import MeetingStatus
from reports.figures import association_years
from tests import factories as make


@pytest.fixture
def year(school):
    return make.a_year(school)


def held(association, number, status=MeetingStatus.SIGNED):
    """A meeting that stands there already, with one resolution in force."""
    meeting = make.a_ready_meeting(association, number=number)
    Resolution.objects.filter(item__meeting=meeting).update(status="in_force")
    type(meeting).objects.filter(pk=meeting.pk).update(status=status)
    return meeting


def test_meetings_protocols_and_resolutions_are_counted(association, year, head, secretary):
    today = date(year.start.year, 11, 20)
    held(association, 1)
    unsigned = held(association, 2, MeetingStatus.HELD)
    rows = Resolution.objects.filter(item__meeting=unsigned)
    yesterday = today - timedelta(days=1)
    rows.update(due=yesterday, due_now=yesterday, due_kind="date")

    [row] = association_years([association], year, today)

    assert (row.head, row.held, row.unsigned) == (head, 2, 1)
    assert (row.meetings.done, row.meetings.due) == (1, 4)
    assert (row.open, row.late) == (2, 1)


UNDATED = {"due_kind": "none", "due": None, "due_now": None}


@pytest.mark.parametrize(
    ("fields", "numbers"),
    [
        ({"due_now": -1}, (1, 1)),
        ({"due_now": 9}, (1, 0)),
        ({"due_now": -1, "kind": "note"}, (1, 1)),
        ({"due_kind": "permanent", "due": None, "due_now": None}, (1, 0)),
        (UNDATED, (1, 0)),
        ({**UNDATED, "kind": "petition"}, (1, 0)),
        ({**UNDATED, "kind": "approve"}, (0, 0)),
        ({**UNDATED, "kind": "recommend"}, (0, 0)),
        ({**UNDATED, "kind": "recommend", "all_members": True}, (1, 0)),
        ({"due_now": 9, "status": "reported"}, (1, 0)),
        ({"due_now": -1, "status": "reported"}, (1, 1)),
        ({"due_now": -1, "status": "done"}, (0, 0)),
    ],
)
def test_a_resolution_is_late_by_the_deadline_as_it_stands(association, year, fields, numbers):
    """As the control sheet counts it: a moved deadline holds, a reported one is still open."""
    today = date(year.start.year, 11, 20)
    meeting = held(association, 1, MeetingStatus.HELD)
    signed = {"due": today - timedelta(days=5), "due_kind": "date"}
    if days := fields.get("due_now"):
        fields = {**fields, "due_now": today + timedelta(days=days)}
    Resolution.objects.filter(item__meeting=meeting).update(**{**signed, **fields})

    [row] = association_years([association], year, today)

    assert (row.open, row.late) == numbers


def test_another_years_meetings_do_not_count(association, year, school):
    held(association, 1)
    last = make.a_year(school, first=year.start.year - 1)

    [row] = association_years([association], last, last.end)

    assert (row.held, row.late) == (0, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_three_as_for_one(school, year, number, django_assert_num_queries):
    for _each in range(number):
        held(make.an_association(school, head=make.a_person(school)), 1)
    associations = list(Association.objects.filter(school=school))
    year.quarters.all()

    with django_assert_num_queries(3):
        association_years(associations, year, year.end)
