"""The desk answers "what do I have to do?", to each their own."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from core import audit
from core.models import Notification
from meetings.models import Resolution
from meetings.workflow import MeetingStatus
from tests import factories as make

DESK = reverse("reports:desk")


@pytest.fixture
def desk(client):
    def of(person):
        client.force_login(person)
        return client.get(DESK)

    return of


def waiting(page):
    return [(row["meeting"].pk, row["words"]) for row in page.context["waiting"]]


def test_each_step_waits_for_its_own_person(desk, association, head, secretary, teacher):
    meeting = make.a_ready_meeting(association, number=1, status=MeetingStatus.HELD)
    assert waiting(desk(head)) == [(meeting.pk, "Sign the protocol as chair")]
    assert waiting(desk(secretary)) == []

    type(meeting).objects.update(status=MeetingStatus.SIGNING)
    assert waiting(desk(secretary)) == [(meeting.pk, "Sign the protocol as secretary")]
    assert waiting(desk(head)) == waiting(desk(teacher)) == []


def test_what_is_far_off_does_not_wait_yet(desk, association, head):
    day = timezone.localdate()
    soon = make.a_meeting(association, date=day + timedelta(days=3))
    far = make.a_meeting(association, date=day + timedelta(days=90))

    page = desk(head)

    assert waiting(page) == [(soon.pk, "Prepare and convene the meeting")]
    assert [meeting.pk for meeting in page.context["coming"]] == [soon.pk, far.pk]


def test_a_meeting_of_this_month_is_coming_until_the_month_is_over(desk, association, head):
    first = timezone.localdate().replace(day=1)
    meeting = make.a_meeting(association, date=first, month_only=True)
    make.a_meeting(association, date=first - timedelta(days=1), month_only=True)

    assert [row.pk for row in desk(head).context["coming"]] == [meeting.pk]


def test_a_task_waits_for_whom_it_names_and_says_that_it_is_late(
    desk, association, head, teacher, stranger
):
    meeting = make.a_ready_meeting(association, number=1, status=MeetingStatus.HELD)
    yesterday = timezone.localdate() - timedelta(days=1)
    row = make.a_resolution(
        meeting.items.get(),
        text="Отчет тапшырылсын.",
        responsible=[teacher],
        due_kind="date",
        due=yesterday,
        status="in_force",
    )

    page = desk(teacher)

    assert page.context["tasks"] == [row]
    assert "late since" in page.text
    assert desk(stranger).context["tasks"] == []


def test_a_task_without_a_date_is_found_at_home_what_is_permanent_in_the_list(
    desk, association, head, teacher
):
    item = make.an_item(make.a_meeting(association, status=MeetingStatus.HELD, number=1))
    task = make.a_resolution(item, responsible=[teacher], status="in_force")
    make.a_resolution(item, responsible=[teacher], status="in_force", due_kind="permanent")

    assert [row.pk for row in desk(teacher).context["tasks"]] == [task.pk]


@pytest.mark.parametrize(("state", "number"), [("open", 4), ("late", 1)])
@pytest.mark.parametrize("who", ["director", "head"])
def test_each_figure_is_that_of_the_rows_it_leads_to(
    client, desk, association, head, who, state, number, request
):
    """What was approved or taken note of stands in neither; another year has its own."""
    today = timezone.localdate()
    item = make.an_item(make.a_meeting(association, status=MeetingStatus.HELD, number=1))
    for fields in (
        {"kind": "approve"},
        {"kind": "note"},
        {"kind": "recommend"},
        {"kind": "petition"},
        {},
        {"due_kind": "date", "due": today},
        {"due_kind": "date", "due": today - timedelta(days=3)},
    ):
        make.a_resolution(item, status="in_force", **fields)
    before = make.a_year(association.school, first=today.year - 3)
    old = make.a_meeting(association, status="held", number=1, date=before.start, year=before)
    make.a_resolution(make.an_item(old), status="in_force", due=before.start, due_kind="date")

    page = desk(request.getfixturevalue(who))
    [row] = page.context["years"]
    [address] = re.findall(
        rf'href="([^"]*{reverse("meetings:resolution_list")}[^"]*state={state})"', page.text
    )
    rows = client.get(unescape(address)).context["resolution_list"]

    assert getattr(row, state) == number == len(rows)


def test_what_is_done_waits_for_nobody(desk, association, head, teacher):
    meeting = make.a_ready_meeting(association, number=1, status=MeetingStatus.HELD)
    make.a_resolution(
        meeting.items.get(),
        responsible=[teacher],
        due_kind="date",
        due=timezone.localdate(),
        status="done",
    )

    assert desk(teacher).context["tasks"] == []


def test_leaders_see_every_association_others_their_own(
    desk, association, other_head, teacher, director, deputy
):
    assert len(desk(director).context["years"]) == len(desk(deputy).context["years"]) == 2
    assert [row.association for row in desk(teacher).context["years"]] == [association]


def test_the_director_of_another_school_sees_nothing_of_this_one(
    desk, association, head, foreigner
):
    make.a_ready_meeting(association, number=1, status=MeetingStatus.HELD)

    page = desk(foreigner)

    assert page.context["years"] == page.context["waiting"] == page.context["coming"] == []


def test_somebody_without_an_association_is_told_what_comes_next(desk, school):
    page = desk(make.a_person(school, language="en"))

    assert "You belong to no association yet" in page.text


def test_leaders_see_that_letters_were_not_sent(desk, association, head, deputy, foreigner):
    assert "not sent" not in desk(deputy).text
    for person in (head, deputy, foreigner):
        make.a_letter(person)
    make.a_letter(head, state="sent", error="")

    page = " ".join(desk(deputy).text.split())

    assert "2 letters were not sent" in page
    assert f'href="{reverse("letter_list")}?state=failed"' in page
    assert "not sent" not in desk(head).text


def test_notices_leave_the_desk_when_they_were_read(client, desk, teacher):
    notice = Notification.objects.create(to=teacher, scope=teacher.scope, text="x", url="/")
    assert list(desk(teacher).context["notices"]) == [notice]

    client.post(reverse("reports:notices_seen"))

    assert list(desk(teacher).context["notices"]) == []
    assert audit.about(teacher).first().verb == "see_notices"


def test_anothers_notices_stay(client, desk, teacher, head):
    notice = Notification.objects.create(to=head, scope=head.scope, text="x", url="/")
    client.force_login(teacher)

    client.post(reverse("reports:notices_seen"))

    notice.refresh_from_db()
    assert notice.seen_at is None


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_three_associations_as_for_one(
    client, school, director, number, django_assert_max_num_queries
):
    for _each in range(number):
        head = make.a_person(school)
        association = make.an_association(school, head=head)
        meeting = make.a_ready_meeting(association, number=1)
        Resolution.objects.filter(item__meeting=meeting).update(status="in_force")
    client.force_login(director)

    with django_assert_max_num_queries(12):
        client.get(DESK)


def test_another_year_is_chosen_in_the_header_and_marked_when_over(client, association, head):
    now = make.a_year(association.school)
    past = make.a_year(association.school, first=now.start.year - 2)
    client.force_login(head)

    today, before = client.get(DESK), client.get(DESK, {"year": past.pk})

    assert [(row["url"], row["current"]) for row in today.context["offered"]] == [
        (DESK, True),
        (f"{DESK}?year={past.pk}", False),
    ]
    assert (today.context["year"], today.context["past"]) == (now, None)
    assert (before.context["year"], before.context["past"]) == (past, past)
    assert "You are looking at a past" in before.text
    assert "Waits for me" in today.text
    assert "Waits for me" not in before.text


def test_a_year_of_another_school_is_not_shown(client, association, head):
    foreign = make.a_year(make.a_school(), first=timezone.localdate().year - 2)
    client.force_login(head)

    page = client.get(DESK, {"year": foreign.pk})

    assert page.context["year"].school_id == association.school_id
    assert page.context["past"] is None
