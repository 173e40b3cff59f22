"""Where plans meet what goes on around them: reminders, agendas, calendars, an amendment."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
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


def test_an_approved_plan_shows_its_own_steps_after_an_amendment_was_given_up(
    amended, head, deputy, client
):
    make.a_plan_row(amended, text="Жаңы")
    services.submit_plan(amended, by=head)
    digest = amended.revisions.latest("number").digest
    services.return_plan(fresh(amended), by=deputy, digest=digest, text="Кереги жок")
    services.abandon_plan(fresh(amended), by=head)
    client.force_login(head)

    page = client.get(amended.get_absolute_url())

    assert [step["state"] for step in page.context["steps"]] == ["done"] * 3


def test_a_mark_made_while_a_row_was_written_stays(amended, head, association):
    row = amended.rows.get(text="А")
    meeting = make.a_meeting(association)
    services.link_planrow(row, by=head, meeting=meeting)
    services.begin_planrow(row, by=head)
    row.text = "А, башкача"

    services.save_row(row, by=head)

    saved = fresh(row)
    assert (saved.text, saved.status, saved.meeting) == ("А, башкача", "in_progress", meeting)


def test_where_a_plan_is_adopted_stays_while_its_heading_is_written(amended, head, association):
    item = make.an_item(make.a_meeting(association))
    services.consider_plan(amended, by=head, item=item)
    amended.theme = "Башка тема"

    services.save_header(amended, by=head)

    saved = fresh(amended)
    assert (saved.theme, saved.considered) == ("Башка тема", item)


def test_what_a_decider_typed_too_late_is_shown_to_be_kept(amended, head, deputy, client):
    make.a_plan_row(amended, text="Жаңы")
    services.submit_plan(amended, by=head)
    digest = amended.revisions.latest("number").digest
    services.withdraw_plan(fresh(amended), by=head)
    client.force_login(deputy)

    url = reverse("plans:plan_return", args=[amended.pk])
    page = client.post(url, {"digest": digest, "text": "Көп нерсе жаздым\0"}, follow=True)

    assert "«Көп нерсе жаздым»" in page.text


def test_ones_own_plan_is_not_among_those_approved_at_once(
    association, deputy, teacher, client
):
    plans = [make.a_topic_plan(association, person) for person in (deputy, teacher)]
    for plan in plans:
        type(plan).objects.filter(pk=plan.pk).update(status="recommended")
    client.force_login(deputy)
    url = reverse("plans:topicplans_approve", args=[association.pk])

    offered = client.get(url).context["form"].fields["plans"].queryset
    refused = client.post(url, {"plans": [plan.pk for plan in plans]})
    client.post(url, {"plans": [plan.pk for plan in offered]})

    assert list(offered) == plans[1:]
    assert refused.status_code == 200
    assert [fresh(plan).status for plan in plans] == ["recommended", "approved"]
