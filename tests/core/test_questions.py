"""Questions whose SQL is written once."""

import inspect
import sys
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import FilteredRelation, Prefetch, Q, Value
from django.urls import get_resolver
from django.utils import timezone

from associations.models import Association, Membership, Subject, User
from core.keyed import KeysQuestion
from core.models import Session
from core.questions import Lists, Question, ReadersQuestion
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


def test_lists_are_asked_at_once_and_a_row_may_stand_in_both(django_assert_num_queries):
    def lists(key):
        rows = Session.objects.order_by("session_key").annotate(word=Value("кат"))
        return rows.filter(pk__in=[]), rows.exclude(pk=key)[:2], rows.filter(pk=key)

    for key in ("one", "two", "three"):
        a_session(key)
    question = Lists(lists, key="?")
    with django_assert_num_queries(1):
        found = question.ask(key="two")

    assert sorted((row.list, row.pk, row.word) for row in found) == [
        (1, "one", "кат"),
        (1, "three", "кат"),
        (2, "two", "кат"),
    ]
    with django_assert_num_queries(0):
        assert Lists(lambda key: [Session.objects.none()], key=-1).ask(key=7) == []


def test_rows_of_known_keys_are_asked_for_with_the_words_of_as_many_or_more():
    question = KeysQuestion(_by_number, word="?")
    for number in range(5):
        a_session(f"key{number}", account_id=number)

    assert [row.account_id for row in question.ask([], "pk", word="кат")] == []
    assert [row.account_id for row in question.ask([3], "pk", word="кат")] == [3]
    found = question.ask([4, 0, 1], "-session_key", word="кат")
    assert [(row.account_id, row.word) for row in found] == [(4, "кат"), (1, "кат"), (0, "кат")]
    assert [row.account_id for row in question.ask([2, 3, 4, 1], "pk", word="")] == [1, 2, 3, 4]
    assert sorted(question.written) == [(1, "pk"), (4, "-session_key"), (4, "pk")]


def _by_number(keys, order, word):
    rows = Session.objects.filter(account_id__in=keys)
    return rows.annotate(word=Value(word)).order_by(order)


def _whole_unions(school):
    people = Membership.objects.select_related("person").order_by("-pk")
    return (
        Association.objects.filter(school=school)
        .prefetch_related(
            Prefetch("memberships", people, to_attr="belonging"),
            Prefetch("subjects", Subject.objects.order_by("-pk"), to_attr="taught"),
            "elections",
        )
        .order_by("pk")
    )


def test_what_is_read_besides_the_rows_is_as_django_reads_it(django_assert_num_queries):
    school = make.a_school()
    unions = [make.an_association(school) for _ in range(3)]
    subjects = [Subject.objects.create(school=school, name_ky=f"Сабак {n}") for n in range(2)]
    for union in unions[1:]:
        make.a_membership(union, make.a_person(school))
        union.subjects.set(subjects)
    question = Question(_whole_unions, school=-1)
    assert question.ask(school=-7) == []

    for _again in range(2):
        with django_assert_num_queries(4):
            found = question.ask(school=school.pk)
            assert all(row.association is union for union in found for row in union.belonging)

        usual = _whole_unions(school.pk)
        assert [row.belonging for row in found] == [row.belonging for row in usual]
        assert [row.taught for row in found] == [row.taught for row in usual]
        assert [len(row.taught) for row in found] == [0, 2, 2]
        make.a_membership(unions[0], make.a_person(school))


# Those of the house

HOUSE = ("core.", "associations.", "meetings.", "plans.", "lessons.", "reports.")
READERS = [
    ((), (), False),
    ((), ("member",), False),
    ((), ("head", "member"), True),
    (("deputy",), (), True),
    (("director",), (), False),
]


def questions(kind):
    """Every question that a module of the house has written down."""
    assert get_resolver().url_patterns  # every page is loaded by now
    modules = [module for name, module in sys.modules.items() if name.startswith(HOUSE)]
    return {
        f"{module.__name__}.{name}": question
        for module in modules
        for name, question in vars(module).items()
        if isinstance(question, kind)
    }


def asked(build, values):
    """The words and values of a question, for stand-ins of a name each."""
    built, words, told = build(**values), "", ()
    for queryset in built if isinstance(built, tuple) else [built]:
        with suppress(EmptyResultSet):
            more, params = queryset.query.get_compiler(connection=connection).as_sql()
            words, told = words + more, told + params
    return words, told


def stand_ins(more):
    return {name: value for name, value in more.items() if name not in {"gather", "spare"}}


def another(value):
    if isinstance(value, str):
        return f"{value}!"
    return value - 5000 if isinstance(value, int) else value + timedelta(days=45)


def strays(build, stand_ins):
    """Values that are made of a stand-in, instead of being one: they would stay as written."""
    others = {name: another(value) for name, value in stand_ins.items()}
    (words, values), (other_words, other_values) = asked(build, stand_ins), asked(build, others)
    assert words == other_words
    known = {(str(stand_ins[name]), str(others[name])) for name in stand_ins}
    pairs = {
        (str(one)[:19], str(two)[:19])
        for one, two in zip(values, other_values, strict=True)
        if str(one) != str(two)  # a wrapped value (JSON on PostgreSQL) equals itself only
    }
    return pairs - {(one[:19], two[:19]) for one, two in known}


def test_values_stand_in_the_words_as_they_are_told():
    found = questions(Question)
    assert len(found) > 5
    wrong = {name: strays(one.build, one.stand_ins) for name, one in found.items()}

    assert {name: stray for name, stray in wrong.items() if stray} == {}


@pytest.mark.parametrize("kind", READERS, ids=str)
def test_so_do_those_that_a_reader_asks(kind):
    found = questions(ReadersQuestion)
    assert len(found) > 5
    like = User.stand_in(kind)
    wrong = {
        name: strays(
            lambda one=one, **values: one.build(like, **values),
            stand_ins(one.more),
        )
        for name, one in found.items()
    }

    assert {name: stray for name, stray in wrong.items() if stray} == {}


FIXED = {"day": date(2026, 3, 2), "places": (0, 1, 2)}


def test_so_do_those_about_known_keys():
    found = questions(KeysQuestion)
    assert len(found) > 3
    wrong = {}
    for name, one in found.items():
        _keys, *others = inspect.signature(one.build).parameters
        values = stand_ins(one.stand_ins)
        fixed = [FIXED[other] for other in others if other not in values]
        wrong[name] = strays(
            lambda first, second, one=one, fixed=fixed, **rest: one.build(
                [first, second], *fixed, **rest
            ),
            {"first": -3000, "second": -3001, **values},
        )

    assert {name: stray for name, stray in wrong.items() if stray} == {}
