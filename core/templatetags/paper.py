"""Official dates, names and numbers for templates, thin over ``core.dates``, ``core.names``."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone, translation
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from core import dates, names

register = template.Library()
# «12-октябрь», «12 октября», «2026 г.», «Жумабекова А. С.»
_PIECES = re.compile(r"\d+-[^\W\d]\w*|\d+ [^\W\d]\w*\.?|[\w-]+(?: [^\W\d_]\.)+")


def _language(language: str = "") -> str:
    return language or (translation.get_language() or "ky")[:2]


def _day(value: Any) -> date | None:
    """Take a date, a moment (in local time), or the text of either from a frozen paper."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value if isinstance(value, date) else None


def _dated(write: Any) -> Any:
    def write_day(value: Any, language: str = "") -> str:
        day = _day(value)
        return write(day, _language(language)) if day else ""

    return write_day


for _name, _write in {
    "official_date": dates.full,
    "dated": dates.dated,
    "until": dates.until,
    "short_date": dates.short,
    "day_month": dates.day_month,
    "month_year": dates.month_year,
    "weekday": dates.weekday,
}.items():
    register.filter(_name, _dated(_write))


@register.filter
def near_date(value: Any, this_year: int | None = None) -> str:
    """Write a day for a table on the screen; the year only when it is not the current one.

    Lists hand in the current year once, so that no row reads the clock.
    """
    day = _day(value)
    if day is None:
        return ""
    return dates.near(day, _language(), this_year or timezone.localdate().year)


@register.filter
def near_month(value: Any, this_year: int | None = None) -> str:
    """Write the month of something whose day is not known yet."""
    day = _day(value)
    if day is None:
        return ""
    return dates.near_month(day, _language(), this_year or timezone.localdate().year)


@register.filter
def short_weekday(value: Any) -> str:
    day = _day(value)
    return dates.weekday(day, _language(), brief=True) if day else ""


@register.filter
def blank_date(year: int) -> str:
    return dates.blank(year, _language())


@register.filter
def academic_year(first: int) -> str:
    return dates.academic_year(first, _language())


@register.filter
def clock(value: Any) -> str:
    """Write «14.00» of a time, a moment, or the text «14:00» of a frozen paper."""
    if isinstance(value, str):
        return value[:5].replace(":", ".")
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return dates.clock(value) if value else ""


@register.filter
def initials(name: str) -> str:
    return names.initials(*names.split_name(str(name)))


@register.filter
def list_name(name: str) -> str:
    return names.list_name(*names.split_name(str(name)))


@register.filter
def ordinal(number: int, noun: str) -> str:
    return names.ordinal(number, noun, _language())


@register.filter
def roman(number: int) -> str:
    return names.roman(number)


@register.filter
def numbered(number: int | str) -> str:
    return names.numbered(number)


@register.filter
def whole(text: Any) -> SafeString:
    """Let a screen tear no date between day and month, and no initial from its name."""
    written = conditional_escape(text)
    return mark_safe(_PIECES.sub(r'<span class="nowrap">\g<0></span>', written))  # noqa: S308 -- escaped


@register.filter
def together(text: Any) -> str:
    """Keep «№ 45» or «А. С.» on one line."""
    return str(text).replace(" ", "\u00a0")
