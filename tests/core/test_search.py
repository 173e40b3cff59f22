"""Finding by words, with the same answers on both databases."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection

from core.search import MOST_WORDS, forget, found, install, remember, uninstall
from core.search_models import SearchRow

pytestmark = pytest.mark.django_db

KIND = "meetings.meeting"

TEXTS = {
    1: "Өздүк методикалык теманы бекитүү жөнүндө",
    2: "МЕТОДИКАЛЫК БИРИКМЕНИН ПЛАНЫ. Ёлка, 5-класс; № 45/а",
    3: "Жаңы окуу жылына даярдык: Үсөнова Айгүл Сапар кызы",
    4: "Об итогах I четверти. Подъём качества — 2026–2027 учебный год",
    5: "Маи\u0306 айындагы сабактар, «Алгебра», тест-сынак",
}


@pytest.fixture
def texts():
    for number, text in TEXTS.items():
        remember(a_thing(number), title=f"Отурум {number}", text=text)


def a_thing(number, scope=1):
    return SimpleNamespace(pk=number, scope=scope, _meta=SimpleNamespace(label_lower=KIND))


def ids(words, scope=1, kind=KIND):
    return sorted(found(scope, kind, words))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("методикалык", [1, 2]),
        ("МЕТОД", [1, 2]),
        ("метод бирик", [2]),
        ("бирик метод", [2]),
        ("етодика", []),
        ("оздук", [1]),
        ("өздүк", [1]),
        ("ӨЗДҮК", [1]),
        ("жонундо", [1]),
        ("елка", [2]),
        ("Ёлка", [2]),
        ("жаны", [3]),
        ("Жаңы", [3]),
        ("усонова айгул", [3]),
        ("Үсөнова Айгүл", [3]),
        ("подъем", [4]),
        ("май", [5]),
        ("Маи\u0306", [5]),
        ("маи", []),
        ("5-класс", [2]),
        ("№ 45", [2]),
        ("45/а", [2]),
        ("2026", [4]),
        ("i четв", [4]),
        ("алгебра»", [5]),
        ("сынак", [5]),
        ("отурум", [1, 2, 3, 4, 5]),
        ("отурум 3", [3]),
        ("метод алгебра", []),
        ("", [1, 2, 3, 4, 5]),
        ("  — * ", [1, 2, 3, 4, 5]),
    ],
)
def test_what_is_found(texts, words, answer):
    assert ids(words) == answer


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "'",
        "''' OR 1=1 --",
        'метод" OR "алгебра',
        "метод* NEAR(алгебра, 5)",
        "folded:метод",
        "метод OR алгебра",
        "метод AND NOT алгебра",
        "метод | алгебра & !тест",
        "метод:*A <-> тест",
        "\\",
        "%_%",
        "(((",
        "^метод",
        "метод:*",
        "{метод}",
        "-метод +тест",
        "\x00метод\x00",
        "🙂 👨\u200d👩\u200d👧",
        "\ud800",
        "漢字 ١٢٣ ½ ² ⅷ",
        "а" * 5000,
        "слово " * 1000,
        " ".join(f"w{number}" for number in range(1000)),
        "%s %(x)s {0}",
    ],
)
def test_no_words_are_hostile(texts, words):
    answer = ids(words)

    assert set(answer) <= set(TEXTS)
    remember(a_thing(9), title=words[:50].replace("\ud800", ""), text=words)
    ids(words)
    SearchRow.objects.all().delete()


def test_of_very_many_words_the_first_count(texts):
    assert ids(" ".join(["отурум"] * 1000)) == [1, 2, 3, 4, 5]
    assert ids(" ".join(f"w{number}" for number in range(MOST_WORDS)) + " отурум") == []


def test_another_schools_things_and_other_kinds_are_not_found(texts):
    remember(a_thing(1, scope=2), title="Методикалык", text="")
    remember(a_thing(7), title="Методикалык", text="", kind="plans.plan")

    assert ids("методикалык") == [1, 2]
    assert ids("методикалык", scope=2) == [1]
    assert ids("методикалык", kind="plans.plan") == [7]
    assert ids("методикалык", scope=3) == []


def test_without_words_it_is_still_the_own_school_and_kind(texts):
    remember(a_thing(8, scope=2), title="Методикалык", text="")
    remember(a_thing(7), title="Методикалык", text="", kind="plans.plan")

    assert ids("") == [1, 2, 3, 4, 5]
    assert ids("", scope=2) == [8]
    assert ids("", kind="plans.plan") == [7]
    assert ids("", scope=3) == []


def test_new_words_replace_the_old(texts):
    remember(a_thing(1), title="Отурум 1", text="Олимпиада", day=date(2026, 10, 12))

    assert ids("оздук") == []
    assert ids("олимпиада") == [1]
    row = SearchRow.objects.get(scope=1, kind=KIND, object_id=1)
    assert (row.title, row.day) == ("Отурум 1", date(2026, 10, 12))


def test_what_is_forgotten_is_not_found(texts):
    forget(a_thing(1))

    assert ids("методикалык") == [2]
    assert ids("оздук") == []


def test_rows_removed_at_once_are_not_found(texts):
    SearchRow.objects.filter(object_id__in=[1, 2]).delete()
    SearchRow.objects.filter(object_id=3).update(folded="олимпиада")

    assert ids("методикалык") == []
    assert ids("усонова") == []
    assert ids("олимп") == [3]


def test_a_very_long_text_is_found_by_its_words():
    text = " ".join(f"сөз{number}" for number in range(40_000)) + " " + "ы" * 100_000

    remember(a_thing(1), title="Узун", text=text)

    assert ids("соз12000") == [1]
    assert ids("узун") == [1]


def test_the_answer_narrows_a_query_in_the_database(texts, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = SearchRow.objects.filter(object_id__in=found(1, KIND, "метод")).order_by("pk")
        assert [row.object_id for row in rows] == [1, 2]


class Editor:
    """As much of a schema editor as a test within a transaction may have."""

    connection = connection

    def __init__(self, refuses="nothing"):
        self.refuses = refuses

    def execute(self, sql, params=()):
        if self.refuses in sql:
            raise DatabaseError
        with connection.cursor() as cursor:
            cursor.execute(sql, params)


@pytest.mark.parametrize("refused", ["nothing", "CREATE EXTENSION"])
def test_the_index_is_laid_over_what_is_there(texts, refused):
    """Also where the school may not add extensions to its PostgreSQL."""
    uninstall(Editor())
    remember(a_thing(6), title="Отурум 6", text="Олимпиада")

    install(Editor(refused))

    assert ids("метод") == [1, 2]
    assert ids("олимп") == [6]
    forget(a_thing(6))
    assert ids("олимп") == []
