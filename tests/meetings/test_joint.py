"""Associations that meet together, and who sees a meeting because it concerns them."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from associations.models import ArchivedDocument
from core.audit import about
from core.models import Notification
from core.numbering import next_number
from core.permissions import Refused, can
from meetings import notifications, services
from meetings.documents import AgendaDocument, ProtocolDocument
from meetings.documents.calendar import calendar_file
from meetings.documents.control import TaskListPaper
from meetings.documents.controlling import reference, source
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.figures.reminding import Due
from meetings.forms.controlling import Earlier
from meetings.models import (
    AgendaItem,
    Attendance,
    Candidate,
    Consent,
    ControlRow,
    DeadlineChange,
    Election,
    Extract,
    JointAssociation,
    Meeting,
    Protocol,
    Remark,
    Reminder,
    Resolution,
    ResolutionReport,
    Signature,
)
from meetings.notifications.reminding import spoken
from meetings.querysets import OfMeeting
from meetings.services import remember_meeting
from meetings.workflow import MeetingStatus
from reports.figures import association_years
from tests import factories as make
from tests.support import at_once

PLANNED, CONVENED, HELD, CIRCULATED, SIGNING, SIGNED, CORRECTING, CANCELLED = MeetingStatus


@pytest.fixture
def other(school, other_head):
    """The association of the other head."""
    return other_head.memberships.get().association


@pytest.fixture
def colleague(school, other):
    """A member of the other association."""
    person = make.a_person(school, username="colleague", surname_ky="Сыдыкова", language="en")
    make.a_membership(other, person)
    return person


def of_school(school, username):
    """Somebody of a third association."""
    person = make.a_person(school, username=username, language="en")
    make.a_membership(make.an_association(school), person)
    return person


# Who sees it


@pytest.fixture
def cast(school, association, other, teacher, colleague, stranger, director, foreigner):
    """Who has what to do with the meeting; ``moved`` has left the association since."""
    moved = make.a_person(school, username="moved", language="en")
    make.a_membership(association, moved, until=timezone.localdate() - timedelta(days=9))
    people = {name: of_school(school, name) for name in ("invited", "doer", "chair", "writer")}
    return {
        **people,
        "moved": moved,
        "member": teacher,
        "joined": colleague,
        "stranger": stranger,
        "director": director,
        "foreigner": foreigner,
    }


@pytest.fixture
def meeting(association, other, cast):
    meeting = make.a_joint_meeting(
        association, other, chair=cast["chair"], secretary=cast["writer"]
    )
    Attendance.objects.create(
        meeting=meeting, person=cast["invited"], status=Attendance.Status.INVITED
    )
    Attendance.objects.create(
        meeting=meeting, person=cast["moved"], status=Attendance.Status.PRESENT
    )
    make.a_resolution(make.an_item(meeting), responsible=[cast["doer"]])
    return meeting


def of_every_kind(meeting, person):
    """One row of each part of the meeting, by its model."""
    item = meeting.items.get()
    row = item.resolutions.get()
    protocol = Protocol.objects.create(meeting=meeting, version=1, snapshot="{}")
    election = Election.objects.create(item=item, association=meeting.association)
    today = timezone.localdate()
    made = [
        make.a_speech(item),
        protocol,
        Signature.objects.create(protocol=protocol, person=person, at=timezone.now()),
        Extract.objects.create(protocol=protocol, number=1, issued_on=today, by=person),
        Remark.objects.create(meeting=meeting, author=person, text="?"),
        Consent.objects.create(meeting=meeting, person=person),
        ResolutionReport.objects.create(resolution=row, author=person, text="!"),
        DeadlineChange.objects.create(resolution=row, asked_by=person, new=today),
        Reminder.objects.create(resolution=row, person=person, day=today),
        ControlRow.objects.create(item=item, resolution=row),
        election,
        Candidate.objects.create(election=election, person=person),
    ]
    made += [item, row, meeting.joint.get(), meeting.attendance.get(person=person)]
    return {type(thing): thing for thing in made}


INSIDE = {"member", "joined", "chair", "writer", "director"}
CALLED = INSIDE | {"invited", "moved"}


@pytest.mark.parametrize(
    ("status", "seen_by"),
    [
        (PLANNED, INSIDE),
        (CONVENED, CALLED),
        (HELD, CALLED),
        (CIRCULATED, CALLED),
        (SIGNED, CALLED | {"doer"}),
        (CORRECTING, CALLED | {"doer"}),
        (CANCELLED, INSIDE),
    ],
)
def test_a_meeting_is_seen_by_whom_it_concerns(meeting, cast, status, seen_by):
    _put(meeting, status)

    seen = {name for name, person in cast.items() if _sees(person, meeting)}

    assert seen == seen_by


def test_who_was_called_to_a_meeting_sees_that_it_was_called_off(meeting, cast):
    _put(meeting, CANCELLED, convened_at=timezone.now())

    assert {name for name, person in cast.items() if _sees(person, meeting)} == CALLED


@pytest.mark.parametrize("status", [PLANNED, CONVENED, SIGNED])
def test_every_part_of_a_meeting_is_seen_with_it(meeting, cast, teacher, status):
    parts = of_every_kind(meeting, teacher)
    _put(meeting, status)
    models = {
        model
        for model in apps.get_app_config("meetings").get_models()
        if isinstance(model._default_manager.all(), OfMeeting) and model is not Meeting
    }

    assert models == parts.keys()
    for name, person in cast.items():
        seen = {model for model, row in parts.items() if _sees(person, row)}
        hidden = set() if name in BELONG else INNER
        hidden = hidden | (SAID if name in {"invited", "doer"} else set())
        assert seen == (models - hidden if _sees(person, meeting) else set()), name


# What is between those who do and those who answer: for the members and the leaders alone.
INNER = {ResolutionReport}
BELONG = {"member", "joined", "director"}
# What was said of the minutes while they were read: for those who met or were there.
SAID = {Remark, Consent}


def _put(meeting, status, **fields):
    done = {"number": 1} if status in {HELD, CIRCULATED, SIGNED, CORRECTING} else {}
    if status in {SIGNED, CORRECTING}:
        Resolution.objects.filter(item__meeting=meeting).update(status="in_force")
    Meeting.objects.filter(pk=meeting.pk).update(status=status, **done, **fields)


def _sees(person, row):
    return type(row).objects.visible_to(person).filter(pk=row.pk).exists()


def test_nobody_sees_a_meeting_twice(meeting, cast, other):
    """Whoever is called, named and a member of both still sees it once."""
    person = cast["joined"]
    make.a_membership(meeting.association, person)
    make.a_resolution(meeting.items.get(), responsible=[person])
    make.a_resolution(meeting.items.get(), responsible=[person])
    _put(meeting, SIGNED)

    assert list(Meeting.objects.visible_to(person)) == [meeting]
    assert Resolution.objects.visible_to(person).count() == 3
    assert Resolution.objects.of_person(person).count() == 2


def test_the_invited_open_the_page_and_find_the_meeting(client, meeting, cast):
    services.remember_meeting(meeting)
    _put(meeting, CONVENED)
    client.force_login(cast["invited"])
    words = meeting.topic.split()[-1]

    page = client.get(meeting.get_absolute_url())
    found = client.get(reverse("meetings:meeting_list"), {"q": words})

    assert page.status_code == 200
    assert meeting.get_absolute_url() in found.content.decode()
    client.force_login(cast["doer"])
    assert client.get(meeting.get_absolute_url()).status_code == 404
    hidden = client.get(reverse("meetings:meeting_list"), {"q": words})
    assert meeting.get_absolute_url() not in hidden.content.decode()


@pytest.mark.parametrize("name", ["invited", "doer", "joined"])
def test_the_minutes_are_read_once_they_are_no_notes(meeting, cast, name):
    assert not can(cast[name], "meetings.view_minutes", meeting)
    meeting.number = 1
    assert can(cast[name], "meetings.view_minutes", meeting)


def test_what_all_members_do_is_done_by_the_members_of_all(meeting, cast):
    row = make.a_resolution(meeting.items.get(), all_members=True)

    asked = {
        name
        for name, person in cast.items()
        if Resolution.objects.of_person(person).filter(pk=row.pk).exists()
    }

    assert asked == {"member", "joined"}


# Bringing them together


def test_who_says_which_associations_meet_together(
    association, director, deputy, head, secretary, teacher, other_head
):
    meeting = make.a_meeting(association, chair=teacher, secretary=secretary)
    cast = {
        "director": director, "deputy": deputy, "head": head, "secretary": secretary,
        "teacher": teacher, "other_head": other_head,
    }  # fmt: skip

    for status in MeetingStatus:
        meeting.status = status
        allowed = {name for name, who in cast.items() if can(who, JOIN, meeting)}
        early = status in {PLANNED, CONVENED}
        assert allowed == ({"director", "deputy", "head"} if early else set())


JOIN = "meetings.join_meeting"


def test_joining_puts_all_members_on_the_list_and_tells_the_heads(
    association, other, head, other_head, teacher, colleague
):
    meeting = make.a_meeting(association)
    Attendance.objects.create(
        meeting=meeting, person=colleague, status=Attendance.Status.INVITED
    )

    services.join_meeting(meeting, by=head, associations=[other, association])

    meeting = Meeting.objects.get(pk=meeting.pk)
    assert meeting.kind == Meeting.Kind.JOINT
    assert meeting.unions == [association, other]
    listed = meeting.attendance.values_list("person", "status")
    everybody = [head, other_head, teacher, colleague]
    assert set(listed) == {(person.pk, "unmarked") for person in everybody}
    [notice] = Notification.objects.all()
    assert notice.to == other_head
    assert "joint meeting" in notice.text
    line = about(meeting).first()
    assert (line.verb, line.changes["titles"]) == ("join", other.name_ky)


def test_who_comes_in_after_the_calling_is_called_too(
    association, other, head, other_head, teacher, colleague
):
    meeting = make.a_meeting(association, status=CONVENED)

    services.join_meeting(meeting, by=head, associations=[other])

    words = "You are invited to a meeting"
    invited = [row.to for row in Notification.objects.all() if words in row.text]
    assert sorted(person.pk for person in invited) == sorted([other_head.pk, colleague.pk])


def test_it_is_found_and_noted_by_the_names_and_numbers_of_all(association, other, head):
    meeting = make.a_joint_meeting(association, other, status="held", number=3)
    meeting.joint.update(number=58)
    meeting = Meeting.objects.get(pk=meeting.pk)

    remember_meeting(meeting)

    for words in (other.name_ky, "58", association.name_ky):
        assert meeting in Meeting.objects.search(words, scope=meeting.scope)
    assert other.name_ky in calendar_file(meeting).decode().replace("\r\n ", "")


def test_what_is_joined_comes_apart_again(association, other, head, teacher, other_head):
    meeting = make.a_meeting(association)
    services.join_meeting(meeting, by=head, associations=[other])

    services.join_meeting(meeting, by=head, associations=[])

    meeting = Meeting.objects.get(pk=meeting.pk)
    assert (meeting.kind, meeting.unions) == ("ordinary", [association])
    people = set(meeting.attendance.values_list("person", flat=True))
    assert people == {head.pk, teacher.pk}
    version = meeting.version
    services.join_meeting(meeting, by=head, associations=[])
    assert Meeting.objects.get(pk=meeting.pk).version == version


@pytest.mark.parametrize(("days", "urgent"), [(0, True), (1, True), (5, False)])
def test_who_was_called_and_need_not_come_is_told(
    association, other, head, teacher, other_head, colleague, days, urgent
):
    day = timezone.localdate() + timedelta(days=days)
    meeting = make.a_meeting(association, status=CONVENED, date=day)
    services.join_meeting(meeting, by=head, associations=[other])
    Notification.objects.all().delete()

    services.join_meeting(meeting, by=head, associations=[])

    told = Notification.objects.order_by("to").values_list("to", "urgent")
    assert list(told) == [(pk, urgent) for pk in sorted([other_head.pk, colleague.pk])]
    words = colleague.notifications.get().text
    assert words.startswith("You need not come to this meeting any more")


@pytest.mark.parametrize("status", [PLANNED, HELD])
def test_it_is_named_so_that_each_finds_it(client, association, other, head, colleague, status):
    """By the own number and name where the reader is known, otherwise by all."""
    meeting = make.a_joint_meeting(association, other, status=status, topic="")
    if status == HELD:
        Meeting.objects.update(number=3)
        meeting.joint.update(number=58)
    meeting = Meeting.objects.get(pk=meeting.pk)
    protocol = Protocol(meeting=meeting, version=1)
    both = f"{association.name_ky}, {other.name_ky}"

    with translation.override("en"):
        said = [str(meeting), str(protocol), str(Extract(protocol=protocol, number=1))]
    titles = []
    for reader in (head, colleague):
        reader.language = "en"
        reader.save()
        client.force_login(reader)
        titles.append(
            client.get(meeting.get_absolute_url())
            .text.partition("</h1>")[0]
            .partition("page-head")[2]
        )

    assert both in said[0]
    if status == HELD:
        assert ["3/58" in words for words in said] == [True] * 3
        assert "Meeting № 3, " in titles[0]
        assert "Meeting № 58, " in titles[1]
    for row in (association, other):
        assert re.search(rf'href="{row.get_absolute_url()}"\s*>{row.name_ky}<', titles[1])
    assert both in titles[0]
    assert f"{other.name_ky}, {association.name_ky}" in titles[1]


def test_only_associations_at_work_meet_together(school, association, other, head, foreigner):
    meeting = make.a_meeting(association)
    closed = make.an_association(school, closed_on=timezone.localdate())
    council = make.a_council(school)
    elsewhere = make.an_association(foreigner.school)

    for wrong in (closed, council, elsewhere):
        with pytest.raises(ValidationError):
            services.join_meeting(meeting, by=head, associations=[wrong])
    with pytest.raises(Refused):
        services.join_meeting(meeting, by=other.head(), associations=[other])
    assert not JointAssociation.objects.exists()


def test_who_has_joined_stays_when_the_association_closes(association, other, head):
    meeting = make.a_meeting(association)
    services.join_meeting(meeting, by=head, associations=[other])
    type(other).objects.filter(pk=other.pk).update(closed_on=timezone.localdate())
    other.refresh_from_db()

    services.join_meeting(meeting, by=head, associations=[other])

    assert meeting.joint.count() == 1


def test_the_head_ticks_them_when_planning(client, association, other, head, secretary):
    client.force_login(head)
    url = reverse("meetings:meeting_create")
    page = client.get(url)
    assert "Together with" in page.content.decode()
    offered = page.context["form"].fields["together"].queryset
    assert (other in offered, association in offered) == (True, False)

    client.post(url, {
        "association": association.pk, "date": timezone.localdate().isoformat(),
        "kind": "ordinary", "topic": "Биргелешип", "together": [other.pk],
    })  # fmt: skip

    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.unions) == ("joint", [association, other])
    page = client.get(reverse("meetings:meeting_update", args=[meeting.pk])).content.decode()
    assert 'name="kind"' not in page
    assert f'value="{other.pk}"' in page
    client.force_login(secretary)
    page = client.get(reverse("meetings:meeting_update", args=[meeting.pk])).content.decode()
    assert "together" not in page


def test_an_edit_of_the_place_leaves_the_others_where_they_are(
    client, association, other, head
):
    meeting = make.a_joint_meeting(association, other)
    client.force_login(head)
    url = reverse("meetings:meeting_update", args=[meeting.pk])

    client.post(url, {
        "version": meeting.version, "date": meeting.date.isoformat(), "place": "Китепкана",
        "together": [other.pk], "topic": meeting.topic, "chair": meeting.chair_id,
    })  # fmt: skip

    meeting = Meeting.objects.get()
    assert (meeting.place, meeting.kind) == ("Китепкана", "joint")
    assert meeting.unions == [association, other]


def test_nobody_makes_a_meeting_joint_by_its_kind(client, association, head):
    client.force_login(head)
    page = client.get(reverse("meetings:meeting_create")).content.decode()

    assert 'value="ordinary"' in page
    assert 'value="joint"' not in page
    assert 'value="heads"' not in page


def test_the_secretary_of_one_association_and_head_of_another_joins_only_the_other(
    client, school, association, other, head
):
    make.a_membership(other, head, role="secretary")
    third = make.an_association(school)
    client.force_login(head)

    answer = client.post(reverse("meetings:meeting_create"), {
        "association": other.pk, "date": timezone.localdate().isoformat(),
        "kind": "ordinary", "together": [third.pk],
    })  # fmt: skip

    assert "says with whom it meets together" in answer.content.decode()
    assert not Meeting.objects.exists()


def test_those_who_lead_the_school_join_from_the_page_of_the_meeting(
    client, association, other, deputy
):
    meeting = make.a_meeting(association)
    client.force_login(deputy)
    page = client.get(meeting.get_absolute_url()).content.decode()
    url = reverse("meetings:meeting_join", args=[meeting.pk])
    assert url in page
    form = " ".join(client.get(url).content.decode().split())
    assert '<button class="btn btn-primary" type="submit"> Save </button>' in form

    client.post(url, {"associations": [other.pk]})

    assert Meeting.objects.get().unions == [association, other]
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert other.name_en or other.name_ky in page


# Held and signed


@pytest.fixture
def ready(association, other, head, secretary, teacher, colleague):
    meeting = make.a_joint_meeting(association, other)
    item = make.an_item(meeting, state=AgendaItem.State.DECIDED, heard="Маалымат угулду.")
    make.a_resolution(item, all_members=True)
    return meeting


def signed(meeting):
    if meeting.status in {PLANNED, CONVENED}:
        services.hold_meeting(meeting, by=meeting.chair, nevertheless=True)
    meeting = Meeting.objects.get(pk=meeting.pk)
    seen = text_digest(protocol_data(meeting))
    services.sign_meeting(meeting, by=meeting.chair, digest=seen)
    protocol = meeting.protocols.get(state="signing")
    services.countersign_meeting(meeting, by=meeting.secretary, digest=protocol.digest)
    protocol.refresh_from_db()
    return protocol


def used(association, times):
    year = make.a_year(association.school)
    for _time in range(times):
        name = f"protocol:{association.pk}:{year.pk}"
        next_number(name, scope=association.school_id)


def test_the_protocol_gets_a_number_in_each_register(
    ready, association, other, head, secretary
):
    used(association, 2)
    used(other, 4)

    services.hold_meeting(ready, by=head)

    meeting = Meeting.objects.get()
    assert ready.numbers == []
    ready.refresh_from_db()
    assert ready.numbers == meeting.numbers == [3, 5]
    assert about(meeting).filter(verb="hold").get().changes["number"] == "3/5"
    alone = make.a_ready_meeting(other, secretary=secretary)
    services.hold_meeting(alone, by=other.head(), nevertheless=True)
    assert Meeting.objects.get(pk=alone.pk).number == 6


def test_a_number_once_taken_stays(ready, head):
    services.hold_meeting(ready, by=head)
    row = JointAssociation.objects.get()

    for change in (row.delete, lambda: type(row).objects.update(number=9)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(Refused):
        services.join_meeting(ready, by=head, associations=[])


def test_an_earlier_meeting_of_any_of_them_is_remembered(ready, other, head, colleague):
    make.a_meeting(other, date=ready.date - timedelta(days=3), author=colleague)

    with pytest.raises(ValidationError, match="An earlier meeting is not held yet"):
        services.hold_meeting(ready, by=head)


def test_quorum_and_members_are_counted_over_all(ready, head):
    ready.attendance.exclude(person=head).update(status="absent")

    with pytest.raises(ValidationError, match="1 of 5"):
        services.hold_meeting(ready, by=head)
    assert protocol_data(ready)["members"] == 5


TITLES = {
    "ky": "Так илимдер бирикмеси менен гуманитардык бирикменин биргелешкен отурумунун "
    "№ 3/5 ПРОТОКОЛУ",
    "ru": "ПРОТОКОЛ № 3/5 совместного заседания объединения точных наук и "
    "гуманитарного объединения",
}
AGENDAS = {
    "ky": "Так илимдер бирикмеси менен гуманитардык бирикменин биргелешкен отурумунун "
    "КҮН ТАРТИБИ",
    "ru": "ПОВЕСТКА ДНЯ совместного заседания объединения точных наук и "
    "гуманитарного объединения",
}
LINES = {
    "ky": [
        "Протоколдун каттоо номерлери: № 3 – Так илимдер бирикмеси; № 5 – Гуманитардык бирикме",
        "Усулдук бирикмелердин мүчөлөрү – 5, катышкандар – 5:",
        "усулдук бирикмелердин бардык мүчөлөрү",
    ],
    "ru": [
        "Регистрационные номера протокола: № 3 – МО точных наук; № 5 – Гуманитарное МО",
        "Членов методических объединений – 5, присутствовали – 5:",
        "Ответственные: все члены МО",
    ],
}


@pytest.fixture
def named(association, other):
    said = {
        association: ("Так илимдер бирикмеси", "так илимдер бирикмесинин",
                      "МО точных наук", "объединения точных наук"),
        other: ("Гуманитардык бирикме", "гуманитардык бирикменин",
                "Гуманитарное МО", "гуманитарного объединения"),
    }  # fmt: skip
    for union, words in said.items():
        names = ("name_ky", "genitive_ky", "name_ru", "genitive_ru")
        for name, value in zip(names, words, strict=True):
            setattr(union, name, value)
        union.save()
    used(association, 2)
    used(other, 4)


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_paper_names_all_and_every_number(named, ready, language):
    protocol = signed(Meeting.objects.get(pk=ready.pk))

    paper = ProtocolDocument(protocol, language=language)
    text = " ".join(paper.html().split())

    assert paper.title() == TITLES[language]
    for line in LINES[language]:
        assert line in text


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_agenda_is_of_all(named, ready, language):
    assert AgendaDocument(ready, language=language).title() == AGENDAS[language]


def test_three_are_told_with_a_comma_and_an_and(named, school, ready):
    third = make.an_association(
        school, genitive_ru="начального объединения", genitive_ky="яс бирикмесинин"
    )
    JointAssociation.objects.create(meeting=ready, association=third, year=ready.year)
    ready = Meeting.objects.get(pk=ready.pk)

    title = ProtocolDocument(ready, language="ru", draft=True).title()
    kyrgyz = ProtocolDocument(ready, language="ky", draft=True).title()

    assert title.startswith("ПРОТОКОЛ № ____ совместного заседания объединения точных наук, ")
    assert title.endswith(" и начального объединения")
    assert kyrgyz == (
        "Так илимдер бирикмеси, гуманитардык бирикме жана яс бирикмесинин"
        " биргелешкен отурумунун № ____ ПРОТОКОЛУ"
    )


def test_a_text_signed_before_there_were_joint_meetings_reads_as_it_did(association, head):
    """Whatever its kind was called then; it has none of the new keys."""
    meeting = make.a_ready_meeting(
        association, kind="joint", secretary=make.a_person(head.school)
    )
    services.hold_meeting(meeting, by=head, nevertheless=True)
    data = protocol_data(Meeting.objects.get())

    assert not {"joint", "council"} & data.keys()
    html = ProtocolDocument(meeting, language="ky", snapshot=data).html()
    whose = association.genitive_ky
    assert f"{whose[:1].upper()}{whose[1:]} отурумунун № 1 ПРОТОКОЛУ" in html
    assert "<b>Усулдук бирикменин мүчөлөрү – 1" in html
    assert "каттоо номерлери" not in html


def test_the_paper_lies_on_both_shelves_under_its_number_there(
    named, ready, association, other, teacher, colleague
):
    protocol = signed(ready)
    papers = ArchivedDocument.objects.filter(kind="protocol").order_by("pk")

    assert [(paper.association, paper.number) for paper in papers] == [
        (association, "3"), (other, "5"),
    ]  # fmt: skip
    assert protocol.paper == papers[0]
    assert len({paper.digest for paper in papers}) == 1
    assert len({paper.code for paper in papers}) == 2
    assert list(ArchivedDocument.objects.visible_to(teacher)) == [papers[0]]
    assert list(ArchivedDocument.objects.visible_to(colleague)) == [papers[1]]


def test_so_does_an_extract(named, ready, association, other, head, colleague):
    signed(ready)

    extract = services.issue_extract(Meeting.objects.get(), by=head, labels=["1.1"])

    kind = ContentType.objects.get_for_model(Extract)
    papers = list(ArchivedDocument.objects.filter(content_type=kind).order_by("pk"))
    assert [(row.association, row.number) for row in papers] == [
        (association, str(extract.number)), (other, str(extract.number)),
    ]  # fmt: skip
    assert extract.paper == papers[0]
    assert (
        ArchivedDocument.objects.visible_to(colleague).filter(kind="extract").get() == papers[1]
    )


def test_each_is_told_the_number_of_the_own_register(
    named, ready, teacher, colleague, head, deputy
):
    signed(ready)
    row = Resolution.objects.get()

    assert "№ 3, 1.1" in told_to(teacher)
    assert "№ 5, 1.1" in told_to(colleague)
    services.report_resolution(row, by=colleague, text="Аткардым.")
    assert "№ 3, 1.1" in told_to(head)
    notifications.resolution_closed(moved(row), Meeting.objects.get())
    assert "Protocol № 5 took" in told_to(colleague)
    assert "№ 5, 1.1" in told_to(colleague)
    due = Due(colleague, moved(row), "late", timezone.localdate())
    with translation.override("ru"):
        words = spoken(due)
    assert "Гуманитарное МО, МО точных наук" in words
    assert "№ 5" in words


def moved(row):
    """The same, with a date before the one that was set."""
    day = timezone.localdate() + timedelta(days=3)
    Resolution.objects.filter(pk=row.pk).update(due_now=day)
    return Resolution.objects.get(pk=row.pk)


def told_to(person):
    return Notification.objects.filter(to=person).order_by("-pk").first().text


@pytest.mark.parametrize(("who", "number"), [("teacher", "№ 3"), ("colleague", "№ 5")])
def test_the_own_tasks_have_the_own_number(client, request, named, ready, who, number):
    signed(ready)
    row, person = Resolution.objects.get(), request.getfixturevalue(who)
    client.force_login(person)

    shown = client.get(reverse("meetings:task_list")).content.decode()
    page = client.get(row.get_absolute_url()).content.decode()
    asked = client.get(reverse("meetings:resolution_report", args=[row.pk])).content.decode()
    paper = TaskListPaper(person, Resolution.objects.tasks_of(person).for_tasks()).html()

    for text in (shown, page, asked, paper):
        words = " ".join(text.split())
        assert number in words
        assert "Так илимдер бирикмеси" in words
        assert "Гуманитардык бирикме" in words
    assert f"of protocol {number}<" in " ".join(page.split()).replace(" <", "<")


def test_the_desk_names_all_who_meet(client, named, ready, other, association, colleague):
    later = make.a_joint_meeting(association, other, status=CONVENED, secretary=None)
    row = Resolution.objects.get()
    Resolution.objects.filter(pk=row.pk).update(due_kind="date", due=timezone.localdate())
    signed(ready)
    for person in (colleague, ready.chair):
        client.force_login(person)
        page = client.get(reverse("reports:desk")).content.decode()
        parts = page.split('id="coming"')
        assert all("Так илимдер бирикмеси" in part for part in parts), person
        assert all("Гуманитардык бирикме" in part for part in parts), person
    assert later in Meeting.objects.visible_to(colleague)


def test_a_later_meeting_quotes_it_by_its_own_number(named, ready, association, other, head):
    signed(ready)
    row = Resolution.objects.get()
    alone, both = make.a_meeting(other), make.a_joint_meeting(other, association)

    quoted = [reference(row, meeting) for meeting in (make.a_meeting(association), alone, both)]

    assert [said["protocol"] for said in quoted] == [3, 5, "3/5"]
    assert [said["association"]["ky"] for said in quoted] == ["", "", ""]
    numbers = [Earlier(meeting, [row]).number(row) for meeting in (alone, both)]
    assert numbers == ["№ 5 · 1.1", "№ 3/5 · 1.1"]
    said = protocol_data(Meeting.objects.get(pk=ready.pk))
    assert source(said, 1, "ky").startswith("№ 3/5 протокол")


def test_a_correction_replaces_the_paper_on_both_shelves(ready, head):
    signed(ready)
    services.correct_meeting(Meeting.objects.get(), by=head, reason="Ката бар.")
    signed(Meeting.objects.get())

    kind = ContentType.objects.get_for_model(Protocol)
    papers = ArchivedDocument.objects.filter(content_type=kind).order_by("pk")
    assert [paper.state for paper in papers] == ["replaced", "replaced", "in_force", "in_force"]


def test_the_joined_read_the_signed_paper_and_its_extract(client, ready, head, colleague):
    from associations import archive

    protocol = signed(ready)
    extract = services.issue_extract(Meeting.objects.get(), by=head, labels=["1.1"])
    for paper in ArchivedDocument.objects.all():
        archive.render(paper)
    client.force_login(colleague)
    page = client.get(ready.get_absolute_url()).content.decode()

    for name, thing in (("protocol_pdf", protocol), ("extract_pdf", extract)):
        url = reverse(f"meetings:{name}", args=[thing.pk])
        assert url in page
        answer = client.get(url)
        assert b"".join(answer).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("who", "heading", "first"),
    [
        ("head", "№ 3 ·", "Так илимдер"),
        ("other_head", "№ 5 ·", "Гуманитардык"),
        ("director", "№ 3/5 ·", "Так илимдер"),
    ],
)
def test_each_reads_the_own_number_in_the_own_register(
    client, request, named, ready, who, heading, first
):
    signed(ready)
    client.force_login(request.getfixturevalue(who))

    for name in ("meeting_register", "meeting_list"):
        page = client.get(reverse(f"meetings:{name}")).content.decode()
        row = " ".join(page.partition("<tbody>")[2].partition("</tbody>")[0].split())
        assert heading in row
        names = row.partition('data-label="Association">')[2]
        assert names.startswith(first)
        assert "Так илимдер бирикмеси" in names
        assert "Гуманитардык бирикме" in names


@pytest.mark.parametrize(
    ("who", "number"), [("head", "№ 3 ·"), ("other_head", "№ 5 ·"), ("director", "№ 3/5 ·")]
)
def test_so_are_its_resolutions(client, request, named, ready, who, number):
    signed(ready)
    client.force_login(request.getfixturevalue(who))

    page = client.get(reverse("meetings:resolution_list")).content.decode()
    table = client.get(reverse("meetings:resolution_list_table"))

    row = " ".join(page.partition("<tbody>")[2].partition("</tbody>")[0].split())
    assert f"{number} 1.1" in row
    assert "Так илимдер бирикмеси" in row
    assert "Гуманитардык бирикме" in row
    assert table.status_code == 200


def test_the_register_of_an_association_has_the_joint_ones(
    client, named, ready, other, director
):
    signed(ready)
    make.a_ready_meeting(make.an_association(director.school), author=director)
    client.force_login(director)

    page = client.get(reverse("meetings:meeting_register"), {"association": other.pk})

    [meeting] = page.context["meeting_list"]
    assert (meeting.heading, meeting.registered) == (f"№ 5 · {meeting.topic}", 5)
    with translation.override("ru"):
        assert meeting.whose() == "Гуманитарное МО, МО точных наук"


def test_a_joint_meeting_counts_for_each_of_them(ready, association, other, school):
    third = make.an_association(school)
    signed(ready)
    make.a_ready_meeting(other, status=HELD, number=7)

    years = association_years([association, other, third], ready.year, timezone.localdate())

    assert [(row.meetings.done, row.held) for row in years] == [(1, 1), (1, 2), (0, 0)]


def test_the_year_is_counted_in_as_many_questions_as_ever(
    ready, association, other, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        association_years([association, other], ready.year, timezone.localdate())


@pytest.mark.django_db(transaction=True)
def test_two_joint_meetings_held_crosswise_wait_but_do_not_block(
    association, other, head, other_head, secretary, teacher, colleague
):
    """One is of A with B, the other of B with A: the series are taken in one order."""
    pairs = [(association, other), (other, association)]
    meetings = []
    for host, guest in pairs * 3:
        meeting = make.a_joint_meeting(host, guest, secretary=teacher)
        make.a_resolution(make.an_item(meeting, state="decided"))
        meetings.append(meeting)

    def hold(meeting):
        with translation.override("en"):
            services.hold_meeting(meeting, by=meeting.chair, nevertheless=True)

    outcomes = at_once(*[lambda meeting=meeting: hold(meeting) for meeting in meetings])

    assert outcomes == [None] * 6
    for union in (association, other):
        own = list(union.meetings.values_list("number", flat=True))
        own += union.joint_meetings.values_list("number", flat=True)
        assert sorted(own) == [1, 2, 3, 4, 5, 6]
