"""Questions whose SQL is written once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import FilteredRelation, Q, Value
from django.utils import timezone

from associations.models import User
from core.models import Session
from core.questions import Question
from tests import factories as make

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


def test_what_is_joined_is_gathered_and_what_is_added_is_read(school):
    people = [make.a_person(school) for _ in range(2)]
    unions = [make.an_association(school) for _ in range(2)]
    for union in unions:
        make.a_membership(union, people[0])

    def of_school(school, word):
        rows = User.objects.filter(school=school).annotate(word=Value(word))
        joined = FilteredRelation("memberships", condition=Q(memberships__until=None))
        return rows.annotate(joined=joined).select_related("joined").order_by("pk", "joined")

    question = Question(of_school, gather={"joined": "memberships"}, school=-1, word="?")
    found = question.ask(school=school.pk, word="кат")

    assert [(p, len(p.memberships.all()), p.word) for p in found if p in people] == [
        (people[0], 2, "кат"),
        (people[1], 0, "кат"),
    ]
    assert [row.association_id for row in found[0].memberships.all()] == [
        union.pk for union in unions
    ]


def test_plain_values_come_as_they_are(school):
    make.a_person(school, username="aigul")
    make.a_person(school, username="asan")

    def names(school):
        return User.objects.filter(school=school).order_by("username").values_list("username")

    assert Question(names, school=-1).ask(school=school.pk) == [("aigul",), ("asan",)]


def test_a_question_that_nothing_can_answer_is_not_asked(django_assert_num_queries):
    question = Question(lambda key: Session.objects.filter(pk__in=[], account_id=key), key=-1)

    with django_assert_num_queries(0):
        assert question.ask(key=7) == []
