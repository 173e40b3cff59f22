"""Pages of planning: what the reader sees, and what is changed by what they send."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from associations.models import Membership
from core.audit import about
from core.models import AuditEntry, Notification
from meetings import services
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import AgendaItem, Meeting
from tests import factories as make

pytestmark = pytest.mark.either


@pytest.fixture
def meeting(association, head, secretary, teacher):
    return make.a_meeting(association, chair=head, secretary=secretary)


def page_of(name, *args):
    return reverse(f"meetings:{name}", args=args)


def plan(association, **said):
    return {
        "association": association.pk,
        "kind": "ordinary",
        "date": timezone.localdate().isoformat(),
        "starts_at": "14:00",
        "place": "31-кабинет",
        "topic": "I чейректин жыйынтыгы",
        "chair": "",
        "secretary": "",
        **said,
    }


# Planning


def test_a_planned_meeting_gets_its_usual_people_and_its_list(
    client, head, secretary, teacher, association
):
    client.force_login(head)

    client.post(page_of("meeting_create"), plan(association))

    meeting = Meeting.objects.get()
    assert (meeting.chair, meeting.secretary, meeting.author) == (head, secretary, head)
    assert (meeting.status, meeting.number) == ("planned", None)
    assert set(meeting.attendance.values_list("person", flat=True)) == {
        head.pk, secretary.pk, teacher.pk,
    }  # fmt: skip
    assert Meeting.objects.search("чейректин", scope=meeting.scope).get() == meeting
    assert about(meeting).get().verb == "create"


def test_without_a_secretary_the_last_one_writes_again(client, head, association, school):
    writer = make.a_person(school)
    make.a_meeting(association, secretary=writer)
    client.force_login(head)

    client.post(page_of("meeting_create"), plan(association))

    assert Meeting.objects.newest_first().first().secretary == writer


def test_the_form_offers_members_first_in_the_form_of_lists(
    client, head, teacher, stranger, foreigner, gone
):
    client.force_login(head)

    text = client.get(page_of("meeting_create")).text

    assert text.index(teacher.list_name) < text.index(stranger.list_name)
    assert foreigner.list_name not in text
    assert f'<option value="{gone.pk}"' not in text


def test_the_31st_of_february_is_explained_and_nothing_typed_is_lost(client, head, association):
    client.force_login(head)

    answer = client.post(
        page_of("meeting_create"), plan(association, date="31.02.2027", topic="Олимпиада")
    )

    assert "There is no such day in the calendar." in answer.text
    assert "Олимпиада" in answer.text
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"date": "1999-10-12"}, "This date lies in no school year."),
        ({"starts_at": "27:90"}, "There is no such hour."),
        ({"date": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(client, head, association, said, words):
    client.force_login(head)

    assert words in client.post(page_of("meeting_create"), plan(association, **said)).text
    assert not Meeting.objects.exists()


def test_chair_and_secretary_are_two_people(client, head, association):
    client.force_login(head)

    said = plan(association, chair=head.pk, secretary=head.pk)
    answer = client.post(page_of("meeting_create"), said)

    assert "Chair and secretary are two people." in answer.text
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("field", ["association", "chair", "secretary"])
def test_ids_of_another_school_are_refused(client, head, association, foreigner, field):
    elsewhere = make.an_association(foreigner.school, head=foreigner)
    foreign = {"association": elsewhere.pk}.get(field, foreigner.pk)
    client.force_login(head)

    client.post(page_of("meeting_create"), {**plan(association), field: foreign})

    assert not Meeting.objects.exists()


def test_nobody_plans_for_an_association_they_do_not_run(client, head, association, school):
    other = make.an_association(school)
    client.force_login(head)

    client.post(page_of("meeting_create"), plan(other))

    assert not Meeting.objects.exists()


def test_a_teacher_is_told_who_plans(client, teacher):
    client.force_login(teacher)

    answer = client.get(page_of("meeting_create"))

    assert answer.status_code == 403
    assert "Meetings are planned by the head or the secretary" in answer.text


def test_a_form_sent_twice_plans_one_meeting(client, head, association):
    client.force_login(head)
    said = plan(association, form_token="t" * 30)

    first = client.post(page_of("meeting_create"), said)
    second = client.post(page_of("meeting_create"), said)

    assert Meeting.objects.count() == 1
    assert first.url == second.url


def test_changing_the_plan_keeps_the_list_in_step(client, head, meeting, association, school):
    newcomer = make.a_person(school)
    make.a_membership(association, newcomer)
    client.force_login(head)

    client.post(
        page_of("meeting_update", meeting.pk),
        plan(association, version=meeting.version, chair=head.pk, topic="Башка тема"),
    )

    meeting.refresh_from_db()
    assert (meeting.topic, meeting.version) == ("Башка тема", 2)
    assert meeting.attendance.filter(person=newcomer).exists()


@pytest.mark.parametrize(
    ("was", "now", "urgent"),
    [(0, 9, True), (1, 9, True), (9, 1, True), (2, 9, False), (9, 3, False)],
)
def test_who_counts_on_today_or_tomorrow_hears_at_once_that_it_is_another_day(
    client, meeting, association, head, teacher, was, now, urgent
):
    today = timezone.localdate()
    Meeting.objects.update(status="convened", date=today + timedelta(days=was))
    client.force_login(head)
    day = today + timedelta(days=now)

    client.post(
        page_of("meeting_update", meeting.pk),
        plan(association, version=meeting.version, chair=head.pk, date=day.isoformat()),
    )

    meeting.refresh_from_db()
    assert meeting.date == day
    notice = teacher.notifications.get()
    assert (notice.text.startswith("The meeting was moved"), notice.urgent) == (True, urgent)


def test_who_was_slower_sees_both_texts(client, head, meeting, association):
    Meeting.objects.filter(pk=meeting.pk).update(topic="Башканын темасы", version=2)
    client.force_login(head)

    answer = client.post(
        page_of("meeting_update", meeting.pk),
        plan(association, version=1, chair=head.pk, topic="Менин темам"),
    )

    assert answer.status_code == 409
    assert "Башканын темасы" in answer.text
    assert "Менин темам" in answer.text
    meeting.refresh_from_db()
    assert meeting.topic == "Башканын темасы"


def test_looking_changes_nothing(client, head, meeting, association, school):
    make.a_membership(association, make.a_person(school))
    listed = meeting.attendance.count()
    client.force_login(head)
    entries = AuditEntry.objects.count()

    for name in ("meeting_detail", "meeting_update", "agendaitem_create", "meeting_cancel"):
        assert client.get(page_of(name, meeting.pk)).status_code == 200

    assert meeting.attendance.count() == listed
    assert AuditEntry.objects.count() == entries


# One meeting


def test_another_associations_meeting_does_not_exist_for_a_stranger(
    client, stranger, foreigner, meeting
):
    for person in (stranger, foreigner):
        client.force_login(person)
        for name in ("meeting_detail", "meeting_agenda", "meeting_calendar", "meeting_update"):
            assert client.get(page_of(name, meeting.pk)).status_code == 404


def test_members_read_the_minutes_when_the_meeting_has_been_held(client, teacher, meeting):
    item = make.an_item(meeting, heard="Билим сапаты 48 %.")
    make.a_speech(item, person=teacher, text="Кошумча сабак сунуштады.")
    make.a_resolution(item, text="Эске алынсын.", responsible=[teacher])
    client.force_login(teacher)

    before = client.get(meeting.get_absolute_url()).text
    Meeting.objects.filter(pk=meeting.pk).update(status="held", number=1)
    after = client.get(meeting.get_absolute_url()).text

    assert item.title in before
    for words in ("Билим сапаты 48 %.", "Кошумча сабак сунуштады.", "Эске алынсын."):
        assert words not in before
        assert words in after


def test_the_page_says_whose_move_it_is(client, teacher, meeting):
    client.force_login(teacher)

    text = client.get(meeting.get_absolute_url()).text

    assert "Convene: Only the head or the secretary of the association does this." in text
    assert page_of("meeting_update", meeting.pk) not in text


def test_the_page_remarks_on_what_is_missing(client, head, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(place="")
    client.force_login(head)

    text = client.get(meeting.get_absolute_url()).text

    assert "Write where the meeting takes place." in text
    assert "Put at least one question on the agenda." in text


def test_a_cancelled_meeting_says_why(client, head, teacher, meeting):
    services.cancel_meeting(meeting, by=head, reason="Мектепте жарык жок")
    client.force_login(teacher)

    text = client.get(meeting.get_absolute_url()).text

    assert "Мектепте жарык жок" in text


def test_typed_signs_stay_signs(client, head, meeting):
    make.an_item(meeting, title="<script>alert(1)</script> жөнүндө")
    client.force_login(head)

    assert "<script>alert" not in client.get(meeting.get_absolute_url()).text


# The agenda


def question(**said):
    return {
        "title": "Олимпиада жөнүндө",
        "kind": "report",
        "minutes": "15",
        "guest_rapporteur": "",
        **said,
    }


def test_a_question_comes_last_with_its_speakers(client, head, teacher, meeting):
    make.an_item(meeting)
    client.force_login(head)

    said = question(rapporteurs=[teacher.pk, head.pk], title=" Олимпиада\r\n жөнүндө ")
    client.post(page_of("agendaitem_create", meeting.pk), said)

    item = meeting.items.get(position=2)
    assert (item.title, item.minutes) == ("Олимпиада жөнүндө", 15)
    assert set(item.rapporteurs.all()) == {teacher, head}
    assert "15 minutes in all" in client.get(meeting.get_absolute_url()).text


def test_only_people_near_the_meeting_speak(client, head, meeting, stranger, foreigner):
    client.force_login(head)

    for person in (stranger, foreigner):
        said = question(rapporteurs=[person.pk])
        client.post(page_of("agendaitem_create", meeting.pk), said)

    assert not meeting.items.exists()


def test_two_people_changing_one_question_see_both_texts(client, head, meeting):
    item = make.an_item(meeting)
    AgendaItem.objects.filter(pk=item.pk).update(title="Башканын суроосу жөнүндө", version=2)
    client.force_login(head)

    answer = client.post(page_of("agendaitem_update", item.pk), question(version=1))

    assert answer.status_code == 409
    assert "Башканын суроосу жөнүндө" in answer.text
    item.refresh_from_db()
    assert item.title == "Башканын суроосу жөнүндө"


def test_a_question_is_changed(client, secretary, meeting):
    item = make.an_item(meeting)
    client.force_login(secretary)

    answer = client.post(page_of("agendaitem_update", item.pk), question(version=1))

    item.refresh_from_db()
    assert (item.title, item.version) == ("Олимпиада жөнүндө", 2)
    assert answer.url == f"{meeting.get_absolute_url()}#agenda"


def test_a_teacher_changes_no_agenda(client, teacher, meeting):
    item = make.an_item(meeting)
    client.force_login(teacher)

    client.post(page_of("agendaitem_create", meeting.pk), question())
    client.post(page_of("agendaitem_update", item.pk), question(version=1))
    for verb in ("raise", "lower", "improve", "remove", "withdraw"):
        client.post(page_of(f"agendaitem_{verb}", item.pk))
    client.post(page_of("agenda_start", meeting.pk), {"starters": ["previous"]})

    assert list(meeting.items.values_list("title", "state")) == [(item.title, "open")]
    assert AuditEntry.objects.filter(verb="refuse").count() == 8


def test_a_strangers_question_does_not_exist(client, other_head, foreigner, meeting):
    item = make.an_item(meeting)

    for person in (other_head, foreigner):
        client.force_login(person)
        for verb in ("raise", "lower", "improve", "remove", "withdraw"):
            assert client.post(page_of(f"agendaitem_{verb}", item.pk)).status_code == 404
        assert client.get(page_of("agendaitem_update", item.pk)).status_code == 404
    assert meeting.items.get() == item


def test_buttons_move_and_remove(client, head, meeting):
    first, second = make.an_item(meeting), make.an_item(meeting)
    client.force_login(head)

    client.post(page_of("agendaitem_raise", second.pk))
    assert list(meeting.items.in_order()) == [second, first]
    client.post(page_of("agendaitem_remove", second.pk))
    assert list(meeting.items.in_order()) == [first]


def test_dragging_sends_the_whole_order(client, head, meeting, association):
    first, second = make.an_item(meeting), make.an_item(meeting)
    foreign = make.an_item(make.a_meeting(association))
    client.force_login(head)
    url = page_of("agenda_reorder", meeting.pk)

    moved = client.post(url, {"order": [second.pk, first.pk]}, headers={"X-Autosave": "1"})
    wrong = client.post(url, {"order": [foreign.pk, first.pk]}, headers={"X-Autosave": "1"})

    assert (moved.status_code, wrong.status_code) == (204, 409)
    assert list(meeting.items.in_order()) == [second, first]


def test_a_usual_question_is_added_once_by_one_click(client, head, meeting):
    client.force_login(head)
    text = client.get(meeting.get_absolute_url()).text
    said = {"starters": ["previous"], "form_token": "t" * 30}

    client.post(page_of("agenda_start", meeting.pk), said)
    client.post(page_of("agenda_start", meeting.pk), said)

    assert "Мурунку токтомдордун аткарылышы жөнүндө" in text
    assert meeting.items.get().title == "Мурунку токтомдордун аткарылышы жөнүндө"
    assert meeting.items.get().kind == "control"


def test_a_question_put_off_is_offered_and_taken_over(client, head, meeting, association):
    earlier = make.a_meeting(
        association, date=timezone.localdate() - timedelta(days=9), status="held", number=1
    )
    item = make.an_item(earlier, title="Ачык сабактар жөнүндө", state="postponed")
    client.force_login(head)

    assert item.title in client.get(page_of("agenda_take_over", meeting.pk)).text
    client.post(page_of("agenda_take_over", meeting.pk), {"items": [item.pk]})

    assert meeting.items.get().carried_from == item


def test_a_foreign_question_is_not_taken_over(client, head, meeting, foreigner):
    elsewhere = make.an_association(foreigner.school, head=foreigner)
    item = make.an_item(make.a_meeting(elsewhere, status="held", number=1), state="postponed")
    client.force_login(head)

    client.post(page_of("agenda_take_over", meeting.pk), {"items": [item.pk]})

    assert not meeting.items.exists()


# Calling together and calling off


def test_convening_by_the_button(client, head, meeting, teacher):
    make.an_item(meeting)
    client.force_login(head)

    client.post(page_of("meeting_convene", meeting.pk))

    meeting.refresh_from_db()
    assert meeting.status == "convened"
    assert teacher.notifications.exists()


def test_convening_too_early_says_what_is_missing(client, head, meeting):
    client.force_login(head)

    answer = client.post(page_of("meeting_convene", meeting.pk), follow=True)

    assert "Put at least one question on the agenda." in answer.text
    meeting.refresh_from_db()
    assert meeting.status == "planned"


def test_cancelling_asks_for_a_reason(client, head, meeting):
    client.force_login(head)
    url = page_of("meeting_cancel", meeting.pk)

    assert "Why is the meeting cancelled?" in client.get(url).text
    client.post(url, {"reason": ""})
    meeting.refresh_from_db()
    assert meeting.status == "planned"
    client.post(url, {"reason": "Жарык жок"})

    meeting.refresh_from_db()
    assert meeting.status == "cancelled"


def test_moving_a_convened_meeting_tells_people(client, head, meeting, teacher, association):
    make.an_item(meeting)
    services.convene_meeting(meeting, by=head)
    Notification.objects.all().delete()
    client.force_login(head)

    client.post(
        page_of("meeting_update", meeting.pk),
        plan(association, version=meeting.version, chair=head.pk, place="12-кабинет"),
    )

    assert "12-кабинет" in teacher.notifications.get().text


# What leaves


def event_of(client, meeting):
    answer = client.get(page_of("meeting_calendar", meeting.pk))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")[0]


def test_the_calendar_file_finds_its_earlier_self(client, teacher, head, meeting):
    make.an_item(meeting, minutes=40)
    client.force_login(teacher)

    planned = event_of(client, meeting)
    services.convene_meeting(meeting, by=head)
    convened = event_of(client, meeting)
    services.cancel_meeting(meeting, by=head, reason="Жарык жок")
    cancelled = event_of(client, meeting)

    day = meeting.date
    assert planned["DTSTART"].dt == datetime(day.year, day.month, day.day, 8, 0, tzinfo=UTC)
    assert planned["DTEND"].dt - planned["DTSTART"].dt == timedelta(minutes=40)
    assert planned["UID"] == convened["UID"] == cancelled["UID"]
    assert planned["SEQUENCE"] < convened["SEQUENCE"] < cancelled["SEQUENCE"]
    states = [str(event["STATUS"]) for event in (planned, convened, cancelled)]
    assert states == ["TENTATIVE", "CONFIRMED", "CANCELLED"]
    assert meeting.topic in str(planned["SUMMARY"])
    assert "1-маселе жөнүндө" in str(planned["DESCRIPTION"])


def test_a_meeting_without_an_hour_is_a_whole_day(client, head, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=None)
    client.force_login(head)

    event = event_of(client, meeting)

    assert event["DTSTART"].dt == meeting.date
    assert event["DTEND"].dt == meeting.date + timedelta(days=1)


# Lists


def test_the_list_is_narrowed_by_all_its_filters(client, director, association, head, school):
    autumn = make.a_meeting(association, topic="Күзгү отурум")
    other = make.a_meeting(
        make.an_association(school),
        topic="Башка",
        chair=None,
        kind="extraordinary",
        author=head,
    )
    services.remember_meeting(autumn)
    services.remember_meeting(other)
    client.force_login(director)

    def shown(**asked):
        return set(client.get(page_of("meeting_list"), asked).context["meeting_list"])

    assert shown() == {autumn, other}
    assert shown(association=association.pk) == {autumn}
    assert shown(kind="extraordinary") == {other}
    assert shown(q="кузгу") == {autumn}
    assert shown(status="held") == set()
    assert shown(year=autumn.year_id) == {autumn, other}


def test_the_list_shows_a_teacher_their_own_meetings(client, stranger, teacher, meeting):
    for person, seen in [(teacher, True), (stranger, False)]:
        client.force_login(person)
        assert (meeting.topic in client.get(page_of("meeting_list")).text) is seen


def test_htmx_gets_the_table_alone(client, head, meeting):
    client.force_login(head)

    part = client.get(page_of("meeting_list"), headers={"HX-Request": "true"}).text

    assert meeting.topic in part
    assert "<html" not in part


def test_a_former_member_still_finds_nothing_new(client, teacher, meeting):
    Membership.objects.filter(person=teacher).update(until=meeting.date - timedelta(days=1))
    client.force_login(teacher)

    assert client.get(meeting.get_absolute_url()).status_code == 404


# What nobody expects


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Тема 🎓 жөнүндө", "Тема 🎓 жөнүндө"),
        ("«Тема»\u00a0– \u200bөзгөчө", "«Тема» – өзгөчө"),
    ],
)
def test_text_from_anywhere_is_kept_clean(client, head, association, typed, kept):
    client.force_login(head)

    client.post(page_of("meeting_create"), plan(association, topic=typed))

    assert Meeting.objects.get().topic == kept


@pytest.mark.parametrize(
    "said", [{"topic": "я" * 1_000_000}, {"date": "9" * 5000}, {"kind": "x"}]
)
def test_too_much_is_refused_with_a_sentence(client, head, association, said):
    client.force_login(head)

    answer = client.post(page_of("meeting_create"), plan(association, **said))

    assert answer.status_code == 200
    assert "Please look at these places. Nothing you typed is lost." in answer.text
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [
        {"association": "x"}, {"year": "9" * 40}, {"q": "\x00"}, {"q": "'\" OR 1=1 --"},
        {"status": "'"}, {"person": "-1"}, {"since": "31.02.2027"}, {"state": "x"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["meeting_list", "meeting_register", "resolution_list"])
def test_filters_survive_anything(client, director, meeting, name, asked):
    client.force_login(director)

    assert client.get(page_of(name), asked).status_code == 200


def test_who_runs_two_associations_chooses(client, head, association, school):
    other = make.an_association(school)
    make.a_membership(other, head, role=Membership.Role.SECRETARY)
    chair = make.a_person(school)
    make.a_membership(other, chair, role=Membership.Role.HEAD)
    client.force_login(head)
    text = client.get(page_of("meeting_create"), {"association": other.pk}).text

    client.post(page_of("meeting_create"), plan(other))

    meeting = Meeting.objects.get()
    assert f'<option value="{other.pk}" selected' in text
    assert f'<option value="{chair.pk}" selected' in text
    assert (meeting.association, meeting.chair, meeting.secretary) == (other, chair, head)


def test_the_end_of_a_meeting_is_in_the_calendar(client, head, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(ends_at="15:10")
    client.force_login(head)

    event = event_of(client, meeting)

    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=70)
    assert "14.00–15.10" in client.get(meeting.get_absolute_url()).text


def test_the_page_tells_who_came_and_how_it_was_voted(
    client, teacher, head, secretary, meeting
):
    rows = {row.person: row for row in meeting.attendance.all()}
    rows[head].status, rows[head].came_late = "present", True
    rows[teacher].status, rows[teacher].reason = "absent", "trip"
    for row in rows.values():
        row.save()
    meeting.attendance.create(
        school=meeting.school, guest="Токтосунова Ч. Э.", post="завуч", status="invited"
    )
    item = make.an_item(meeting, guest_rapporteur="Бейшеналиев Т. М., методист")
    make.a_resolution(item, all_members=True, due_kind="permanent", vote="open", votes_for=7)
    make.a_resolution(item, responsible=[teacher], due_kind="date", due=meeting.date)
    Meeting.objects.filter(pk=meeting.pk).update(status="held", number=1)
    client.force_login(teacher)

    text = client.get(meeting.get_absolute_url()).text

    for words in (
        f"{head.list_name} (came late)",
        f"{teacher.list_name}: on a business trip",
        "Токтосунова Ч. Э., завуч",
        "Бейшеналиев Т. М., методист",
        "all members · permanent · for 7, against 0, abstained 0",
        "Present: 1 of 3 members",
    ):
        assert words in text


def test_the_order_is_changed_without_a_script_too(client, head, meeting):
    first, second = make.an_item(meeting), make.an_item(meeting)
    client.force_login(head)

    answer = client.post(
        page_of("agenda_reorder", meeting.pk), {"order": [second.pk, first.pk]}
    )

    assert answer.url == f"{meeting.get_absolute_url()}#agenda"
    assert list(meeting.items.in_order()) == [second, first]


def test_a_question_with_minutes_offers_to_be_withdrawn(client, head, meeting):
    item = make.an_item(meeting, heard="Угулду.")
    client.force_login(head)

    text = client.get(meeting.get_absolute_url()).text

    assert page_of("agendaitem_withdraw", item.pk) in text
    assert page_of("agendaitem_remove", item.pk) not in text


def primary(page):
    """The words of the buttons that stand out."""
    main = page.text.split("<main", 1)[1].split("</main>", 1)[0]
    found = re.findall(r'class="btn btn-primary"[^>]*>([^<]+)<', main)
    return [" ".join(words.split()) for words in found]


def test_only_the_next_step_stands_out(client, association, head, secretary, teacher):
    meeting = make.a_ready_meeting(association)
    client.force_login(head)

    assert primary(client.get(meeting.get_absolute_url())) == ["Convene"]
    services.convene_meeting(meeting, by=head)
    assert primary(client.get(meeting.get_absolute_url())) == ["Write the minutes"]
    services.hold_meeting(meeting, by=head)
    assert primary(client.get(meeting.get_absolute_url())) == ["Sign as chair"]


def test_a_draft_is_offered_until_there_is_a_protocol(
    client, association, head, secretary, teacher
):
    meeting = make.a_ready_meeting(association)
    client.force_login(head)
    draft = reverse("meetings:meeting_preview", args=[meeting.pk])

    assert draft in client.get(meeting.get_absolute_url()).text
    services.hold_meeting(meeting, by=head)
    meeting.refresh_from_db()
    services.sign_meeting(meeting, by=head, digest=text_digest(protocol_data(meeting)))
    assert draft not in client.get(meeting.get_absolute_url()).text


def test_a_past_year_is_marked_with_a_band(client, association, head):
    year = make.a_year(association.school, first=timezone.localdate().year - 3)
    meeting = make.a_meeting(association, date=year.start + timedelta(days=40), year=year)
    client.force_login(head)
    band = f"You are looking at a past year: {year}."

    lists = [page_of("meeting_list"), page_of("meeting_register")]
    asked = [f"{address}?year={year.pk}" for address in lists]
    for address in [*asked, meeting.get_absolute_url()]:
        assert band in " ".join(client.get(address).text.split()), address
    for address in [*lists, f"{lists[0]}?year=x"]:
        assert "a past year" not in client.get(address).text, address


def test_a_meeting_that_nobody_was_called_to_was_not_convened(
    client, association, head, secretary, teacher
):
    meeting = make.a_ready_meeting(association)
    services.hold_meeting(meeting, by=head, nevertheless=True)
    client.force_login(head)

    page = client.get(meeting.get_absolute_url()).text

    done = [part.split("</b>")[0].split()[-1] for part in page.split('class="step-done"')[1:]]
    assert done == ["planned", "held"]
