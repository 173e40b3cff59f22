"""The next agenda begins with what is unfinished; what it decides holds when it is signed."""

import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from core import audit
from core.models import AuditEntry, Notification
from core.numbering import next_number
from core.permissions import Refused, can
from meetings import services
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import (
    AgendaItem,
    ControlRow,
    DeadlineChange,
    JointAssociation,
    Meeting,
    Resolution,
)
from meetings.services.controlling import fill_control
from meetings.services.recording import ItemChange
from meetings.workflow import ResolutionStatus
from tests import factories as make
from tests.support import triggers_off

pytestmark = pytest.mark.django_db
DRAFT, IN_FORCE, REPORTED, DONE, CANCELLED = ResolutionStatus


def sign(meeting):
    """Both sign the minutes as they read now."""
    meeting = Meeting.objects.get(pk=meeting.pk)
    seen = text_digest(protocol_data(meeting))
    services.sign_meeting(meeting, by=meeting.chair, digest=seen)
    meeting.refresh_from_db()
    waiting = meeting.protocols.get(state="signing")
    services.countersign_meeting(meeting, by=meeting.secretary, digest=waiting.digest)
    return Meeting.objects.get(pk=meeting.pk)


def correct(meeting, head):
    services.correct_meeting(meeting, by=head, reason="Ката кетти.")
    meeting.refresh_from_db()


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def signed(association, head, secretary, teacher, today):
    """The meeting before: its protocol № 1 is signed, three tasks are open."""
    day = today - timedelta(days=20)
    meeting = make.a_ready_meeting(association, number=1, status="held", date=day)
    series = f"protocol:{association.pk}:{meeting.year_id}"
    next_number(series, scope=association.school_id)
    item = meeting.items.get()
    item.resolutions.all().delete()
    due = {"due_kind": "date", "due": today - timedelta(days=5)}
    for text in ("Биринчи иш бүтсүн.", "Экинчи иш бүтсүн.", "Үчүнчү иш бүтсүн."):
        make.a_resolution(item, text=text, responsible=[teacher], **due)
    make.a_resolution(item, text="Маалымат эске алынсын.", kind="note")
    make.a_resolution(item, text="План бекитилсин.", kind="approve")
    make.a_resolution(item, text="Тажрыйба сунушталсын.", kind="recommend")
    return sign(meeting)


@pytest.fixture
def earlier(signed):
    return list(Resolution.objects.filter(item__meeting=signed).in_order()[:3])


@pytest.fixture
def meeting(association, head, signed):
    """The meeting of today: its first question is filled, its second one resolved."""
    meeting = make.a_meeting(association)
    make.an_item(meeting, kind="control", title="Мурунку токтомдордун аткарылышы жөнүндө")
    fill_control(meeting, by=head)
    meeting.attendance.update(status="present")
    item = make.an_item(meeting, state="decided", heard="Угулду.")
    make.a_resolution(item, text="Жаңы токтом.")
    return meeting


@pytest.fixture
def item(meeting):
    return meeting.items.get(kind="control")


@pytest.fixture
def writer(client, head):
    client.force_login(head)
    return client


def rows_of(item):
    return list(item.control_rows.in_order())


def held(meeting, head):
    services.hold_meeting(meeting, by=head, nevertheless=True)
    meeting.refresh_from_db()
    return meeting


def decide(item, resolution, outcome, **fields):
    row = item.control_rows.get(resolution=resolution)
    ControlRow.objects.filter(pk=row.pk).update(outcome=outcome, **fields)


def said(row, **fields):
    prefix = f"control-{row.key}"
    return {f"{prefix}-key": str(row.key)} | {f"{prefix}-{k}": v for k, v in fields.items()}


def send(client, item, data, **headers):
    url = reverse("meetings:item_save", args=[item.pk])
    return client.post(url, {"revision": item.version, "heard": item.heard, **data}, **headers)


def autosave(client, item, data):
    answer = send(client, item, data, headers={"X-Autosave": "1"})
    return answer, json.loads(answer.content)


# What the list holds


def test_a_new_meeting_begins_with_what_is_unfinished(
    writer, association, earlier, head, today
):
    day = {"association": association.pk, "kind": "ordinary", "date": today.isoformat()}

    writer.post(reverse("meetings:meeting_create"), {**day, "chair": head.pk})

    item = Meeting.objects.get(number=None).items.get()
    assert (item.kind, item.position) == ("control", 1)
    assert item.title == "Мурунку токтомдордун аткарылышы жөнүндө"
    assert [row.resolution for row in rows_of(item)] == earlier
    assert [e.verb for e in audit.about(item)] == ["fill"]


def test_where_nothing_is_open_a_meeting_begins_empty(writer, association, head, today):
    day = {"association": association.pk, "kind": "ordinary", "date": today.isoformat()}

    writer.post(reverse("meetings:meeting_create"), {**day, "chair": head.pk})

    assert not Meeting.objects.get().items.exists()


def test_the_usual_question_goes_first_and_is_filled(association, head, earlier):
    meeting = make.a_meeting(association)
    make.an_item(meeting, title="Башка маселе жөнүндө")

    services.start_meeting(meeting, by=head, starters=["previous"])

    first, second = meeting.items.in_order()
    assert (first.kind, second.title) == ("control", "Башка маселе жөнүндө")
    assert len(rows_of(first)) == 3


def test_what_is_open_and_what_was_done_since_is_looked_at(item, meeting, earlier, head, today):
    one, two, three = earlier
    Resolution.objects.filter(pk=one.pk).update(status=DONE, finished_on=today)
    Resolution.objects.filter(pk=two.pk).update(
        status=DONE, finished_on=today - timedelta(days=30)
    )

    fill_control(meeting, by=head)

    assert [row.resolution for row in rows_of(item)] == [one, three]


def test_what_was_decided_stays_on_the_list(item, meeting, earlier, head):
    one, two, _three = earlier
    decide(item, two, "stays")
    Resolution.objects.filter(pk__in=[one.pk, two.pk]).update(status=CANCELLED)

    fill_control(meeting, by=head)
    fill_control(meeting, by=head)

    assert {row.resolution for row in rows_of(item)} == {earlier[1], earlier[2]}
    assert [entry.verb for entry in audit.about(item)] == ["fill", "fill"]


def test_what_others_resolved_is_not_looked_at(item, meeting, earlier, school, head):
    other = make.a_ready_meeting(make.an_association(school), number=1, status="held")
    Resolution.objects.filter(item__meeting=other).update(status=IN_FORCE)

    fill_control(meeting, by=head)

    assert [row.resolution for row in rows_of(item)] == earlier


def test_a_joint_meeting_looks_at_the_resolutions_of_all(association, head, school, today):
    host = make.an_association(school, head=head)
    row = make.an_item(make.a_meeting(association, number=4, status="held"))
    open_one = make.a_resolution(row, status=IN_FORCE)
    meeting = make.a_meeting(host, kind="joint")
    JointAssociation.objects.create(meeting=meeting, association=association, year=meeting.year)
    item = make.an_item(meeting, kind="control")

    fill_control(meeting, by=head)

    assert [row.resolution for row in rows_of(item)] == [open_one]


def test_a_question_of_another_kind_gives_its_list_back(item, meeting, head):
    AgendaItem.objects.filter(pk=item.pk).update(kind="report")

    fill_control(meeting, by=head)

    assert rows_of(item) == []


def test_an_empty_control_item_is_removed_with_its_list(item, meeting, head):
    services.remove_item(item, by=head)

    assert not ControlRow.objects.exists()


def test_a_control_item_that_was_decided_on_is_not_removed(item, earlier, head):
    decide(item, earlier[0], "noted")

    assert not can(head, "meetings.remove_agendaitem", item)


def test_the_next_meeting_learns_what_a_protocol_resolved(meeting, item, association, head):
    between = make.a_ready_meeting(association, number=2, status="held", date=meeting.date)

    sign(between)

    new = Resolution.objects.get(item__meeting=between)
    assert new in {row.resolution for row in rows_of(item)}


def test_so_do_those_who_met_there_as_guests(meeting, item, school, head, secretary):
    """A joint protocol is of all its associations, and so is a joint meeting to come."""
    guest, host = make.an_association(school), make.an_association(school, head=head)
    make.a_membership(host, secretary, role="secretary")
    for joint in (meeting, between := make.a_ready_meeting(host, number=1, status="held")):
        Meeting.objects.filter(pk=joint.pk).update(kind="joint", date=meeting.date)
        JointAssociation.objects.create(meeting=joint, association=guest, year=joint.year)

    sign(between)

    new = Resolution.objects.get(item__meeting=between)
    assert new in {row.resolution for row in rows_of(item)}


# The page


def test_the_page_shows_how_each_stands(writer, meeting, item, earlier, teacher, today):
    one, _two, three = earlier
    services.report_resolution(one, by=teacher, text="Баары бүттү.")
    Resolution.objects.filter(pk=three.pk).update(due_now=today + timedelta(days=3))

    page = writer.get(reverse("meetings:meeting_record", args=[meeting.pk])).text

    for words in ("№ 1 · 1.1", "Биринчи иш бүтсүн.", "reported as done", "Баары бүттү."):
        assert words in page
    assert "late by 5 days" in page
    assert "deadline moved" in page
    assert page.count('class="row-line control"') == 3


def test_a_number_of_another_year_says_its_day(writer, meeting, item, signed, earlier, school):
    other = make.a_year(school, first=meeting.year.start.year - 1)
    Meeting.objects.filter(pk=meeting.pk).update(year=other)
    number = f"№ 1 ({signed.date:%d.%m.%Y}) · 1.1"

    for name in ("meeting_record", "meeting_detail"):
        page = writer.get(reverse(f"meetings:{name}", args=[meeting.pk])).text
        assert number in page


def test_a_tap_is_saved(writer, item, earlier, today):
    row = item.control_rows.get(resolution=earlier[1])
    new = (today + timedelta(days=9)).isoformat()

    answer, told = autosave(
        writer, item, said(row, outcome="moved", due=new, remark="Ооруп калды.")
    )

    row.refresh_from_db()
    assert (answer.status_code, told["errors"]) == (200, {})
    assert (row.outcome, row.due.isoformat(), row.remark) == ("moved", new, "Ооруп калды.")
    assert earlier[1].status == IN_FORCE
    assert audit.about(item).first().changes["fields"] == [
        "controlrow.due",
        "controlrow.outcome",
        "controlrow.remark",
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [(None, "Write the new date."), (-1, "The new date lies before the meeting.")],
)
def test_a_new_date_that_cannot_be_is_named(writer, item, earlier, today, days, words):
    row = item.control_rows.get(resolution=earlier[0])
    due = "" if days is None else (today + timedelta(days=days)).isoformat()

    _answer, told = autosave(writer, item, said(row, outcome="moved", due=due))

    row.refresh_from_db()
    assert told["errors"] == {f"control-{row.key}-due": [words]}
    assert (row.outcome, row.due) == ("moved", None)


def test_without_a_script_the_tap_is_saved_and_the_fault_is_shown(writer, item, earlier):
    row = item.control_rows.get(resolution=earlier[0])

    assert send(writer, item, said(row, outcome="done")).status_code == 302
    item.refresh_from_db()
    page = send(writer, item, said(row, outcome="moved", due="2020-01-01"))

    row.refresh_from_db()
    assert row.outcome == "moved"
    assert "The new date lies before the meeting." in page.text
    assert 'value="2020-01-01"' in page.text
    assert 'value="moved" checked' in page.text


def test_the_slower_one_sees_what_was_decided(writer, item, earlier):
    row = item.control_rows.get(resolution=earlier[0])
    decide(item, earlier[0], "stays")
    AgendaItem.objects.filter(pk=item.pk).update(version=7)

    item.version = 1
    answer, told = autosave(writer, item, said(row, outcome="done"))

    row.refresh_from_db()
    assert (answer.status_code, row.outcome) == (409, "stays")
    assert "№ 1 · 1.1: taken off control as done" in told["html"]
    assert "№ 1 · 1.1: stays under control" in told["html"]


def test_a_row_that_went_meanwhile_is_said(writer, item, earlier):
    row = item.control_rows.get(resolution=earlier[0])
    row.delete()

    _answer, told = autosave(writer, item, said(row, outcome="done"))

    assert told["lost"] is True
    assert told["errors"] == {
        f"control-{row.key}-outcome": [
            "This resolution is no longer on the list. Open the page again."
        ]
    }


def test_nonsense_is_refused_in_words(writer, item, earlier):
    row = item.control_rows.get(resolution=earlier[0])

    _answer, told = autosave(writer, item, said(row, outcome="bürokratie", due="31.02.2027"))

    row.refresh_from_db()
    assert set(told["errors"]) == {
        f"control-{row.key}-outcome",
        f"control-{row.key}-due",
    }
    assert row.outcome == ""


def test_the_list_costs_one_question_however_long(
    writer, meeting, signed, head, django_assert_max_num_queries
):
    url = reverse("meetings:meeting_record", args=[meeting.pk])
    with django_assert_max_num_queries(14):
        writer.get(url)
    Meeting.objects.filter(pk=signed.pk).update(status="correcting")
    more = AgendaItem.objects.get(meeting=signed)
    for _row in range(12):
        make.a_resolution(more, status=IN_FORCE)
    fill_control(Meeting.objects.get(pk=meeting.pk), by=head)

    with django_assert_max_num_queries(14):
        page = writer.get(url)
    assert page.text.count('class="row-line control"') == 15


# What signing sets in motion


def test_resolutions_come_into_force_with_their_deadlines(association, head, secretary, today):
    meeting = make.a_ready_meeting(association, number=1, status="held")
    item = meeting.items.get()
    day = today + timedelta(days=9)
    made = {
        kind: make.a_resolution(item, due_kind=kind, due=day if kind == "date" else None)
        for kind in ("date", "year_end", "permanent", "none")
    }

    sign(meeting)

    for row in made.values():
        row.refresh_from_db()
    assert {row.status for row in made.values()} == {IN_FORCE}
    assert made["date"].due_now == day
    assert made["year_end"].due_now == meeting.year.end
    assert made["permanent"].due_now is made["none"].due_now is None


def test_an_earlier_resolution_is_cancelled_by_a_later_one(meeting, earlier, head, teacher):
    row = meeting.items.last().resolutions.get()
    row.cancels = earlier[0]
    row.save()

    sign(held(meeting, head))

    for other in earlier:
        other.refresh_from_db()
    assert [other.status for other in earlier] == [CANCELLED, IN_FORCE, IN_FORCE]
    said = audit.about(earlier[0]).first()
    assert (said.verb, said.changes) == ("cancel", {"protocol": meeting.number, "label": "2.1"})
    text = "cancelled a resolution given to you: № 1, 1.1: Биринчи иш бүтсүн."
    assert Notification.objects.filter(to=teacher, text__contains=text).count() == 1


def test_what_is_no_longer_open_is_not_cancelled(meeting, earlier, head):
    row = meeting.items.last().resolutions.get()
    row.cancels = earlier[0]
    row.save()
    held(meeting, head)
    Resolution.objects.filter(pk=earlier[0].pk).update(status=DONE)

    sign(meeting)

    assert states(earlier) == [DONE, IN_FORCE, IN_FORCE]
    assert "cancel" not in [entry.verb for entry in audit.about(earlier[0])]


def test_a_deadline_moved_to_where_it_is_moves_nothing(meeting, item, earlier, head, today):
    there = today + timedelta(days=9)
    decide(item, earlier[1], "moved", due=there)
    held(meeting, head)
    Resolution.objects.filter(pk=earlier[1].pk).update(due_now=there)

    sign(meeting)

    assert not DeadlineChange.objects.exists()
    assert Resolution.objects.get(pk=earlier[1].pk).due_now == there


def test_a_signed_list_is_not_filled_anew(decided, item, earlier, association, head, today):
    before = [(row.pk, row.outcome) for row in rows_of(item)]
    late = make.a_meeting(association, status="held", number=8, date=today - timedelta(days=2))
    make.a_resolution(make.an_item(late), status="in_force")

    fill_control(decided, by=head)

    assert [(row.pk, row.outcome) for row in rows_of(item)] == before


def test_nobody_cancels_closes_or_revives_by_hand(earlier, head, secretary, director, deputy):
    for person in (head, secretary, director, deputy):
        for verb in ("cancel", "close", "revive"):
            assert not can(person, f"meetings.{verb}_resolution", earlier[0])


def test_what_was_decided_takes_effect_when_both_have_signed(
    meeting, item, earlier, head, teacher, today
):
    one, two, three = earlier
    services.report_resolution(one, by=teacher, text="Баары бүттү.")
    new = today + timedelta(days=9)
    decide(item, one, "done")
    decide(item, two, "moved", due=new, remark="Ооруп калды.")
    decide(item, three, "stays")
    held(meeting, head)
    assert {row.status for row in Resolution.objects.filter(pk__in=[two.pk, three.pk])} == {
        IN_FORCE
    }

    sign(meeting)

    for row in earlier:
        row.refresh_from_db()
    words = f"№ {meeting.number or 1} протокол"
    assert (one.status, one.finished_on) == (DONE, today)
    assert one.outcome.startswith(words)
    assert one.outcome.endswith("1-маселе")
    assert one.reports.get().verdict == "accepted"
    assert (two.status, two.due_now) == (IN_FORCE, new)
    assert two.due == today - timedelta(days=5)
    change = two.deadline_changes.get()
    assert (change.old, change.new, change.state) == (two.due, new, "granted")
    assert change.reason.endswith("1-маселе: Ооруп калды.")
    assert (three.status, three.due_now) == (IN_FORCE, three.due)
    assert not three.deadline_changes.exists()
    told = Notification.objects.filter(to=teacher).values_list("text", flat=True)
    assert any("took a resolution off control as done: № 1, 1.1" in text for text in told)
    assert any("moved a deadline to" in text for text in told)


def test_a_date_that_was_asked_for_is_answered_with_the_move(
    meeting, item, earlier, head, teacher, today
):
    new = today + timedelta(days=9)
    services.ask_deadline(earlier[0], by=teacher, new=new, reason="Убакыт жетпейт.")
    decide(item, earlier[0], "moved", due=new + timedelta(days=1))

    sign(held(meeting, head))

    asked, granted = earlier[0].deadline_changes.order_by("pk")
    assert (asked.state, granted.state) == ("refused", "granted")
    assert asked.answer == granted.reason


def test_what_is_no_longer_open_is_left_alone(meeting, item, earlier, head, today):
    decide(item, earlier[0], "moved", due=today + timedelta(days=9))
    held(meeting, head)
    services.finish_resolution(earlier[0], by=head)

    sign(meeting)

    earlier[0].refresh_from_db()
    assert (earlier[0].status, earlier[0].due_now) == (DONE, earlier[0].due)
    assert not earlier[0].deadline_changes.exists()


def test_a_question_that_was_put_off_decides_nothing(meeting, item, earlier, head):
    decide(item, earlier[0], "done")
    AgendaItem.objects.filter(pk=item.pk).update(state="postponed")

    signed = sign(held(meeting, head))

    earlier[0].refresh_from_db()
    assert earlier[0].status == IN_FORCE
    assert "control" not in signed.protocols.get().content["items"][0]


def test_holding_asks_for_the_new_date_and_for_nothing_else(
    meeting, item, earlier, head, today
):
    decide(item, earlier[0], "moved")

    with pytest.raises(ValidationError) as refused:
        services.hold_meeting(meeting, by=head, nevertheless=True)

    assert refused.value.messages == [
        "Item 1: the new date of resolution 1.1 of protocol № 1 is missing."
    ]
    decide(item, earlier[0], "moved", due=today)
    assert held(meeting, head).status == "held"


def test_the_page_says_who_answers_who_controls_and_what_is_cancelled(
    client, meeting, earlier, head, secretary, teacher
):
    row = make.a_resolution(
        make.an_item(meeting), responsible=[teacher, secretary], lead=teacher,
        controller="deputy", cancels=earlier[0], text="Башкача кылынсын.",
    )  # fmt: skip
    make.a_resolution(row.item, responsible=[teacher], lead=teacher, text="Жалгыз кылсын.")
    Meeting.objects.filter(pk=meeting.pk).update(status="held", number=2)
    client.force_login(head)

    page = " ".join(client.get(meeting.get_absolute_url()).content.decode().split())

    line = page.partition("Башкача кылынсын.")[2].partition("</li>")[0]
    assert f"answers for it: {teacher.list_name}" in line
    assert "controlled by the deputy director" in line
    assert "cancels № 1 · 1.1" in line
    alone = page.partition("Жалгыз кылсын.")[2].partition("</li>")[0]
    assert teacher.list_name in alone
    assert "answers for it" not in alone
    assert "controlled by" not in alone


def test_the_meetings_page_says_what_was_decided(
    meeting, item, earlier, head, teacher, client, today
):
    decide(item, earlier[1], "moved", due=today + timedelta(days=9), remark="Ооруп калды.")
    sign(held(meeting, head))
    client.force_login(teacher)

    page = client.get(meeting.get_absolute_url()).text

    assert "№ 1 · 1.2" in page
    assert "late by 5 days" in page
    assert re.search(r"deadline moved, [^<]+, Ооруп калды\.", page)


# A corrected version


@pytest.fixture
def decided(meeting, item, earlier, head, today):
    """Signed once: the first is done, the second moved, the third stays."""
    decide(item, earlier[0], "done")
    decide(item, earlier[1], "moved", due=today + timedelta(days=9))
    decide(item, earlier[2], "stays")
    return sign(held(meeting, head))


def states(earlier):
    return [Resolution.objects.get(pk=row.pk).status for row in earlier]


def test_signing_a_corrected_version_does_not_do_it_twice(decided, earlier, head, today):
    lines = [audit.about(row).count() for row in earlier]
    notices = Notification.objects.filter(url__contains="resolutions").count()

    correct(decided, head)
    AgendaItem.objects.filter(meeting=decided).update(heard="Оңдолду.")
    again = sign(decided)

    assert again.protocols.filter(state="signed").get().version == 2
    assert states(earlier) == [DONE, IN_FORCE, IN_FORCE]
    assert [audit.about(row).count() for row in earlier] == lines
    assert Notification.objects.filter(url__contains="resolutions").count() == notices > 0
    assert DeadlineChange.objects.count() == 1


def test_what_the_version_before_said_already_is_not_said_again(decided, earlier, head, today):
    one, two, _three = earlier
    one.refresh_from_db()
    services.renew_resolution(one, by=head)
    Resolution.objects.filter(pk=two.pk).update(due_now=today + timedelta(days=30))
    correct(decided, head)

    sign(decided)

    two.refresh_from_db()
    assert states(earlier) == [IN_FORCE, IN_FORCE, IN_FORCE]
    assert two.due_now == today + timedelta(days=30)


def test_a_corrected_version_takes_back_and_does_anew(decided, item, earlier, head, today):
    one, two, three = earlier
    correct(decided, head)
    decide(item, one, "stays", due=None)
    decide(item, two, "noted")
    decide(item, three, "done")

    sign(decided)

    for row in earlier:
        row.refresh_from_db()
    assert (one.status, one.outcome, one.finished_on) == (IN_FORCE, "", None)
    assert (two.status, two.due_now) == (IN_FORCE, two.due)
    assert [(c.old, c.new) for c in two.deadline_changes.order_by("pk")] == [
        (two.due, today + timedelta(days=9)),
        (today + timedelta(days=9), two.due),
    ]
    assert (three.status, three.finished_on) == (DONE, today)


@pytest.mark.parametrize("named", [True, False])
def test_a_correction_takes_back_whatever_the_language_of_papers_is_by_then(
    decided, item, earlier, head, school, named
):
    """What was done is known by the record, also by lines that do not name the meeting yet."""
    one, two, _three = earlier
    type(school).objects.update(paper_language="ru")
    if not named:
        for line in AuditEntry.objects.filter(verb__in=["close", "move_deadline"]):
            said = {key: value for key, value in line.changes.items() if key != "meeting"}
            with triggers_off(connection):
                AuditEntry.objects.filter(pk=line.pk).update(changes=said)
    correct(Meeting.objects.get(pk=decided.pk), head)
    decide(item, one, "stays", due=None)
    decide(item, two, "stays", due=None)

    sign(Meeting.objects.get(pk=decided.pk))

    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.status, one.finished_on) == (IN_FORCE, None)
    assert two.due_now == two.due


def test_what_became_of_it_since_stands_when_a_correction_says_otherwise(
    decided, association, item, earlier, head, today
):
    """The first was taken up again by the head, the second moved on by a later meeting."""
    one, two, _three = earlier
    one.refresh_from_db()
    services.renew_resolution(one, by=head)
    later = make.a_meeting(association)
    make.an_item(later, kind="control", title="Токтомдордун аткарылышы жөнүндө")
    fill_control(later, by=head)
    later.attendance.update(status="present")
    make.a_resolution(make.an_item(later, state="decided", heard="Угулду."), text="Дагы.")
    decide(later.items.get(kind="control"), two, "moved", due=today + timedelta(days=40))
    sign(held(later, head))
    correct(decided, head)
    decide(item, one, "stays", due=None)
    decide(item, two, "stays", due=None)
    lines = [audit.about(row).count() for row in (one, two)]

    sign(decided)

    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.status, one.finished_on) == (IN_FORCE, None)
    assert two.due_now == today + timedelta(days=40)
    assert [change.new for change in two.deadline_changes.order_by("pk")] == [
        today + timedelta(days=9),
        today + timedelta(days=40),
    ]
    assert [audit.about(row).count() for row in (one, two)] == lines


def test_where_there_was_no_date_a_correction_leaves_none(decided, item, earlier, head):
    two = earlier[1]
    correct(decided, head)
    decide(item, two, "stays", due=None)
    with triggers_off(connection):
        DeadlineChange.objects.filter(resolution=two).update(old=None)

    sign(decided)

    two.refresh_from_db()
    assert two.due_now is None
    assert audit.about(two).first().changes["due"][1] is None


def test_another_date_of_a_corrected_version_holds(decided, item, earlier, head, today):
    correct(decided, head)
    decide(item, earlier[1], "moved", due=today + timedelta(days=12))
    again = sign(decided)
    correct(again, head)
    decide(item, earlier[1], "stays", due=None)

    sign(again)

    earlier[1].refresh_from_db()
    assert earlier[1].due_now == earlier[1].due
    assert earlier[1].deadline_changes.count() == 3


def test_what_came_after_the_first_version_is_not_taken_back(
    decided, item, earlier, head, today
):
    one, two, _three = earlier
    services.renew_resolution(one, by=head)
    one.refresh_from_db()
    services.finish_resolution(one, by=head, outcome="Башкача бүттү.")
    later = today + timedelta(days=20)
    change = DeadlineChange.objects.create(
        resolution=two, old=two.due_now, new=later, reason="Дагы", asked_by=head,
        state="granted",
    )  # fmt: skip
    Resolution.objects.filter(pk=two.pk).update(due_now=change.new)
    correct(decided, head)
    decide(item, one, "stays")
    decide(item, two, "stays", due=None)

    sign(decided)

    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.status, one.outcome) == (DONE, "Башкача бүттү.")
    assert two.due_now == later


def test_what_a_corrected_version_no_longer_cancels_holds_again(meeting, earlier, head):
    row = meeting.items.last().resolutions.get()
    row.cancels = earlier[0]
    row.save()
    signed = sign(held(meeting, head))
    correct(signed, head)
    Resolution.objects.filter(pk=row.pk).update(cancels=earlier[1])

    sign(signed)

    assert states(earlier) == [IN_FORCE, CANCELLED, IN_FORCE]
    assert [entry.verb for entry in audit.about(earlier[0])][:2] == ["revive", "cancel"]


def test_what_another_protocol_cancels_too_stays_cancelled(
    meeting, association, earlier, head, today
):
    row = meeting.items.last().resolutions.get()
    row.cancels = earlier[0]
    row.save()
    signed = sign(held(meeting, head))
    other = make.a_meeting(association, status="held", number=8)
    make.a_resolution(make.an_item(other), status="in_force", cancels=earlier[0])
    correct(signed, head)
    Resolution.objects.filter(pk=row.pk).update(cancels=None)

    sign(signed)

    assert states(earlier) == [CANCELLED, IN_FORCE, IN_FORCE]


def test_what_was_reported_before_the_cancelling_waits_for_its_answer_again(
    meeting, earlier, head, teacher
):
    one = earlier[0]
    services.report_resolution(one, by=teacher, text="Баары бүттү.")
    row = meeting.items.last().resolutions.get()
    row.cancels = one
    row.save()
    signed = sign(held(meeting, head))
    correct(signed, head)
    Resolution.objects.filter(pk=row.pk).update(cancels=None)

    sign(signed)

    one = Resolution.objects.get(pk=one.pk)
    assert one.status == "reported"
    services.accept_resolution(one, by=head)
    assert states([one]) == [DONE]


def test_a_corrected_deadline_holds_unless_it_was_moved(signed, earlier, head, today):
    one, two, _three = earlier
    DeadlineChange.objects.create(
        resolution=two, old=two.due, new=today, reason="Дагы", asked_by=head, state="granted"
    )
    Resolution.objects.filter(pk=two.pk).update(due_now=today)
    correct(signed, head)
    Resolution.objects.filter(item__meeting=signed).update(
        due_kind="date", due=today + timedelta(days=3)
    )

    sign(signed)

    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.due_now, two.due_now) == (today + timedelta(days=3), today)


def test_the_standing_stays_as_it_was_signed(decided, item, earlier, head):
    first = decided.protocols.get().content["items"][0]["control"]
    assert {row.standing.rpartition(" ")[0] for row in rows_of(item)} == {"late 5"}

    correct(decided, head)
    sign(decided)

    second = decided.protocols.get(version=2).content["items"][0]["control"]
    assert second == first


def test_a_text_taken_back_before_it_held_reads_the_standing_anew(
    meeting, item, head, secretary, today
):
    held(meeting, head)
    seen = text_digest(protocol_data(meeting))
    services.sign_meeting(meeting, by=head, digest=seen)
    meeting.refresh_from_db()
    assert rows_of(item)[0].standing == f"late 5 {today - timedelta(days=5)}"

    services.reopen_meeting(meeting, by=secretary, reason="Ката.")

    assert rows_of(item)[0].standing == ""


# Nothing changes in what was signed


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meetings_controlrow SET outcome = 'done'",
        "UPDATE meetings_controlrow SET remark = 'x'",
        "UPDATE meetings_controlrow SET standing = ''",
        "DELETE FROM meetings_controlrow",
    ],
)
def test_the_database_refuses_other_decisions(decided, statement):
    with (
        pytest.raises(DatabaseError, match="frozen"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_nothing_is_decided_under_a_signed_protocol(decided, item, earlier, writer, head):
    row = item.control_rows.get(resolution=earlier[2])
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        item.control_rows.update(outcome="noted")
    row = ControlRow.objects.get(pk=row.pk)
    row.outcome = "noted"
    with pytest.raises(ValidationError), transaction.atomic():
        row.save()
    with pytest.raises(Refused):
        services.save_item(item, by=head, version=1, change=ItemChange())

    assert send(writer, item, said(row, outcome="done")).status_code == 403
    row.refresh_from_db()
    assert row.outcome == "stays"


@pytest.mark.parametrize(
    "who", ["director", "deputy", "teacher", "stranger", "other_head", "foreigner", "gone"]
)
def test_only_those_who_keep_the_minutes_decide(request, client, item, earlier, who):
    row = item.control_rows.get(resolution=earlier[0])
    client.force_login(request.getfixturevalue(who))

    answer = send(client, item, said(row, outcome="done"))

    row.refresh_from_db()
    assert answer.status_code in {302, 401, 403, 404}
    assert row.outcome == ""
