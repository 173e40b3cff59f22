"""Excel books. Imported when a table leaves: the library is large, and few requests need it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

LONGEST_CELL = 32_767  # Excel's own
NARROWEST, WIDEST = 8, 60
_NOT_IN_A_SHEETS_NAME = re.compile(r"[\[\]:*?/\\]")

Row = Sequence[Any]


def book_of(title: str, head: Row, body: list[Any]) -> bytes:
    """One sheet with a head that stays in sight, its columns as wide as what they hold."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_A_SHEETS_NAME.sub(" ", title)[:31].strip("' "))
    sheet.freeze_panes = "A2"
    for place, width in enumerate(_widths([head, *islice(body, 200)]), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_cell(sheet, value, font=Font(bold=True)) for value in head])
    for row in body:
        sheet.append([_cell(sheet, value) for value in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: Any, value: Any, **style: Any) -> WriteOnlyCell:
    is_text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, value="" if is_text else value)
    if is_text:
        cell.value = _cut(value)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text="\n" in value, vertical="top")
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
