"""Minutes are read before they are signed: remarks, answers, consent, and silence."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from associations.models import Holiday
from core import audit
from core.models import Notification
from core.permissions import Refused, can
from meetings import services
from meetings.documents.protocol import ProtocolDocument
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import Attendance, Consent, Meeting, Remark
from meetings.services.circulation import last_day
from meetings.workflow import MeetingStatus
from tests import factories as make

CAST = [
    "director", "deputy", "head", "secretary", "teacher", "absentee", "stranger", "other_head",
    "foreigner", "clerk", "gone",
]  # fmt: skip
HELD, CIRCULATED = MeetingStatus.HELD, MeetingStatus.CIRCULATED


@pytest.fixture
def absentee(school, association):
    person = make.a_person(school, username="absentee", language="en")
    make.a_membership(association, person)
    return person


@pytest.fixture
def meeting(association, head, secretary, teacher, absentee):
    """Held; everybody but one was there."""
    meeting = make.a_ready_meeting(association, number=3, status=HELD)
    meeting.attendance.filter(person=absentee).update(status="absent", reason="ill")
    return meeting


@pytest.fixture
def read(meeting, head):
    services.circulate_meeting(meeting, by=head, days=3)
    return fresh(meeting)


def fresh(meeting):
    return Meeting.objects.get(pk=meeting.pk)


def days_pass(monkeypatch, meeting):
    day = meeting.circulated_until + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_args: day)


def told(person):
    return [row.text for row in Notification.objects.filter(to=person).order_by("pk")]


def remark(meeting, person, **said):
    return services.create_remark(meeting, by=person, **{"text": "Дата туура эмес.", **said})


def signs(meeting, by):
    services.sign_meeting(fresh(meeting), by=by, digest=text_digest(protocol_data(meeting)))


def test_those_who_were_present_are_asked_to_read(meeting, head, secretary, teacher, absentee):
    services.circulate_meeting(meeting, by=head, days=3)

    meeting = fresh(meeting)
    assert meeting.status == CIRCULATED
    assert meeting.circulated_until >= timezone.localdate() + timedelta(days=3)
    assert "Please read the minutes of meeting № 3" in told(teacher)[-1]
    assert len(told(secretary)) == 1
    assert told(head) == told(absentee) == []
    line = audit.about(meeting).first()
    assert (line.verb, line.changes) == (
        "circulate",
        {"until": str(meeting.circulated_until)},
    )


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ((2026, 10, 12), 3, (2026, 10, 15)),
        ((2026, 10, 15), 3, (2026, 10, 19)),  # the 18th is a Sunday
        ((2026, 11, 2), 3, (2026, 11, 9)),  # holidays, and the Sunday at their end
        ((2026, 11, 9), 1, (2026, 11, 11)),  # one free day in the middle of the week
    ],
)
def test_the_last_day_is_no_sunday_and_no_holiday(meeting, start, days, end):
    year = meeting.year
    for first, last in [((11, 5), (11, 8)), ((11, 10), (11, 10))]:
        Holiday.objects.create(
            year=year, name_ky="тыныгуу", start=date(2026, *first), end=date(2026, *last)
        )

    assert last_day(meeting, date(*start), days) == date(*end)


def test_nobody_reads_what_cannot_be_held(meeting, head):
    meeting.place = ""
    meeting.save()

    with pytest.raises(ValidationError, match="The place is missing"):
        services.circulate_meeting(meeting, by=head, days=3)

    assert fresh(meeting).status == HELD


def test_minutes_that_nobody_else_can_read_are_not_given(meeting, head, teacher):
    meeting.attendance.filter(person=teacher).delete()

    with pytest.raises(ValidationError, match="Nobody else was present"):
        services.circulate_meeting(meeting, by=head, days=3)


def test_a_remark_is_pinned_to_a_question_and_the_chair_is_told(read, teacher, head):
    item = read.items.get()

    made = remark(read, teacher, item=item.pk)

    assert (made.item, made.author, made.state) == (item, teacher, Remark.State.OPEN)
    assert "Ысакова" in told(head)[-1]
    assert audit.about(read).first().verb == "remark"


def test_a_remark_on_the_whole_has_no_question(read, teacher):
    assert remark(read, teacher).item is None


def test_what_is_no_remark_is_refused_in_words(read, teacher, association):
    foreign = make.an_item(make.a_meeting(association))

    for said, words in [
        ({"text": "  \n"}, "Write what you remark"),
        ({"item": foreign.pk}, "not one of this meeting's"),
    ]:
        with pytest.raises(ValidationError, match=words):
            remark(read, teacher, **said)

    assert not Remark.objects.exists()


def test_after_the_date_silence_counts_as_consent(read, teacher, head, monkeypatch):
    assert not can(head, "meetings.sign_meeting", read)
    days_pass(monkeypatch, read)

    with pytest.raises(Refused, match="silence counts as consent"):
        remark(read, teacher)
    signs(read, head)

    assert fresh(read).status == MeetingStatus.SIGNING


def test_when_all_have_consented_nobody_waits_for_the_date(read, teacher, head):
    assert can(head, "meetings.sign_meeting", read).reason == (
        "Those who were present may still remark on the minutes."
    )

    services.create_consent(read, by=teacher)

    assert can(head, "meetings.sign_meeting", fresh(read))
    with pytest.raises(Refused, match="You have said already"):
        services.create_consent(read, by=teacher)


def test_nobody_waits_for_a_closed_account(read, teacher, head):
    type(teacher).objects.filter(pk=teacher.pk).update(is_active=False)

    assert can(head, "meetings.sign_meeting", read)


def test_a_remark_takes_the_consent_back(read, teacher, head):
    services.create_consent(read, by=teacher)
    remark(read, teacher)

    assert not Consent.objects.exists()
    assert [line.verb for line in audit.about(read)][:2] == ["remark", "consent"]


def test_an_open_remark_stops_the_signing_even_after_the_date(read, teacher, head, monkeypatch):
    made = remark(read, teacher)
    days_pass(monkeypatch, read)

    with pytest.raises(Refused, match="Answer the remarks"):
        signs(read, head)
    services.answer_remark(made, by=head, state="declined", answer="Дата туура.")
    signs(read, head)

    assert fresh(read).status == MeetingStatus.SIGNING


def test_an_answer_is_given_once_and_told_to_the_author(read, teacher, head):
    made = remark(read, teacher)
    services.answer_remark(made, by=head, state="accepted", answer="Оңдойм.")

    made.refresh_from_db()
    assert (made.state, made.answer, made.answered_by) == ("accepted", "Оңдойм.", head)
    assert told(teacher)[-1].endswith("taken up. Оңдойм.")
    with pytest.raises(Refused, match="answered already"):
        services.answer_remark(made, by=head, state="declined", answer="Жок.")


def test_an_answer_has_words(read, teacher, head):
    made = remark(read, teacher)

    with pytest.raises(ValidationError, match="Write an answer"):
        services.answer_remark(made, by=head, state="accepted", answer=" ")


def test_recalled_minutes_lose_their_consents_and_keep_their_remarks(
    read, secretary, teacher, head
):
    services.create_consent(read, by=teacher)
    made = remark(read, secretary)

    services.recall_meeting(read, by=head, reason="Дата оңдолот")

    assert fresh(read).status == HELD
    assert not Consent.objects.exists()
    assert list(read.remarks.all()) == [made]
    assert audit.about(read).first().changes["consents"] == [teacher.pk]
    assert "Дата оңдолот" in told(teacher)[-1]
    assert fresh(read).circulated_until == timezone.localdate()
    # The chair may still answer, and must before signing; the text may be mended.
    assert not can(head, "meetings.sign_meeting", fresh(read))
    assert can(head, "meetings.record_meeting", fresh(read))
    services.answer_remark(made, by=head, state="accepted", answer="Оңдолду.")
    assert can(head, "meetings.sign_meeting", fresh(read))
    services.circulate_meeting(read, by=secretary, days=2)
    assert Meeting.objects.to_be_read_by(teacher).get() == read


def test_while_it_is_read_the_text_does_not_change(read, head):
    verdict = can(head, "meetings.record_meeting", read)

    assert verdict.reason == "The minutes are being read. Take them back to mend them."


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("status", MeetingStatus)
def test_who_may_say_what_and_when(request, meeting, teacher, clerk, gone, who, status):
    meeting.attendance.create(person=gone, status=Attendance.Status.ABSENT)
    made = Remark.objects.create(meeting=meeting, author=teacher, text="Дата.")
    made.meeting = meeting
    meeting.status, meeting.circulated_until = status, timezone.localdate()
    person = request.getfixturevalue(who)
    subjects = {
        "create_remark": meeting, "create_consent": meeting, "answer_remark": made,
        "answer_remarks": meeting, "circulate_meeting": meeting, "recall_meeting": meeting,
    }  # fmt: skip

    allowed = {name for name, what in subjects.items() if can(person, f"meetings.{name}", what)}

    assert allowed == MAY.get((who, status), set())


MAY = {
    ("head", HELD): {"circulate_meeting", "answer_remark", "answer_remarks"},
    ("head", CIRCULATED): {"recall_meeting", "answer_remark", "answer_remarks"},
    ("secretary", HELD): {"circulate_meeting"},
    ("secretary", CIRCULATED): {"recall_meeting", "create_remark"},
    ("teacher", CIRCULATED): {"create_remark", "create_consent"},
}


@pytest.mark.parametrize("who", CAST)
def test_remarks_are_seen_by_the_association_and_the_leaders(request, read, teacher, who):
    remark(read, teacher)
    person = request.getfixturevalue(who)

    seen = Remark.objects.visible_to(person).exists()

    members = {"head", "secretary", "teacher", "absentee", "gone"}
    assert seen is (who in members | {"director", "deputy"})


def elsewhere(meeting, head):
    """Who knows of the meeting and did not meet: a guest, and somebody with a task from it."""
    guest, doer = (make.a_person(meeting.school, username=n, language="en") for n in "gd")
    meeting.attendance.create(person=guest, status=Attendance.Status.INVITED)
    row = meeting.items.get().resolutions.get()
    row.responsible.add(doer)
    type(row).objects.filter(pk=row.pk).update(status="in_force")
    return guest, doer


def test_what_was_said_is_not_for_guests_and_those_with_a_task(
    client, read, head, teacher, secretary
):
    made = remark(read, secretary, text="Эсеп туура эмес.")
    services.create_consent(read, by=teacher)
    for person in elsewhere(read, head):
        client.force_login(person)
        assert read in Meeting.objects.visible_to(person)
        assert not Remark.objects.visible_to(person).exists()
        assert not Consent.objects.visible_to(person).exists()
        for url in (
            read.get_absolute_url(),
            reverse("meetings:meeting_minutes", args=[read.pk]),
        ):
            shown = client.get(url).content.decode()
            assert "Silence counts as consent" in shown
            for words in (made.text, "remark on the minutes,", "No remarks:", "no remarks on"):
                assert words not in shown
        url = reverse("meetings:remark_answer", args=[made.pk])
        assert client.get(url).status_code == 404


def test_who_was_there_sees_it_after_leaving_the_association(read, teacher, secretary):
    made = remark(read, secretary)
    services.create_consent(read, by=teacher)
    for person in (teacher, secretary):
        person.memberships.update(until=read.date - timedelta(days=1))
        person = type(person).objects.get(pk=person.pk)  # noqa: PLW2901 -- read afresh
        assert not person.association_ids
        assert Remark.objects.visible_to(person).get() == made
        assert Consent.objects.visible_to(person).exists()
        assert can(person, "meetings.view_remarks", read)


def test_the_desk_asks_each_for_the_next_word(read, teacher, secretary, head, monkeypatch):
    def waiting():
        people = {"teacher": teacher, "secretary": secretary, "head": head}
        return {n for n, p in people.items() if Meeting.objects.waiting_for(p).exists()}

    assert waiting() == {"teacher"}
    made = remark(read, teacher)
    assert waiting() == {"head"}
    services.answer_remark(made, by=head, state="declined", answer="Туура.")
    assert waiting() == {"teacher"}
    services.create_consent(read, by=teacher)
    assert waiting() == {"head"}
    Consent.objects.all().delete()
    days_pass(monkeypatch, read)
    assert waiting() == {"head"}


def test_the_paper_says_how_it_was_read(read, teacher, head, secretary, monkeypatch):
    for state in ("accepted", "declined"):
        made = remark(read, teacher)
        services.answer_remark(made, by=head, state=state, answer="Жооп.")
    days_pass(monkeypatch, read)

    text = {code: ProtocolDocument(read, language=code).body() for code in ("ky", "ru")}

    assert "Пикирлер – 2, эске алынганы – 1." in text["ky"]
    assert "чейин окууга берилди." in text["ky"]
    assert "Замечаний – 2, учтено – 1." in text["ru"]


def test_minutes_that_were_not_read_say_nothing_of_it(meeting):
    assert "reading" not in protocol_data(meeting)
    assert "окууга берилди" not in ProtocolDocument(meeting, language="ky").body()


def frozen(read, head, secretary, teacher, monkeypatch):
    made = remark(read, teacher)
    services.answer_remark(made, by=head, state="accepted", answer="Жооп.")
    services.create_consent(read, by=teacher)
    days_pass(monkeypatch, read)
    signs(read, head)
    waiting = read.protocols.get(state="signing")
    services.countersign_meeting(fresh(read), by=secretary, digest=waiting.digest)
    return made


def test_what_was_said_stays_as_it_was(read, head, secretary, teacher, monkeypatch):
    made = frozen(read, head, secretary, teacher, monkeypatch)
    at = {"remark": made.pk, "meeting": read.pk, "school": read.school_id, "who": teacher.pk}

    for sql in [
        "UPDATE meetings_remark SET text = 'x' WHERE id = %(remark)s",
        "UPDATE meetings_remark SET answer = 'x' WHERE id = %(remark)s",
        "UPDATE meetings_remark SET state = 'declined' WHERE id = %(remark)s",
        "DELETE FROM meetings_remark WHERE id = %(remark)s",
        "DELETE FROM meetings_consent WHERE meeting_id = %(meeting)s",
        "UPDATE meetings_consent SET at = '2020-01-01' WHERE meeting_id = %(meeting)s",
        "UPDATE meetings_meeting SET circulated_until = '2020-01-01' WHERE id = %(meeting)s",
        (
            "INSERT INTO meetings_remark (school_id, meeting_id, author_id, text, at, state,"
            " answer) VALUES (%(school)s, %(meeting)s, %(who)s, 'x', '2026-01-01', 'open', '')"
        ),
    ]:
        refused(lambda: connection.cursor().execute(sql, at))  # noqa: B023

    for change in [
        lambda: Remark.objects.filter(pk=made.pk).update(text="x"),
        lambda: Consent.objects.filter(meeting=read).delete(),
        lambda: Remark.objects.filter(pk=made.pk).delete(),
    ]:
        refused(change)


def refused(change):
    with pytest.raises(DatabaseError, match="frozen: "), transaction.atomic():
        change()


def test_a_remark_is_never_reworded_even_before_the_signing(read, teacher):
    made = remark(read, teacher)
    made.text = "Башка сөз."

    with pytest.raises(DatabaseError, match="frozen: "), transaction.atomic():
        made.save()


def test_a_teacher_reads_remarks_and_is_answered(client, read, teacher, head):
    client.force_login(teacher)
    page = reverse("meetings:meeting_minutes", args=[read.pk])
    text = client.get(page).content.decode()
    assert "Make a remark" in text
    assert "I have read them and have no remarks" in text
    assert '<article class="paper-text" lang="' in text  # as large as what is signed

    url = reverse("meetings:remark_create", args=[read.pk])
    answer = client.post(url, {"item": read.items.get().pk, "text": "Дата туура эмес."})
    made = Remark.objects.get()
    assert answer["Location"] == f"{page}#remark-{made.pk}"

    client.force_login(head)
    assert "Дата туура эмес." in client.get(page).content.decode()
    url = reverse("meetings:remark_answer", args=[made.pk])
    assert "Дата туура эмес." in client.get(url).content.decode()
    answer = client.post(url, {"state": "accepted", "answer": "Оңдойм."})
    assert answer["Location"] == f"{page}#remark-{made.pk}"
    shown = client.get(read.get_absolute_url()).content.decode()
    assert "1 remark on the minutes, 1 taken up" in shown
    assert "Оңдойм." in shown


def test_remarks_stay_on_the_page_after_signing(
    client, read, head, secretary, teacher, director, monkeypatch
):
    frozen(read, head, secretary, teacher, monkeypatch)
    client.force_login(director)

    shown = client.get(read.get_absolute_url()).content.decode()

    assert "1 remark on the minutes, 1 taken up" in shown
    assert reverse("meetings:remark_answer", args=[read.remarks.get().pk]) not in shown


def test_the_chair_is_told_that_nobody_has_read_what_was_mended(client, read, head, teacher):
    made = remark(read, teacher)
    services.answer_remark(made, by=head, state="accepted", answer="Оңдойм.")
    services.recall_meeting(read, by=head, reason="Оңдоо")
    client.force_login(head)

    text = client.get(reverse("meetings:meeting_sign", args=[read.pk])).content.decode()

    assert "Remarks were taken up after this text had been read." in text


def test_what_is_wrong_with_a_remark_stands_beside_it(client, read, teacher, association):
    client.force_login(teacher)
    foreign = make.an_item(make.a_meeting(association))
    url = reverse("meetings:remark_create", args=[read.pk])

    empty = client.post(url, {"item": "", "text": " "}).content.decode()
    wrong = client.post(url, {"item": foreign.pk, "text": "Дата."}).content.decode()

    assert "This field is required." in empty
    assert "Select a valid choice." in wrong
    assert "Дата." in wrong


@pytest.mark.parametrize("days", ["0", "31", "x", ""])
def test_the_days_are_a_sensible_number(client, meeting, head, days):
    client.force_login(head)
    url = reverse("meetings:meeting_circulate", args=[meeting.pk])
    assert 'value="3"' in client.get(url).content.decode()

    client.post(url, {"days": days})

    assert fresh(meeting).status == HELD
