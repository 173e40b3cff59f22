"""Rows of the control sheet, each written at once: in a template they take half of the page."""

from collections.abc import Iterable, Iterator
from html import escape

from django.utils.safestring import SafeString

from core.tables import link, written
from reports.control import Cell, Shown


def control_lines(lines: Iterable[Shown]) -> SafeString:
    return written(_rows(lines))


def _rows(lines: Iterable[Shown]) -> Iterator[str]:
    for line in lines:
        name = link(escape(line.url), line.name) if line.url else escape(line.name)
        cells = "".join(map(_cell, line.cells))
        yield f'<tr><th scope="row" class="title">{name}</th>{cells}</tr>'


def _cell(cell: Cell) -> str:
    number = cell["number"]
    if number != "0":
        late = ' class="badge badge-late"' if cell["state"] == "late" else ""
        number = f'<a{late} href="{escape(cell["url"])}">{number}</a>'
    return f'<td class="number" data-label="{escape(cell["label"])}">{number}</td>'
