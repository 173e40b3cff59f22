"""Two texts of a plan are compared by the keys of rows, whatever their places."""

import pytest

from plans.figures.differences import difference, pieces


def a_row(key, text="", **fields):
    return {
        "key": key,
        "part": 1,
        "text": text or f"иш {key}",
        "kind": "other",
        "upbringing": False,
        "when": "months",
        "months": [10],
        "day": None,
        "quarter": None,
        "people": [],
        "all_members": False,
        "outside": "",
        "questions": [],
        "evidence": "",
        "note": "",
        **fields,
    }


def a_text(*rows, **fields):
    heading = {"theme": "", "theme_source": "school", "goal": "", "priorities": [], "tasks": []}
    return {**heading, "rows": list(rows), **fields}


A, B, C, D = (a_row(key) for key in "abcd")


def told(found):
    return [(row.key, row.state, row.moved) for row in found.rows]


def marked(found):
    return [(piece.state, piece.text) for piece in found]


def test_the_same_text_has_no_difference():
    assert not difference(a_text(A, B), a_text(A, B))


def test_rows_that_came_and_went_stand_where_they_are_or_were():
    found = difference(a_text(A, B, C), a_text(A, D, C))

    assert told(found) == [("b", "removed", False), ("d", "added", False)]
    assert (found.added, found.removed, found.changed) == (1, 1, 0)
    assert [change.label for change in found.rows[1].changes] == ["when"]


def test_a_row_that_went_from_the_top_comes_first():
    assert told(difference(a_text(A, B), a_text(B, D))) == [
        ("a", "removed", False),
        ("d", "added", False),
    ]


def test_a_row_that_came_above_moves_nothing():
    assert told(difference(a_text(A, B, C), a_text(D, A, B, C))) == [("d", "added", False)]


def test_only_the_row_that_was_moved_has_moved():
    assert told(difference(a_text(A, B, C, D), a_text(B, C, D, A))) == [("a", "changed", True)]


def test_a_row_in_another_part_says_from_which():
    [row] = difference(a_text(A), a_text({**A, "part": 4})).rows

    assert row.moved
    assert row.from_part == "I. Organisational work"
    assert row.part == "IV. Methodical work"


def test_changed_words_are_marked():
    [row] = difference(
        a_text(a_row("a", "Октябрда ачык сабак өткөрүү")),
        a_text(a_row("a", "Ноябрда ачык сабак өткөрүү")),
    ).rows

    assert marked(row.text) == [
        ("gone", "Октябрда"),
        ("new", "Ноябрда"),
        ("same", " ачык сабак өткөрүү"),
    ]


def test_texts_with_nothing_in_common_follow_one_another():
    assert marked(pieces("Биринчи отурум", "Такыр башка сөздөр менен")) == [
        ("gone", "Биринчи отурум"),
        ("new", "Такыр башка сөздөр менен"),
    ]
    assert marked(pieces("", "жаңы")) == [("new", "жаңы")]
    assert pieces("", "") == []


@pytest.mark.parametrize(
    ("field", "value", "label", "words"),
    [
        ("months", [11], "when", [("gone", "October"), ("new", "November")]),
        (
            "people",
            [{"pk": 1, "ky": "Асанова А.", "ru": "Асанова А."}],
            "responsible",
            [("new", "Асанова А.")],
        ),
        ("all_members", True, "responsible", [("new", "all members")]),
        ("outside", "конок", "responsible", [("new", "конок")]),
        ("kind", "seminar", "kind of work", [("gone", "other"), ("new", "seminar")]),
        ("upbringing", True, "upbringing and creative work", [("new", "yes")]),
        ("questions", ["бир", "эки"], "questions", [("new", "бир\nэки")]),
        ("evidence", "маалым кат", "expected evidence", [("new", "маалым кат")]),
        ("note", "эскертүү", "note", [("new", "эскертүү")]),
    ],
)
def test_what_belongs_to_a_row_is_named(field, value, label, words):
    [row] = difference(a_text(A), a_text({**A, field: value})).rows

    [change] = row.changes
    assert (change.label, marked(change.pieces)) == (label, words)
    assert marked(row.text) == [("same", "иш a")]
    assert not row.moved


def test_the_same_people_under_another_name_are_no_change_of_the_text():
    """Names are those of the day; what is compared is what is read."""
    one = {**A, "people": [{"pk": 1, "ky": "Асанова А.", "ru": "Асанова А."}]}

    assert not difference(a_text(one), a_text({**one}))


def test_fields_of_the_heading_are_compared():
    found = difference(
        a_text(theme="Эски тема", priorities=["бир"]),
        a_text(theme="Жаңы тема", priorities=["бир", "эки"], theme_source="own"),
    )

    assert [change.label for change in found.heading] == [
        "methodical theme",
        "where the theme comes from",
        "priority directions",
    ]
    assert marked(found.heading[2].pieces) == [("same", "бир"), ("new", "\nэки")]


def test_people_and_months_are_compared_one_by_one():
    """A name that shares its initials with another is not half the same."""
    one, two, three = (
        {"pk": n, "ky": name, "ru": name}
        for n, name in enumerate(["Абазбек уулу Р.", "Ысакова Р.", "Осмонова А."])
    )

    [row] = difference(
        a_text({**A, "people": [three, one]}), a_text({**A, "people": [three, two]})
    ).rows

    assert marked(row.changes[0].pieces) == [
        ("same", "Осмонова А., "),
        ("gone", "Абазбек уулу Р."),
        ("new", "Ысакова Р."),
    ]
