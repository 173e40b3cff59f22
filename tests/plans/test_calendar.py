"""The ministry moves the holidays: what falls on them moves together, each with its line."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from associations.models import Holiday
from core.models import AuditEntry, Notification
from core.permissions import Refused
from meetings.models import DeadlineChange, Meeting, Resolution
from plans import services
from plans.figures.calendar import fallen, nearest_school_day
from plans.models import PlanRow, RowMark
from tests import factories as make

pytestmark = pytest.mark.django_db
SUNDAY = 6


@pytest.fixture
def year(association):
    return make.a_year(association.school)


@pytest.fixture
def rest(year):
    """Ten days without school, from next week on."""
    start = timezone.localdate() + timedelta(days=7)
    return Holiday.objects.create(
        year=year, name_ky="Кошумча каникул", start=start, end=start + timedelta(days=9)
    )


@pytest.fixture
def plan(association, teacher):
    plan = make.a_plan(association)
    make.a_plan_row(plan, text="айлык иш", months=[plan.year.end.month])
    return plan


def fill(association, plan, rest, teacher, number):
    """So many meetings, rows and deadlines on days of the holiday."""
    for n in range(number):
        day = rest.start + timedelta(days=n % 9)
        make.a_meeting(association, date=day)
        make.a_plan_row(plan, text=f"иш {n}", when="day", day=day, responsible=[teacher])
        held = make.a_meeting(association, number=Meeting.objects.count())
        row = make.a_resolution(make.an_item(held), responsible=[teacher])
        Resolution.objects.filter(pk=row.pk).update(status="in_force", due_now=day)


def test_what_falls_on_a_holiday_is_found_with_a_school_day(
    association, year, rest, plan, teacher
):
    fill(association, plan, rest, teacher, 2)

    found = fallen(year)

    assert sorted(row.kind for row in found) == ["deadline"] * 2 + ["meeting"] * 2 + ["row"] * 2
    assert {row.holiday for row in found} == {rest}
    for row in found:
        assert row.new > rest.end
        assert row.new.weekday() != SUNDAY


def test_the_question_costs_the_same_for_two_and_for_six(
    association, year, rest, plan, teacher
):
    fill(association, plan, rest, teacher, 1)
    with CaptureQueriesContext(connection) as few:
        fallen(year)
    fill(association, plan, rest, teacher, 4)
    with CaptureQueriesContext(connection) as many:
        fallen(year)

    assert len(many) == len(few) <= 4


def test_what_lies_beyond_a_shorter_year_goes_before_its_end(association, year, plan):
    row = make.a_plan_row(plan, text="жыл аягы", when="day", day=year.end)
    year.end -= timedelta(days=14)
    year.save()

    (found,) = [one for one in fallen(year) if one.thing == row]

    assert found.holiday is None
    assert found.new == nearest_school_day(year.end, year, [])
    assert found.new <= year.end


def test_twenty_dates_move_in_one_step_and_each_has_its_line(
    association, year, rest, plan, teacher, deputy
):
    fill(association, plan, rest, teacher, 7)
    make.in_force(plan)
    found = fallen(year)
    assert len(found) == 21
    before = AuditEntry.objects.count()
    reason = "Министрликтин буйругу"

    services.shift_calendar(
        year, by=deputy, moves=[(row.key, row.new) for row in found], reason=reason
    )

    assert fallen(year) == []
    lines = AuditEntry.objects.filter(verb="shift")
    assert lines.count() == 21
    assert AuditEntry.objects.filter(verb="shift_calendar").count() == 1
    assert AuditEntry.objects.count() >= before + 22
    assert all(line.changes["reason"] == reason for line in lines)
    new = {row.key: row.new for row in found}
    for row in PlanRow.objects.filter(when="day"):
        assert row.due_now == new[f"row-{row.pk}"]
        assert row.day in {rest.start + timedelta(days=n) for n in range(9)}  # as approved
        mark = row.marks.get()
        assert (mark.step, mark.new_due, mark.text) == ("moved", row.due_now, reason)
    for meeting in Meeting.objects.filter(status="planned"):
        assert meeting.date == new.get(f"meeting-{meeting.pk}", meeting.date)
    for change in DeadlineChange.objects.all():
        assert (change.state, change.reason) == ("granted", reason)
        assert (
            change.new == change.resolution.due_now == new[f"deadline-{change.resolution_id}"]
        )
    assert Notification.objects.filter(to=teacher).count() >= 14


def test_in_a_draft_the_day_itself_is_written_anew(association, year, rest, plan, deputy):
    row = make.a_plan_row(plan, text="күн", when="day", day=rest.start)
    (found,) = fallen(year)

    services.shift_calendar(
        year, by=deputy, moves=[(found.key, found.new)], reason="Каникул жылды"
    )

    row.refresh_from_db()
    assert row.day == row.due_now == found.new
    assert not RowMark.objects.exists()


def test_the_row_of_a_meeting_goes_with_it(association, year, rest, plan, deputy):
    meeting = make.a_meeting(association, date=rest.start)
    facts = {"when": "day", "day": rest.start, "due_now": rest.start}
    row = make.a_plan_row(plan, text="отурум", kind="meeting", meeting=meeting, **facts)
    earlier = make.a_plan_row(plan, text="мурда", meeting=meeting, months=[plan.year.end.month])
    make.in_force(plan)
    before = earlier.due_now
    [found] = fallen(year)

    services.shift_calendar(year, by=deputy, moves=[(found.key, found.new)], reason="Буйрук")

    for moved in (meeting, row, earlier):
        moved.refresh_from_db()
    assert (meeting.date, row.due_now, earlier.due_now) == (found.new, found.new, before)
    assert row.marks.get().old_due == rest.start


def test_all_move_or_none(association, year, rest, plan, teacher, deputy, head):
    fill(association, plan, rest, teacher, 1)
    found = fallen(year)
    moves = [(row.key, row.new) for row in found]
    with pytest.raises(Refused):
        services.shift_calendar(year, by=head, moves=moves, reason="Каникул")
    wrong = [*moves[:-1], (moves[-1][0], rest.end)]
    with pytest.raises(ValidationError, match="school day"):
        services.shift_calendar(year, by=deputy, moves=wrong, reason="Каникул")
    with pytest.raises(ValidationError, match="moved meanwhile"):
        services.shift_calendar(
            year, by=deputy, moves=[*moves, ("row-999999", rest.end)], reason="Каникул"
        )
    with pytest.raises(ValidationError, match="Say why"):
        services.shift_calendar(year, by=deputy, moves=moves, reason=" ")

    assert len(fallen(year)) == len(found)
    assert not AuditEntry.objects.filter(verb="shift").exists()


def test_a_deadline_with_an_open_wish_is_answered_first(
    association, year, rest, plan, teacher, deputy
):
    fill(association, plan, rest, teacher, 1)
    row = Resolution.objects.get()
    make_wish = DeadlineChange.objects.create(
        resolution=row, old=row.due_now, new=rest.end, reason="Үлгүрбөйм", asked_by=teacher
    )
    with pytest.raises(ValidationError, match="answer that first"):
        services.shift_calendar(
            year, by=deputy, moves=[(f"deadline-{row.pk}", year.end)], reason="Каникул"
        )
    assert DeadlineChange.objects.get() == make_wish


def test_the_page_moves_what_is_ticked(association, year, rest, plan, teacher, deputy, client):
    fill(association, plan, rest, teacher, 1)
    client.force_login(deputy)
    url = reverse("plans:calendar_shift", args=[year.pk])
    page = client.get(url).content.decode()
    assert "Кошумча каникул" in page
    rows = {row.kind: row for row in fallen(year)}
    sent = {"reason": "Буйрук"} | {f"day-{row.key}": row.new for row in rows.values()}

    nothing = client.post(url, sent).content.decode()
    assert "Tick at least one date" in nothing
    late = {**sent, f"take-{rows['row'].key}": "on", f"day-{rows['row'].key}": ""}
    assert "Give the new date" in client.post(url, late).content.decode()
    client.post(url, {**sent, f"take-{rows['meeting'].key}": "on"})

    assert Meeting.objects.get(pk=rows["meeting"].thing.pk).date == rows["meeting"].new
    assert {row.kind for row in fallen(year)} == {"row", "deadline"}


def test_a_calm_calendar_says_so(year, deputy, client):
    client.force_login(deputy)
    page = client.get(reverse("plans:calendar_shift", args=[year.pk])).content.decode()
    assert "Every date can be kept" in page
