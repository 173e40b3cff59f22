"""Who has visited whom: what counts, the norm, suggestions; sums by criterion."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lessons.figures.balance import balance_of, norm_of, own_counts
from lessons.figures.criteria import sums_of
from lessons.models import VisitRules, VisitSheet
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(school):
    return make.a_year(school)


@pytest.fixture
def balance(association, year):
    """Of the whole year, read now."""
    return lambda quarter=None: balance_of(association, year, quarter, timezone.localdate())


def agreed(association, teacher, visitor, **fields):
    visit = make.a_visit(association, teacher, visitor, **fields)
    return make.a_sheet(visit, visitor, "agreed")


def line_of(balance, person):
    return next(line for line in balance.lines if line.person == person)


def test_a_visit_counts_once_its_sheet_is_agreed(association, balance, teacher, secretary):
    visit = make.a_visit(association, teacher, secretary)
    for status in ("draft", "shared", "answered", "agreed"):
        found = line_of(balance(), secretary)
        assert (found.made, line_of(balance(), teacher).received) == (0, 0)
        make.a_sheet(visit, secretary) if status == "draft" else VisitSheet.objects.filter(
            visit=visit
        ).update(status=status)

    assert line_of(balance(), secretary).made == 1
    assert line_of(balance(), teacher).received == 1
    assert balance().idle == [p for p in association.members() if p != secretary]
    assert teacher not in balance().unseen


def test_a_cell_is_who_came_and_whose_lesson_it_was(association, balance, teacher, head):
    agreed(association, teacher, head)
    agreed(association, teacher, head)

    found = balance()
    column = found.teachers.index(teacher)
    assert line_of(found, head).cells[column] == 2
    assert line_of(found, teacher).cells[found.teachers.index(head)] == 0


def test_visits_elsewhere_count_for_the_visitor(
    association, balance, school, teacher, stranger
):
    theirs = stranger.memberships.get().association
    agreed(theirs, stranger, teacher)
    agreed(association, teacher, stranger)

    assert line_of(balance(), teacher).elsewhere == 1
    assert line_of(balance(), teacher).made == 1
    assert not line_of(balance(), stranger).member


def test_the_norm_is_the_schools_and_grows_with_the_quarters(school, year):
    quarter = year.quarters.get(number=1)

    assert (norm_of(school.pk, year, quarter), norm_of(school.pk, year, None)) == (2, 8)
    VisitRules.objects.create(school=school, owner=school, per_quarter=3)
    assert (norm_of(school.pk, year, quarter), norm_of(school.pk, year, None)) == (3, 12)


def test_a_quarter_has_the_visits_of_its_days(association, balance, year, teacher, head):
    quarter = year.quarters.get(number=1)
    agreed(association, teacher, head, day=quarter.end)
    agreed(association, teacher, head, day=quarter.end + timedelta(days=1))

    assert line_of(balance(quarter), head).made == 1
    assert line_of(balance(), head).made == 2


def test_whoever_lacks_visits_is_sent_to_whom_nobody_saw(
    association, balance, teacher, head, secretary
):
    agreed(association, teacher, head)

    said = balance().suggestions

    assert {visitor for visitor, _teacher in said} == {head, teacher, secretary}
    assert all(visitor != whom for visitor, whom in said)
    assert dict(said)[secretary] == head
    assert dict(said)[head] == secretary


def test_a_teacher_s_own_counts(association, year, teacher, head, secretary):
    quarter = year.quarters.get(number=2)
    agreed(association, head, teacher, day=quarter.start)
    agreed(association, head, teacher, day=year.start)
    agreed(association, teacher, secretary, day=quarter.start)

    assert own_counts(teacher, quarter.start) == {
        "made": 2, "made_now": 1, "received": 1, "norm": 2,
    }  # fmt: skip


def test_who_belongs_to_no_association_has_no_counts(year, director, clerk):
    assert own_counts(director, date.today()) is None  # noqa: DTZ011 -- any day
    assert own_counts(clerk, date.today()) is None  # noqa: DTZ011 -- any day


def test_sums_are_of_agreed_sheets_and_of_lines_with_points(
    association, year, teacher, head, secretary
):
    agreed(association, teacher, secretary)
    agreed(association, head, secretary)
    make.a_sheet(make.a_visit(association, teacher, secretary), secretary, "shared")

    (found,) = sums_of(association, year, head)

    assert found.sheets == 2
    assert [one.line.text_ky for one in found.lines] == ["Максаты", "Техника"]
    assert found.lines[0].counts == [0, 0, 2]
    assert found.lines[0].percent == 100
    assert sums_of(association, year, make.a_person(association.school)) == []
