"""Where lessons meet plans, meetings and the search: what one house does to the other."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.permissions import can
from core.search_models import SearchRow
from lessons import services
from lessons.forms.mentorship import questions_of
from lessons.models import (
    Advice,
    Event,
    Mentorship,
    MentorshipReport,
    Schedule,
    Visit,
    VisitSheet,
)
from lessons.services.finding import remember_forgotten
from plans import services as planned
from plans.models import PlanRow
from reports.nouns import Wish
from reports.search import found_rows
from tests import factories as make
from tests.lessons.schedules import fresh, past_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(association, head, teacher):
    day, half = past_day()
    schedule = make.a_schedule(association, half=half)
    lesson = make.an_open_lesson(schedule, teacher, day=day)
    make.in_force_schedule(schedule)
    return fresh(lesson)


@pytest.fixture
def sheet(association, teacher, secretary, lesson):
    visit = make.a_visit(
        association, teacher, secretary, kind="open", open_lesson=lesson, day=lesson.day
    )
    return make.a_sheet(visit, secretary, "answered")


def kinds(reader, words, **wish):
    return set(
        found_rows(fresh(reader), Wish(words=words, **wish)).values_list("kind", flat=True)
    )


# Open lessons and their sheets


def test_a_lesson_marked_as_given_after_its_sheets_were_agreed_is_analysed(
    lesson, sheet, secretary, teacher
):
    services.agree_visitsheet(sheet, by=secretary)
    assert fresh(lesson).status == "planned"

    services.give_openlesson(lesson, by=teacher)

    assert fresh(lesson).status == "analysed"


def test_a_lesson_whose_sheet_waits_for_a_word_is_given_only(lesson, sheet, teacher):
    services.give_openlesson(lesson, by=teacher)

    assert fresh(lesson).status == "given"


def test_a_lesson_nobody_came_to_is_given_only(lesson, teacher):
    services.give_openlesson(lesson, by=teacher)

    assert fresh(lesson).status == "given"


def test_the_page_of_a_lesson_leads_to_a_visit_of_it(client, lesson, secretary, teacher):
    link = f"{reverse('lessons:visit_create')}?open_lesson={lesson.pk}"

    client.force_login(secretary)
    assert link in client.get(lesson.get_absolute_url()).text
    client.force_login(teacher)
    assert link not in client.get(lesson.get_absolute_url()).text


def test_a_proposal_for_an_approved_schedule_is_mended_until_it_is_answered(
    client, lesson, teacher
):
    proposal = make.an_open_lesson(
        lesson.schedule, teacher, topic="Бөлчөк", status="proposed", day=lesson.day
    )
    client.force_login(teacher)
    url = reverse("lessons:openlesson_update", args=[proposal.pk])
    page = client.get(url)
    said = {
        "kind": "lesson", "topic": "Пайыздар", "school_class": "7-Ң", "language": "ky",
        "day": lesson.day.isoformat(), "version": proposal.version,
        "form_token": page.context["form"].token,
    }  # fmt: skip

    answer = client.post(url, said)

    assert answer.status_code == 302
    assert fresh(proposal).topic == "Пайыздар"


def test_advice_is_not_shown_to_whoever_means_to_come_no_more(
    association, teacher, secretary, stranger, head
):
    visit = make.a_visit(association, teacher, secretary)
    sheet = make.a_sheet(visit, secretary, "agreed")
    Advice.objects.create(sheet=sheet, teacher=teacher, text="Топ менен иштөө")
    later = make.a_visit(association, teacher, stranger, author=head)
    assert Advice.objects.visible_to(fresh(stranger)).exists()

    services.miss_visit(later, by=stranger, text="Келе албайм")

    assert not Advice.objects.visible_to(fresh(stranger)).exists()


def test_a_moved_lesson_makes_a_visit_typed_before_stale(lesson, association, secretary, head):
    visit = make.a_visit(
        association, lesson.teacher, secretary, open_lesson=lesson, kind="open", day=lesson.day
    )
    step = 1 if lesson.day < lesson.schedule.last_day - timedelta(days=9) else -1
    day = lesson.day + timedelta(days=7 * step)

    services.move_openlesson(lesson, by=head, day=day, reason="Кыйналды")

    assert (fresh(visit).day, fresh(visit).version) == (day, visit.version + 1)


def test_changing_a_visit_does_not_take_back_that_it_was_held(association, teacher, secretary):
    visit = make.a_visit(association, teacher, secretary)
    stale = Visit.objects.get(pk=visit.pk)
    services.hold_visit(visit, by=secretary)

    services.change_visit(stale, by=secretary, visitors=[secretary])

    assert fresh(visit).status == "held"


# What waits


def test_a_sheet_waits_from_the_day_of_its_visit_on(association, teacher, secretary):
    tomorrow = timezone.localdate() + timedelta(days=1)
    visit = make.a_visit(association, teacher, secretary, day=tomorrow)
    waits = VisitSheet.objects.waiting_for(secretary)
    assert not waits.exists()

    Visit.objects.filter(pk=visit.pk).update(day=timezone.localdate())

    assert waits.all().exists()


def test_what_was_returned_waits_no_more_once_the_pair_is_over(association, head):
    pair = make.a_mentorship(association)
    report = make.a_mentorship_report(pair, status="returned")
    assert MentorshipReport.objects.waiting_for(pair.mentor).get() == report

    Mentorship.objects.filter(pk=pair.pk).update(status="ended")

    assert not MentorshipReport.objects.waiting_for(pair.mentor).exists()


def test_the_council_has_no_schedule_even_by_a_deputy_who_heads_an_association(school, deputy):
    make.an_association(school, head=deputy)
    council, deputy = make.a_council(school), fresh(deputy)
    schedule = Schedule(association=council, year=make.a_year(school), author=deputy)
    assert council.pk in deputy.headed_ids

    assert not can(deputy, "lessons.make_schedule", schedule)


# Rows of plans


@pytest.mark.parametrize("what", ["lesson", "visit", "event", "week", "olympiad"])
def test_a_row_on_which_something_hangs_is_dropped_and_not_torn_out(
    association, head, teacher, secretary, what
):
    plan = make.a_plan(association)
    row = make.a_plan_row(plan, kind="open_lesson")
    if what == "lesson":
        make.an_open_lesson(make.a_schedule(association), teacher, plan_row=row)
    elif what == "visit":
        make.a_visit(association, teacher, secretary, plan_row=row)
    else:
        maker = {"event": make.an_event, "week": make.a_week, "olympiad": make.an_olympiad}
        maker[what](association, plan_row=row)

    planned.remove_row(row, by=head)

    assert PlanRow.objects.get(pk=row.pk).dropped


def test_questions_of_a_joint_meeting_propose_mentors_too(association, head, school):
    other = make.an_association(school, head=make.a_person(school))
    item = make.an_item(make.a_joint_meeting(other, association))

    assert item in questions_of([association.pk])


# What is found


def test_events_visits_olympiads_and_pairs_are_found_by_their_words(
    association, head, teacher, secretary
):
    make.an_event(association, title="зqсынчыл ойлоо")
    make.an_olympiad(association, title="зqсынчыл олимпиада")
    make.a_visit(association, teacher, secretary, topic="зqсынчыл сабак")
    make.a_week(association, title="зqсынчыл жумалык", status="approved")

    assert remember_forgotten() == 4
    assert remember_forgotten() == 0

    both = {"lessons.event", "lessons.olympiad", "lessons.subjectweek"}
    assert kinds(head, "зqсынчыл") == {*both, "lessons.visit"}
    assert kinds(teacher, "зqсынчыл", person=teacher) == {"lessons.visit"}


def test_a_visit_is_not_found_by_who_may_not_know_of_it(
    association, teacher, secretary, school
):
    make.a_visit(association, teacher, secretary, topic="зqсынчыл сабак")
    remember_forgotten()
    elsewhere = make.a_person(school)
    make.an_association(school, head=elsewhere)

    assert kinds(elsewhere, "зqсынчыл") == set()


@pytest.mark.parametrize("status", ["draft", "submitted", "returned"])
def test_a_week_is_not_found_before_it_is_approved(association, head, director, status):
    make.a_week(association, title="зqжумалык", status=status)
    remember_forgotten()

    assert kinds(head, "зqжумалык") == kinds(director, "зqжумалык") == set()


@pytest.mark.parametrize(
    ("status", "found"), [("proposed", set()), ("appointed", {"lessons.mentorship"})]
)
def test_a_pair_is_found_once_it_is_ordered(association, head, director, status, found):
    novice = make.a_young_teacher(association, surname_ky="Зqкелдиева")
    make.a_mentorship(association, novice=novice, status=status)
    remember_forgotten()

    assert kinds(director, "зqкелдиева", kind="lessons.mentorship") == found


def test_what_the_form_writes_is_found_at_once_in_both_languages(client, association, head):
    subject = make.a_subject(association.school, name_ky="Зqалгебра", name_ru="Зqхимия")
    event = make.an_event(association)
    olympiad = make.an_olympiad(association, subject=subject)
    client.force_login(head)
    url = reverse("lessons:olympiad_update", args=[olympiad.pk])
    form = client.get(url).context["form"]
    said = {
        "kind": "olympiad", "title": "Зqтур", "day": olympiad.day.isoformat(),
        "subject": subject.pk, "version": olympiad.version, "form_token": form.token,
        "opens_at_0": "2026-01-01", "opens_at_1": "09:00", "opens_at": "2026-01-01T09:00",
    }  # fmt: skip

    assert client.post(url, said).status_code == 302

    assert kinds(head, "зqтур") == kinds(head, "зqхимия") == {"lessons.olympiad"}
    assert not SearchRow.objects.filter(kind=Event._meta.label_lower, object_id=event.pk)
