"""Writing the minutes: what is saved, what is refused, what comes back."""

import uuid
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from core.models import Attachment, AuditEntry, StaleError
from core.permissions import Refused
from core.uploads import Accepted
from meetings import services
from meetings.models import Attendance, Resolution
from meetings.services.recording import ItemChange, Mark, RowChange
from tests import factories as make
from tests.support import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(association, secretary, teacher):
    return make.a_meeting(association)


@pytest.fixture
def item(meeting):
    return make.an_item(meeting)


def resolved(text="Бекитилсин.", **fields):
    return RowChange(key=uuid.uuid4(), fields={"text": text, **fields})


def test_an_item_is_saved_with_its_rows(item, head, teacher):
    speech = RowChange(key=uuid.uuid4(), fields={"person_id": teacher.pk, "text": "Колдойм."})
    task = RowChange(key=uuid.uuid4(), fields={"text": "Даярдалсын."}, people={teacher.pk})
    change = ItemChange(
        fields={"heard": "Угулду.", "state": "decided"},
        rapporteurs={head.pk},
        speeches=[speech],
        resolutions=[task, resolved()],
    )

    saved = services.save_item(item, by=head, version=1, change=change)

    item.refresh_from_db()
    assert (item.heard, item.state, item.version) == ("Угулду.", "decided", 2)
    assert saved.version == 2
    assert list(item.rapporteurs.all()) == [head]
    assert [(row.person, row.text) for row in item.speeches.all()] == [(teacher, "Колдойм.")]
    rows = list(item.resolutions.in_order())
    assert [(row.position, row.text) for row in rows] == [
        (1, "Даярдалсын."),
        (2, "Бекитилсин."),
    ]
    assert list(rows[0].responsible.all()) == [teacher]
    assert AuditEntry.objects.filter(verb="record").count() == 1


def test_saving_the_same_twice_changes_nothing(item, head):
    change = ItemChange(fields={"heard": "Угулду."}, resolutions=[resolved()])
    services.save_item(item, by=head, version=1, change=change)

    services.save_item(item, by=head, version=2, change=change)

    item.refresh_from_db()
    assert item.version == 2
    assert item.resolutions.count() == 1
    assert AuditEntry.objects.filter(verb="record").count() == 1


def test_who_is_slower_writes_nothing(item, head, secretary):
    first = ItemChange(fields={"heard": "Биринчи."}, resolutions=[resolved("Биринчи токтом.")])
    services.save_item(item, by=head, version=1, change=first)

    second = ItemChange(fields={"heard": "Экинчи."}, resolutions=[resolved("Экинчи.")])
    with pytest.raises(StaleError):
        services.save_item(item, by=secretary, version=1, change=second)

    item.refresh_from_db()
    assert item.heard == "Биринчи."
    assert [row.text for row in item.resolutions.all()] == ["Биринчи токтом."]


def test_two_items_do_not_disturb_each_other(meeting, head, secretary):
    one, two = make.an_item(meeting), make.an_item(meeting)

    services.save_item(one, by=head, version=1, change=ItemChange(fields={"heard": "Бир."}))
    services.save_item(
        two, by=secretary, version=1, change=ItemChange(fields={"heard": "Эки."})
    )

    assert [item.heard for item in meeting.items.in_order()] == ["Бир.", "Эки."]


def test_rows_go_only_when_somebody_says_so(item, head):
    stays, goes = make.a_resolution(item, text="Калат."), make.a_resolution(item, text="Кетет.")
    change = ItemChange(resolutions=[RowChange(key=goes.key, gone=True)])

    services.save_item(item, by=head, version=1, change=change)

    assert [(row.pk, row.position) for row in item.resolutions.all()] == [(stays.pk, 1)]


def test_a_speech_goes_like_any_row(item, head, teacher):
    goes = make.a_speech(item, person=teacher)
    change = ItemChange(speeches=[RowChange(key=goes.key, gone=True)])

    services.save_item(item, by=head, version=1, change=change)

    assert not item.speeches.exists()


def test_rows_stand_in_the_order_of_the_page(item, head):
    one, two = make.a_resolution(item, text="Бир."), make.a_resolution(item, text="Эки.")
    change = ItemChange(resolutions=[RowChange(key=two.key), RowChange(key=one.key)])

    services.save_item(item, by=head, version=1, change=change)

    rows = item.resolutions.in_order()
    assert [(row.position, row.text) for row in rows] == [(1, "Эки."), (2, "Бир.")]


def test_people_of_another_school_are_refused(item, head, foreigner):
    task = RowChange(key=uuid.uuid4(), fields={"text": "Даярдалсын."}, people={foreigner.pk})

    with pytest.raises(Exception, match="another school"):
        services.save_item(item, by=head, version=1, change=ItemChange(resolutions=[task]))

    assert not Resolution.objects.exists()


def test_a_signed_meeting_takes_nothing(item, meeting, head):
    type(meeting).objects.filter(pk=meeting.pk).update(status="signing")

    with pytest.raises(Refused):
        services.save_item(item, by=head, version=1, change=ItemChange(fields={"heard": "Х"}))

    item.refresh_from_db()
    assert item.heard == ""


def test_only_the_marked_are_written(meeting, head, teacher, secretary):
    fields = {"status": "absent", "reason": "ill"}

    theirs = services.save_attendance(meeting, by=head, marks=[Mark(teacher.pk, 1, fields)])

    row = meeting.attendance.get(person=teacher)
    assert theirs == []
    assert (row.status, row.reason, row.version) == ("absent", "ill", 2)
    assert meeting.attendance.get(person=secretary).version == 1


def test_a_mark_of_somebody_else_is_not_overwritten(meeting, head, teacher):
    services.save_attendance(
        meeting, by=head, marks=[Mark(teacher.pk, 1, {"status": "present"})]
    )

    theirs = services.save_attendance(
        meeting, by=head, marks=[Mark(teacher.pk, 1, {"status": "absent"})]
    )

    assert theirs == [teacher.pk]
    assert meeting.attendance.get(person=teacher).status == "present"


def test_nobody_from_elsewhere_gets_on_the_list(meeting, head, stranger, foreigner):
    for person in (stranger, foreigner):
        with pytest.raises(Exception, match="another school"):
            services.save_attendance(meeting, by=head, marks=[Mark(person.pk, 1, {})])

    assert not meeting.attendance.filter(person__in=[stranger, foreigner]).exists()


def test_the_heading_is_saved_by_its_version(meeting, head):
    services.save_header(meeting, by=head, version=1, fields={"place": "205-кабинет"})

    with pytest.raises(StaleError):
        services.save_header(meeting, by=head, version=1, fields={"place": "206"})

    meeting.refresh_from_db()
    assert (meeting.place, meeting.version) == ("205-кабинет", 2)


def test_guests_come_and_go(meeting, head, stranger):
    services.add_guest(meeting, by=head, person=stranger.pk, guest="", post="")
    services.add_guest(meeting, by=head, person=None, guest="А. Осмонов", post="инспектор")

    guests = meeting.attendance.filter(status="invited")
    assert {(row.person, row.guest, row.post) for row in guests} == {
        (stranger, "", ""),
        (None, "А. Осмонов", "инспектор"),
    }

    services.remove_guest(guests.get(guest="А. Осмонов"), by=head)
    assert [row.person for row in guests.all()] == [stranger]


def test_a_member_is_not_taken_off_as_a_guest(meeting, head, teacher):
    row = meeting.attendance.get(person=teacher)

    with pytest.raises(Attendance.DoesNotExist):
        services.remove_guest(row, by=head)

    assert meeting.attendance.filter(person=teacher).exists()


def test_the_same_words_sent_twice_are_one_saving(item, meeting, head, teacher):
    """A second tap of the same button, or an answer that got lost on its way."""
    change = ItemChange(fields={"heard": "Угулду."}, resolutions=[resolved()])
    mark = Mark(teacher.pk, 1, {"status": "present"})

    for _tap in range(2):
        services.save_item(item, by=head, version=1, change=change)
        services.save_header(meeting, by=head, version=1, fields={"place": "205"})
        assert services.save_attendance(meeting, by=head, marks=[mark]) == []

    item.refresh_from_db()
    meeting.refresh_from_db()
    assert (item.version, meeting.version, item.resolutions.count()) == (2, 2, 1)
    assert meeting.attendance.get(person=teacher).version == 2


@pytest.mark.django_db(transaction=True)
def test_many_at_one_item_lose_nothing(association, secretary, head):
    item = make.an_item(make.a_meeting(association))

    def write(number):
        def go():
            change = ItemChange(
                fields={"heard": f"{number}"}, resolutions=[resolved(f"{number}")]
            )
            services.save_item(item, by=head, version=1, change=change)
            return number

        return go

    said = at_once(*[write(number) for number in range(6)])

    item.refresh_from_db()
    (won,) = [one for one in said if not isinstance(one, Exception)]
    assert [type(one) for one in said].count(StaleError) == 5
    assert (item.version, item.heard) == (2, f"{won}")
    assert [row.text for row in item.resolutions.all()] == [f"{won}"]


def test_after_holding_the_list_of_people_is_closed(
    association, head, secretary, teacher, school
):
    meeting = make.a_ready_meeting(association, number=1, status="held")
    late = make.a_person(school)
    make.a_membership(association, late)

    services.save_header(meeting, by=head, version=1, fields={"place": "205"})
    marks = [Mark(late.pk, 1, {"status": "present"})]
    with pytest.raises(ValidationError):
        services.save_attendance(meeting, by=secretary, marks=marks)
    marks = [Mark(teacher.pk, 1, {"came_late": True})]
    services.save_attendance(meeting, by=secretary, marks=marks)

    meeting.refresh_from_db()
    assert (meeting.place, meeting.version) == ("205", 2)
    assert not meeting.attendance.filter(person=late).exists()
    assert meeting.attendance.get(person=teacher).came_late


def a_scan(words=b"%PDF-1.7 a"):
    return Accepted(
        name="talk.pdf",
        content_type="application/pdf",
        size=len(words),
        digest=sha256(words).hexdigest(),
        file=ContentFile(words, name="talk.pdf"),
    )


def test_a_file_sent_twice_is_kept_once_and_withdrawn_once(item, head):
    first, second = (services.attach_file(item, by=head, file=a_scan()) for _ in range(2))
    assert (first, first.kind, first.title) == (second, "talk", "talk")
    services.attach_file(item.meeting, by=head, file=a_scan(), title="Тиркеме")

    for _tap in range(2):
        services.withdraw_file(first, by=head)
        first.refresh_from_db()

    verbs = AuditEntry.objects.filter(verb__in=["attach", "detach"]).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["attach", "attach", "detach"]
    assert Attachment.objects.get(withdrawn_at=None).title == "Тиркеме"
