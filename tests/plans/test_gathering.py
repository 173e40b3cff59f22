"""A row becomes a meeting; a held meeting closes its row; a plan is adopted at one."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from core.permissions import Refused
from meetings.figures import STARTERS
from meetings.models import Meeting
from meetings.services import remove_item
from plans import services
from plans.models import Plan, PlanRow
from tests import factories as make

pytestmark = pytest.mark.django_db
ADOPTING = STARTERS["plan"].ky


@pytest.fixture
def row(association, head):
    plan = make.a_plan(association)
    return make.a_plan_row(
        plan, kind="meeting", text="Окуу жылын баштоо", questions="Биринчи суроо\nЭкинчи суроо"
    )


def planned(row, client, **changes):
    day = timezone.localdate() + timedelta(days=9)
    sent = {
        "association": row.plan.association_id,
        "kind": "ordinary",
        "date": day.isoformat(),
        "starts_at": "14:00",
        "topic": row.text,
        **changes,
    }
    return client.post(reverse("plans:planrow_meeting", args=[row.pk]), sent)


def test_a_row_fills_the_form_and_its_questions_the_agenda(row, head, client):
    client.force_login(head)
    page = client.get(reverse("plans:planrow_meeting", args=[row.pk])).content.decode()
    assert "Окуу жылын баштоо" in page

    answer = planned(row, client)

    meeting = Meeting.objects.get()
    row.refresh_from_db()
    assert answer.url == meeting.get_absolute_url()
    assert row.meeting == meeting
    assert (meeting.topic, meeting.starts_at) == ("Окуу жылын баштоо", time(14))
    titles = list(meeting.items.in_order().values_list("title", flat=True))
    assert titles[-3:] == ["Биринчи суроо", "Экинчи суроо", ADOPTING]
    assert Plan.objects.get().considered.title == ADOPTING


def test_the_second_meeting_does_not_adopt_the_plan_again(row, head, client):
    client.force_login(head)
    planned(row, client)
    second = make.a_plan_row(row.plan, kind="meeting", text="Экинчи отурум", months=[11])

    planned(second, client)

    titles = Meeting.objects.order_by("-pk")[0].items.values_list("title", flat=True)
    assert ADOPTING not in titles


def test_a_row_has_one_meeting_and_only_a_meeting_becomes_one(row, head, client):
    client.force_login(head)
    planned(row, client)
    assert planned(row, client).status_code == 403
    other = make.a_plan_row(row.plan, kind="report", text="Отчет")
    assert planned(other, client).status_code == 403
    assert Meeting.objects.count() == 1


def test_a_held_meeting_closes_its_row_by_itself(row, head, client):
    client.force_login(head)
    planned(row, client)
    assert PlanRow.objects.open().filter(pk=row.pk).exists()

    Meeting.objects.update(status="held", number=1)

    assert PlanRow.objects.with_standing().get(pk=row.pk).standing == "done"
    assert not PlanRow.objects.open().filter(pk=row.pk).exists()


def test_a_row_of_a_frozen_plan_is_tied_to_a_meeting_too(row, head, teacher):
    meeting = make.a_meeting(row.plan.association)
    Plan.objects.update(status="approved")

    services.link_planrow(row, by=head, meeting=meeting)

    row.refresh_from_db()
    assert row.meeting == meeting
    with pytest.raises(Refused):
        services.link_planrow(row, by=teacher, meeting=None)
    services.link_planrow(row, by=head, meeting=None)
    row.refresh_from_db()
    assert row.meeting is None


def test_a_meeting_of_others_stands_for_no_row(row, head, other_head):
    theirs = make.a_meeting(other_head.memberships.get().association)

    with pytest.raises(ValidationError, match="not of this association"):
        services.link_planrow(row, by=head, meeting=theirs)


def test_the_head_names_the_meeting_that_adopts_the_plan(row, head, client):
    meeting = make.a_meeting(row.plan.association)
    client.force_login(head)
    url = reverse("plans:plan_consider", args=[row.plan_id])

    client.post(url, {"where": f"meeting-{meeting.pk}"})
    client.post(url, {"where": f"meeting-{meeting.pk}"})

    plan = Plan.objects.get()
    assert plan.considered.meeting == meeting
    assert meeting.items.filter(title=ADOPTING).count() == 1
    refused = client.post(url, {"where": "item-999999"})
    assert "Select a valid choice" in refused.content.decode()


def test_a_new_plan_finds_the_first_meeting_by_itself(row, head):
    make.a_meeting(row.plan.association, date=timezone.localdate() + timedelta(days=20))
    soon = make.a_meeting(row.plan.association, date=timezone.localdate() + timedelta(days=5))

    services.consider_by_itself(row.plan, by=head)

    assert Plan.objects.get().considered.meeting == soon


def test_only_a_question_of_the_association_adopts_its_plan(row, head, other_head):
    theirs = make.an_item(make.a_meeting(other_head.memberships.get().association))
    own = make.an_item(make.a_meeting(row.plan.association))

    for item in (theirs, None):
        with pytest.raises(ValidationError, match="of this association"):
            services.consider_plan(row.plan, by=head, item=item)
    services.consider_plan(row.plan, by=head, item=own)

    assert Plan.objects.get().considered == own
    line = AuditEntry.objects.get(verb="consider", object_id=row.plan_id)
    assert line.changes == {"item": own.pk}


def test_a_plan_that_is_considered_and_a_month_look_for_no_meeting(row, head):
    chosen = make.an_item(make.a_meeting(row.plan.association))
    services.consider_plan(row.plan, by=head, item=chosen)
    month = services.make_month(row.plan, by=head, month=row.plan.year.start.replace(month=10))

    services.consider_by_itself(Plan.objects.get(pk=row.plan_id), by=head)
    services.consider_by_itself(month, by=head)

    month.refresh_from_db()
    assert month.considered is None
    assert Plan.objects.get(pk=row.plan_id).considered == chosen


def test_a_row_of_a_month_and_that_of_the_year_have_one_meeting(row, head):
    first = row.plan.year.start.replace(month=10)
    copy = services.make_month(row.plan, by=head, month=first).rows.get()
    meeting = make.a_meeting(row.plan.association)

    services.link_planrow(copy, by=head, meeting=meeting)
    row.refresh_from_db()
    assert row.meeting == meeting
    services.link_planrow(row, by=head, meeting=None)

    copy.refresh_from_db()
    assert copy.meeting is None


def test_making_a_plan_puts_it_on_the_agenda_of_the_first_meeting(association, head):
    meeting = make.a_meeting(association, date=timezone.localdate() + timedelta(days=5))

    plan = services.make_plan(association, year=meeting.year, by=head, source="empty")

    assert Plan.objects.get(pk=plan.pk).considered.meeting == meeting
    assert meeting.items.filter(title=ADOPTING).count() == 1


def test_the_question_that_adopts_a_plan_is_not_removed(row, head):
    item = make.an_item(make.a_meeting(row.plan.association))
    services.consider_plan(row.plan, by=head, item=item)

    with pytest.raises(ValidationError, match="Withdraw it instead"):
        remove_item(item, by=head)

    assert Plan.objects.get().considered == item
