"""A staff list out of a book of Excel, as schools really keep it.

The head may stand below a title, in one line or in two, its cells merged; lines of numbers,
names of departments, sums and empty lines stand between the people. What a column is, its
words say, in Kyrgyz or Russian; a column that nobody knows is named and left alone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from associations.imports import cells
from associations.imports.headings import kind_of
from core.languages import fold
from core.names import split_name

MOST_ROWS, MOST_COLUMNS = 1_000, 60
HEAD_WITHIN = 25  # lines from the top
# «Бүтүргөн окуу жайы, жылы» in one cell, as the regulation's own table has it.
YEAR_AT_END = re.compile(r"[\s,;(–-]+(19[3-9]\d|20\d\d)[\s.)-]*(?:жылы|ж|год|г)?[.)]*$")
SOMEBODY = 3  # cells without a name that still seem to be about somebody
NAME_PARTS = ("surname", "first_name", "patronymic")
LENGTHS = {"surname": 80, "first_name": 60, "patronymic": 80}
SUMS = re.compile(r"^(бардыгы|баары|жалпы|жыйынты|итого|всего|директор|мектеп директор|зам)\b")

READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("name", *NAME_PARTS), cells.name),
    "personal_number": cells.personal_number,
    "birth_date": cells.day,
    "teaches_since": cells.day,
    "joined_on": cells.day,
    "sex": cells.sex,
    "phone": cells.line(40),
    "address": cells.line(200),
    "title": cells.line(120),
    "level": cells.level,
    "institution": cells.line(200),
    "speciality": cells.line(160),
    "graduated": cells.year,
    "category": cells.category,
    "category_year": cells.year,
    "union": cells.line(200),
}


@dataclass(slots=True)
class StaffRow:
    """One person of the list: what was understood, and what is wrong at which cell."""

    line: int
    said: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str | Promise]] = field(default_factory=list)
    notes: list[tuple[str, str | Promise]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.said.get(part, "") for part in NAME_PARTS)))


@dataclass(slots=True)
class StaffList:
    """The people of a book, and the headings that nobody knows."""

    rows: list[StaffRow]
    unknown: list[str]


def read_staff(file: Any) -> StaffList:
    """Read the first sheet that has a head; ValidationError where no sheet has."""
    from core.books import sheets_of  # noqa: PLC0415 -- openpyxl is an eighth of the start

    try:
        sheets = sheets_of(file, MOST_ROWS + 1, MOST_COLUMNS)
    except Exception as error:
        raise ValidationError(
            _("This book could not be read. Open it in Excel, save it and send it again.")
        ) from error
    for cells_ in sheets:
        lines = _lines(cells_)
        if head := _head(lines):
            return _people(lines, *head)
    raise ValidationError(
        _("No heading with names was found: one column must be «Аты-жөнү» or «Ф. И. О.».")
    )


def _lines(rows: list[list[Any]]) -> list[list[Any]]:
    """The cells of a sheet, words tidy; empty ones are None."""
    lines = [[_value(cell) for cell in row] for row in rows]
    while lines and not any(cell is not None for cell in lines[-1]):
        lines.pop()  # Excel counts lines that once had a border
    if len(lines) > MOST_ROWS:
        raise ValidationError(
            _("The list has more than %(most)s lines. Divide it."), params={"most": MOST_ROWS}
        )
    return lines


def _value(cell: Any) -> Any:
    if isinstance(cell, str):
        return cells.text(cell) or None
    return cell


Columns = dict[int, str]


def _head(lines: list[list[Any]]) -> tuple[int, Columns, list[str]] | None:
    """Where the people begin, what the columns are, and which are unknown."""
    for place, row in enumerate(lines[:HEAD_WITHIN]):
        if len(_known(row)) < 2 or not _names(_known(row)):  # noqa: PLR2004 -- one may be chance
            continue
        below = lines[place + 1] if place + 1 < len(lines) else []
        if _is_second(row, below):
            joined = _joined(row, below)
            return place + 2, _known(joined), _unknown(joined)
        return place + 1, _known(row), _unknown(row)
    return None


def _names(columns: Columns) -> bool:
    found = set(columns.values())
    return "name" in found or {"surname", "first_name"} <= found


def _known(row: list[Any]) -> Columns:
    """Each known heading once: the first column that says it."""
    found: Columns = {}
    for place, heading in enumerate(row):
        kind = kind_of(heading)
        if kind and kind not in found.values():
            found[place] = kind
    return found


def _unknown(row: list[Any]) -> list[str]:
    known = _known(row)
    counting = re.compile(r"^(№|n|no|п/п|№ п/п|т/б|к/№)\.?$", re.IGNORECASE)
    return [
        str(heading)
        for place, heading in enumerate(row)
        if heading is not None and place not in known and not counting.match(str(heading))
    ]


def _is_second(row: list[Any], below: list[Any]) -> bool:
    """Whether the head goes on: where it does, nobody's name stands yet."""
    known = _known(row)
    people = [place for place, kind in known.items() if kind in {"name", "surname"}]
    named = [below[place] for place in people if place < len(below) and below[place]]
    said = [cell for cell in below if isinstance(cell, str)]
    return not named and len(said) > 1 and any(map(kind_of, said))


def _joined(row: list[Any], below: list[Any]) -> list[Any]:
    """One line of headings: of two, the lower says more, unless it is nothing that is known."""
    joined, above = [], None
    for place in range(max(len(row), len(below))):
        upper = row[place] if place < len(row) else None
        lower = below[place] if place < len(below) else None
        above = upper or above
        joined.append(upper if lower is None else _better(lower, above))
    return joined


def _better(lower: Any, above: Any) -> Any:
    return lower if kind_of(lower) or above is None else f"{above} {lower}"


def column_name(place: int) -> str:
    """As Excel names its columns: A, B … Z, AA."""
    further, letter = divmod(place, 26)
    return (column_name(further - 1) if further else "") + chr(ord("A") + letter)


def _people(
    lines: list[list[Any]], first: int, columns: Columns, unknown: list[str]
) -> StaffList:
    rows = [
        _person(number, line, columns)
        for number, line in enumerate(lines[first:], first + 1)
        if _is_person(line, columns)
    ]
    return StaffList(rows, unknown)


def _is_person(line: list[Any], columns: Columns) -> bool:
    """No empty line, no name of a department, no sum, no head again, no line of numbers."""
    said = [cell for cell in line if cell is not None]
    words = [cell for cell in said if isinstance(cell, str)]
    wanted = [place for place, kind in columns.items() if kind in {"name", "surname"}]
    names = [line[place] for place in wanted if place < len(line) and line[place] is not None]
    if len(said) == 1 or (names and not isinstance(names[0], str)):
        return False
    if not names:  # somebody without a name is told; a sum, or a department, is none
        return len(words) > 1 and not SUMS.match(fold(words[0])) and len(said) >= SOMEBODY
    again = sum(bool(kind_of(cell)) for cell in said) > len(said) // 2
    return not again and not SUMS.match(fold(names[0])) and bool(re.search(r"\w", names[0]))


def _person(number: int, line: list[Any], columns: Columns) -> StaffRow:
    row = StaffRow(number)
    for place, kind in columns.items():
        value = line[place] if place < len(line) else None
        if value is not None and text_of(value) not in {"", "-", "–", "—"}:
            _read(row, f"{column_name(place)}{number}", kind, value)
    _settle(row)
    return row


def text_of(value: Any) -> str:
    return cells.text(value)


def _read(row: StaffRow, address: str, kind: str, value: Any) -> None:
    try:
        row.said[kind] = READERS[kind](value)
    except cells.Unsure as why:
        row.notes.append((address, why.words))
    except cells.Unreadable as why:
        row.problems.append((address, why.words))


def _settle(row: StaffRow) -> None:
    """Names in their parts, none of them missing or too long; years where they belong."""
    said = row.said
    if "name" in said:
        parts = split_name(said.pop("name"))
        said.update({part: word for part, word in zip(NAME_PARTS, parts, strict=True) if word})
    if not said.get("first_name"):
        row.problems.append((str(row.line), _("Write the surname and the first name.")))
    for part, most in LENGTHS.items():
        if len(said.get(part, "")) > most:
            row.problems.append((str(row.line), _("This is too long for a name.")))
    _settle_years(said)


def _settle_years(said: dict[str, Any]) -> None:
    """The year of a diploma and of a category, from wherever it stands."""
    found = YEAR_AT_END.search(said.get("institution", ""))
    if found and "graduated" not in said:
        said["graduated"] = int(found[1])
        said["institution"] = said["institution"][: found.start()]
    kind, year = said.pop("category", ("", None))
    if kind:
        said["category"], said["category_year"] = kind, said.get("category_year", year)
    else:
        said.pop("category_year", None)
