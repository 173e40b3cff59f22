"""Finding the person of a request."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory
from django.utils import timezone

from associations.backends import SchoolBackend
from associations.models import Membership, Post, User
from tests import factories as make

pytestmark = pytest.mark.django_db


def read(person):
    return SchoolBackend().get_user(person.pk)


def parts(person):
    return (
        [post.pk for post in person.posts_today],
        [row.pk for row in person.memberships_today],
    )


def test_one_query_reads_all_that_every_page_asks(school, teacher, django_assert_num_queries):
    make.a_post(teacher, Post.Kind.CLERK)
    with django_assert_num_queries(1):
        person = read(teacher)
        assert person.school == school
        assert person.is_clerk
        assert len(person.association_ids) == 1
        assert person.posts_today[0].person is person


@pytest.mark.parametrize("posts", [0, 1, 2])
@pytest.mark.parametrize("memberships", [0, 1, 3])
def test_it_reads_what_the_person_would_ask_one_by_one(school, posts, memberships):
    person = make.a_person(school)
    for kind in [Post.Kind.DEPUTY, Post.Kind.CLERK][:posts]:
        make.a_post(person, kind)
    for _ in range(memberships):
        make.a_membership(make.an_association(school), person)

    assert parts(read(person)) == parts(User.objects.get(pk=person.pk))


def test_what_is_over_or_still_to_come_does_not_count(school):
    person, today = make.a_person(school), timezone.localdate()
    day = timedelta(days=1)
    make.a_post(person, Post.Kind.DIRECTOR, until=today - day)
    make.a_post(person, Post.Kind.DEPUTY, since=today + day)
    make.a_membership(make.an_association(school), person, until=today - day)
    last = make.a_membership(
        make.an_association(school), person, until=today, role=Membership.Role.HEAD
    )

    assert parts(read(person)) == ([], [last.pk])


def test_a_closed_account_and_an_unknown_one_are_nobody(gone):
    assert read(gone) is None
    assert SchoolBackend().get_user(0) is None


@pytest.mark.parametrize("login", ["teacher9", "TEACHER9", " Teacher9 "])
def test_the_login_is_found_however_it_is_written(school, login):
    person = make.a_person(school, username="teacher9", password=make.PASSWORD)
    request = RequestFactory().post("/")

    assert authenticate(request, username=login, password=make.PASSWORD) == person
    assert authenticate(request, username=login, password="something else") is None
