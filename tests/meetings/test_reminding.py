"""Reminders over a term: on exactly these days, in exactly these words, each of them once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction

from associations.figures import is_at_rest
from associations.management.commands import doctor
from associations.models import Holiday
from core.digests import PartlyDoneError
from core.models import Letter, Notification
from meetings.figures.reminding import occasion, reminders_due, step_on
from meetings.models import Reminder, ResolutionReport
from meetings.services import reminding
from meetings.services.reminding import remind
from tests import factories as make

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Bishkek")
FIRST = date(2026, 9, 1)


def day_of(text):
    """«5.11» of the school year 2026–2027."""
    day, month = (int(part) for part in text.split("."))
    return date(2026 if month >= 9 else 2027, month, day)


@pytest.fixture
def year(school):
    """Quarters to 4 November, from 10 November to 30 December, from 12 January; one holiday."""
    year = make.a_year(school, first=2026)
    Holiday.objects.create(
        year=year, name_ky="Бий күнү", start=date(2026, 9, 21), end=date(2026, 9, 21)
    )
    return year


@pytest.fixture
def meeting(association, year, head, teacher):
    return make.a_meeting(association, year=year, date=FIRST, status="held", number=1)


@pytest.fixture
def a_task(meeting, teacher):
    item = make.an_item(meeting)

    def made(due, responsible=(teacher,), **fields):
        due = day_of(due) if isinstance(due, str) else due
        facts = {"status": "in_force", "due_kind": "date", "due": due, "due_now": due}
        return make.a_resolution(item, responsible=responsible, **{**facts, **fields})

    return made


def run(start, end, *, without=()):
    """Let each morning come, except those on which nobody ran the clock."""
    day, left = day_of(start), {day_of(text) for text in without}
    while day <= day_of(end):
        if day not in left:
            with time_machine.travel(datetime(day.year, day.month, day.day, 7, tzinfo=ZONE)):
                remind(day)
        day += timedelta(days=1)


def told(person):
    rows = Reminder.objects.filter(person=person).order_by("day", "resolution")
    return [f"{row.day.day}.{row.day.month} {row.step}" for row in rows]


@pytest.mark.parametrize(
    ("due", "until", "expected"),
    [
        # an ordinary date, seen to the end of the term
        ("14.10", "14.10", ["11.10 soon", "13.10 tomorrow", "14.10 today"]),
        (
            "14.10",
            "4.11",
            [
                "11.10 soon", "13.10 tomorrow", "14.10 today",
                "21.10 late", "28.10 late", "4.11 late",
            ],
        ),
        # the first of three days before is a holiday: said the day after, two days before
        ("24.9", "24.9", ["22.9 soon", "23.9 tomorrow", "24.9 today"]),
        # the day before is a holiday: the day itself says it
        ("22.9", "22.9", ["19.9 soon", "22.9 today"]),
        # the day itself is one: told on the first day after it, as late
        ("21.9", "28.9", ["18.9 soon", "20.9 tomorrow", "22.9 late"]),
        # it falls into the vacations of autumn (5–9 November)
        ("6.11", "17.11", ["3.11 soon", "10.11 late", "17.11 late"]),
        ("10.11", "10.11", ["10.11 today"]),
        ("11.11", "11.11", ["10.11 tomorrow", "11.11 today"]),
        # the whole winter: two weeks of lateness are told once
        ("31.12", "20.1", ["28.12 soon", "30.12 tomorrow", "12.1 late", "19.1 late"]),
    ],
)  # fmt: skip
def test_a_term_with_holidays(a_task, teacher, due, until, expected):
    a_task(due)

    run("1.9", until)

    assert told(teacher) == expected


@pytest.mark.parametrize(
    ("due", "away", "until", "expected"),
    [
        ("14.10", ("11.10", "12.10"), "14.10", ["13.10 tomorrow", "14.10 today"]),
        ("14.10", ("12.10", "13.10"), "14.10", ["11.10 soon", "14.10 today"]),
        ("14.10", ("10.10", "17.10"), "25.10", ["18.10 late", "25.10 late"]),
        ("14.10", ("13.10", "29.10"), "4.11", ["11.10 soon", "30.10 late"]),
        # the absence ends in the vacations
        ("3.11", ("1.11", "6.11"), "12.11", ["31.10 soon", "10.11 late"]),
    ],
)
def test_an_absence_is_silent_and_its_end_tells_once(
    a_task, teacher, head, due, away, until, expected
):
    make.an_absence(teacher, since=day_of(away[0]), until=day_of(away[1]))
    a_task(due, responsible=[teacher, head])

    run("1.9", until)

    assert told(teacher) == expected
    assert told(head)[:3] != expected[:3]


def test_a_clock_that_stood_still_is_made_up_for_once(a_task, teacher):
    a_task("14.10")

    run("1.9", "28.10", without=["10.10", "11.10", "12.10", "14.10", "15.10", "16.10", "21.10"])

    assert told(teacher) == ["13.10 tomorrow", "17.10 late", "24.10 late"]


def test_ten_ticks_a_day_say_nothing_twice(a_task, teacher, settings):
    teacher.email = "teacher@mektep.kg"
    teacher.save()
    a_task("14.10")
    for day in (10, 11, 12, 13, 14, 15):
        for hour in range(24):
            with time_machine.travel(datetime(2026, 10, day, hour, 20, tzinfo=ZONE)):
                call_command("tick")

    assert told(teacher) == ["11.10 soon", "13.10 tomorrow", "14.10 today"]
    assert Notification.objects.filter(to=teacher).count() == 3
    assert [letter.key for letter in Letter.objects.order_by("pk")] == [
        f"digest:{teacher.pk}:2026-10-11",
        f"digest:{teacher.pk}:2026-10-13",
        f"urgent:{teacher.notifications.get(urgent=True).pk}",
    ]
    assert {letter.made_at.astimezone(ZONE).hour for letter in Letter.objects.all()} == {7}
    assert len(mail.outbox) == 3
    assert mail.outbox[0].subject == "11 October: 1 notice"


def test_two_clocks_that_read_the_same_list_tell_once(a_task, teacher, monkeypatch):
    """Both have read what is due before either has written down that it was told."""
    a_task("14.10")
    day = day_of("11.10")
    read = reminders_due(teacher.school_id, day)
    assert [due.person for due in read] == [teacher]
    monkeypatch.setattr(reminding, "reminders_due", lambda school, day: read)

    assert [remind(day), remind(day)] == [1, 0]

    assert told(teacher) == ["11.10 soon"]
    assert Notification.objects.filter(to=teacher).count() == 1


def test_the_database_keeps_one_reminder_of_a_day(a_task, teacher):
    row = a_task("14.10")
    facts = {"resolution": row, "person": teacher, "day": day_of("11.10"), "step": "soon"}
    Reminder.objects.create(**facts, school_id=teacher.school_id)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(**facts, school_id=teacher.school_id)


def test_a_machine_switched_on_late_still_reminds_on_that_day(a_task, teacher):
    teacher.email = "teacher@mektep.kg"
    teacher.save()
    a_task("14.10")

    with time_machine.travel(datetime(2026, 10, 11, 9, 40, tzinfo=ZONE)):
        call_command("tick")

    assert "Due in 3 days, 14 October 2026" in mail.outbox[0].body


def test_many_dates_on_one_day_are_one_letter(a_task, teacher, settings):
    teacher.email = "teacher@mektep.kg"
    teacher.save()
    for number in range(5):
        a_task("14.10", text=f"Тапшырма {number}.")
        a_task("15.10", text=f"Эртеңки {number}.")
        a_task("17.10", text=f"Жакынкы {number}.")

    with time_machine.travel(datetime(2026, 10, 14, 7, 5, tzinfo=ZONE)):
        call_command("tick")

    assert sorted(letter.kind for letter in Letter.objects.all()) == ["digest", "urgent"]
    urgent, digest = (Letter.objects.get(kind=kind).body for kind in ("urgent", "digest"))
    assert urgent.count("Due today: Тапшырма") == 5
    assert digest.count("Due tomorrow, 15 October 2026: Эртеңки") == 5
    assert digest.count("Due in 3 days, 17 October 2026: Жакынкы") == 5
    assert Notification.objects.filter(to=teacher, urgent=True).count() == 5


def test_the_day_itself_is_urgent_and_nothing_else_is(a_task, teacher):
    a_task("14.10", text="Тапшырма.")

    run("1.9", "21.10")

    words = list(teacher.notifications.order_by("pk").values_list("text", "urgent"))
    assert [urgent for _text, urgent in words] == [False, False, True, False]
    assert [text.split(": ")[0] for text, _urgent in words] == [
        "Due in 3 days, 14 October 2026",
        "Due tomorrow, 14 October 2026",
        "Due today",
        "Late by 7 days, it was due 14 October 2026",
    ]
    assert "Тапшырма. (" in words[0][0]


def report(row, author, verdict):
    return ResolutionReport.objects.create(
        resolution=row, author=author, text="Бүттү.", verdict=verdict
    )


@pytest.mark.parametrize(
    ("verdict", "expected"), [("waiting", []), ("accepted", []), ("returned", ["11.10 soon"])]
)
def test_whoever_reported_hears_nothing_more(a_task, teacher, head, verdict, expected):
    row = a_task("14.10", responsible=[teacher, head])
    report(row, teacher, "returned")
    report(row, teacher, verdict)

    run("11.10", "11.10")

    assert told(teacher) == expected
    assert told(head) == ["11.10 soon"]


def test_of_what_all_members_do_each_is_reminded_until_the_own_mark(
    a_task, teacher, head, secretary, stranger, gone, meeting
):
    row = a_task("14.10", responsible=[], all_members=True)
    for person in (secretary, gone):
        meeting.attendance.create(person=person)
    for person in (teacher, head):
        meeting.attendance.get_or_create(person=person)
    report(row, secretary, "accepted")

    run("11.10", "11.10")

    assert told(teacher) == told(head) == ["11.10 soon"]
    assert told(secretary) == told(stranger) == told(gone) == []


@pytest.mark.parametrize("status", ["draft", "reported", "done", "cancelled"])
def test_only_what_is_in_force_is_reminded_of(a_task, teacher, status):
    a_task("14.10", status=status)

    run("1.10", "30.10")

    assert told(teacher) == []


def test_what_has_no_date_is_never_late(a_task, teacher):
    a_task(None, due_kind="permanent")

    run("1.10", "30.10")

    assert told(teacher) == []


def test_a_moved_deadline_is_reminded_of_anew(a_task, teacher):
    row = a_task("14.10")
    run("1.10", "14.10")
    row.due_now = day_of("20.10")
    row.save()

    run("15.10", "27.10")

    assert told(teacher) == [
        "11.10 soon", "13.10 tomorrow", "14.10 today",
        "17.10 soon", "19.10 tomorrow", "20.10 today", "27.10 late",
    ]  # fmt: skip


def test_what_fell_due_before_the_signing_is_not_told_the_day_after(a_task, teacher, meeting):
    meeting.protocols.create(
        version=1, state="signed", snapshot="{}", digest="0" * 64,
        signed_at=datetime(2026, 10, 12, 16, tzinfo=ZONE),
    )  # fmt: skip
    a_task("14.10")

    run("12.10", "14.10")

    assert told(teacher) == ["13.10 tomorrow", "14.10 today"]


def test_the_lead_is_one_of_the_doers(a_task, head, teacher, gone):
    a_task("14.10", responsible=[teacher, gone], lead=head)

    run("14.10", "14.10")

    assert told(head) == told(teacher) == ["14.10 today"]
    assert told(gone) == []


def test_another_schools_holiday_is_not_ours(a_task, teacher, foreigner):
    theirs = make.a_year(foreigner.school, first=2026)
    Holiday.objects.create(
        year=theirs, name_ky="Эс алуу", start=date(2026, 10, 1), end=date(2026, 10, 30)
    )
    a_task("14.10")

    run("14.10", "14.10")

    assert told(teacher) == ["14.10 today"]


@pytest.mark.parametrize(
    ("day", "rests"),
    [
        ("20.9", False), ("21.9", True), ("22.9", False),
        ("4.11", False), ("5.11", True), ("9.11", True), ("10.11", False),
        ("31.12", True), ("11.1", True), ("12.1", False),
        ("29.5", False), ("15.6", False),
    ],
)  # fmt: skip
def test_when_a_school_rests(year, day, rests):
    assert is_at_rest(year.school_id, day_of(day)) is rests


def test_the_calendar_of_one_deadline():
    due = date(2026, 10, 14)
    days = {
        due + timedelta(days=n): occasion(due, due + timedelta(days=n)) for n in (-4, -2, 6)
    }

    assert list(days.values()) == [None, date(2026, 10, 11), due]
    assert step_on(due, date(2026, 10, 12)) == "soon"


def test_reminders_ask_little_for_many_rows(a_task, teacher, django_assert_max_num_queries):
    for _n in range(30):
        a_task("14.10")
    run("14.10", "14.10")

    with django_assert_max_num_queries(12):
        remind(date(2026, 10, 14))


def test_one_poisoned_person_keeps_no_other_from_being_reminded(
    a_task, teacher, head, settings, monkeypatch, caplog
):
    """Who could not be told is tried again; until then the doctor says so."""
    a_task("5.11", responsible=[teacher, head])
    tell, poisoned = reminding.people_reminded, {head.pk, teacher.pk}
    first, second = sorted(poisoned)

    def spoiled(person, reminders):
        if person.pk == first:
            raise KeyError("poison")
        tell(person, reminders)

    monkeypatch.setattr(reminding, "people_reminded", spoiled)
    with time_machine.travel(datetime(2026, 11, 2, 9, 30, tzinfo=ZONE), tick=False):
        with pytest.raises(PartlyDoneError) as caught:
            reminding.remind_people()
        told = list(Reminder.objects.values_list("person", flat=True))
        [words] = reminding.unsaid_reminders()
        monkeypatch.setattr(reminding, "people_reminded", tell)
        again = reminding.remind_people()
        well = list(reminding.unsaid_reminders())

    assert (caught.value.done, caught.value.failed, told) == (1, 1, [second])
    assert "poison" in caplog.text
    assert "1 people still wait to be reminded" in words
    assert (again, well) == (1, [])
    assert set(Notification.objects.values_list("to", flat=True)) == poisoned


def test_before_its_hour_no_reminder_is_late():
    with time_machine.travel("2026-11-05T19:00:00Z", tick=False):
        assert list(reminding.unsaid_reminders()) == []


def test_the_doctor_asks_what_the_apps_name():
    names = [name for name, _examine in doctor.examinations()]

    assert {"morning letters", "reminders", "record"} <= set(names)
