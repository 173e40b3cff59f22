"""A session comes with its person."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY, get_user
from django.test import RequestFactory
from django.utils import timezone

from associations.backends import SchoolBackend
from associations.models import Post
from associations.sessions import SessionStore
from core.middleware import ReaderMiddleware
from core.models import Session
from core.sessions import came_with
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(client):
    """A request as the next page of a signed-in person begins it."""

    def begin(person):
        client.force_login(person, "associations.backends.SchoolBackend")
        request = RequestFactory().get("/")
        request.session = SessionStore(client.session.session_key)
        ReaderMiddleware(get_user).process_request(request)
        return request

    return begin


def test_one_question_reads_the_session_and_who_it_is(
    request_of, school, teacher, django_assert_num_queries
):
    make.a_post(teacher, Post.Kind.CLERK)
    request = request_of(teacher)

    with django_assert_num_queries(1):
        assert request.user == teacher
        assert request.user.school == school
        assert request.user.is_clerk
        assert len(request.user.association_ids) == 1
        assert request.session[SESSION_KEY] == str(teacher.pk)
        assert request.session.row.seen_at


def test_the_row_is_that_of_the_session(request_of, teacher):
    request = request_of(teacher)
    assert request.user == teacher

    kept = Session.objects.get(pk=request.session.session_key)
    names = ["session_key", "session_data", "account_id", "started_at", "seen_at"]
    assert [getattr(request.session.row, n) for n in names] == [getattr(kept, n) for n in names]


def test_a_session_that_is_over_brings_nobody(request_of, teacher):
    request = request_of(teacher)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert request.user.is_anonymous
    assert request.session.person is None


def test_a_closed_account_is_nobody(request_of, gone):
    assert request_of(gone).user.is_anonymous


def test_a_changed_password_ends_it(request_of, teacher):
    request = request_of(teacher)
    teacher.set_password(make.PASSWORD)
    teacher.save()

    assert request.user.is_anonymous


def test_who_came_with_one_session_is_nobody_elses(request_of, teacher, head):
    request = request_of(teacher)
    assert request.user == teacher
    assert came_with.get() is None

    token = came_with.set(request.user)
    try:
        assert SchoolBackend().get_user(head.pk) == head
    finally:
        came_with.reset(token)
