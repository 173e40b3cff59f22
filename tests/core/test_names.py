"""Names as signatures and lists write them."""

import pytest

from core import names


@pytest.mark.parametrize(
    ("name", "signature", "in_list"),
    [
        ("Усеков Урмат Асанович", "У.А.Усеков", "Усеков У. А."),
        ("Абазбек уулу Руслан", "Р.Абазбек уулу", "Абазбек уулу Р."),
        ("Кубанычбек кызы Айсулуу", "А.Кубанычбек кызы", "Кубанычбек кызы А."),
        ("Жумабекова Айгүл Сапар кызы", "А.С.Жумабекова", "Жумабекова А. С."),
        ("Токтосунова Чынара", "Ч.Токтосунова", "Токтосунова Ч."),
        ("Өмүрбеков Үсөн Ыдырысович", "Ү.Ы.Өмүрбеков", "Өмүрбеков Ү. Ы."),
        ("Асанова", "Асанова", "Асанова"),
        ("", "", ""),
    ],
)
def test_every_form_of_name(name, signature, in_list):
    assert names.initials(*names.split_name(name)) == signature
    assert names.list_name(*names.split_name(name)) == in_list


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Жумабекова А. С., мугалим", "Жумабекова~А.~С., мугалим"),
        ("<td>Абазбек уулу Р.</td>", "<td>Абазбек уулу~Р.</td>"),
        ("Усеков Ү. Ы. Ө. келди", "Усеков~Ү.~Ы.~Ө. келди"),
        ("У.А.Усеков", "У.А.Усеков"),
        ("5-класс. Ал келди", "5-класс. Ал келди"),
        ("Угулду. А. Усенов сүйлөдү", "Угулду. А. Усенов сүйлөдү"),
        ("№ 45 протокол", "№ 45 протокол"),
    ],
)
def test_no_line_of_a_paper_begins_with_an_initial(text, whole):
    assert names.kept_whole(text) == whole.replace("~", "\u00a0")


def test_ordinals_join_their_noun_by_a_hyphen_in_kyrgyz_only():
    assert names.ordinal(5, "класс", "ky") == "5-класс"
    assert names.ordinal(5, "класс", "ru") == "5 класс"
    assert names.ordinal(5, "класс", "ru", "й") == "5-й класс"


def test_roman_quarters():
    assert [names.roman(n) for n in (1, 2, 3, 4, 9, 14)] == [
        "I",
        "II",
        "III",
        "IV",
        "IX",
        "XIV",
    ]


def test_a_number_or_the_room_for_one():
    assert names.numbered(45) == "№ 45"
    assert names.numbered("") == "№ ____"
