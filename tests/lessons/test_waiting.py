"""What of lessons waits at home, for whom; each figure at home opens its proof."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lessons import services
from lessons.figures.waiting import NOUNS, waiting_of_lessons
from tests import factories as make

pytestmark = pytest.mark.django_db


def said(person):
    person = type(person).objects.get(pk=person.pk)
    return {row.words: row.url for row in waiting_of_lessons(person)}


def test_a_proposed_mentor_waits_for_the_director(association, head, director, deputy):
    pair = make.a_mentorship(association, status="proposed")

    assert said(director) == {"1 proposed mentor": pair.get_absolute_url()}
    assert said(head) == said(deputy) == {}
    make.a_mentorship(association, status="proposed")
    assert said(director) == {"2 proposed mentors": reverse("lessons:mentorship_list")}


def test_what_was_handed_in_waits_for_the_head_and_comes_back(association, head, teacher):
    pair = make.a_mentorship(association, mentor=teacher)
    plan = make.a_mentorship_plan(pair, status="handed_in")
    report = make.a_mentorship_report(pair, status="handed_in")
    assert said(head) == {
        "1 plan of a mentorship": plan.get_absolute_url(),
        "1 report of a mentorship": report.get_absolute_url(),
    }
    assert said(teacher) == {}

    services.return_mentorshipplan(plan, by=head, text="Толуктаңыз.")

    assert said(teacher) == {"1 plan of a mentorship": plan.get_absolute_url()}


def test_who_owes_a_report_of_the_half_year_is_told_until_it_is_handed_in(
    association, teacher, head, time_machine
):
    pair = make.a_mentorship(association, mentor=teacher)
    year = pair.year
    year.quarters.update_or_create(
        number=2,
        defaults={"start": date(year.start.year, 11, 9), "end": date(year.start.year, 12, 26)},
    )
    time_machine.move_to(f"{year.start.year}-12-26 10:00+06:00")
    assert said(teacher) == said(pair.novice) == {}

    time_machine.move_to(f"{year.start.year}-12-27 10:00+06:00")
    due = {"1 mentorship whose report is due": pair.get_absolute_url()}
    assert said(teacher) == said(pair.novice) == due
    assert said(head) == {}
    report = make.a_mentorship_report(pair, "mentor", period="half", status="draft")
    assert said(teacher) == due

    services.hand_in_mentorshipreport(report, by=teacher)

    assert said(teacher) == {}
    assert said(pair.novice) == due


def test_what_a_head_wrote_waits_for_those_who_lead(association, head, deputy, director):
    pair = make.a_mentorship(association, mentor=head)
    plan = make.a_mentorship_plan(pair, status="handed_in")

    assert said(deputy) == said(director) == {"1 plan of a mentorship": plan.get_absolute_url()}
    assert said(head) == {}


def test_events_and_olympiads_that_are_over_wait_for_their_head(association, head, other_head):
    yesterday = timezone.localdate() - timedelta(days=1)
    event = make.an_event(association, day=yesterday)
    olympiad = make.an_olympiad(association, day=yesterday)
    make.an_event(association)

    assert said(head) == {
        "1 event to be told of": event.get_absolute_url(),
        "1 olympiad without results": olympiad.get_absolute_url(),
    }
    assert said(other_head) == {}


def test_all_nouns_are_asked_at_once(association, head, director, deputy, teacher, foreigner):
    for person in (head, director, deputy, teacher, foreigner):
        said(person)
        reader = type(person).objects.select_related("school").get(pk=person.pk)
        assert reader.kind_of_reader()
        with CaptureQueriesContext(connection) as queries:
            waiting_of_lessons(reader)
        assert len(queries) == 1
    assert len({model for model, *_others in NOUNS.values()}) == len(NOUNS) - 1


def test_the_desk_moves_with_each_step_and_each_number_opens_its_proof(
    client, association, head, deputy, director
):
    """A young teacher without a mentor, then with one, then with plans."""
    year = make.a_year(association.school)
    novice = make.a_young_teacher(association)

    def seen(person):
        client.force_login(person)
        page = client.get(reverse("reports:desk"))
        [union] = page.context["norms"]
        for norm in union.norms:
            assert f'href="{norm.url.replace("&", "&amp;")}"' in page.text
            assert client.get(norm.url).status_code == 200, norm.url
        return next(norm for norm in union.norms if norm.key == "novices")

    for person in (head, deputy, director):
        assert (seen(person).done, seen(person).due) == (0, 1)
    pair = make.a_mentorship(association, novice=novice)
    for side in ("mentor", "novice"):
        make.a_mentorship_plan(pair, side, status="approved")
    due_by_now = timezone.localdate() > date(year.start.year, 12, 30)
    for person in (head, deputy, director):
        assert seen(person).done == (0 if due_by_now else 1)


def test_a_teacher_is_shown_no_norms(client, association, teacher):
    client.force_login(teacher)

    assert client.get(reverse("reports:desk")).context["norms"] == []


def test_a_past_year_has_its_own_norms_and_nothing_waits(client, association, head):
    this = make.a_year(association.school)
    last = make.a_year(association.school, first=this.start.year - 1)
    make.an_event(association, year=last, kind="practical", status="held", day=last.start)
    make.a_mentorship(association, status="proposed")
    client.force_login(head)

    page = client.get(reverse("reports:desk"), {"year": last.pk})

    [union] = page.context["norms"]
    assert union.norms[0].done == 1
    assert page.context["lessons"] == []
    assert client.get(reverse("reports:desk")).context["norms"][0].norms[0].done == 0
