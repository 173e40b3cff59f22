"""Numbers of fulfilment and their bars, written at once: a plan's page has hundreds of them."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from plans.figures.fulfilment import Fulfilment


def write_bar(line: Fulfilment, words: str) -> SafeString:
    """A picture of the line; ``words`` say the same."""
    x, pieces = 0, []
    for tone, number in line.segments:
        if number:
            place = f'x="{x}" y="0" width="{number}" height="1"'
            pieces.append(f'<rect class="bar-{tone}" {place}/>')
        x += number
    box = f'viewBox="0 0 {line.asked or 1} 1" preserveAspectRatio="none"'
    return mark_safe(  # noqa: S308 -- numbers, names of tones, escaped words
        f'<svg class="bar" {box} role="img" aria-label="{escape(words)}">'
        f"{''.join(pieces)}</svg>"
    )


def write_cells(cells: Iterable[Any]) -> SafeString:
    """The cells of a line of a table: each number leads to its rows."""
    return mark_safe("\n".join(map(_cell, cells)))  # noqa: S308 -- escaped below


def _cell(cell: Any) -> str:
    written = "0"
    if cell.number:
        late = ' class="badge badge-late"' if cell.state == "late" else ""
        written = f'<a{late} href="{escape(cell.url)}">{cell.number}</a>'
    return f'<td class="number" data-label="{escape(cell.label)}">{written}</td>'
