"""Pages and papers of control: one resolution, one's tasks, what is said and answered."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from associations.models import Holiday
from core.models import Attachment, Notification
from meetings import services
from meetings.documents.control import TaskListPaper, TrailPaper
from meetings.figures.resting import off_words
from meetings.figures.trail import trail_of
from meetings.models import DeadlineChange, Resolution, ResolutionReport
from meetings.notifications import resolutions_in_force
from meetings.views.control import TaskListPdf
from tests import factories as make
from tests.core.corpus import a_jpeg

pytestmark = pytest.mark.either

TODAY = timezone.localdate


@pytest.fixture
def meeting(association, head, secretary, teacher):
    meeting = make.a_meeting(association, status="held", number=2)
    meeting.attendance.update(status="present")
    return meeting


@pytest.fixture
def task(meeting, teacher):
    return a_task(meeting, teacher)


def a_task(meeting, *people, **fields):
    due = TODAY() + timedelta(days=20)
    usual = {"status": "in_force", "due_kind": "date", "due": due, "text": "Отчет берилсин."}
    row = make.a_resolution(make.an_item(meeting), **{**usual, **fields})
    row.responsible.set(people)
    return row


def page(name, row):
    return reverse(f"meetings:{name}", args=[row.pk])


def buttons(answer):
    return {button["url"].split("/")[-2] for button in answer.context["buttons"]}


def reported(row, person, text="Тест өткөрүлдү."):
    services.report_resolution(row, by=person, text=text)
    return ResolutionReport.objects.latest("pk")


# Reporting by the form


def test_several_photos_come_with_one_report(client, task, teacher):
    client.force_login(teacher)
    photos = [
        SimpleUploadedFile(f"{number}.jpg", a_jpeg(width=16 + number)) for number in range(2)
    ]

    answer = client.post(page("resolution_report", task), {"text": "Бүттү.", "files": photos})

    assert answer.url == task.get_absolute_url() == page("resolution_detail", task)
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["0.jpg", "1.jpg"]
    shown = client.get(answer.url)
    for file in Attachment.objects.all():
        assert reverse("attachment", args=[file.pk]) in shown.text
        sent = client.get(reverse("attachment", args=[file.pk]))
        assert b"".join(sent.streaming_content).startswith(b"\xff\xd8")


def test_a_file_that_may_not_come_in_is_named_and_the_words_stay(client, task, teacher):
    client.force_login(teacher)
    files = [SimpleUploadedFile("a.exe", b"MZ..."), SimpleUploadedFile("b.jpg", a_jpeg())]

    answer = client.post(page("resolution_report", task), {"text": "Бүттү.", "files": files})

    assert "a.exe: Only PDF" in answer.text
    assert "Бүттү." in answer.text
    assert not ResolutionReport.objects.exists()


@pytest.mark.parametrize("status", ["done", "cancelled"])
def test_a_report_that_comes_too_late_is_answered_with_its_words(client, task, teacher, status):
    client.force_login(teacher)
    client.get(page("resolution_report", task))
    Resolution.objects.update(status=status)

    answer = client.post(page("resolution_report", task), {"text": "Узун отчетум."})

    assert answer.status_code == 403
    assert "Узун отчетум." in answer.text
    assert "This resolution" in answer.context["form"].errors["text"][0]
    assert not ResolutionReport.objects.exists()


def test_the_form_takes_pictures_from_the_camera_and_files(client, task, teacher):
    client.force_login(teacher)

    form = client.get(page("resolution_report", task)).context["form"]

    assert form["files"].field.widget.attrs["multiple"]
    assert "image/jpeg" in form["files"].field.widget.attrs["accept"]
    assert "capture" not in str(form["files"])


def test_who_reports_again_reads_what_was_missing_beside_the_form(client, task, teacher, head):
    report = reported(task, teacher)
    services.return_report(report, by=head, text="Канча бала катышты?")
    client.force_login(teacher)

    told = client.get(page("resolution_report", task)).text

    assert "Канча бала катышты?" in told
    assert report.text in told


@pytest.mark.parametrize(
    ("name", "fault"),
    [("resolution_return", "Say what is missing."), ("report_return", "Say what is missing.")],
)
def test_nothing_is_returned_by_an_empty_form(client, task, teacher, head, name, fault):
    report = reported(task, teacher)
    client.force_login(head)

    answer = client.post(
        page(name, report if name.startswith("report") else task), {"text": ""}
    )

    assert answer.context["form"].errors == {"text": [fault]}
    assert report.text in answer.text


def test_a_wrong_date_is_said_beside_its_field_and_the_reason_stays(client, task, teacher):
    client.force_login(teacher)
    sent = {"new": (TODAY() - timedelta(days=1)).isoformat(), "reason": "Оорудум."}

    answer = client.post(page("resolution_ask_deadline", task), sent)

    assert list(answer.context["form"].errors) == ["new"]
    assert "Оорудум." in answer.text
    assert not DeadlineChange.objects.exists()


# The page of a resolution


def test_everybody_is_offered_only_what_they_may_press(
    client, task, teacher, head, secretary, deputy
):
    def seen(person):
        client.force_login(person)
        return buttons(client.get(task.get_absolute_url()))

    assert seen(teacher) == {"report", "deadline"}
    assert seen(secretary) == {"finish"}
    assert seen(deputy) == set()
    reported(task, teacher)
    assert seen(head) == {"accept", "return"}
    assert seen(teacher) == set()


def test_the_page_tells_the_whole_story(client, task, teacher, head):
    reported(task, teacher, "Биринчи отчет.")
    services.return_resolution(task, by=head, text="Сүрөт жок.")
    services.ask_deadline(task, by=teacher, new=TODAY() + timedelta(days=9), reason="Оорудум.")
    services.grant_deadline(DeadlineChange.objects.get(), by=head)
    client.force_login(teacher)

    answer = client.get(task.get_absolute_url())

    for words in ("Биринчи отчет.", "Сүрөт жок.", "Оорудум.", "returned", "granted"):
        assert words in answer.text
    assert answer.context["moved"]
    assert [line["label"] for line in answer.context["history"]] == [
        "moved the deadline", "asked for another date", "returned the report", "reported",
    ]  # fmt: skip


def test_the_page_shows_a_mark_for_each_member(client, meeting, head, secretary, teacher):
    row = a_task(meeting, all_members=True)
    first = reported(row, teacher)
    services.accept_report(first, by=head)
    second = reported(row, secretary)
    client.force_login(head)

    answer = client.get(row.get_absolute_url())

    marks = {mark["person"]: mark["words"] for mark in answer.context["marks"]}
    assert marks == {
        teacher: "accepted", secretary: "waits for an answer", head: "not reported yet",
    }  # fmt: skip
    assert page("report_accept", second) in answer.text
    assert page("report_accept", first) not in answer.text


def test_a_doer_from_outside_reads_the_own_report_and_no_other(
    client, meeting, stranger, teacher
):
    row = a_task(meeting, stranger, teacher, lead=teacher)
    reported(row, stranger, "Сырттан келген отчет.")
    reported(row, teacher, "Мугалимдин отчету.")
    client.force_login(stranger)

    answer = client.get(row.get_absolute_url())

    assert "Сырттан келген отчет." in answer.text
    assert "Мугалимдин отчету." not in answer.text
    assert client.get(page("resolution_trail", row)).status_code == 403


def test_lateness_is_a_word(client, meeting, teacher):
    row = a_task(meeting, teacher, due=TODAY() - timedelta(days=3))
    client.force_login(teacher)

    assert client.get(row.get_absolute_url()).context["state"] == "late by 3 days"


def test_what_was_cancelled_says_by_what(client, meeting, task, teacher):
    Resolution.objects.filter(pk=task.pk).update(status="cancelled")
    later = a_task(meeting, teacher, cancels=task, text="Мурункусу жокко чыгарылсын.")
    client.force_login(teacher)

    answer = client.get(task.get_absolute_url())

    assert answer.context["cancelled_by"] == [later]
    assert later.get_absolute_url() in answer.text
    assert task.get_absolute_url() in client.get(later.get_absolute_url()).text


# My tasks


def tasks_of(client, person, **asked):
    client.force_login(person)
    return client.get(reverse("meetings:task_list"), asked)


def test_my_tasks_are_those_with_my_name_the_most_urgent_first(client, meeting, teacher, head):
    later = a_task(meeting, teacher, due=TODAY() + timedelta(days=9))
    late = a_task(meeting, teacher, due=TODAY() - timedelta(days=2))
    always = a_task(meeting, all_members=True, due_kind="permanent", due=None)
    a_task(meeting, head)
    a_task(meeting, teacher, status="draft")
    done = a_task(meeting, teacher, status="done")

    answer = tasks_of(client, teacher)

    assert list(answer.context["object_list"]) == [late, later, always]
    assert "late by 2 days" in answer.text
    assert set(tasks_of(client, teacher, show="year").context["object_list"]) == {
        late, later, always, done,
    }  # fmt: skip


def test_a_task_says_how_it_stands_for_me(client, meeting, head, secretary, teacher):
    row = a_task(meeting, all_members=True)

    def word(person):
        [task] = tasks_of(client, person).context["object_list"]
        return task.words, bool(task.reportable)

    assert word(teacher) == ("in force", True)
    first = reported(row, teacher)
    assert word(teacher) == ("you have reported, an answer is waited for", False)
    assert word(secretary) == ("in force", True)
    services.return_report(first, by=head, text="Толук эмес.")
    assert word(teacher) == ("returned to you", True)
    services.accept_report(reported(row, teacher), by=head)
    assert not tasks_of(client, teacher).context["object_list"]


def test_what_waits_for_my_answer_stands_above(client, meeting, task, teacher, head, deputy):
    reported(task, teacher)
    moved = a_task(meeting, teacher)
    services.ask_deadline(moved, by=teacher, new=TODAY() + timedelta(days=9), reason="Себеп.")

    waiting = tasks_of(client, head).context["waiting"]

    assert {(row, row.wants_date) for row in waiting} == {(task, False), (moved, True)}
    assert list(tasks_of(client, deputy).context["waiting"]) == []
    assert tasks_of(client, teacher).context["waiting"] == []


def test_the_desk_shows_what_to_do_and_what_to_answer(client, task, teacher, head):
    client.force_login(teacher)
    desk = reverse("reports:desk")
    assert list(client.get(desk).context["tasks"]) == [task]
    reported(task, teacher)

    assert list(client.get(desk).context["tasks"]) == []
    client.force_login(head)
    assert list(client.get(desk).context["answers"]) == [task]
    services.return_resolution(task, by=head, text="Сүрөт жок.")
    client.force_login(teacher)
    assert "returned to you" in client.get(desk).text


def asked(client, url, person):
    client.force_login(person)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len([q for q in queries if q["sql"].startswith("SELECT")])


def test_pages_of_control_ask_as_often_for_many_rows_as_for_one(
    client, meeting, teacher, head, secretary, deputy
):
    row = a_task(meeting, all_members=True)
    first = reported(row, teacher)
    services.return_report(first, by=head, text="Сүрөт жок.")
    reported(row, secretary)
    addresses = [reverse("meetings:task_list"), row.get_absolute_url()]
    few = [asked(client, url, head) for url in addresses]
    for number in range(4):
        reported(a_task(meeting, teacher, head, lead=teacher), teacher)
        services.return_report(reported(row, teacher), by=head, text=f"Дагы {number}.")

    assert [asked(client, url, head) for url in addresses] == few
    assert few[0] <= 5
    assert few[1] <= 12


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("director", True),
        ("deputy", True),
        ("head", True),
        ("teacher", True),
        ("secretary", False),
    ],
)
def test_a_persons_list_of_tasks_is_printed_by_those_who_lead(
    request, client, association, deputy, director, secretary, teacher, who, offered
):
    client.force_login(request.getfixturevalue(who))

    shown = client.get(teacher.get_absolute_url())

    assert (page("task_list_pdf", teacher) in shown.text) is offered


def test_the_printed_list_has_only_what_its_reader_may_see(
    meeting, school, head, teacher, director, rf
):
    elsewhere = make.an_association(school)
    make.a_membership(elsewhere, teacher)
    ours = a_task(meeting, teacher)
    theirs = a_task(make.a_meeting(elsewhere, status="held", number=1), teacher)

    def printed(reader):
        view = TaskListPdf(kwargs={"pk": teacher.pk})
        view.request = rf.get("/")
        view.request.user = reader
        return set(view.document(teacher).rows)

    assert printed(head) == {ours}
    assert printed(teacher) == printed(director) == {ours, theirs}


# On paper


def text_of(paper):
    return paper.html()


def gathered(row):
    rows = Resolution.objects.with_standing(TODAY()).select_related(
        "item__meeting__association"
    )
    return rows.get(pk=row.pk)


def test_the_extract_tells_the_course_and_who_answered_in_whose_stead(
    meeting, head, deputy, teacher
):
    row = a_task(meeting, head, text="Отчет берилсин.")
    reported(row, head, "Отчет даяр.")
    services.return_resolution(row, by=deputy, text="Сүрөт жок.")

    ky, ru = (text_of(TrailPaper(gathered(row), language=code)) for code in ("ky", "ru"))

    for words in ("Отчет даяр.", "Сүрөт жок.", "отчетту кайтарды", "жетекчи өзү аткаруучу"):
        assert words in ky
    assert "отчёт возвращён" in ru
    assert "руководитель МО сам исполнитель" in ru


def test_the_trail_begins_with_the_signing_and_knows_no_drafts(meeting, head, teacher):
    assert trail_of(a_task(meeting, teacher, status="draft")) == []


@pytest.mark.parametrize(
    ("code", "word"), [("ky", "2 күн кечикти"), ("ru", "просрочено, дней: 2")]
)
def test_the_list_of_tasks_says_late_in_a_word(meeting, teacher, code, word):
    a_task(meeting, teacher, due=TODAY() - timedelta(days=2))
    rows = Resolution.objects.tasks_of(teacher).for_tasks().with_standing(TODAY())

    paper = text_of(TaskListPaper(teacher, rows, language=code))

    assert word in paper
    assert "Отчет берилсин." in paper


def test_a_moved_deadline_stands_beside_the_signed_one(meeting, teacher, head):
    row = a_task(meeting, teacher)
    services.ask_deadline(row, by=teacher, new=TODAY() + timedelta(days=9), reason="Оорудум.")
    services.grant_deadline(DeadlineChange.objects.get(), by=head)
    rows = Resolution.objects.tasks_of(teacher).for_tasks().with_standing(TODAY())

    assert "болгон мөөнөтү" in text_of(TaskListPaper(teacher, rows, language="ky"))


def test_a_list_without_tasks_says_so(teacher):
    assert "Аткарылбаган тапшырма жок." in text_of(TaskListPaper(teacher, [], language="ky"))


@pytest.mark.parametrize(
    ("fields", "words", "tone"),
    [
        ({"due": -3}, "late by 3 days", "badge badge-late"),
        ({"due": -3, "due_now": 9}, "in force", "badge"),
        ({"due": 3, "due_now": -1}, "late by 1 day", "badge badge-late"),
        (
            {"due": -3, "status": "done", "finished_on": -1},
            "done, late by 2 days",
            "badge-late",
        ),
        ({"due": -3, "status": "done", "finished_on": -4}, "done in time", "badge badge-done"),
    ],
)
def test_the_minutes_say_that_a_resolution_is_late(
    client, meeting, teacher, fields, words, tone
):
    """By the deadline as it stands, as in the register and on its own page."""
    days = {
        name: TODAY() + timedelta(days=value) if isinstance(value, int) else value
        for name, value in fields.items()
    }
    row = a_task(meeting, teacher, **days)
    client.force_login(teacher)

    page = client.get(meeting.get_absolute_url()).text
    badge = re.search(rf'class="([^"]*)"\s+href="{row.get_absolute_url()}"\s*>([^<]*)<', page)

    assert badge[1].endswith(tone)
    assert badge[2].strip() == words


def test_what_asks_nobody_is_not_there_to_be_finished(client, meeting, head):
    bare = {"due_kind": "none", "due": None}
    approved, open_one = a_task(meeting, kind="approve", **bare), a_task(meeting, **bare)
    client.force_login(head)

    minutes = client.get(meeting.get_absolute_url()).text

    assert page("resolution_finish", approved) not in minutes
    assert page("resolution_finish", open_one) in minutes
    assert "finish" not in buttons(client.get(approved.get_absolute_url()))
    assert "finish" in buttons(client.get(open_one.get_absolute_url()))


# Notices


def test_who_is_named_is_told_when_it_comes_into_force(meeting, teacher, secretary, head):
    a_task(meeting, teacher)
    a_task(meeting, all_members=True, due=None, due_kind="permanent")
    a_task(meeting, secretary, kind="note", due=None, due_kind="none")
    a_task(meeting, kind="note", due=None, due_kind="none")

    resolutions_in_force(meeting)

    told = Notification.objects.values_list("to", flat=True)
    assert sorted(told) == sorted([*[teacher.pk] * 2, *[secretary.pk] * 2, head.pk])


# A new date on which somebody is away


@pytest.fixture
def busy(meeting, task, teacher):
    """A day on which the doer is away and the school rests."""
    day = TODAY() + timedelta(days=9)
    make.an_absence(teacher, since=day, until=day + timedelta(days=1))
    Holiday.objects.create(year=meeting.year, name_ky="Каникул", start=day, end=day)
    return day


def test_a_date_on_which_the_doer_is_away_is_taken_and_said(
    client, task, teacher, busy, head, django_assert_max_num_queries
):
    client.force_login(teacher)
    url = page("resolution_ask_deadline", task)

    answer = client.post(url, {"new": busy.isoformat(), "reason": "Оорудум."}, follow=True)

    change = DeadlineChange.objects.get()
    assert change.new == busy
    said = [f"{teacher.list_name} is away on this day", "This day is a holiday"]
    assert all(words in answer.text for words in said)
    client.force_login(head)
    shown = client.get(page("deadline_grant", change)).text
    assert all(words in shown for words in said)
    with django_assert_max_num_queries(1):
        off_words(task.school_id, {n: (busy, {teacher.pk: "X"}) for n in "abc"})
    with django_assert_max_num_queries(0):
        off_words(task.school_id, {})


def test_of_other_days_and_other_people_nothing_is_said(client, task, head, teacher, busy):
    Holiday.objects.all().delete()
    services.ask_deadline(task, by=teacher, new=busy - timedelta(days=1), reason="Оорудум.")
    client.force_login(head)

    shown = client.get(page("deadline_grant", DeadlineChange.objects.get())).text

    assert "is away on this day" not in shown
    assert off_words(task.school_id, {"": (busy, {head.pk: "X"})}) == {}


@pytest.mark.parametrize("verb", ["grant", "refuse"])
def test_an_answer_to_a_wish_leads_back_to_the_resolution_by_its_name(
    client, meeting, teacher, head, verb
):
    row = a_task(meeting, teacher)
    services.ask_deadline(row, by=teacher, new=TODAY() + timedelta(days=9), reason="Оорудум.")
    client.force_login(head)

    url = reverse(f"meetings:deadline_{verb}", args=[DeadlineChange.objects.get().pk])
    page = client.get(url).content.decode()

    crumb = page.split('class="crumb">')[1].split("</p>")[0]
    assert row.get_absolute_url() in crumb
    assert "Отчет берилсин." in crumb
