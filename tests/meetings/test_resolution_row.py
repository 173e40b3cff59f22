"""What is written about a new resolution: who answers, who controls it, what it cancels."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from meetings import services
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import Meeting, Reminder, Resolution
from meetings.services.recording import ItemChange, RowChange
from meetings.workflow import ResolutionStatus
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier(association, head, secretary, teacher):
    meeting = make.a_meeting(association, number=1, status="held")
    item = make.an_item(meeting)
    return make.a_resolution(item, text="Дептерлер текшерилсин.", status="in_force")


@pytest.fixture
def meeting(association, head, secretary, teacher, earlier):
    return make.a_ready_meeting(association)


@pytest.fixture
def item(meeting):
    return meeting.items.get()


@pytest.fixture
def writer(client, head):
    client.force_login(head)
    return client


def row(key=None, **fields):
    prefix = f"resolution-{key or uuid.uuid4()}"
    return {f"{prefix}-key": prefix.removeprefix("resolution-")} | {
        f"{prefix}-{name}": value for name, value in fields.items()
    }


def send(client, item, data, **headers):
    url = reverse("meetings:item_save", args=[item.pk])
    return client.post(url, {"revision": item.version, **data}, **headers)


def autosave(client, item, data):
    answer = send(client, item, data, headers={"X-Autosave": "1"})
    return json.loads(answer.content)


def stored(item):
    return item.resolutions.exclude(text="Маалымат эске алынсын.").get()


def test_all_three_are_saved_and_shown(writer, meeting, item, teacher, secretary, earlier):
    said = row(
        text="Жаңысы.",
        responsible=[teacher.pk, secretary.pk],
        lead=teacher.full_name,
        controller="deputy",
        cancels="№ 1 · 1.1 Дептерлер текшерилсин.",
    )

    assert autosave(writer, item, said)["errors"] == {}

    new = stored(item)
    assert (new.lead, new.controller, new.cancels) == (teacher, "deputy", earlier)
    page = writer.get(reverse("meetings:meeting_record", args=[meeting.pk])).text
    assert f'value="{teacher.full_name}"' in page
    assert f"{teacher.full_name}, deputy director, cancels № 1 · 1.1" in page
    assert '<option value="№ 1 · 1.1 Дептерлер текшерилсин."></option>' in page


def test_a_number_alone_names_the_earlier_resolution(writer, item, earlier):
    autosave(writer, item, row(text="Жаңысы.", cancels="№ 1 · 1.1"))

    assert stored(item).cancels == earlier


@pytest.mark.parametrize("name", ["№ 1 · 9.9", "№", "1", "№ 1", "Таптакыр башка"])
def test_an_earlier_resolution_that_is_not_open_is_named(writer, item, earlier, name):
    said = row(key := uuid.uuid4(), text="Жаңысы.", cancels=name)

    errors = autosave(writer, item, said)["errors"]

    words = "There is no such open resolution. Choose it from the list."
    assert errors == {f"resolution-{key}-cancels": [words]}
    assert stored(item).cancels is None


def test_what_is_done_or_elsewhere_is_not_cancelled(writer, item, earlier, school, foreigner):
    Resolution.objects.filter(pk=earlier.pk).update(status="done")
    other = make.a_meeting(make.an_association(school), number=1, status="held")
    make.a_resolution(make.an_item(other), text="Башканыкы.", status="in_force")

    said = autosave(writer, item, row(text="Жаңысы.", cancels="№ 1 · 1.1"))

    assert len(said["errors"]) == 1


def test_who_answers_is_one_of_those_who_do_it(writer, item, teacher, secretary):
    key = uuid.uuid4()
    said = row(key, text="Жаңысы.", responsible=[secretary.pk], lead=teacher.full_name)

    errors = autosave(writer, item, said)["errors"]

    assert errors == {
        f"resolution-{key}-lead": ["Tick this person among the responsible, too."]
    }
    assert stored(item).lead is None


def test_a_name_that_nobody_has_is_said(writer, item, teacher):
    key = uuid.uuid4()

    errors = autosave(writer, item, row(key, text="Жаңысы.", lead="Эч ким"))["errors"]

    assert errors == {f"resolution-{key}-lead": ["Nobody of the school is called so: Эч ким"]}


def test_who_is_no_longer_responsible_no_longer_answers(writer, item, teacher, secretary):
    made = make.a_resolution(item, text="Жаңысы.", responsible=[teacher], lead=teacher)

    autosave(writer, item, row(made.key, text="Жаңысы.", responsible=[secretary.pk], lead=""))
    made.refresh_from_db()
    assert made.lead is None

    made.responsible.set([teacher])
    Resolution.objects.filter(pk=made.pk).update(lead=teacher)
    change = RowChange(key=made.key, people={secretary.pk})
    item.refresh_from_db()
    services.save_item(
        item,
        by=item.meeting.chair,
        version=item.version,
        change=ItemChange(resolutions=[change]),
    )
    made.refresh_from_db()
    assert made.lead is None


def test_what_was_not_sent_stays(writer, item, teacher, earlier):
    made = make.a_resolution(
        item, text="Жаңысы.", responsible=[teacher], lead=teacher, controller="deputy",
        cancels=earlier,
    )  # fmt: skip

    autosave(writer, item, row(made.key, text="Жаңысы.", responsible=[teacher.pk]))

    made.refresh_from_db()
    assert (made.lead, made.controller, made.cancels) == (teacher, "deputy", earlier)


def test_the_same_person_twice_is_one(writer, item, teacher):
    autosave(writer, item, row(text="Жаңысы.", responsible=[teacher.pk, teacher.pk]))

    assert list(stored(item).responsible.all()) == [teacher]


def test_forty_people_do_one_thing(writer, item, meeting, school, association):
    people = [make.a_person(school, surname_ky=f"Адамов{n}") for n in range(40)]
    said = row(
        text="Жаңысы.",
        responsible=[person.pk for person in people],
        lead=people[7].username,
    )
    assert list(autosave(writer, item, said)["errors"]) != []
    meeting.attendance.all().delete()

    said[next(name for name in said if name.endswith("-lead"))] = people[7].full_name
    item.refresh_from_db()
    assert autosave(writer, item, said)["errors"] == {}

    new = stored(item)
    assert new.responsible.count() == 40
    assert new.lead == people[7]
    rows = protocol_data(meeting)["items"][0]["resolutions"]
    printed = next(row for row in rows if row["text"] == "Жаңысы.")
    assert len(printed["responsible"]) == 40
    assert printed["lead"] in printed["responsible"]


def test_a_date_before_the_meeting_is_named(writer, item, meeting):
    key, day = uuid.uuid4(), meeting.date - timedelta(days=1)

    errors = autosave(
        writer, item, row(key, text="Жаңысы.", due_kind="date", due=day.isoformat())
    )["errors"]

    assert errors == {f"resolution-{key}-due": ["The deadline lies before the meeting."]}


def test_without_a_script_the_typed_name_comes_back(writer, item, teacher):
    page = send(writer, item, row(text="Жаңысы.", lead="Эч ким", cancels="№ 7 · 7.7")).text

    assert 'value="Эч ким"' in page
    assert 'value="№ 7 · 7.7"' in page
    assert "Nobody of the school is called so: Эч ким" in page


def test_the_slower_one_sees_who_answers(writer, item, teacher, earlier):
    make.a_resolution(
        item, text="Жаңысы.", responsible=[teacher], lead=teacher, cancels=earlier
    )
    type(item).objects.filter(pk=item.pk).update(version=7)

    said = autosave(writer, item, row(text="Башкасы.", controller="deputy"))

    assert f"{teacher.full_name}, cancels № 1 · 1.1" in said["html"]
    assert "Башкасы.; deputy director" in said["html"]


def test_what_cancels_has_words(meeting, head, earlier):
    item = meeting.items.get()
    make.a_resolution(item, text="", cancels=earlier)

    with pytest.raises(ValidationError, match="no words"):
        services.hold_meeting(meeting, by=head, nevertheless=True)


# A resolution that lived is not taken out of a corrected protocol


@pytest.fixture
def correcting(meeting, head, secretary, teacher):
    item = meeting.items.get()
    make.a_resolution(item, text="Жаңысы.", responsible=[teacher])
    Meeting.objects.filter(pk=meeting.pk).update(status="held", number=2)
    meeting.refresh_from_db()
    seen = text_digest(protocol_data(meeting))
    services.sign_meeting(meeting, by=head, digest=seen)
    services.countersign_meeting(meeting, by=secretary, digest=meeting.protocols.get().digest)
    meeting.refresh_from_db()
    return meeting


@pytest.mark.parametrize("how", ["gone", "emptied"])
def test_what_was_reported_on_stays_in_a_corrected_text(
    writer, correcting, item, teacher, head, how
):
    made = stored(item)
    services.report_resolution(made, by=teacher, text="Бүттү.")
    services.correct_meeting(correcting, by=head, reason="Ката.")
    typed = {"DELETE": "on", "text": "Жаңысы."} if how == "gone" else {"text": ""}

    said = autosave(writer, item, row(made.key, **typed))

    made.refresh_from_db()
    words = "Something was reported or decided on it already. A later resolution cancels it."
    assert said["errors"] == {f"resolution-{made.key}-text": [words]}
    assert (said["lost"], made.text) == (True, "Жаңысы.")


def test_what_nobody_touched_is_taken_out_with_its_reminders(
    writer, correcting, item, teacher, head
):
    made = stored(item)
    Reminder.objects.create(resolution=made, person=teacher, day=correcting.date, step="late")
    services.correct_meeting(correcting, by=head, reason="Ката.")

    said = autosave(writer, item, row(made.key, text="Жаңысы.", DELETE="on"))

    assert said["errors"] == {}
    assert not Resolution.objects.filter(pk=made.pk).exists()
    assert made.status == ResolutionStatus.IN_FORCE
