"""Where plans meet what goes on around them: reminders, agendas, calendars, an amendment."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.permissions import Refused
from meetings import services as meetings
from meetings.models import AgendaItem
from plans import services
from plans.figures.fulfilment import Asked, lines_by
from plans.figures.standing import holding
from plans.models import Plan, PlanRow, RowReminder
from plans.services.calendar import shift_row
from plans.services.gathering import meet_from_row
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = timezone.localdate()


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


@pytest.fixture
def plan(association, head, deputy, director, teacher):
    plan = make.a_plan(association)
    late = {"due_now": DAY - timedelta(days=1), "responsible": [teacher]}
    for text in ("А", "Б"):
        make.a_plan_row(plan, text=text, kind="meeting", **late)
    day = plan.year.start + timedelta(days=40)
    make.a_plan_row(
        plan, text="Күнү бар", when="day", months=[], day=day, due_now=plan.year.end
    )
    services.submit_plan(plan, by=head)
    digest = plan.revisions.get().digest
    services.agree_plan(fresh(plan), by=deputy, digest=digest)
    services.approve_plan(fresh(plan), by=director, digest=digest)
    return fresh(plan)


@pytest.fixture
def amended(plan, head):
    services.amend_plan(plan, by=head, reason="Мугалим алмашты")
    return fresh(plan)


def remind(row, person):
    RowReminder.objects.create(row=row, person=person, day=DAY, school=row.school)


def test_what_people_were_reminded_of_is_never_deleted(amended, head, teacher):
    row = make.a_plan_row(amended, text="Мурда алынган")
    remind(row, teacher)

    services.remove_row(row, by=head)
    services.abandon_plan(fresh(amended), by=head)

    assert fresh(row).dropped


def test_the_question_that_adopts_the_plan_is_not_removed(plan, head, association):
    item = make.an_item(make.a_meeting(association))
    services.consider_plan(plan, by=head, item=item)

    with pytest.raises(ValidationError, match="Withdraw it instead"):
        meetings.remove_item(item, by=head)

    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_a_row_gets_one_meeting_from_two_forms(plan, head, association):
    row = plan.rows.get(text="А")
    PlanRow.objects.filter(pk=row.pk).update(meeting=make.a_meeting(association))

    with pytest.raises(Refused, match="its meeting already"):
        meet_from_row(row, by=head, meeting=make.a_meeting(association))


def test_a_plan_is_made_while_another_hosts_the_first_meeting(
    association, head, other_head, school
):
    host = other_head.memberships.get().association
    make.a_joint_meeting(host, association, date=DAY + timedelta(days=3))

    made = services.make_plan(association, year=make.a_year(school), by=head, source="empty")

    assert Plan.objects.get(pk=made.pk).considered is None


def test_what_holds_is_counted_while_the_amendment_is_written(amended, head, teacher):
    services.remove_row(amended.rows.get(text="А"), by=head)
    make.a_plan_row(amended, text="Жаңы", responsible=[teacher])

    told = PlanRow.objects.in_life().order_by("text")
    assert [row.text for row in told] == ["А", "Б", "Күнү бар"]
    assert [row.text for row in holding(told)] == ["А", "Б", "Күнү бар"]
    assert [row.text for row in PlanRow.objects.tasks_of(teacher).order_by("text")] == [
        "А",
        "Б",
    ]
    [line] = lines_by("association", Asked([amended.association], amended.year, DAY))
    assert (line.asked, line.late) == (3, 2)


def test_a_day_shifted_during_an_amendment_stays_when_it_is_given_up(amended, head, deputy):
    row = amended.rows.get(text="Күнү бар")
    new = row.day + timedelta(days=7)
    shift_row(row, by=deputy, day=new, reason="Майрам")

    services.abandon_plan(fresh(amended), by=head)

    assert fresh(row).due_now == new
