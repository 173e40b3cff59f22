"""Words of several languages: shown, sorted, found, and cleaned."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.languages import (
    ALPHABET,
    SORT_KEY_LENGTH,
    by_language,
    clean_text,
    fold,
    sort_key,
    spoken,
)

OFFICIAL = list("АБВГДЕЁЖЗИЙКЛМНҢОӨПРСТУҮФХЦЧШЩЪЫЬЭЮЯ")

NAMES = [
    "12-класс",
    "3D",
    "Adams",
    "Zakir",
    "Абазбек уулу Руслан",
    "Абазбекова",
    "Асан уулу",
    "Асанов",
    "Ёлкина",
    "Ибраимов",
    "Йусупов",
    "Калыков",
    "Қодиров",
    "Назаров",
    "Ңоев",
    "Омуралиев",
    "Осмонова",
    "Өмүрбек уулу",
    "Петрова",
    "Усенов",
    "Үсөнов",
    "Фёдорова",
    "Яковлева",
]


def shuffled(words):
    return words[1::2] + words[::2]


class Named(SimpleNamespace):
    name = by_language("name")


@pytest.mark.parametrize(
    ("language", "names", "shown"),
    [
        ("ru", {"name_ky": "Мектеп", "name_ru": "Школа"}, "Школа"),
        ("ru", {"name_ky": "Мектеп", "name_ru": ""}, "Мектеп"),
        ("en", {"name_ky": "", "name_ru": "Школа"}, "Школа"),
        ("ky", {}, ""),
    ],
)
def test_a_name_is_read_in_the_readers_language_or_the_first_there_is(language, names, shown):
    with translation.override(language):
        assert Named(**names).name == shown


def test_the_alphabet_is_the_official_one():
    assert [letter.upper() for letter in ALPHABET] == OFFICIAL
    assert sorted(shuffled(OFFICIAL), key=sort_key) == OFFICIAL


def test_names_sort_as_in_a_kyrgyz_register():
    assert sorted(shuffled(NAMES), key=sort_key) == NAMES


@pytest.mark.django_db
def test_the_database_sorts_the_keys_as_python_does():
    union = " UNION ALL ".join(["SELECT %s AS name, %s AS sort_key"] * len(NAMES))
    pairs = [word for name in shuffled(NAMES) for word in (name, sort_key(name))]
    collations = {"sqlite": ["BINARY", "NOCASE"], "postgresql": ['"C"', '"und-x-icu"']}

    for collation in collations[connection.vendor]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT name FROM ({union}) AS t ORDER BY sort_key COLLATE {collation}", pairs
            )
            assert [name for (name,) in cursor.fetchall()] == NAMES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ӨМҮРБЕК", "өмүрбек"),
        ("Асан  уулу", " Асан уулу "),
        ("Асан-уулу", "Асан уулу"),
        ("«Асан»", "Асан"),
        ("Е\u0308лкина", "Ёлкина"),
        ("И\u0306усупов", "Йусупов"),
        ("Ма\u0301ма", "Мама"),
    ],
)
def test_names_that_differ_in_no_letter_have_one_key(one, other):
    assert sort_key(one) == sort_key(other)


def test_a_letter_nobody_knows_comes_last():
    assert sort_key("Я") < sort_key("漢") < sort_key("漢字")


@given(st.text())
def test_a_key_is_digits_and_fits_its_column(text):
    key = sort_key(text)

    assert key == "" or key.isdecimal()
    assert len(key) <= SORT_KEY_LENGTH


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Өмүрбек", "омурбек"),
        ("ЁЛКА", "елка"),
        ("Е\u0308лка", "елка"),
        ("жаңы МАҢЫЗ", "жаны маныз"),
        ("май", "май"),
        ("маи\u0306", "май"),
        ("«Кыргыз тили» — 5-класс, № 45.", "кыргыз тили 5 класс 45"),
        ("за\u0301мок", "замок"),
        ("Straße", "strasse"),
        ("a_b*c", "a b c"),
        ("🙂", ""),
        ("  \n\t ", ""),
        ("\x00а\x00", "а"),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_what_is_folded_stays_as_it_is(text):
    once = fold(text)

    assert all(word.isalnum() for word in once.split())
    assert once == " ".join(once.split())


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("а\x00б", "аб"),
        ("а\r\nб\rв\x0bг\u2028д", "а\nб\nв\nг\nд"),
        ("а\tб", "а\tб"),
        ("5\u00a0класс\u202fА", "5 класс А"),
        ("мето\u00adдика", "методика"),
        ("\ufeffа\u200bб", "аб"),
        ("и\u0306", "й"),
        ("а\ud800б", "аб"),
        ("cod\u202egpj.exe", "codgpj.exe"),
        ("\uf0b7 пункт", "• пункт"),
        ("👨\u200d👩\u200d👧 🙂", "👨\u200d👩\u200d👧 🙂"),
        ("  сакталат  ", "  сакталат  "),
        ("\x07\x1b[31m\x9f\ufffe", "[31m"),
        ("", ""),
    ],
)
def test_cleaning(text, clean):
    assert clean_text(text) == clean


@given(st.text(alphabet=st.characters(), max_size=200))
def test_clean_text_is_clean(text):
    once = clean_text(text)

    assert clean_text(once) == once
    assert "\x00" not in once
    assert once.encode() is not None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Өздүк теманы бекитүү жөнүндө", "ky"),
        ("МЕТОДИКА ЖАНА ОКУУ: ҮЧ МАСЕЛЕ", "ky"),
        ("Об итогах I четверти", "ru"),
        ("Рекомендовать учителям и завучам", "ru"),
        ("В Бишкеке; выступила Үсөнова, и приняли", "ru"),
        ("Жыйынтык: «О мерах по охране» деген буйрукту үйрөнүү, өткөрүү, көрүү", "ky"),
        ("Ысакова О. С., Асанов И.", "?"),
        ("Сабак планы", "?"),
        ("", "?"),
    ],
)
def test_texts_say_in_which_language_they_are(text, language):
    assert spoken(text, "?") == language
