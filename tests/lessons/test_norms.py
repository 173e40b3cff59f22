"""Norms of lessons: each moves with what is done, and leads to its proof."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from associations.models import Association
from lessons.figures.norms import days_of, norms_of, with_norms
from lessons.models import Olympiad, VisitRules
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(school):
    return make.a_year(school)


@pytest.fixture
def day(year):
    """In the middle of the second quarter."""
    return date(year.start.year, 11, 20)


def counted(year, day):
    """The norms of all associations of the school."""
    unions = Association.objects.filter(school=year.school_id).active().order_by("pk")
    rows = with_norms(unions, year=year.pk, day=day, **days_of(year, day, 3))
    return norms_of(rows, year, day)


@pytest.fixture
def norm(association, year):
    def of(key, day):
        [union] = counted(year, day)
        return next(row for row in union.norms if row.key == key)

    return of


def numbers(norm):
    return norm.done, norm.due, norm.tone


def test_a_practical_seminar_is_due_in_the_year(association, norm, day, year):
    assert numbers(norm("seminars", day)) == (0, 1, "wait")
    assert norm("seminars", year.end).tone == "late"
    make.an_event(association, kind="seminar", status="held")
    make.an_event(association, kind="practical")
    assert norm("seminars", day).done == 0
    event = make.an_event(association, kind="practical", status="held")

    held = norm("seminars", day)

    assert numbers(held) == (1, 1, "done")
    assert [str(words) for words in held.words] == ["without open lessons"]
    schedule = make.a_schedule(association, year=year)
    event.open_lessons.add(make.an_open_lesson(schedule, association.head()))
    assert norm("seminars", day).words == []
    assert f"association={association.pk}" in held.url
    assert "kind=practical" in held.url


def test_open_lessons_are_counted_of_the_schedule_that_holds(
    association, norm, day, year, head
):
    schedule = make.a_schedule(association, year=year)
    given = make.an_open_lesson(schedule, head)
    make.an_open_lesson(schedule, head)
    make.an_open_lesson(schedule, head, status="proposed")
    assert numbers(norm("lessons", day)) == (0, 0, "wait")

    make.in_force_schedule(schedule)
    assert numbers(norm("lessons", day)) == (0, 2, "wait")
    type(given).objects.filter(pk=given.pk).update(status="given")
    assert numbers(norm("lessons", day)) == (1, 2, "wait")
    assert norm("lessons", year.end).tone == "late"


def a_visit(association, year, visitor, teacher, day, status="agreed"):
    visit = make.a_visit(association, teacher, visitor, year=year, day=day, status="held")
    make.a_sheet(visit, visitor, status=status)


def test_who_made_the_visits_of_the_quarter(
    association, norm, day, year, head, teacher, school
):
    assert numbers(norm("visits", day)) == (0, 2, "wait")
    a_visit(association, year, head, teacher, day)
    a_visit(association, year, head, teacher, day, status="shared")
    assert norm("visits", day).done == 0
    a_visit(association, year, head, teacher, day - timedelta(days=1))
    assert numbers(norm("visits", day)) == (1, 2, "wait")
    VisitRules.objects.create(owner=school, school=school, per_quarter=3)
    assert norm("visits", day).done == 0
    assert norm("visits", year.quarters.get(number=2).end + timedelta(days=1)).tone == "late"


def test_an_olympiad_in_each_subject(association, norm, day, year, school):
    ours = [make.a_subject(school) for _n in range(2)]
    association.subjects.set(ours)
    assert numbers(norm("olympiads", day)) == (0, 2, "wait")
    for subject in (ours[0], ours[0], make.a_subject(school)):
        olympiad = make.an_olympiad(association, subject=subject)
        Olympiad.objects.filter(pk=olympiad.pk).update(status="finished", kind="olympiad")

    assert numbers(norm("olympiads", day)) == (1, 2, "wait")
    assert norm("olympiads", date(year.start.year + 1, 2, 1)).tone == "late"


def test_young_teachers_need_a_mentor_plans_and_reports(association, norm, year, day):
    assert numbers(norm("novices", day)) == (0, 0, "")
    novice = make.a_young_teacher(association)
    lonely = make.a_young_teacher(association)
    after = year.quarters.get(number=2).end + timedelta(days=1)

    def said(on=day):
        found = norm("novices", on)
        return (*numbers(found), [str(words) for words in found.words])

    assert said() == (0, 2, "late", ["no mentor: 2"])
    pair = make.a_mentorship(association, novice=novice)
    make.a_mentorship(association, novice=lonely, status="proposed")
    assert said() == (0, 2, "late", ["no mentor: 1", "no approved plans: 1"])
    make.a_mentorship_plan(pair, "mentor", status="approved")
    assert said()[0] == 0
    make.a_mentorship_plan(pair, "novice", status="approved")
    assert said() == (1, 2, "late", ["no mentor: 1"])
    assert said(after) == (0, 2, "late", ["no mentor: 1", "reports are due: 1"])
    for side in ("mentor", "novice"):
        make.a_mentorship_report(pair, side, status="accepted")
    assert said(after) == (1, 2, "late", ["no mentor: 1"])
    assert said(year.end)[3] == ["no mentor: 1", "reports are due: 1"]


def test_all_associations_are_asked_at_once(
    school, year, association, django_assert_num_queries
):
    other = make.an_association(school)
    year = type(year).objects.prefetch_related("quarters").get(pk=year.pk)
    day = timezone.localdate()

    with django_assert_num_queries(1):
        rows = counted(year, day)

    assert {row.association for row in rows} == {association, other}
    assert all(len(row.norms) == 5 for row in rows)


def test_another_schools_work_is_not_counted(association, norm, day):
    elsewhere = make.a_school()
    make.a_year(elsewhere)
    theirs = make.an_association(elsewhere, head=make.a_person(elsewhere))
    make.an_event(theirs, kind="practical", status="held")

    assert norm("seminars", day).done == 0
