"""A date that is moved takes with it what stands for the same in another plan."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from associations.models import Holiday
from core.models import AuditEntry, Notification
from meetings import services as meetings
from meetings.documents.snapshot import protocol_data, text_digest
from plans import services
from plans.documents.plan import PlanDocument
from plans.models import Plan, PlanRow, RowMark
from plans.models.plan import first_of_month
from plans.services.calendar import shift_row
from tests import factories as make
from tests.support import at_once

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
SOON = timedelta(days=5)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


@pytest.fixture
def annual(association, teacher):
    facts = {"text": "Ачык сабак", "due_now": TODAY() + SOON, "responsible": [teacher]}
    return make.a_plan_in_force(association, {**facts, "months": [10]}).rows.get()


@pytest.fixture
def later():
    return TODAY() + timedelta(days=20)


def a_month(annual, month, **fields):
    first = first_of_month(annual.plan.year, month)
    plan = make.a_plan(annual.plan.association, period="month", month=first)
    facts = {"text": annual.text, "origin": annual, "due_now": TODAY() + SOON}
    make.a_plan_row(plan, **{"months": [month], **facts, **fields})
    return make.in_force(plan).rows.get()


def moves_of(row):
    return list(row.marks.filter(step="moved").values_list("old_due", "new_due", "text"))


def test_moved_in_the_month_it_is_moved_in_the_year(annual, later, head, teacher):
    month = a_month(annual, 10, responsible=[teacher])

    services.postpone_planrow(month, by=head, new_due=later, text="Карантин")

    line = [(TODAY() + SOON, later, "Карантин")]
    assert fresh(month).due_now == fresh(annual).due_now == later
    assert moves_of(month) == moves_of(annual) == line
    assert AuditEntry.objects.filter(verb="postpone").count() == 2
    assert Notification.objects.filter(to=teacher).count() == 1


def test_what_stands_at_that_day_already_gets_no_mark(annual, later, head):
    month = a_month(annual, 10, due_now=later)

    services.postpone_planrow(annual, by=head, new_due=later, text="Карантин")

    assert fresh(annual).due_now == fresh(month).due_now == later
    assert len(moves_of(annual)) == 1
    assert moves_of(month) == []


def test_moved_in_the_year_it_is_moved_in_its_open_months(annual, later, head, secretary):
    month = a_month(annual, 10, responsible=[secretary])
    closed = a_month(annual, 11, status="done")

    services.postpone_planrow(annual, by=head, new_due=later, text="Карантин")

    assert fresh(month).due_now == later
    assert [line[1] for line in moves_of(month)] == [later]
    assert fresh(closed).due_now != later
    assert not closed.marks.exists()
    assert Notification.objects.filter(to=secretary).count() == 1


def test_of_several_months_only_the_last_one_is_the_end(association, later, head):
    facts = {"months": [10, 12], "due_now": TODAY() + SOON}
    annual = make.a_plan_in_force(association, facts).rows.get()
    first, last = a_month(annual, 10), a_month(annual, 12)

    services.postpone_planrow(first, by=head, new_due=later, text="Карантин")
    assert fresh(annual).due_now == fresh(last).due_now == TODAY() + SOON

    services.postpone_planrow(annual, by=head, new_due=later + SOON, text="Дагы")
    assert fresh(last).due_now == later + SOON
    assert fresh(first).due_now == later


def test_a_draft_of_a_month_and_a_closed_year_stay(annual, later, head):
    draft = make.a_plan(
        annual.plan.association, period="month", month=first_of_month(annual.plan.year, 10)
    )
    copy = make.a_plan_row(draft, origin=annual, months=[10])
    services.postpone_planrow(annual, by=head, new_due=later, text="Карантин")
    assert not copy.marks.exists()

    month = a_month(annual, 11)
    PlanRow.objects.filter(pk=annual.pk).update(status="cancelled")
    services.postpone_planrow(month, by=head, new_due=later + SOON, text="Дагы")
    assert fresh(annual).due_now == later


@pytest.mark.django_db(transaction=True)
def test_year_and_month_moved_at_one_moment_wait_for_each_other(annual, later, head):
    month = a_month(annual, 10)

    def move(row, day):
        services.postpone_planrow(fresh(row), by=head, new_due=day, text="Карантин")

    def meet():
        services.link_planrow(fresh(annual), by=head, meeting=None)

    came_out = at_once(lambda: move(annual, later), lambda: move(month, later + SOON), meet)

    assert came_out == [None, None, None]
    assert fresh(annual).due_now == fresh(month).due_now in {later, later + SOON}


# The calendar


def test_a_draft_that_never_held_is_moved_without_a_mark(association, head, deputy, later):
    plan = make.a_plan(association)
    row = make.a_plan_row(plan, when="months", months=[10], due_now=TODAY() + SOON)

    shift_row(row, by=deputy, day=later, reason="Майрам")

    assert fresh(row).due_now == later
    assert not RowMark.objects.exists()
    services.remove_plan(plan, by=head)
    assert not Plan.objects.exists()


def test_what_an_amendment_takes_out_is_moved_with_the_rest(annual, head, deputy):
    PlanRow.objects.filter(pk=annual.pk).update(meeting=None)
    services.postpone_planrow(annual, by=head, new_due=TODAY() + SOON * 2, text="Дагы")
    services.amend_plan(annual.plan, by=head, reason="Керек эмес")
    services.remove_row(fresh(annual), by=head)
    start = TODAY() + SOON * 2
    Holiday.objects.create(year=annual.plan.year, name_ky="Майрам", start=start, end=start)
    day = start + timedelta(days=7)

    services.shift_calendar(
        annual.plan.year, by=deputy, moves=[(f"row-{annual.pk}", day)], reason="Майрам"
    )

    assert fresh(annual).due_now == day


def test_a_day_moves_in_the_month_and_the_year_once_each(association, head, deputy):
    day, new = TODAY() + SOON, TODAY() + SOON + timedelta(days=7)
    facts = {"when": "day", "months": [], "day": day, "due_now": day}
    annual = make.a_plan_in_force(association, facts).rows.get()
    month = a_month(annual, day.month, when="day", day=day)
    Holiday.objects.create(year=annual.plan.year, name_ky="Майрам", start=day, end=day)

    services.shift_calendar(
        annual.plan.year, by=deputy, moves=[(f"row-{month.pk}", new)], reason="Майрам"
    )

    assert fresh(annual).due_now == fresh(month).due_now == new
    assert annual.marks.count() == month.marks.count() == 1


def test_rows_of_one_meeting_move_once(association, head, deputy):
    day, new = TODAY() + SOON, TODAY() + SOON + timedelta(days=7)
    meeting = make.a_meeting(association, date=day)
    facts = {"months": [day.month], "due_now": day, "meeting": meeting}
    annual = make.a_plan_in_force(association, facts).rows.get()
    month = a_month(annual, day.month, meeting=meeting)
    Holiday.objects.create(year=annual.plan.year, name_ky="Майрам", start=day, end=day)

    services.shift_calendar(
        annual.plan.year, by=deputy, moves=[(f"meeting-{meeting.pk}", new)], reason="Майрам"
    )

    assert fresh(annual).due_now == fresh(month).due_now == new
    assert annual.marks.count() == month.marks.count() == 1


@pytest.mark.parametrize(
    ("language", "words"), [("en", "1 date was moved."), ("en", "2 dates were moved.")]
)
def test_the_page_says_how_many_dates_were_moved(association, deputy, client, language, words):
    plan = make.a_plan(association)
    start = TODAY() + SOON
    Holiday.objects.create(year=plan.year, name_ky="Майрам", start=start, end=start)
    rows = [make.a_plan_row(plan, when="day", day=start, months=[]) for _n in range(2)]
    taken = rows[: int(words[0])]
    said = {"reason": "Майрам"}
    for row in taken:
        said |= {f"take-row-{row.pk}": "on", f"day-row-{row.pk}": start + timedelta(days=7)}
    client.force_login(deputy)

    with translation.override(language):
        page = client.post(
            reverse("plans:calendar_shift", args=[plan.year_id]), said, follow=True
        )

    assert words in page.text


# Where the plan is adopted


@pytest.fixture
def cancelled(association, head):
    plan = make.a_plan(association)
    make.a_plan_row(plan)
    meeting = make.a_meeting(association, date=TODAY() + SOON)
    services.consider_plan(plan, by=head, meeting=meeting)
    meetings.cancel_meeting(meeting, by=head, reason="Карантин")
    return fresh(plan)


def test_a_cancelled_meeting_adopts_nothing(cancelled, head, client):
    assert cancelled.adopting is None
    assert PlanDocument(cancelled, language="ky").data()["considered"] is None
    client.force_login(head)
    page = client.get(cancelled.get_absolute_url()).text
    assert "No meeting has been named yet" in page


def test_another_meeting_is_looked_for_when_the_plan_is_submitted(cancelled, head, association):
    other = make.a_meeting(association, date=TODAY() + SOON * 2)

    services.submit_plan(cancelled, by=head)

    assert fresh(cancelled).adopting.meeting == other


def test_the_next_meeting_planned_from_a_row_adopts_it(cancelled, head, association):
    row = make.a_plan_row(cancelled, text="Отурум", kind="meeting")
    other = make.a_meeting(association, date=TODAY() + SOON * 2)

    services.meet_from_row(row, by=head, meeting=other)

    assert fresh(cancelled).adopting.meeting == other


def test_the_page_and_a_fresh_print_name_a_protocol_signed_after_the_approval(
    association, head, secretary, client
):
    plan = make.a_plan_in_force(association, {"text": "Иш"})
    meeting = make.a_ready_meeting(association, number=1, status="held")
    blank = {"number": None, "date": None}
    item = meeting.items.in_order()[0]
    services.consider_plan(plan, by=head, item=item)
    assert PlanDocument(fresh(plan).in_force, language="ky").data()["considered"] == blank
    meeting = fresh(meeting)
    digest = text_digest(protocol_data(meeting))
    meetings.sign_meeting(meeting, by=head, digest=digest)
    assert PlanDocument(fresh(plan).in_force, language="ky").data()["considered"] == blank
    digest = meeting.protocols.get().digest
    meetings.countersign_meeting(fresh(meeting), by=secretary, digest=digest)
    told = {"number": fresh(meeting).number, "date": meeting.date.isoformat()}

    assert PlanDocument(fresh(plan).in_force, language="ky").data()["considered"] == told
    client.force_login(head)
    page = client.get(plan.get_absolute_url()).text
    assert f"Protocol № {told['number']} of" in " ".join(page.split())
    meetings.correct_meeting(fresh(meeting), by=head, reason="Ката")
    assert PlanDocument(fresh(plan).in_force, language="ky").data()["considered"] == told
