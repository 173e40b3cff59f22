"""Questions about people, associations and years."""

from datetime import date

import pytest

from associations.models import AcademicYear, Association, Post, School, User
from tests import factories as make

MODELS = [School, AcademicYear, User, Association]


@pytest.mark.parametrize("model", MODELS)
def test_every_noun_is_seen_by_its_own_school_alone(model, director, foreigner, association):
    ours = set(model.objects.visible_to(director))
    theirs = set(model.objects.visible_to(foreigner))

    assert ours
    assert not ours & theirs


def test_the_year_near_a_day_is_that_day_s_or_the_next_or_the_last(school):
    AcademicYear.objects.all().delete()
    first = make.a_year(school, start=date(2025, 9, 1), end=date(2026, 5, 31))
    second = make.a_year(school, start=date(2026, 9, 1), end=date(2027, 5, 31))

    def near(day):
        return AcademicYear.objects.filter(school=school).near(day)

    assert near(date(2025, 12, 1)) == first
    assert near(date(2026, 7, 1)) == second
    assert near(date(2028, 1, 1)) == second
    assert not AcademicYear.objects.filter(school=school).on(date(2026, 7, 1))


def test_associations_of_a_person_are_those_of_today(school, association, head, teacher):
    old = make.an_association(school)
    make.a_membership(old, teacher, until=date(2021, 5, 31))
    closed = make.an_association(school, closed_on=date(2021, 5, 31))

    assert list(Association.objects.with_member(teacher)) == [association]
    assert list(Association.objects.headed_by(head)) == [association]
    assert not Association.objects.headed_by(teacher)
    assert closed not in Association.objects.active()


def test_who_held_a_post_on_a_day(school, director, deputy):
    past = make.a_person(school)
    make.a_post(past, Post.Kind.DEPUTY, until=date(2022, 6, 1))

    def leaders(day):
        return set(User.objects.leaders_on(day, Post.Kind.DIRECTOR, Post.Kind.DEPUTY))

    assert leaders(date(2022, 6, 1)) == {director, deputy, past}
    assert leaders(date(2022, 6, 2)) == {director, deputy}
    assert leaders(date(2019, 1, 1)) == set()


def test_the_login_is_found_however_it_is_typed(teacher):
    assert User.objects.get_by_natural_key(" TEACHER ") == teacher


def test_people_found_by_words_have_each_of_them(school):
    make.a_person(school, surname_ky="Үсөнова", first_name_ky="Гүлзат", username="gulzat")

    assert User.objects.search("ГУЛЗ усон").count() == 1
    assert User.objects.search("gulz").count() == 1
    assert User.objects.search("сөн").count() == 0
    assert User.objects.search(" ").count() == 1
