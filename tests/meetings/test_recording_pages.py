"""The page of the minutes: what is typed is saved, or comes back with a word beside it."""

import json
import uuid
from datetime import timedelta
from html.parser import HTMLParser
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from associations.models import Holiday
from core.models import Attachment, FormToken
from meetings.models import AgendaItem, Attendance, Resolution
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.either]


@pytest.fixture
def meeting(association, secretary, teacher):
    meeting = make.a_meeting(association)
    meeting.attendance.update(status="present")
    return meeting


@pytest.fixture
def item(meeting):
    return make.an_item(meeting)


@pytest.fixture
def writer(client, head):
    client.force_login(head)
    return client


def send(client, item, data, **headers):
    url = reverse("meetings:item_save", args=[item.pk])
    return client.post(url, {"revision": item.version, "heard": item.heard, **data}, **headers)


def autosave(client, item, data):
    answer = send(client, item, data, headers={"X-Autosave": "1"})
    return answer, json.loads(answer.content)


def row(sort, key=None, **fields):
    key = key or uuid.uuid4()
    return {f"{sort}-{key}-key": str(key)} | {
        f"{sort}-{key}-{name}": value for name, value in fields.items()
    }


def test_the_page_shows_what_is_written(writer, meeting, item, teacher):
    make.a_speech(item, person=teacher, text="Сунуш киргизди.")
    make.a_resolution(item, responsible=[teacher], text="Даярдалсын.")

    page = writer.get(reverse("meetings:meeting_record", args=[meeting.pk]))

    assert page.status_code == 200
    for words in ("Сунуш киргизди.", "Даярдалсын.", item.title, "бекитилсин"):
        assert words in page.text
    assert f'-responsible" value="{teacher.pk}"' in page.text


class Controls(HTMLParser):
    """What a browser would send of the first form of an item, and which row is open."""

    def __init__(self, page, place):
        super().__init__()
        self.sent, self.inside, self.select = {}, False, ""
        self.place, self.text = place, ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self.inside = said.get("id") == self.place
        if self.inside:
            self.note(tag, said)

    def note(self, tag, said):
        name, value = said.get("name"), said.get("value", "on")
        ticked = said.get("type") not in {"checkbox", "radio", "file"} or "checked" in said
        if tag == "input" and ticked:
            self.sent.setdefault(name, []).append(value)
        elif tag == "textarea":
            self.text = name
            self.sent[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and ("selected" in said or self.select not in self.sent):
            self.sent[self.select] = [value]

    def handle_data(self, data):
        if self.text:
            self.sent[self.text][0] += data.removeprefix("\n")

    def handle_endtag(self, tag):
        self.text = "" if tag == "textarea" else self.text


UNSAID = [[""], ["none"], ["head"]]


def test_a_row_says_the_same_closed_and_open(writer, meeting, item, teacher, secretary, head):
    item.rapporteurs.add(teacher)
    earlier = make.a_resolution(
        make.an_item(make.a_meeting(meeting.association, number=1, status="held")),
        status="in_force",
    )
    made = make.a_resolution(
        item,
        responsible=[teacher, secretary],
        lead=teacher,
        controller="deputy",
        cancels=earlier,
        text="Даярдалсын.",
        due_kind="date",
        due=meeting.date + timedelta(days=9),
        vote="open",
        votes_for=3,
        votes_against=0,
    )
    url = reverse("meetings:meeting_record", args=[meeting.pk])
    row, place = f"resolution-{made.key}", f"item-form-{item.pk}"

    closed = writer.get(url).text
    opened = [writer.get(url, {"open": one}).text for one in (row, f"item-{item.pk}")]

    assert [f'name="{row}-kind"' in page for page in (closed, *opened)] == [True] * 3
    assert [f'<select class="form-select" name="{row}-kind"' in p for p in opened] == [True, 0]
    said = [Controls(page, place).sent for page in (closed, *opened)]
    told = [{name: v for name, v in one.items() if v not in UNSAID} for one in said]
    assert all(one.pop("csrfmiddlewaretoken") for one in told)
    assert told[0] == told[1] == told[2]
    writer.post(reverse("meetings:item_save", args=[item.pk]), said[0])
    item.refresh_from_db()
    assert item.version == 1  # nothing is written, for nothing was changed


def test_without_a_script_a_row_is_opened_when_it_is_saved(writer, item):
    made = make.a_resolution(item, text="Мурунку.")
    said = row("resolution", made.key, text="Жаңы.")

    answer = send(writer, item, {**said, "open": f"resolution-{made.key}"})

    made.refresh_from_db()
    assert made.text == "Жаңы."
    assert answer.url.endswith(f"?open=resolution-{made.key}#item-{item.pk}")


def test_only_who_was_not_there_is_asked_why(writer, meeting, item, teacher, secretary):
    meeting.attendance.filter(person=teacher).update(status="absent", reason="ill")

    page = writer.get(reverse("meetings:meeting_record", args=[meeting.pk])).text

    assert f'name="p{teacher.pk}-reason"' in page
    assert f'name="p{secretary.pk}-reason"' not in page


@pytest.mark.parametrize("number", [2, 8])
def test_the_page_asks_as_often_whatever_is_written(
    writer, meeting, teacher, number, django_assert_max_num_queries
):
    for _item in range(number):
        item = make.an_item(meeting)
        for _row in range(3):
            make.a_speech(item, person=teacher)
            make.a_resolution(item, responsible=[teacher])
    writer.get(reverse("meetings:meeting_record", args=[meeting.pk]))

    # eight of its own; session, account, posts, memberships and their school are the reader's
    with django_assert_max_num_queries(12):
        writer.get(reverse("meetings:meeting_record", args=[meeting.pk]))


def test_an_autosave_says_what_it_saved(writer, item):
    answer, said = autosave(writer, item, {"heard": "Угулду.", **row("resolution", text="А.")})

    item.refresh_from_db()
    assert answer.status_code == 200
    assert said["version"] == item.version == 2
    assert said["errors"] == {}
    assert len(said["saved_at"]) == len("14:05")
    assert item.heard == "Угулду."
    assert item.resolutions.get().text == "А."


def test_a_deadline_in_an_absence_is_saved_and_noted(writer, item, meeting, teacher):
    day = meeting.date + timedelta(days=5)
    make.an_absence(teacher, since=day, until=day)
    Holiday.objects.create(year=meeting.year, name_ky="Каникул", start=day, end=day)
    key = uuid.uuid4()
    fields = {"text": "А.", "due_kind": "date", "due": day.isoformat()}

    _answer, said = autosave(
        writer, item, row("resolution", key, responsible=teacher.pk, **fields)
    )

    assert (said["errors"], said["lost"]) == ({}, False)
    assert item.resolutions.get().due == day
    [notes] = said["notes"].values()
    assert list(said["notes"]) == [f"resolution-{key}-due"]
    assert any(f"{teacher.list_name} is away on this day" in words for words in notes)
    assert any("holiday" in words for words in notes)


@pytest.mark.parametrize(
    ("fields", "noted"),
    [
        ({"kind": "task"}, True),
        ({"kind": "task", "text": " "}, False),
        ({"kind": "task", "due_kind": "permanent"}, False),
        ({"kind": "task", "all_members": "on"}, False),
        ({"kind": "approve"}, False),
        ({"kind": "petition"}, False),
    ],
)
def test_a_task_for_nobody_is_saved_and_noted(writer, item, meeting, fields, noted):
    """At once by the script, and beside the row whenever the page is read."""
    key, words = uuid.uuid4(), "it will stand on nobody&#x27;s list"

    _answer, said = autosave(
        writer, item, row("resolution", key, **{"text": "А.", "due_kind": "none", **fields})
    )
    page = writer.get(reverse("meetings:meeting_record", args=[meeting.pk])).text

    assert said["errors"] == {}
    assert list(said["notes"]) == [f"resolution-{key}-text"] * noted
    assert (words in page) == noted


def test_what_is_wrong_is_named_and_the_rest_is_saved(writer, item, meeting):
    key = uuid.uuid4()
    early = (meeting.date - timedelta(days=1)).isoformat()
    wrong = row("resolution", key, text="Даярдалсын.", due_kind="date", due=early)
    wrong |= row("resolution", key, vote="open", votes_for="9", votes_against="-1")

    _answer, said = autosave(writer, item, {"heard": "Угулду.", **wrong})

    stored = item.resolutions.get()
    assert set(said["errors"]) == {
        f"resolution-{key}-due",
        f"resolution-{key}-votes_against",
    }
    assert (stored.text, stored.due, stored.votes_for) == ("Даярдалсын.", None, 9)
    assert stored.votes_against is None


def test_votes_that_do_not_add_up_are_named_at_once(writer, item):
    key = uuid.uuid4()
    votes = row("resolution", key, text="Шайлансын.", vote="secret", votes_for="7")

    _answer, said = autosave(writer, item, votes)

    (words,) = said["errors"][f"resolution-{key}-votes_for"]
    assert words == "The votes do not add up: 7 were given, 3 people could vote."
    assert item.resolutions.get().votes_for == 7


def test_votes_of_those_who_were_there_add_up(writer, item, meeting, teacher):
    later = make.an_item(meeting)
    meeting.attendance.filter(person=teacher).update(left_after=item)
    votes = row("resolution", text="Шайлансын.", vote="open", votes_for="2")

    _answer, said = autosave(writer, later, votes)

    assert said["errors"] == {}


def test_the_slower_one_sees_both_texts(writer, item):
    AgendaItem.objects.filter(pk=item.pk).update(version=5, heard="Алардын тексти.")

    answer, said = autosave(writer, item, {"heard": "Менин текстим."})

    item.refresh_from_db()
    assert answer.status_code == 409
    assert said["conflict"] is True
    assert said["version"] == 5
    assert "Алардын тексти." in said["html"]
    assert "Менин текстим." in said["html"]
    assert item.heard == "Алардын тексти."


def test_without_a_script_the_slower_one_decides_on_a_page(writer, item):
    AgendaItem.objects.filter(pk=item.pk).update(version=5, heard="Алардын тексти.")

    page = send(writer, item, {"heard": "Менин текстим."})

    assert page.status_code == 409
    assert "Алардын тексти." in page.text
    assert 'name="revision" value="5"' in page.text
    assert 'name="heard" value="Менин текстим."' in page.text


def test_without_a_script_saving_leads_back_to_the_card(writer, item):
    answer = send(writer, item, {"heard": "Угулду."})

    assert answer.url.endswith(f"/record/#item-{item.pk}")
    item.refresh_from_db()
    assert item.heard == "Угулду."


def test_without_a_script_everything_typed_comes_back(writer, item, teacher):
    key = uuid.uuid4()
    typed = row("resolution", key, text="Даярдалсын.", due="31.02.2027", due_kind="date")
    typed |= row("speech", who="Башка Адам", text="Сөз.")
    page = send(writer, item, {"heard": "х" * 100_001, **typed})

    item.refresh_from_db()
    assert "х" * 100_001 in page.text
    assert "31.02.2027" in page.text
    assert "This text has 100001 characters" in page.text
    assert item.heard == ""
    assert item.resolutions.get().text == "Даярдалсын."
    assert item.speeches.get().guest == "Башка Адам"


def test_a_megabyte_comes_back_whole(writer, item):
    item.heard = "Мурунку."
    item.save()

    page = send(writer, item, {"heard": "ө" * 1_000_000})

    item.refresh_from_db()
    assert "ө" * 1_000_000 in page.text
    assert item.heard == "Мурунку."


def test_a_typed_name_finds_its_person(writer, item, teacher):
    known, unknown = uuid.uuid4(), uuid.uuid4()
    said = row("speech", known, who=teacher.full_name, text="Бир.")
    said |= row("speech", unknown, who="Т. Коноков, ата-эне", text="Эки.")

    send(writer, item, said)

    assert item.speeches.get(key=known).person == teacher
    assert item.speeches.get(key=unknown).guest == "Т. Коноков, ата-эне"


def test_people_of_another_school_are_refused(writer, item, foreigner, teacher):
    key = uuid.uuid4()
    task = row("resolution", key, text="Даярдалсын.", responsible=[foreigner.pk, teacher.pk])

    _answer, said = autosave(writer, item, {"rapporteurs": [foreigner.pk], **task})

    assert set(said["errors"]) == {"rapporteurs", f"resolution-{key}-responsible"}
    assert not item.rapporteurs.exists()
    assert not item.resolutions.get().responsible.exists()


def test_what_is_not_sent_stays(writer, item, teacher):
    item.heard, item.guest_rapporteur, item.talk_attached = "Угулду.", "Конок", True
    item.save()
    item.rapporteurs.add(teacher)
    kept = make.a_resolution(item, responsible=[teacher], all_members=True)
    url = reverse("meetings:item_save", args=[item.pk])

    writer.post(url, {"revision": 1, "state": "postponed"})

    item.refresh_from_db()
    kept.refresh_from_db()
    assert (item.state, item.heard, item.guest_rapporteur) == ("postponed", "Угулду.", "Конок")
    assert item.talk_attached
    assert list(item.rapporteurs.all()) == list(kept.responsible.all()) == [teacher]
    assert kept.all_members


def test_a_row_is_removed_and_another_raised_by_buttons(writer, item):
    one, two = make.a_resolution(item, text="Бир."), make.a_resolution(item, text="Эки.")
    three = make.a_resolution(item, text="Үч.")
    rows = [row("resolution", r.key, text=r.text) for r in (one, two, three)]
    typed = {**rows[0], **rows[1], **rows[2]}

    send(writer, item, {**typed, "remove": f"resolution-{one.key}"})
    item.refresh_from_db()
    send(writer, item, {**rows[1], **rows[2], "up": f"resolution-{three.key}"})

    assert [r.text for r in item.resolutions.in_order()] == ["Үч.", "Эки."]


def test_word_and_nul_and_emoji_are_taken_in(writer, item):
    send(writer, item, {"heard": "Бир\x00\u00a0эки\u200b 🎉\r\n\x07үч", "title": "А\x00\nБ"})

    item.refresh_from_db()
    assert (item.heard, item.title) == ("Бир эки 🎉\nүч", "А Б")


def test_broken_rows_keep_their_words(writer, item):
    send(
        writer,
        item,
        {
            "resolution-x-key": "no key at all",
            "resolution-x-text": "Биринчи.",
            "resolution-y-key": "no key at all",
            "resolution-y-text": "Экинчи.",
            "resolution-z-text": "Ачкычсыз.",
            "resolution-y-votes_for": "9" * 400,
        },
    )

    assert [r.text for r in item.resolutions.in_order()] == ["Биринчи.", "Экинчи."]


def test_the_year_s_end_is_a_deadline(writer, item, meeting):
    send(writer, item, row("resolution", text="Даярдалсын.", due_kind="year_end"))

    assert item.resolutions.get().due == meeting.year.end


WORDS = st.text(max_size=60) | st.sampled_from(
    ["-1", "9" * 400, "31.02.2026", "\x00", "0", "on"]
)
NAMES = [
    *(
        "title",
        "state",
        "heard",
        "guest_rapporteur",
        "rapporteurs",
        "talk_attached",
        "revision",
    ),
    *("up", "remove", "add", "talk"),
    *(f"resolution-a-{n}" for n in ("key", "text", "kind", "responsible", "due_kind", "due")),
    *(f"resolution-a-{n}" for n in ("vote", "votes_for", "votes_against", "votes_abstained")),
    *(f"speech-b-{n}" for n in ("key", "who", "text", "DELETE")),
]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.dictionaries(st.sampled_from(NAMES), WORDS | st.lists(WORDS, max_size=3)))
def test_nothing_that_is_sent_breaks_it(writer, item, data):
    item.refresh_from_db()
    data = {"revision": item.version, **data}

    for headers in ({}, {"X-Autosave": "1"}):
        answer = writer.post(
            reverse("meetings:item_save", args=[item.pk]), data, headers=headers
        )
        assert answer.status_code in {200, 302, 409}


def mark(meeting, person, what, **more):
    row = meeting.attendance.get(person=person)
    was = f"{row.version}:{row.status}:{row.reason}:{row.remark}::"
    fields = {"was": was, "mark": what, **more}
    return {f"p{person.pk}-{name}": value for name, value in fields.items()}


def keep(client, meeting, data, **headers):
    return client.post(reverse("meetings:attendance_save", args=[meeting.pk]), data, **headers)


def test_people_are_marked(writer, meeting, item, head, teacher, secretary):
    keep(
        writer,
        meeting,
        {
            **mark(meeting, head, "present"),
            **mark(meeting, teacher, "absent", reason="ill", remark="грипп"),
            **mark(meeting, secretary, "partly", late="on", left=item.pk),
        },
    )

    rows = {row.person: row for row in meeting.attendance.all()}
    assert rows[head].version == 1
    assert (rows[teacher].status, rows[teacher].reason) == ("absent", "ill")
    assert rows[teacher].remark == "грипп"
    assert rows[secretary].came_late
    assert rows[secretary].left_after == item


def test_two_who_tap_do_not_disturb_each_other(writer, meeting, teacher, secretary):
    page = {**mark(meeting, teacher, "present"), **mark(meeting, secretary, "absent")}
    meeting.attendance.filter(person=teacher).update(status="absent", version=2)

    answer = keep(writer, meeting, page, headers={"X-Autosave": "1"})

    said = json.loads(answer.content)
    assert answer.status_code == 200
    assert said["fields"][f"p{teacher.pk}-was"].startswith("2:absent")
    assert meeting.attendance.get(person=teacher).status == "absent"
    assert meeting.attendance.get(person=secretary).status == "absent"


def test_the_same_person_marked_twice_is_asked_about(writer, meeting, teacher):
    page = mark(meeting, teacher, "absent")
    meeting.attendance.filter(person=teacher).update(version=2, came_late=True)

    script = keep(writer, meeting, page, headers={"X-Autosave": "1"})
    plain = keep(writer, meeting, page)

    assert script.status_code == plain.status_code == 409
    assert "came late" in json.loads(script.content)["html"]
    assert f'name="p{teacher.pk}-was" value="2:present:::True:"' in plain.text
    assert f'href="/meetings/{meeting.pk}/record/#attendance"' in plain.text
    assert meeting.attendance.get(person=teacher).status == "present"


def test_a_remark_that_is_too_long_is_still_on_the_page(writer, meeting, teacher):
    long = "барган жок " * 20

    page = keep(writer, meeting, mark(meeting, teacher, "absent", reason="ill", remark=long))

    assert page.status_code == 200
    assert f'value="{long}"' in page.text
    assert "120" in page.text
    row = meeting.attendance.get(person=teacher)
    assert (row.status, row.reason, row.remark) == ("absent", "ill", "")


def test_everybody_in_one_tap_but_those_marked_already(writer, meeting, head, teacher):
    meeting.attendance.update(status="unmarked")
    meeting.attendance.filter(person=teacher).update(status="absent")

    keep(writer, meeting, {"everybody": "1"})

    statuses = dict(meeting.attendance.values_list("person", "status"))
    assert statuses.pop(teacher.pk) == "absent"
    assert set(statuses.values()) == {"present"}


def test_a_new_member_is_on_the_page_and_can_be_marked(writer, meeting, association, school):
    new = make.a_person(school, surname_ky="Жаңыбекова")
    make.a_membership(association, new)

    page = writer.get(reverse("meetings:meeting_record", args=[meeting.pk]))
    assert "Жаңыбекова" in page.text
    keep(writer, meeting, {f"p{new.pk}-was": "1:unmarked::::", f"p{new.pk}-mark": "present"})

    assert meeting.attendance.get(person=new).status == "present"


def test_the_heading_is_loose_too(writer, meeting, foreigner, teacher):
    url = reverse("meetings:header_save", args=[meeting.pk])
    data = {
        "revision": meeting.version,
        "date": "2026-02-31",
        "place": "205-кабинет",
        "chair": foreigner.pk,
        "secretary": teacher.pk,
        "starts_at": "15:00",
        "ends_at": "14:00",
    }

    answer = writer.post(url, data, headers={"X-Autosave": "1"})

    before, said = meeting.date, json.loads(answer.content)
    meeting.refresh_from_db()
    assert set(said["errors"]) == {"date", "chair", "ends_at"}
    assert (meeting.date, meeting.place, meeting.secretary) == (before, "205-кабинет", teacher)
    assert meeting.ends_at is None


def test_chair_and_secretary_are_two_people(writer, meeting, head, secretary):
    url = reverse("meetings:header_save", args=[meeting.pk])

    page = writer.post(url, {"revision": meeting.version, "chair": secretary.pk})

    meeting.refresh_from_db()
    assert "Chair and secretary are two people." in page.text
    assert (meeting.chair, meeting.secretary) == (head, secretary)


def test_a_guest_needs_a_post(writer, meeting, stranger):
    url = reverse("meetings:guest_add", args=[meeting.pk])

    refused = writer.post(url, {"name": "А. Осмонов"})
    writer.post(url, {"name": "А. Осмонов", "post": "инспектор"})
    writer.post(url, {"name": stranger.full_name})

    assert "Write the guest&#x27;s post." in refused.text
    assert 'value="А. Осмонов"' in refused.text
    guests = meeting.attendance.filter(status="invited").order_by("pk")
    assert [(g.person, g.guest, g.post) for g in guests] == [
        (None, "А. Осмонов", "инспектор"),
        (stranger, "", stranger.title),
    ]


def test_a_question_is_added_during_the_meeting(writer, meeting, item):
    url = reverse("meetings:item_add", args=[meeting.pk])

    answer = writer.post(url, {"title": "Кошумча маселе жөнүндө"})

    added = meeting.items.get(position=2)
    assert added.title == "Кошумча маселе жөнүндө"
    assert answer.url.endswith(f"#item-{added.pk}")


def test_an_election_comes_up_during_the_meeting(writer, meeting, item):
    url = reverse("meetings:item_add", args=[meeting.pk])
    offered = writer.get(reverse("meetings:meeting_record", args=[meeting.pk])).text
    assert 'id="new-kind"' in offered

    writer.post(url, {"title": "Катчыны шайлоо жөнүндө", "kind": "election"})

    assert meeting.items.get(position=2).kind == "election"
    page = writer.get(reverse("meetings:meeting_record", args=[meeting.pk])).text
    assert "election-candidates" in page


def test_control_comes_up_with_its_list_and_only_once(writer, association, meeting, item):
    earlier = make.a_meeting(
        association, date=meeting.date - timedelta(days=9), status="held", number=1
    )
    row = make.a_resolution(make.an_item(earlier), status="in_force")
    url = reverse("meetings:item_add", args=[meeting.pk])

    writer.post(url, {"title": "Көзөмөл жөнүндө", "kind": "control"})
    again = writer.post(url, {"title": "Дагы көзөмөл жөнүндө", "kind": "control"})

    added = meeting.items.get(kind="control")
    assert [line.resolution for line in added.control_rows.all()] == [row]
    assert "control of earlier resolutions already" in again.text
    assert "Дагы көзөмөл жөнүндө" in again.text
    assert '<option value="control" selected>' in again.text
    strange = writer.post(url, {"title": "Ката", "kind": "report"})
    assert "Select a valid choice" in strange.text
    assert meeting.items.count() == 2


def a_picture():
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    return picture.getvalue()


def test_files_are_added_and_taken_out(writer, meeting, item):
    talk = SimpleUploadedFile("талк.png", a_picture())
    send(writer, item, {"talk": talk})
    annex = SimpleUploadedFile("тиркеме.png", a_picture())
    url = reverse("meetings:annex_add", args=[meeting.pk])
    writer.post(url, {"title": "Таблица", "file": annex})

    kept = {file.kind: file for file in Attachment.objects.all()}
    assert (kept["talk"].subject, kept["talk"].title) == (item, "талк")
    assert (kept["annex"].subject, kept["annex"].title) == (meeting, "Таблица")
    answer = writer.get(reverse("attachment", args=[kept["talk"].pk]))
    assert b"".join(answer.streaming_content) == a_picture()

    out = reverse("meetings:file_withdraw", args=[meeting.pk, kept["talk"].pk])
    writer.post(out)
    assert writer.get(reverse("attachment", args=[kept["talk"].pk])).status_code == 404


def test_a_file_that_may_not_come_in_leaves_the_text(writer, item):
    page = send(
        writer, item, {"heard": "Угулду.", "talk": SimpleUploadedFile("a.exe", b"MZ\x90")}
    )

    item.refresh_from_db()
    assert "Only PDF, PNG, JPEG, DOCX and XLSX files are accepted." in page.text
    assert item.heard == "Угулду."
    assert not Attachment.objects.exists()


def test_a_file_of_another_meeting_is_not_taken_out_from_here(writer, meeting, other_head):
    theirs = make.a_meeting(other_head.memberships.get().association)
    kept = Attachment.objects.create(
        scope=theirs.scope, subject=theirs, kind="annex", title="x", file="x", name="x",
        type="x", size=1, digest="x", by=other_head,
    )  # fmt: skip

    writer.post(reverse("meetings:file_withdraw", args=[meeting.pk, kept.pk]))

    kept.refresh_from_db()
    assert kept.withdrawn_at is None


@pytest.mark.parametrize("who", ["teacher", "stranger", "foreigner", "other_head", "director"])
def test_others_write_nothing(request, client, item, meeting, who):
    client.force_login(request.getfixturevalue(who))

    send(client, item, {"heard": "Башка."})
    client.post(reverse("meetings:item_add", args=[meeting.pk]), {"title": "Башка"})
    client.post(
        reverse("meetings:header_save", args=[meeting.pk]), {"revision": 1, "place": "X"}
    )
    keep(client, meeting, {"everybody": "1"})

    item.refresh_from_db()
    meeting.refresh_from_db()
    assert (item.heard, meeting.items.count(), meeting.place) == ("", 1, "31-кабинет")


def test_the_minutes_read_as_they_will_be_printed(writer, meeting, item):
    make.a_resolution(item, text="Иш пландары бекитилсин.")
    url = reverse("meetings:meeting_minutes", args=[meeting.pk])

    part = writer.get(url, headers={"HX-Request": "true"})
    page = writer.get(url)

    assert "Иш пландары бекитилсин." in part.text
    assert "<html" not in part.text
    assert "Back to the minutes" in page.text


def test_rows_without_words_are_no_rows(writer, item):
    send(writer, item, {**row("resolution", text="", kind="task"), **row("speech", text="")})

    assert not Resolution.objects.exists()
    assert not item.speeches.exists()
    assert Attendance.objects.count() == 3


def test_who_comes_back_to_an_address_of_saving_finds_the_page(writer, item, meeting):
    places = {
        reverse("meetings:item_save", args=[item.pk]): f"item-{item.pk}",
        reverse("meetings:attendance_save", args=[meeting.pk]): "attendance",
        reverse("meetings:guest_add", args=[meeting.pk]): "guests",
    }

    found = {url: writer.get(url).url for url in places}

    page = reverse("meetings:meeting_record", args=[meeting.pk])
    assert found == {url: f"{page}#{place}" for url, place in places.items()}


def test_without_a_script_a_button_brings_an_empty_row(writer, item):
    answer = send(writer, item, {"heard": "Угулду.", "add": "resolution"})
    page = writer.get(answer.url)

    item.refresh_from_db()
    assert item.heard == "Угулду."
    assert page.text.count('class="row-line resolution"') == 2  # the new one and the script's


def test_a_form_that_is_sent_five_times_adds_one(writer, meeting):
    token = FormToken.fresh()
    sent = {
        "item_add": {"title": "Кошумча маселе жөнүндө"},
        "guest_add": {"name": "А. Осмонов", "post": "инспектор"},
    }

    for name, data in sent.items():
        url = reverse(f"meetings:{name}", args=[meeting.pk])
        said = {
            writer.post(url, {**data, "form_token": f"{token[:-9]}{name}"}).url
            for _n in "12345"
        }
        assert len(said) == 1

    assert meeting.items.count() == 1
    assert meeting.attendance.filter(status="invited").count() == 1


PARTS = {
    "attendance_save": ["was", "mark", "reason", "remark", "late", "left"],
    "header_save": ["date", "starts_at", "ends_at", "place", "topic", "chair", "secretary"],
    "guest_add": ["name", "post"],
    "item_add": ["title", "kind"],
    "annex_add": ["title", "file"],
}


@pytest.mark.parametrize("part", PARTS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_nothing_that_is_sent_breaks_the_other_parts(writer, meeting, head, part, data):
    names = [*PARTS[part], *(f"p{head.pk}-{name}" for name in PARTS[part]), "revision"]
    said = data.draw(st.dictionaries(st.sampled_from(names), WORDS | st.just("1:present::::")))
    meeting.refresh_from_db()
    said = {"revision": meeting.version, **said}

    for headers in ({}, {"X-Autosave": "1"}):
        url = reverse(f"meetings:{part}", args=[meeting.pk])
        assert writer.post(url, said, headers=headers).status_code in {200, 302, 409}
