"""Pages of mentorships: who is offered what, what forms refuse, how often they ask."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import Notification
from lessons.models import (
    DiaryEntry,
    Mentorship,
    MentorshipPlan,
    MentorshipReport,
    MentorshipRow,
)
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.either]


@pytest.fixture
def year(school):
    return make.a_year(school)


@pytest.fixture
def subject(association):
    subject = make.a_subject(association.school)
    association.subjects.add(subject)
    return subject


@pytest.fixture
def mentor(association):
    since = timezone.localdate() - timedelta(days=4000)
    return make.a_member(
        association, surname_ky="Насаатбеков", teaches_since=since, language="en"
    )


@pytest.fixture
def novice(association):
    return make.a_young_teacher(association, surname_ky="Жаштегинов", language="en")


@pytest.fixture
def item(association, year):
    meeting = make.a_meeting(association, year=year, status="held", number=2)
    return make.an_item(meeting, title="Насаатчыларды сунуштоо жөнүндө")


@pytest.fixture
def pair(association, mentor, novice, subject):
    return make.a_mentorship(association, mentor=mentor, novice=novice, subject=subject)


@pytest.fixture
def said(association, mentor, novice, subject, item, year):
    return {
        "association": association.pk,
        "mentor": mentor.pk,
        "novice": novice.pk,
        "subject": subject.pk,
        "since": year.start + timedelta(days=7),
        "until": year.end - timedelta(days=90),
        "proposed": item.pk,
    }


def page(client, person, name, *args):
    client.force_login(person)
    return client.get(reverse(f"lessons:{name}", args=args))


def send(client, person, name, *args, **data):
    client.force_login(person)
    return client.post(reverse(f"lessons:{name}", args=args), data)


def asked(client, person, name, *args):
    page(client, person, name, *args)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(f"lessons:{name}", args=args)).status_code == 200
    return [q["sql"] for q in queries if q["sql"].startswith("SELECT")]


def test_the_head_proposes_a_mentor(client, head, director, said, year):
    answer = send(client, head, "mentorship_create", **said)

    pair = Mentorship.objects.get()
    assert answer.url == pair.get_absolute_url()
    assert (pair.status, pair.year, pair.author) == ("proposed", year, head)
    assert Notification.objects.get(to=director).url == pair.get_absolute_url()


def test_a_young_teacher_stands_first_and_is_chosen_by_the_link(client, head, said, novice):
    client.force_login(head)

    shown = client.get(reverse("lessons:mentorship_create"), {"novice": novice.pk})

    field = shown.context["form"]["novice"]
    assert field.value() == str(novice.pk)
    assert field.field.queryset[0] == novice
    assert f"{novice.full_name} (young teacher)" in shown.text


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("novice", "mentor", "Nobody is the own mentor."),
        ("novice", "stranger", "not a member of the association"),
        ("mentor", "another", "young too"),
        ("proposed", "elsewhere", "Choose a question of this"),
        ("since", "before", "outside the school years"),
        ("until", "after", "is of one school year"),
        ("until", "early", "The last day lies before the first."),
    ],
)
def test_what_a_proposal_refuses(
    client, head, said, request, association, other_head, year, field, wrong, words
):
    values = {
        "mentor": lambda: said["mentor"],
        "stranger": lambda: request.getfixturevalue("stranger").pk,
        "another": lambda: make.a_young_teacher(association).pk,
        "elsewhere": lambda: (
            make.an_item(make.a_meeting(other_head.memberships.get().association)).pk
        ),
        "before": lambda: year.start - timedelta(days=400),
        "after": lambda: year.end + timedelta(days=1),
        "early": lambda: year.start,
    }
    if wrong == "elsewhere":
        make.a_membership(other_head.memberships.get().association, head, role="member")

    answer = send(client, head, "mentorship_create", **{**said, field: values[wrong]()})

    assert answer.status_code == 200
    assert words in answer.text or (wrong == "elsewhere" and "valid choice" in answer.text)
    assert not Mentorship.objects.exists()


def test_a_teacher_with_a_mentor_gets_no_second_one(client, head, said, pair):
    answer = send(client, head, "mentorship_create", **said)

    assert "This teacher has a mentor, or one is proposed." in answer.text
    assert Mentorship.objects.count() == 1


def test_a_proposal_is_changed_and_who_was_slower_is_told(client, head, said, association):
    pair = make.a_mentorship(association, status="proposed")
    said |= {"mentor": pair.mentor_id, "novice": pair.novice_id}

    assert send(client, head, "mentorship_update", pair.pk, **said).status_code == 409
    said["version"] = pair.version
    assert send(client, head, "mentorship_update", pair.pk, **said).status_code == 302

    pair.refresh_from_db()
    assert (pair.subject_id, pair.version) == (said["subject"], 2)


def test_the_director_orders_on_a_page(client, director, association, item):
    pair = make.a_mentorship(association, status="proposed", proposed=item)
    day = timezone.localdate()

    answer = send(
        client, director, "mentorship_appoint", pair.pk, order_number="7-б", order_date=day
    )

    assert answer.url == pair.get_absolute_url()
    assert "№ 7-б of" in page(client, director, "mentorship_detail", pair.pk).text


def test_each_of_the_two_is_offered_what_is_theirs(client, pair, mentor, novice, teacher):
    shown = page(client, mentor, "mentorship_detail", pair.pk).text
    assert "Write my plan" in shown
    assert "Write into the diary" in shown
    shown = page(client, novice, "mentorship_detail", pair.pk).text
    assert "Write my plan" in shown
    assert "Write into the diary" not in shown
    assert "The mentor&#x27;s diary" in shown or "The mentor's diary" in shown
    shown = page(client, teacher, "mentorship_detail", pair.pk).text
    assert "Write" not in shown
    assert "diary" not in shown


def test_a_draft_is_in_no_byte_another_gets(client, pair, mentor, novice, head, deputy):
    make.a_mentorship_plan(pair, goal="Жашыруун максат")
    make.a_mentorship_report(pair, done="Жашыруун отчет")

    assert "draft" in page(client, mentor, "mentorship_detail", pair.pk).text
    for person in (novice, head, deputy):
        shown = page(client, person, "mentorship_detail", pair.pk).text
        assert "draft" not in shown
        assert "0 of" not in shown
        for name, thing in (
            ("mentorshipplan", MentorshipPlan.objects.get()),
            ("mentorshipreport", MentorshipReport.objects.get()),
        ):
            for kind in ("detail", "pdf"):
                assert page(client, person, f"{name}_{kind}", thing.pk).status_code == 404


def test_a_plan_is_written_in_place(client, pair, mentor):
    answer = send(client, mentor, "mentorshipplan_create", pair.pk)
    plan = MentorshipPlan.objects.get()
    assert answer.url == plan.get_absolute_url()
    send(client, mentor, "mentorshipplan_fill", plan.pk)
    send(
        client,
        mentor,
        "mentorshiprow_create",
        plan.pk,
        month="4",
        content="Ачык сабак",
        form="",
    )
    row = MentorshipRow.objects.get(content="Ачык сабак")
    send(
        client, mentor, "mentorshiprow_update", row.pk, month="5", content="Жыйынтык",
        form="отчет", version=row.version,
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.month, row.content, row.form) == (5, "Жыйынтык", "отчет")
    send(client, mentor, "mentorshiprow_remove", row.pk)
    send(client, mentor, "mentorshipplan_update", plan.pk, goal="Колдоо", version=plan.version)
    send(client, mentor, "mentorshipplan_hand_in", plan.pk)

    plan.refresh_from_db()
    assert (plan.status, plan.goal, plan.rows.count()) == ("handed_in", "Колдоо", 10)
    assert send(client, mentor, "mentorshiprow_create", plan.pk).status_code == 403


def test_a_month_outside_the_pair_is_none(client, association, mentor, year):
    days = {"since": year.start, "until": year.start.replace(month=12, day=30)}
    plan = make.a_mentorship_plan(make.a_mentorship(association, mentor=mentor, **days))

    answer = send(client, mentor, "mentorshiprow_create", plan.pk, month="4", content="Ачык")

    assert answer.status_code == 200
    assert plan.rows.count() == 1


def test_the_head_approves_by_a_question_of_a_held_meeting(client, pair, head, item):
    plan = make.a_mentorship_plan(pair, status="handed_in")
    later = make.an_item(make.a_meeting(pair.association), title="Келечек")
    shown = page(client, head, "mentorshipplan_approve", plan.pk)
    assert item.title in shown.text
    assert later.title not in shown.text

    send(client, head, "mentorshipplan_approve", plan.pk, item=item.pk)

    plan.refresh_from_db()
    assert plan.status == "approved"
    assert "Protocol № 2 of" in page(client, head, "mentorshipplan_detail", plan.pk).text


def test_without_a_held_meeting_the_page_says_so(client, pair, head):
    plan = make.a_mentorship_plan(pair, status="handed_in")

    shown = page(client, head, "mentorshipplan_approve", plan.pk).text

    assert "No meeting was held in this school year yet." in shown


def test_a_row_is_marked_on_a_page(client, pair, mentor):
    plan = make.a_mentorship_plan(pair, status="approved")
    row = plan.rows.get()

    refused = send(client, mentor, "mentorshiprow_mark", row.pk, mark="not_done", words="")
    assert "Say why it was not done" in refused.text
    answer = send(client, mentor, "mentorshiprow_mark", row.pk, mark="done", words="")

    assert answer.url == row.get_absolute_url()
    assert MentorshipRow.objects.get(pk=row.pk).mark == "done"
    assert page(client, mentor, "mentorshiprow_mark", row.pk).context["form"].initial == {
        "mark": "done", "words": "",
    }  # fmt: skip


def test_the_diary_is_written_changed_and_printed(client, pair, mentor, head):
    day = timezone.localdate()
    answer = send(
        client, mentor, "diaryentry_create", pair.pk, day=day, kind="talk", text="Маек"
    )
    entry = DiaryEntry.objects.get()
    assert answer.url == entry.get_absolute_url()
    future = day + timedelta(days=1)
    refused = send(
        client, mentor, "diaryentry_update", entry.pk, day=future, kind="talk", text="Маек",
        version=1,
    )  # fmt: skip
    assert "not still to come" in refused.text
    send(
        client, mentor, "diaryentry_update", entry.pk, day=day, kind="advice", text="Кеңеш",
        version=1,
    )  # fmt: skip
    assert "Кеңеш" in page(client, head, "mentorship_diary", pair.pk).text

    send(client, mentor, "diaryentry_remove", entry.pk)

    assert not DiaryEntry.objects.exists()


def test_a_report_is_written_once_for_a_time(client, pair, novice, head):
    done = {"period": "half", "done": "Алты сабакка катыштым."}
    answer = send(client, novice, "mentorshipreport_create", pair.pk, **done)
    report = MentorshipReport.objects.get()
    assert answer.url == report.get_absolute_url()
    assert (report.side, report.author) == ("novice", novice)
    again = send(client, novice, "mentorshipreport_create", pair.pk, **done)
    assert "There is already a report for this time." in again.text
    shown = page(client, novice, "mentorshipreport_create", pair.pk)
    assert shown.context["form"]["period"].value() == "year"
    send(
        client, novice, "mentorshipreport_update", report.pk, period="half",
        done="Жети сабак.", version=1,
    )  # fmt: skip
    send(client, novice, "mentorshipreport_hand_in", report.pk)

    assert "Жети сабак." in page(client, head, "mentorshipreport_detail", report.pk).text
    send(client, head, "mentorshipreport_accept", report.pk)
    report.refresh_from_db()
    assert report.status == "accepted"


def test_the_young_teachers_of_the_own_associations(client, head, other_head, director, novice):
    theirs = make.a_young_teacher(
        other_head.memberships.get().association, surname_ky="Башкасы"
    )

    shown = page(client, head, "novice_list").text
    assert "Жаштегинов" in shown
    assert "Башкасы" not in shown
    assert "no mentor" in shown
    assert "Of 1 teacher it is not known" in shown
    shown = page(client, director, "novice_list").text
    assert "Жаштегинов" in shown
    assert "Башкасы" in shown
    union = theirs.memberships.get().association_id
    client.force_login(director)
    narrowed = client.get(reverse("lessons:novice_list"), {"association": union}).text
    assert "Жаштегинов" not in narrowed
    assert "Башкасы" in narrowed


def test_pages_ask_as_often_for_many_as_for_one(client, association, head, mentor, novice):
    def counted(pair, plan):
        return {
            "list": len(asked(client, head, "mentorship_list")),
            "young": len(asked(client, head, "novice_list")),
            "pair": len(asked(client, head, "mentorship_detail", pair.pk)),
            "plan": len(asked(client, head, "mentorshipplan_detail", plan.pk)),
            "diary": len(asked(client, head, "mentorship_diary", pair.pk)),
        }

    pair = make.a_mentorship(association, mentor=mentor, novice=novice)
    plan = make.a_mentorship_plan(pair, status="handed_in")
    make.a_diary_entry(pair)
    few = counted(pair, plan)
    for _n in range(3):
        make.a_mentorship(association)
        make.a_diary_entry(pair)
        make.a_young_teacher(association)
    for side in ("novice",):
        make.a_mentorship_plan(pair, side, rows=4, status="handed_in")
    plan = MentorshipPlan.objects.get(mentorship=pair, side="novice")
    many = counted(pair, plan)

    assert many == few
    most = {"list": 5, "young": 9, "pair": 8, "plan": 8, "diary": 8}
    assert {name: n for name, n in many.items() if n > most[name]} == {}
