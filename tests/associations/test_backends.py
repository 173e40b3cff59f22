"""Finding the person of a request."""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from associations.backends import SchoolBackend
from tests import factories as make


def test_person_and_school_come_together(teacher, django_assert_num_queries):
    with django_assert_num_queries(1):
        person = SchoolBackend().get_user(teacher.pk)
        assert person.school == teacher.school


def test_a_closed_account_is_nobody(gone):
    assert SchoolBackend().get_user(gone.pk) is None
    assert SchoolBackend().get_user(0) is None


@pytest.mark.parametrize("login", ["teacher9", "TEACHER9", " Teacher9 "])
def test_the_login_is_found_however_it_is_written(school, login):
    person = make.a_person(school, username="teacher9", password=make.PASSWORD)
    request = RequestFactory().post("/")

    assert authenticate(request, username=login, password=make.PASSWORD) == person
    assert authenticate(request, username=login, password="something else") is None
