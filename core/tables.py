"""Pieces of the rows of tables that are written at once, and not by a template.

A template takes ten times as long for a row. Labels are handed in as they are shown: escaped.
"""

from collections.abc import Iterable
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import normalize_newlines

from core import dates


def written(rows: Iterable[str]) -> SafeString:
    """The rows of a table, one below the other; they are made of the pieces below."""
    return mark_safe("\n".join(rows))  # noqa: S308 -- each of them escapes what it is told


def cell(label: str, said: str) -> str:
    return f'<td data-label="{label}">{said}</td>'


def day_of(day: date, language: str, this_year: int) -> str:
    words = dates.near(day, language, this_year)
    return f'<time datetime="{day.isoformat()}">{words}</time>'


def month_of(day: date, language: str, this_year: int) -> str:
    words = dates.near_month(day, language, this_year)
    return f'<time datetime="{day.isoformat()[:7]}">{words}</time>'


def link(url: str, words: str) -> str:
    return f'<a href="{url}">{escape(words)}</a>'


def badge(words: str, tone: str = "") -> str:
    kind = f"badge badge-{tone}" if tone else "badge"
    return f'<span class="{kind}">{escape(words)}</span>'


def with_breaks(text: str) -> str:
    return escape(str(normalize_newlines(text))).replace("\n", "<br>")
