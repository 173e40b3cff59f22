"""The plain values of a plan as the lines and tables of its paper. Pure."""

import re
from typing import Any

from plans.documents.look import person_in, spoken
from plans.documents.words import WORDS
from plans.figures import template
from plans.figures.terms import term

Plain = dict[str, Any]
SUB = re.compile(r"^(?P<row>[IV]+\.\w+)\.(?P<letter>[^.]+)$")
LETTERS = {"A": "А", "B": "Б", "C": "В", "V": "В"}
EVENTS = ("open_lesson", "visit", "seminar", "week", "olympiad")
TIGHT = "\u00a0"


def heading(data: Plain, language: str) -> list[Plain]:
    """Themes, goal, tasks and priorities: each with one line or a list; empty ones are not."""
    words, guide = WORDS[language], data["guide"]
    source = words["sources"].get(data["theme_source"], "")
    theme = f"«{data['theme'].strip('«» ')}» ({source})" if data["theme"] else ""
    school = spoken(guide, "theme", language)
    lists = guide.get(f"priorities_{language}") or guide.get("priorities_ky") or []
    parts = [
        ("school_theme", [f"«{school.strip('«» ')}»"] if school else []),
        ("school_priorities", lists),
        ("theme", [theme] if theme else []),
        ("goal", [data["goal"]] if data["goal"] else []),
        ("priorities", data["priorities"]),
        ("tasks", data["tasks"]),
    ]
    return [
        {
            "title": words[name],
            "line": lines[0] if len(lines) == 1 else "",
            "lines": lines if len(lines) > 1 else [],
        }
        for name, lines in parts
        if lines
    ]


def members(data: Plain, language: str) -> list[list[str]]:
    """What is known of each member; the rest of the columns is for the pen."""
    roles = WORDS[language]["roles"]
    title = head_word(data["look"], language)
    rows = []
    for row in data["members"]:
        role = roles.get(row["role"], "").format(head=title)
        post = ", ".join(part for part in (spoken(row, "title", language), role) if part)
        rows.append([person_in(row, language), post, "", "", ""])
    return rows


def head_word(look: Plain, language: str) -> str:
    """The school's own word for the head, in the form that follows a genitive."""
    own = spoken(look, "head_title", language)
    forms: dict[str, str] = WORDS[language]["head_forms"]
    return forms.get(own.lower(), own)


def parts(data: Plain, language: str) -> list[Plain]:
    """The four parts, each with its numbered rows; one of no rows says so."""
    return [
        {
            "title": title,
            "rows": rows([row for row in data["rows"] if row["part"] == number], language),
        }
        for number, title in WORDS[language]["parts"].items()
    ]


def rows(chosen: list[Plain], language: str) -> list[Plain]:
    """Number the rows; sub-rows of the template have the letter they have there."""
    made: list[Plain] = []
    number, above = 0, ""
    for row in chosen:
        sub = SUB.match(row["code"])
        if sub and sub["row"] == above:
            label = f"{LETTERS.get(sub['letter'], sub['letter'])})"
        else:
            number, above = number + 1, row["code"]
            label = f"{number}."
        made.append(_row(row, label, language))
    return made


def _row(row: Plain, label: str, language: str) -> Plain:
    carried = f" ({WORDS[language]['carried']})" if row["carried"] else ""
    return {
        "label": label,
        "text": f"{text_of(row, language)}{carried}",
        "term": "" if _stands_above(row) else term(row, language),
        "people": people(row, language),
        "above": _stands_above(row),
    }


def _stands_above(row: Plain) -> bool:
    """Whether it is a line above its sub-rows: nobody does it at any time."""
    return template.is_heading(row["code"]) and not (row["people"] or row["all_members"])


def people(row: Plain, language: str) -> list[str]:
    """Who answers, each name held together by spaces that do not break."""
    everybody = [WORDS[language]["all_members"]] if row["all_members"] else []
    named = [person_in(who, language).replace(" ", TIGHT) for who in row["people"]]
    return [*everybody, *named, *([row["outside"]] if row["outside"] else [])]


def text_of(row: Plain, language: str) -> str:
    """The row's words; of an unchanged row of the template, those of the paper's language."""
    return template.text_in(row["code"], row["text"], language)


def meetings(data: Plain, language: str) -> list[Plain]:
    """The meetings of the year in the order in which they come."""
    found = [row for row in data["rows"] if row["kind"] == "meeting"]
    return [
        {
            "term": term(row, language),
            "text": text_of(row, language),
            "questions": row["questions"],
            "people": people(row, language),
        }
        for row in sorted(found, key=lambda row: row["due"])
    ]


def events(data: Plain, language: str) -> list[Plain]:
    """Open lessons and events, in the order in which they come."""
    found = [row for row in data["rows"] if row["kind"] in EVENTS]
    return [
        {
            "text": text_of(row, language),
            "kind": WORDS[language]["kinds"][row["kind"]],
            "term": term(row, language),
            "people": people(row, language),
        }
        for row in sorted(found, key=lambda row: row["due"])
    ]
