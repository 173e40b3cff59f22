"""Questions whose SQL is written once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from core.models import Session
from core.questions import Question

pytestmark = pytest.mark.django_db


def living(key, now):
    return Session.objects.filter(session_key=key, expire_date__gt=now)


def a_session(key, **fields):
    return Session.objects.create(
        **{"session_key": key, "expire_date": timezone.now() + timedelta(hours=1), **fields}
    )


@pytest.fixture
def question():
    return Question(living, key="?", now=datetime(1, 1, 2, tzinfo=UTC))


def test_the_answer_is_that_of_the_queryset(question):
    now = timezone.now()
    a_session("one", account_id=7, seen_at=now)
    a_session("old", expire_date=now - timedelta(seconds=1))

    [found] = question.ask(key="one", now=now)

    wanted = living("one", now).get()
    assert {f.attname: getattr(found, f.attname) for f in Session._meta.concrete_fields} == {
        f.attname: getattr(wanted, f.attname) for f in Session._meta.concrete_fields
    }
    assert question.ask(key="old", now=now) == []


def test_other_values_are_asked_with_the_same_words(django_assert_num_queries):
    built = []

    def build(key):
        built.append(key)
        return Session.objects.filter(session_key=key)

    question = Question(build, key="?")
    a_session("one")
    a_session("two")
    with django_assert_num_queries(2):
        found = [row.pk for key in ["two", "one"] for row in question.ask(key=key)]

    assert found == ["two", "one"]
    assert built == ["?"]


def test_a_stand_in_that_stands_nowhere_is_a_mistake():
    question = Question(lambda key, day: Session.objects.filter(pk=key), key="?", day="!")

    with pytest.raises(ValueError, match="stand nowhere"):
        question.ask(key="one", day="two")
