"""Excel books. Imported when a table leaves: the library is large, and few requests need it."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

MOST = 10  # sheets that are read
LONGEST_CELL = 32_767  # Excel's own
NARROWEST, WIDEST = 8, 60
LONGEST_NAME = 31  # of a sheet
_NOT_IN_A_SHEETS_NAME = re.compile(r"[\[\]:*?/\\]")
# Words that would become a formula in the hands of somebody who types Enter in their cell.
_LIKE_A_FORMULA = re.compile(r"\A\s*[=+\-@#]")
_AS_PEOPLE_WRITE = {dt.date: "dd.mm.yyyy", dt.datetime: "dd.mm.yyyy hh:mm", dt.time: "hh:mm"}

Row = Sequence[Any]


def book_of(title: str, head: Row, body: list[Any]) -> bytes:
    """One sheet with a head that stays in sight, its columns as wide as what they hold."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_name(title))
    sheet.freeze_panes = "A2"
    for place, width in enumerate(_widths([head, *islice(body, 200)]), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_cell(sheet, value, font=Font(bold=True)) for value in head])
    for row in body:
        sheet.append([_cell(sheet, value) for value in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def sheets_of(file: Any, most_rows: int, most_columns: int) -> list[list[list[Any]]]:
    """The values of a book's first sheets, no more than asked for; formulas as last counted."""
    book = load_workbook(file, read_only=True, data_only=True)
    limits = {"max_row": most_rows, "max_col": most_columns, "values_only": True}
    sheets = book.worksheets[:MOST]
    return [[list(row) for row in sheet.iter_rows(**limits)] for sheet in sheets]


def _name(title: str) -> str:
    """What a sheet can be called, cut between two words."""
    name = _NOT_IN_A_SHEETS_NAME.sub(" ", title).strip("' ")
    if len(name) > LONGEST_NAME:
        whole, _gap, _rest = name[: LONGEST_NAME + 1].rpartition(" ")
        name = (whole or name)[:LONGEST_NAME].strip("' ")
    return name


def _cell(sheet: Any, value: Any, **style: Any) -> WriteOnlyCell:
    is_text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, value="" if is_text else value)
    if is_text:
        cell.value = _cut(value)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text="\n" in value, vertical="top")
        if _LIKE_A_FORMULA.match(value):
            cell.quotePrefix = True
    elif shown := _AS_PEOPLE_WRITE.get(type(value)):
        cell.number_format = shown
    for name, wanted in style.items():
        setattr(cell, name, wanted)
    return cell


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _widths(rows: Iterable[Row]) -> Iterator[int]:
    """Make each column as wide as its longest line among the first rows, within reason."""
    longest: dict[int, int] = {}
    for row in rows:
        for place, value in enumerate(row):
            length = max(map(len, str(value).split("\n"))) + 2
            longest[place] = max(longest.get(place, NARROWEST), min(length, WIDEST))
    return iter(longest.values())
