"""Rows of the data bank in words, as pages, papers and tables say them."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from associations.models import Award, Category, Course, Education, WorkPeriod
from core import dates

Words = tuple[str, str]  # what it is, and the rest


def words_of(row: Any) -> Words:
    """Say what the row is, and what else is known of it, in the language that is spoken."""
    said, rest = SPOKEN[type(row)](row)
    return str(said), ", ".join(str(part) for part in rest if part)


def in_line(row: Any) -> str:
    """Both, as a cell of a table has them."""
    said, rest = words_of(row)
    return f"{said} ({rest})" if rest else said


def hours_of(course: Course) -> str:
    if not course.hours:
        return ""
    return ngettext("%(n)s hour", "%(n)s hours", course.hours) % {"n": course.hours}


def _education(row: Education) -> tuple[str, list[Any]]:
    return row.get_level_display(), [row.institution, row.speciality, row.year]


def _period(row: WorkPeriod) -> tuple[str, list[Any]]:
    return row.place, [row.job, *_days(row), *_marks(row)]


def _days(row: WorkPeriod) -> Iterator[str]:
    language = (get_language() or "ky")[:2]
    until = dates.short(row.until, language) if row.until else _("to this day")
    yield f"{dates.short(row.since, language)} – {until}"


def _marks(row: WorkPeriod) -> Iterator[str]:
    if row.here:
        yield _("in this school")
    if not row.teaches:
        yield _("not as a teacher")


def _category(row: Category) -> tuple[str, list[Any]]:
    return row.get_kind_display(), [row.year, row.note]


def _course(row: Course) -> tuple[str, list[Any]]:
    return row.topic, [row.place, row.year, hours_of(row)]


def _award(row: Award) -> tuple[str, list[Any]]:
    number = pgettext("award", "No. %(number)s") % {"number": row.number}
    return row.title, [row.year, number if row.number else ""]


SPOKEN: dict[type, Callable[[Any], tuple[str, list[Any]]]] = {
    Education: _education,
    WorkPeriod: _period,
    Category: _category,
    Course: _course,
    Award: _award,
}
