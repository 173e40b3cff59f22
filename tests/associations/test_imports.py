"""Lists of people that come in as text."""

import pytest

from associations.imports import people_of


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Жумабекова Айгүл Сапар кызы", ("Жумабекова", "Айгүл", "Сапар кызы", "")),
        ("Абазбек уулу Руслан", ("Абазбек уулу", "Руслан", "", "")),
        ("Асанов Азиз Эркинович; химик", ("Асанов", "Азиз", "Эркинович", "химик")),
        ("Асанов\tАзиз\tЭркинович\tхимик", ("Асанов", "Азиз", "Эркинович", "химик")),
        ("Асанов  Азиз\tхимик", ("Асанов", "Азиз", "", "химик")),
        ("Асанов\tАзиз", ("Асанов", "Азиз", "", "")),
    ],
)  # fmt: skip
def test_a_line_is_understood(line, parts):
    [new] = people_of(line)

    assert (new.surname, new.first_name, new.patronymic, new.title) == parts
    assert not new.problem


def test_empty_lines_and_marks_of_word_do_not_count():
    people = list(people_of("\ufeffАсанов Азиз\r\n\r\n ; \nОсмонов\u00a0Эрлан\x00"))

    assert [new.key for new in people] == [("асанов", "азиз", ""), ("осмонов", "эрлан", "")]


@pytest.mark.parametrize("line", ["Асанов", "Абазбек уулу", f"{'А' * 81} Б", f"А {'Б' * 61}"])
def test_what_is_no_name_has_a_problem(line):
    [new] = people_of(line)

    assert new.problem
