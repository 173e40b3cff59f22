"""The two books of a year: what stands in them, and what leaves."""

import re
import subprocess
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from meetings import services
from meetings.documents import AgendaDocument
from meetings.models import (
    Attendance,
    JointAssociation,
    Meeting,
    Resolution,
    ResolutionReport,
)
from tests import factories as make


def held(association, number=1, **fields):
    """A meeting with a number: two of three came, one resolution."""
    meeting = make.a_meeting(association, number=number, status="held", **fields)
    meeting.attendance.update(status=Attendance.Status.PRESENT)
    meeting.attendance.filter(pk=meeting.attendance.last().pk).update(
        status=Attendance.Status.ABSENT
    )
    Attendance.objects.create(meeting=meeting, guest="Конок", status="invited")
    return meeting


def resolved(meeting, **fields):
    item = make.an_item(meeting)
    return make.a_resolution(item, **{"status": "in_force", **fields})


def page_of(name):
    return reverse(f"meetings:{name}")


def rows_of(answer):
    sheet = load_workbook(BytesIO(answer.content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def text_of(pdf):
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.fixture
def people(head, secretary, teacher):
    return [head, secretary, teacher]


# The book of protocols


def test_the_book_counts_who_came_and_what_was_resolved(client, director, association, people):
    meeting = held(association)
    resolved(meeting)
    resolved(meeting)
    client.force_login(director)

    row = client.get(page_of("meeting_register")).context["meeting_list"][0]

    assert (row.present_count, row.members_count, row.resolutions_count) == (2, 3, 2)


def test_only_held_meetings_of_this_year_stand_in_it(client, director, association, school):
    earlier = make.a_year(school, first=2021)
    old = held(association, date=earlier.start, year=earlier)
    new = held(association)
    make.a_meeting(association)
    client.force_login(director)

    def shown(**asked):
        return set(client.get(page_of("meeting_register"), asked).context["meeting_list"])

    assert shown() == {new}
    assert shown(year=earlier.pk) == {old}
    assert shown(year="") == {old, new}


def test_the_book_leaves_as_a_table(client, director, association, people):
    meeting = held(association, number=4)
    resolved(meeting)
    client.force_login(director)

    rows = rows_of(client.get(page_of("meeting_register_table")))

    assert rows[0][:4] == ["№", "Күнү", "Усулдук бирикме", "Темасы"]
    assert rows[1][0] == 4
    assert rows[1][1].date() == meeting.date
    assert rows[1][3] == meeting.topic
    assert rows[1][6:8] == ["2 / 3", 1]
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("language", "title"),
    [("ky", "ПРОТОКОЛДОРДУ КАТТОО ДЕПТЕРИ"), ("ru", "КНИГА РЕГИСТРАЦИИ ПРОТОКОЛОВ")],
)
def test_the_book_leaves_on_paper_in_both_languages(
    client, director, association, people, language, title
):
    held(association, topic="Өзгөчө тема үчүн")
    client.force_login(director)

    answer = client.get(page_of("meeting_register_pdf"), {"language": language})
    text = text_of(b"".join(answer))

    assert title in text
    assert "Өзгөчө" in text
    assert str(getattr(association, f"name_{language}"))[:10] in text


def test_the_heads_of_a_long_book_stand_on_every_page(client, director, association, people):
    meeting = held(association)
    item = make.an_item(meeting)
    for number in range(60):
        make.a_resolution(item, text=f"Токтом {number} " + "сөз " * 20, status="in_force")
    client.force_login(director)

    pages = text_of(b"".join(client.get(page_of("resolution_list_pdf")))).split("\f")[:-1]

    assert len(pages) > 2
    assert all("Жооптуу" in page for page in pages)


def test_initials_are_not_torn_from_the_name(client, director, association, school):
    item = make.an_item(held(association))
    doers = [make.a_person(school, surname_ky="Ж" + "о" * n + "маев") for n in range(9)]
    make.a_resolution(item, text="Отчет берилсин.", responsible=doers, status="in_force")
    client.force_login(director)

    pdf = b"".join(client.get(page_of("resolution_list_pdf"), {"language": "ky"}))
    call = ["pdftotext", "-raw", "-", "-"]
    lines = subprocess.run(call, input=pdf, capture_output=True, check=True).stdout.decode()

    assert re.search(r"Жоомаев\sА.\sС.", lines)
    assert not re.findall(r"^[АС]\..*", lines, re.MULTILINE)


# The book of resolutions


@pytest.fixture
def resolutions(association, teacher, head, secretary):
    today = timezone.localdate()
    meeting = held(association)

    def task(text, days=None, **fields):
        if days is not None:
            fields |= {"due_kind": "date", "due": today + timedelta(days=days)}
            fields.setdefault("due_now", fields["due"])
        if fields.get("status") == "done":
            fields.setdefault("finished_on", today)
        return resolved(meeting, text=text, **fields)

    return {
        "late": task("Отчет берилсин.", -3, responsible=[teacher]),
        "coming": task("График түзүлсүн.", 30, responsible=[head]),
        "permanent": task("Журнал текшерилсин.", all_members=True, due_kind="permanent"),
        "unsigned": task("План жактырылсын.", status="draft"),
        "noted": task("Маалымат эске алынсын.", kind="note"),
        "approved": task("План бекитилсин.", kind="approve"),
        "recommended": task("Тажрыйба сунушталсын.", kind="recommend"),
        "advised": task("Сабак ачык болсун.", kind="recommend", responsible=[head]),
        "week": task("Кружок ачылсын.", 0, responsible=[teacher]),
        "reported": task("Тест өткөрүлсүн.", 40, status="reported"),
        "in_time": task("Сынак өткөрүлсүн.", 1, status="done"),
        "done_late": task("Стенд жасалсын.", -2, status="done"),
        "moved": task("Китеп алынсын.", 3, due_now=today + timedelta(days=50)),
        "cancelled": task("Экскурсия болсун.", 9, status="cancelled"),
    }


def names_shown(client, resolutions, **asked):
    shown = client.get(page_of("resolution_list"), asked).context["resolution_list"]
    return {name for name, row in resolutions.items() if row in shown}


ASKS_NOBODY = {"noted", "approved", "recommended"}
IN_FORCE = {"late", "coming", "permanent", "advised", "week", "moved", *ASKS_NOBODY}


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("", {*IN_FORCE, "reported", "in_time", "done_late", "cancelled"}),
        ("open", {*IN_FORCE, "reported"} - ASKS_NOBODY),
        ("in_force", IN_FORCE),
        ("late", {"late"}),
        ("week", {"week"}),
        ("permanent", {"permanent"}),
        ("reported", {"reported"}),
        ("done", {"in_time", "done_late"}),
        ("in_time", {"in_time"}),
        ("done_late", {"done_late"}),
        ("moved", {"moved"}),
        ("cancelled", {"cancelled"}),
    ],
)
def test_resolutions_are_narrowed_by_state(client, director, resolutions, state, names):
    client.force_login(director)

    assert names_shown(client, resolutions, state=state) == names


@pytest.mark.parametrize(("ago", "names"), [(0, {"late", "reported"}), (1, {"late"})])
def test_what_was_reported_in_time_is_not_late_however_long_it_waits(
    client, director, resolutions, teacher, ago, names
):
    row = resolutions["reported"]
    yesterday = timezone.localdate() - timedelta(days=1)
    Resolution.objects.filter(pk=row.pk).update(due=yesterday, due_now=yesterday)
    with time_machine.travel(timezone.now() - timedelta(days=ago)):
        ResolutionReport.objects.create(resolution=row, author=teacher, text="Болду.")
    client.force_login(director)

    assert names_shown(client, resolutions, state="late") == names


def test_resolutions_are_narrowed_by_all_filters(
    client, director, resolutions, teacher, head, stranger, association
):
    meeting = Meeting.objects.get()
    services.remember_meeting(meeting)
    client.force_login(director)
    today = timezone.localdate()
    everything = set(resolutions) - {"unsigned"}

    def shown(**asked):
        return names_shown(client, resolutions, **asked)

    assert shown(person=teacher.pk) == {"late", "week", "permanent"}
    assert shown(person=head.pk) == {"coming", "permanent", "advised"}
    assert shown(person=stranger.pk) == set()
    assert shown(q="журнал") == {"permanent"}
    assert shown(q="3-маселе") == {"permanent"}
    assert shown(number=1) == everything
    assert shown(number=2) == set()
    assert shown(year=meeting.year_id, association=association.pk) == everything
    assert shown(since=today.isoformat(), host=association.pk) == everything
    assert shown(until=(today - timedelta(days=1)).isoformat()) == set()
    assert shown(meeting=meeting.pk, state="late") == {"late"}
    assert shown(meeting=meeting.pk + 1) == set()
    assert shown(month="none") == {"permanent", "advised", *ASKS_NOBODY}
    assert shown(month="nonsense") == set()
    month = resolutions["moved"].due_now.strftime("%Y-%m")
    assert "moved" in shown(month=month)
    assert "permanent" not in shown(month=month)


def test_a_joint_meeting_is_found_by_its_number_in_either_book(
    client, director, resolutions, school
):
    meeting, guest = Meeting.objects.get(), make.an_association(school)
    JointAssociation.objects.create(
        meeting=meeting, association=guest, year=meeting.year, number=77
    )
    client.force_login(director)

    assert names_shown(client, resolutions, number=77, state="late") == {"late"}
    assert names_shown(client, resolutions, association=guest.pk, state="late") == {"late"}
    assert names_shown(client, resolutions, host=guest.pk) == set()


def test_the_deadline_is_shown_as_it_stands_and_as_it_was_signed(client, director, resolutions):
    client.force_login(director)
    row = resolutions["moved"]

    page = client.get(page_of("resolution_list"), {"state": "moved"})
    [cells] = rows_of(client.get(page_of("resolution_list_table"), {"state": "moved"}))[1:]

    assert row.due_now.isoformat() in page.text
    assert f"instead of {row.due:%d.%m.%Y}" in page.text
    assert cells[5] == f"{row.due_now:%d.%m.%Y}-ж. ({row.due:%d.%m.%Y}-ж. ордуна)"


def test_behind_a_number_of_the_control_sheet_one_is_told_so(client, director, resolutions):
    client.force_login(director)

    told = "behind a number of the control sheet"
    assert told in client.get(page_of("resolution_list"), {"month": "none"}).text
    assert told not in client.get(page_of("resolution_list")).text


def test_lateness_is_said_with_a_word_and_days(client, director, resolutions):
    client.force_login(director)

    page = client.get(page_of("resolution_list")).text

    assert "late by 3 days" in page
    assert "done, late by 2 days" in page
    assert "done in time" in page
    assert "due this week" in page


def test_drafts_of_a_coming_meeting_are_nobodys_task(client, head, association):
    resolved(make.a_meeting(association), status="draft")
    resolved(held(association), status="draft")
    client.force_login(head)

    assert not client.get(page_of("resolution_list")).context["resolution_list"]


def test_a_teacher_sees_the_resolutions_of_their_own_associations(
    client, teacher, stranger, foreigner, resolutions
):
    client.force_login(teacher)
    assert names_shown(client, resolutions) == set(resolutions) - {"unsigned"}
    for person in (stranger, foreigner):
        client.force_login(person)
        assert names_shown(client, resolutions) == set()


def test_foreign_ids_in_filters_show_nothing_foreign(client, director, foreigner, resolutions):
    elsewhere = make.an_association(foreigner.school, head=foreigner)
    secret = resolved(held(elsewhere), text="Жашыруун")
    client.force_login(director)

    for asked in ({"association": elsewhere.pk}, {"person": foreigner.pk}):
        shown = client.get(page_of("resolution_list"), asked).context["resolution_list"]
        assert secret not in shown


@pytest.mark.parametrize(
    "asked",
    [
        {"host": "9" * 20},
        {"host": "1,x,٣"},
        {"meeting": "9" * 20},
        {"meeting": "1.5"},
        {"month": "0000-01"},
        {"month": "2026-00"},
        {"month": "none"},
    ],
)
def test_an_address_that_no_page_wrote_is_answered(client, director, resolutions, asked):
    client.force_login(director)

    assert client.get(page_of("resolution_list"), asked).status_code == 200


def test_the_table_has_exactly_the_filtered_rows(client, director, resolutions, teacher):
    client.force_login(director)

    rows = rows_of(client.get(page_of("resolution_list_table"), {"state": "late"}))

    late = resolutions["late"]
    assert len(rows) == 2
    assert rows[1][0] == "№ 1, 1.1"
    assert rows[1][3] == late.text
    assert rows[1][4] == teacher.list_name_in("ky")
    assert rows[1][5].date() == late.due
    assert rows[1][6] == "3 күн кечикти"


def test_the_paper_has_exactly_the_filtered_rows(client, director, resolutions):
    client.force_login(director)

    asked = {"state": "permanent", "language": "ru"}
    text = text_of(b"".join(client.get(page_of("resolution_list_pdf"), asked)))

    assert "КНИГА РЕГИСТРАЦИИ РЕШЕНИЙ" in text
    assert "Журнал" in text
    assert "постоянно" in text
    assert "Отчет" not in text


def test_a_formula_in_a_resolution_stays_words(client, director, association, people):
    resolved(held(association), text='=HYPERLINK("http://x.kg")')
    client.force_login(director)

    answer = client.get(page_of("resolution_list_table"))

    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet["D2"].data_type == "s"


# Both


@pytest.mark.parametrize("name", ["meeting_list", "meeting_register", "resolution_list"])
def test_lists_ask_as_much_for_three_rows_as_for_one(
    client, director, association, name, people
):
    def add(number):
        resolved(held(association, number), responsible=people, all_members=True)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(name))
        return [query["sql"] for query in queries if "meetings_" in query["sql"]], len(queries)

    client.force_login(director)
    add(1)
    client.get(page_of(name))
    own, one = asked()
    add(2)
    add(3)

    assert len(own) <= 5
    assert asked()[1] == one


def test_a_table_cut_into_pages_keeps_its_filter(client, director, association, people):
    item = make.an_item(held(association))
    Resolution.objects.bulk_create(
        Resolution(item=item, school=item.school, text=f"{n}", status="in_force", position=n)
        for n in range(30)
    )
    client.force_login(director)

    text = client.get(page_of("resolution_list"), {"state": "in_force"}).text

    assert "state=in_force&amp;page=2" in text
    assert f"{page_of('resolution_list_pdf')}?state=in_force" in text


# The notice


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("ky", ["КҮН ТАРТИБИ", "31-кабинет", "1. Олимпиада жөнүндө", "баяндамачы:", "10 мүн"]),
        ("ru", ["ПОВЕСТКА ДНЯ", "31-кабинет", "1. Олимпиада жөнүндө", "докладчик:", "10 мин"]),
    ],
)
def test_the_notice_has_the_agenda_in_order(
    client, teacher, association, head, secretary, language, lines
):
    meeting = make.a_meeting(association)
    item = make.an_item(meeting, title="Олимпиада жөнүндө", minutes=10)
    item.rapporteurs.add(teacher)
    make.an_item(meeting, title="Алынган маселе жөнүндө", state="withdrawn")
    client.force_login(teacher)

    url = reverse("meetings:meeting_agenda", args=[meeting.pk])
    text = text_of(b"".join(client.get(url, {"language": language})))

    places = [text.index(line) for line in lines]
    assert places == sorted(places)
    assert "Алынган" not in text
    assert teacher.list_name_in(language) in text
    assert head.initials_in(language) in text


def test_the_notice_is_in_the_schools_language_of_papers(client, head, association, school):
    school.paper_language = "ru"
    school.save()
    meeting = make.a_meeting(association)
    make.an_item(meeting)
    client.force_login(head)

    answer = client.get(reverse("meetings:meeting_agenda", args=[meeting.pk]))

    assert "ПОВЕСТКА ДНЯ" in text_of(b"".join(answer))


def test_a_notice_without_chair_or_hour_is_still_a_paper(association, head):
    meeting = make.a_meeting(association, starts_at=None, place="", topic="", chair=None)
    Meeting.objects.filter(pk=meeting.pk).update(chair=None, secretary=None)
    meeting.refresh_from_db()

    html = AgendaDocument(meeting, language="ky").html()

    assert "КҮН ТАРТИБИ" in html
    assert "Төрага" not in html


def test_a_paper_that_cannot_be_made_says_so(client, director, association, monkeypatch):
    from core.renderer.client import TooLongError
    from meetings.documents.registers import RegisterPaper

    def refuse(self):
        raise TooLongError

    monkeypatch.setattr(RegisterPaper, "pdf", refuse)
    client.force_login(director)

    answer = client.get(page_of("resolution_list_pdf"), follow=True)

    assert answer.request["PATH_INFO"] == page_of("resolution_list")
    assert "too long or too deeply nested for one paper" in answer.text


@pytest.mark.parametrize("name", ["meeting_register", "resolution_list"])
def test_htmx_gets_the_table_alone(client, director, association, people, name):
    resolved(held(association))
    client.force_login(director)

    part = client.get(page_of(name), headers={"HX-Request": "true"}).text

    assert "№ 1" in part
    assert "<html" not in part


def test_the_menu_marks_one_place(client, director):
    client.force_login(director)

    menu = client.get(page_of("resolution_list")).context["menu"].places

    assert [entry.url for entry in menu if entry.current] == [page_of("resolution_list")]
