"""Signing fixes the text; what is signed is kept, printed and corrected by versions only."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from core import audit
from core.models import Attachment, FormToken, Notification, StaleError
from core.permissions import Refused
from core.triggers import missing
from core.uploads import Accepted
from meetings import services
from meetings.documents.protocol import ExtractDocument, ProtocolDocument
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.freezing import FROZEN
from meetings.models import (
    AgendaItem,
    Attendance,
    Extract,
    Meeting,
    Protocol,
    Resolution,
    Signature,
    Speech,
)
from meetings.workflow import MeetingStatus, ProtocolState
from tests import factories as make


@pytest.fixture
def meeting(association, head, secretary, teacher):
    meeting = make.a_ready_meeting(association, number=3, status=MeetingStatus.HELD)
    item = meeting.items.get()
    make.a_resolution(
        item,
        text="Жумалыктын отчету тапшырылсын.",
        responsible=[teacher],
        due_kind="date",
        due=date(meeting.year.start.year, 12, 18),
    )
    return meeting


def chair_signs(meeting, by):
    services.sign_meeting(meeting, by=by, digest=text_digest(protocol_data(meeting)))
    meeting.refresh_from_db()
    return meeting.protocols.get(state=ProtocolState.SIGNING)


def both_sign(meeting, head, secretary):
    protocol = chair_signs(meeting, head)
    services.countersign_meeting(meeting, by=secretary, digest=protocol.digest)
    meeting.refresh_from_db()
    protocol.refresh_from_db()
    return protocol


def test_both_signatures_make_the_protocol(meeting, head, secretary, association):
    protocol = both_sign(meeting, head, secretary)

    assert meeting.status == MeetingStatus.SIGNED
    assert protocol.state == ProtocolState.SIGNED
    assert [(s.role, s.person, s.digest) for s in protocol.signatures.order_by("pk")] == [
        ("chair", head, protocol.digest),
        ("secretary", secretary, protocol.digest),
    ]
    assert protocol.paper.number == "3"
    assert association.papers.get() == protocol.paper
    assert json.loads(protocol.paper.snapshot)["items"] == protocol.content["items"]
    assert set(meeting_resolutions(meeting)) == {"in_force"}
    verbs = [entry.verb for entry in audit.about(meeting)]
    assert verbs == ["countersign", "sign"]


def meeting_resolutions(meeting):
    rows = Resolution.objects.filter(item__meeting=meeting)
    return rows.values_list("status", flat=True)


def test_the_secretary_is_told_that_signing_waits(meeting, head, secretary):
    chair_signs(meeting, head)

    assert Notification.objects.filter(to=secretary).count() == 1


def test_the_chair_signs_the_text_that_was_read_and_no_other(meeting, head):
    read = text_digest(protocol_data(meeting))
    item = meeting.items.get()
    item.heard = "Башка текст."
    item.save()

    with pytest.raises(ValidationError, match="Read it again"):
        services.sign_meeting(meeting, by=head, digest=read)

    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.HELD
    assert not Protocol.objects.exists()


def test_the_secretary_signs_what_the_chair_signed(meeting, head, secretary):
    chair_signs(meeting, head)

    with pytest.raises(ValidationError, match="Read it again"):
        services.countersign_meeting(meeting, by=secretary, digest="0" * 64)

    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.SIGNING


def test_nobody_signs_for_another(meeting, head, secretary, teacher, director):
    digest = text_digest(protocol_data(meeting))

    for person in (secretary, teacher, director):
        with pytest.raises(Refused, match="Only the chair"):
            services.sign_meeting(meeting, by=person, digest=digest)

    assert not Protocol.objects.exists()


def test_the_second_of_two_chairs_pressing_at_once_is_told(meeting, head):
    digest = text_digest(protocol_data(meeting))
    stale = Meeting.objects.get(pk=meeting.pk)
    services.sign_meeting(meeting, by=head, digest=digest)

    with pytest.raises((StaleError, ValidationError, Refused)):
        services.sign_meeting(stale, by=head, digest=digest)

    assert Protocol.objects.count() == 1


def test_nothing_is_countersigned_that_the_chair_has_not_signed(meeting, secretary):
    with pytest.raises(StaleError):
        services.countersign_meeting(meeting, by=secretary, digest="0" * 64)

    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.HELD


def test_taking_back_withdraws_the_version_and_opens_the_text(meeting, head, secretary):
    first = chair_signs(meeting, head)

    services.reopen_meeting(meeting, by=secretary, reason="Катышуу туура эмес.")
    meeting.refresh_from_db()
    second = both_sign(meeting, head, secretary)

    first.refresh_from_db()
    assert first.state == ProtocolState.WITHDRAWN
    assert (second.version, second.reason) == (1, "")


def test_a_correction_is_a_new_version_with_its_reason(meeting, head, secretary):
    first = both_sign(meeting, head, secretary)
    services.correct_meeting(meeting, by=head, reason="Мөөнөт туура эмес жазылган.")
    meeting.refresh_from_db()
    row = Resolution.objects.filter(item__meeting=meeting).order_by("position").last()
    row.due = date(meeting.year.start.year, 12, 25)
    row.save()

    second = both_sign(meeting, head, secretary)

    first.refresh_from_db()
    first.paper.refresh_from_db()
    assert (second.version, second.reason) == (2, "Мөөнөт туура эмес жазылган.")
    assert (first.state, first.paper.state) == ("replaced", "replaced")
    assert first.content["items"] != second.content["items"]
    assert meeting.number == 3


def test_until_the_correction_is_signed_the_first_version_holds(meeting, head, secretary):
    first = both_sign(meeting, head, secretary)

    services.correct_meeting(meeting, by=secretary, reason="Ката бар.")

    first.refresh_from_db()
    assert first.state == ProtocolState.SIGNED


FROZEN_UPDATES = {
    "topic": "UPDATE meetings_meeting SET topic = 'x'",
    "number": "UPDATE meetings_meeting SET number = 4",
    "meeting gone": "DELETE FROM meetings_meeting",
    "back to held": "UPDATE meetings_meeting SET status = 'held'",
    "cancelled": "UPDATE meetings_meeting SET status = 'cancelled'",
    "item": "UPDATE meetings_agendaitem SET heard = 'x'",
    "item gone": "DELETE FROM meetings_agendaitem",
    "rapporteurs gone": "DELETE FROM meetings_agendaitem_rapporteurs",
    "speech": "UPDATE meetings_speech SET text = 'x'",
    "speech gone": "DELETE FROM meetings_speech",
    "resolution": "UPDATE meetings_resolution SET text = 'x'",
    "responsible gone": "DELETE FROM meetings_resolution_responsible",
    "attendance": "UPDATE meetings_attendance SET status = 'absent'",
    "attendance gone": "DELETE FROM meetings_attendance",
    "file": "UPDATE core_attachment SET digest = 'x'",
    "file withdrawn": "UPDATE core_attachment SET withdrawn_at = '2026-10-12 00:00:00'",
    "file gone": "DELETE FROM core_attachment",
    "protocol": "UPDATE meetings_protocol SET snapshot = '{}'",
    "protocol withdrawn": "UPDATE meetings_protocol SET state = 'withdrawn'",
    "protocol without paper": "UPDATE meetings_protocol SET paper_id = NULL",
    "protocol gone": "DELETE FROM meetings_protocol",
    "signature": "UPDATE meetings_signature SET name = 'x'",
    "signature gone": "DELETE FROM meetings_signature",
    "extract": "UPDATE meetings_extract SET labels = '[]'",
    "extract without paper": "UPDATE meetings_extract SET paper_id = NULL",
    "extract gone": "DELETE FROM meetings_extract",
    "shelf": "UPDATE associations_archiveddocument SET snapshot = '{}'",
    "shelf's bytes": "UPDATE associations_archiveddocument SET file_digest = 'x'",
    "record": "UPDATE core_auditentry SET verb = 'x'",
    "record gone": "DELETE FROM core_auditentry",
}


@pytest.fixture
def signed(meeting, head, secretary, teacher, django_capture_on_commit_callbacks):
    """A signed protocol with one of everything: talk, annex, speech, people, extract, paper."""
    item = meeting.items.get()
    item.rapporteurs.add(teacher)
    make.a_speech(item, person=teacher)
    make.a_file(item, kind="talk", by=head)
    make.a_file(meeting, kind="annex", by=head)
    with django_capture_on_commit_callbacks(execute=True):
        both_sign(meeting, head, secretary)
    services.issue_extract(meeting, by=secretary, labels=["1.1"])
    return meeting


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


def test_the_database_refuses_to_change_what_is_signed(signed):
    assert signed.protocols.get().paper.file

    for name, statement in FROZEN_UPDATES.items():
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            pytest.fail(f"{name}: {run(statement)} rows are changed")


def test_the_files_of_what_is_signed_stay_and_no_other_comes(signed, head):
    talk = Attachment.objects.get(kind="talk")

    with pytest.raises(Refused, match="no longer changed"):
        services.withdraw_file(talk, by=head)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        make.a_file(signed, kind="annex", by=head)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Attachment.objects.filter(pk=talk.pk).update(object_id=talk.object_id + 1)

    scan = make.a_file(signed, kind="scan", by=head)
    services.correct_meeting(signed, by=head, reason="Тиркеме башка.")
    services.withdraw_file(talk, by=head)
    talk.refresh_from_db()
    assert scan.pk
    assert talk.withdrawn_at


def test_a_replaced_or_withdrawn_protocol_does_not_come_back(signed, head, secretary):
    services.correct_meeting(signed, by=head, reason="Ката бар.")
    signed.refresh_from_db()
    chair_signs(signed, head)
    services.reopen_meeting(signed, by=secretary, reason="Дагы ката.")
    signed.refresh_from_db()
    both_sign(signed, head, secretary)
    states = signed.protocols.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["replaced", "withdrawn", "signed"]

    for state in ("replaced", "withdrawn"):
        with pytest.raises(DatabaseError), transaction.atomic():
            signed.protocols.filter(state=state).update(state="signed")


def test_every_rule_of_the_meetings_is_in_the_database(db):
    assert missing(connection, FROZEN) == []


def test_rows_and_querysets_refuse_as_well(signed, teacher, head):
    item, school = signed.items.get(), signed.school
    resolution = item.resolutions.first()

    for act in (item.save, resolution.save, resolution.delete, item.speeches.get().delete):
        with pytest.raises(ValidationError, match="no longer changed"):
            act()
    for act in (
        lambda: signed.items.update(heard="x"),
        lambda: item.rapporteurs.add(head),
        item.rapporteurs.clear,
        lambda: resolution.responsible.add(teacher),
        lambda: AgendaItem.objects.bulk_create([AgendaItem(meeting=signed, school=school)]),
        lambda: Resolution.objects.bulk_create([Resolution(item=item, school=school)]),
        lambda: Speech.objects.bulk_create([Speech(item=item, school=school)]),
        lambda: Attendance.objects.bulk_create(
            [Attendance(meeting=signed, guest="x", school=school)]
        ),
        lambda: Protocol.objects.update(reason="x"),
        lambda: Signature.objects.all().delete(),
        lambda: Extract.objects.update(number=7),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            act()


def test_an_extract_is_cut_from_the_signed_snapshot(meeting, head, secretary, teacher):
    both_sign(meeting, head, secretary)

    extract = services.issue_extract(
        meeting, by=secretary, labels=["1.2"], issued_to="РББ", language="ky"
    )

    data = json.loads(extract.paper.snapshot)
    assert [row["label"] for item in data["items"] for row in item["resolutions"]] == ["1.2"]
    assert (extract.number, extract.paper.number) == (1, "1")
    html = ExtractDocument(extract, language="ky").html()
    assert "Жумалыктын отчету тапшырылсын." in html
    assert "Маалымат эске алынсын." not in html
    assert "ПРОТОКОЛДОН № 1 КӨЧҮРМӨ" in html


def test_an_extract_of_nothing_is_refused(meeting, head, secretary):
    both_sign(meeting, head, secretary)

    with pytest.raises(ValidationError, match="at least one"):
        services.issue_extract(meeting, by=secretary, labels=[])


def test_the_paper_prints_the_snapshot_not_the_living_people(meeting, head, secretary):
    protocol = both_sign(meeting, head, secretary)
    secretary.surname_ky = "Башкаева"
    secretary.save()

    html = ProtocolDocument(protocol, language="ky").html()

    assert "Жумабекова Айгүл Сапар кызы" in html
    assert "Башкаева" not in html


def test_names_are_kept_whole_in_what_is_signed_and_earlier_texts_keep_their_bytes(
    meeting, head, secretary
):
    protocol = both_sign(meeting, head, secretary)
    now = ProtocolDocument(protocol, language="ky").html()
    old = {**protocol.content}
    old = json.loads(json.dumps(old, ensure_ascii=False).replace("\u00a0", " "))

    assert "Ысакова\u00a0А.\u00a0С." in now
    assert "\u00a0А." not in ProtocolDocument(protocol, language="ky", snapshot=old).html()


def test_a_resolution_is_marked_as_done_and_its_words_stay(meeting, head, secretary):
    both_sign(meeting, head, secretary)
    row = Resolution.objects.get(item__meeting=meeting, position=2)

    services.finish_resolution(row, by=head, outcome="Отчет тапшырылды.")

    row.refresh_from_db()
    assert (row.status, row.outcome) == ("done", "Отчет тапшырылды.")
    assert row.finished_on == timezone.localdate()
    assert audit.about(row).get().verb == "finish"
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Resolution.objects.filter(pk=row.pk).update(text="x")


def test_a_mark_is_taken_back(meeting, head, secretary):
    both_sign(meeting, head, secretary)
    row = Resolution.objects.get(item__meeting=meeting, position=2)
    services.finish_resolution(row, by=secretary)

    services.renew_resolution(row, by=head)

    row.refresh_from_db()
    assert (row.status, row.outcome, row.finished_on) == ("in_force", "", None)


def test_what_is_done_stays_done_when_the_protocol_is_corrected(meeting, head, secretary):
    both_sign(meeting, head, secretary)
    row = Resolution.objects.get(item__meeting=meeting, position=2)
    services.finish_resolution(row, by=head)
    services.correct_meeting(meeting, by=head, reason="Ката бар.")
    meeting.refresh_from_db()

    both_sign(meeting, head, secretary)

    row.refresh_from_db()
    assert row.status == "done"


def test_only_who_runs_the_association_marks(meeting, head, secretary, teacher, director):
    both_sign(meeting, head, secretary)
    row = Resolution.objects.get(item__meeting=meeting, position=2)

    for person in (teacher, director):
        with pytest.raises(Refused, match="Only the head or the secretary"):
            services.finish_resolution(row, by=person)


def test_a_button_pressed_twice_acts_once(signed, client, secretary):
    client.force_login(secretary)
    url = reverse("meetings:extract_create", args=[signed.pk])
    said = {"labels": ["1.1"], "issued_to": "РББ", "language": "ky"}
    said["form_token"] = FormToken.fresh()

    places = {client.post(url, said).headers.get("Location") for _ in range(2)}

    assert len(places) == 1
    assert signed.protocols.get().extracts.filter(issued_to="РББ").count() == 1


def test_a_scan_belongs_to_a_signed_protocol_only(signed, head, stranger):
    words = b"%PDF-1.7 scan"
    scan = Accepted(
        "scan.pdf", "application/pdf", len(words), "0" * 64, ContentFile(words, "a")
    )

    with pytest.raises(Refused):
        services.add_scan(signed, by=stranger, file=scan)
    services.add_scan(signed, by=head, file=scan)
    services.correct_meeting(signed, by=head, reason="Ката бар.")
    signed.refresh_from_db()
    with pytest.raises(Refused, match="not signed yet"):
        services.add_scan(signed, by=head, file=scan)

    assert Attachment.objects.filter(kind="scan").count() == 1
    assert [entry.verb for entry in audit.about(signed)][:2] == ["correct", "add_scan"]
