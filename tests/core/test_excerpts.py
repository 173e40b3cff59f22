"""What was found is shown with its words marked, in the letters in which it was written."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.excerpts import AROUND, LONGEST, beginning, excerpt, hits, marked, words_of
from core.languages import fold
from core.search import wanted_words


@pytest.mark.parametrize(
    ("text", "words", "answer"),
    [
        ("Методикалык бирикме", "метод", "<mark>Метод</mark>икалык бирикме"),
        ("МЕТОДИКАЛЫК", "методикалык", "<mark>МЕТОДИКАЛЫК</mark>"),
        ("Өздүк тема", "оздук", "<mark>Өздүк</mark> тема"),
        ("Оздук тема", "өздүк", "<mark>Оздук</mark> тема"),
        ("Жаңы окуу жылы", "жаны ОКУУ", "<mark>Жаңы</mark> <mark>окуу</mark> жылы"),
        ("ҮСӨНОВА Айгүл", "усонова айгу", "<mark>ҮСӨНОВА</mark> <mark>Айгү</mark>л"),
        ("Ёлка, подъём", "елка подъем", "<mark>Ёлка</mark>, <mark>подъём</mark>"),
        ("методика жана усул", "етодика", "методика жана усул"),
        ("метод метод", "мет метод", "<mark>метод</mark> <mark>метод</mark>"),
        ("тест-сынак «сынак»", "сын", "тест-<mark>сын</mark>ак «<mark>сын</mark>ак»"),
        ("5-класс, 45/а", "45 а кла", "5-<mark>кла</mark>сс, <mark>45</mark>/<mark>а</mark>"),
        ("Маи\u0306 айы", "май", "<mark>Май</mark> айы"),
        ("Жан\u0304ы сөз", "жаны", "<mark>Жан\u0304ы</mark> сөз"),
        ("Straße", "strasse", "<mark>Straße</mark>"),
        ("<b>сөз</b> & я", "сөз", "&lt;b&gt;<mark>сөз</mark>&lt;/b&gt; &amp; я"),
        ("mark класс", "mark", "<mark>mark</mark> класс"),
        ("тема_тема", "тема", "<mark>тема</mark>_<mark>тема</mark>"),
        ("сөз", "", "сөз"),
        ("", "сөз", ""),
        ("a.b* (сөз)", "* . ( соз", "a.b* (<mark>сөз</mark>)"),
    ],
)  # fmt: skip
def test_beginnings_of_words_are_marked(text, words, answer):
    assert marked(text, wanted_words(words)) == answer


@given(st.text(max_size=60))
@example("Жаңы окуу — ёлка")
@example("e\u0301 İ ß ŉ")
def test_texts_are_split_as_searches_split_them(text):
    from unicodedata import normalize

    text = normalize("NFC", text)
    folded = [normalize("NFC", word.folded) for word in words_of(text)]

    assert folded == [normalize("NFC", word) for word in fold(text).split()]


@given(
    st.text(alphabet="аеёоөуүнң ОӨ-«».1_", max_size=40),
    st.text("аеоун1", min_size=1, max_size=3),
)
def test_both_ways_of_looking_find_the_same(text, word):
    from core.excerpts import _slowly

    assert list(hits(text, [word])) == list(_slowly(text, [word]))


def test_a_long_text_is_cut_around_the_first_hit():
    text = "башы " * 100 + "олимпиада " + "аягы " * 100

    shown = excerpt(text, ["олимп"])

    assert "<mark>олимп</mark>иада" in shown
    assert shown.startswith("… башы")
    assert shown.endswith("аягы …")
    assert len(shown) < LONGEST + 40
    assert shown.index("<mark>") <= AROUND + 45


def test_without_a_hit_the_beginning_is_shown():
    assert excerpt("Башы " * 100, ["олимп"]).startswith("Башы Башы")
    assert excerpt("кыска", ["олимп"]) == "кыска"
    assert excerpt("ы" * 1000, ["олимп"]) == "ы" * LONGEST + " …"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("бир эки үч", "бир эки үч"),
        ("бир\nэки  үч", "бир эки үч"),
        ("бир, эки төрт", "бир, эки…"),
        ("бир эки, төрт", "бир эки…"),
        ("биринчиэкинчи", "биринчиэк…"),
    ],
)
def test_a_beginning_is_cut_between_words(text, answer):
    assert beginning(text, 10) == answer
