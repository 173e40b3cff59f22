"""What stands in the cells of staff lists, however schools have written it.

Each reader takes the cell as the book gives it and returns what is meant. ``Unreadable`` says
in words why it cannot be; it stands beside the cell's address, and the whole row is refused.
``Unsure`` is milder: the cell alone is left out.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from associations.models import Category, Education, TeacherProfile
from core.languages import clean_text, fold

FIRST_YEAR = 1930
EXCELS_FIRST_DAY = date(1899, 12, 30)
SERIAL = range(10_000, 60_000)  # days since then that can be a birthday or a first day of work
CENTURY = 100
PIN = 14
MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "июн": 6, "июл": 7,
    "авг": 8, "сен": 9, "окт": 10, "ноя": 11, "дек": 12,
}  # fmt: skip
_NUMBERS = re.compile(r"^(\d{1,2})[./\-, ]+(\d{1,2})[./\-, ]+(\d{4}|\d{2})\b")
_YEAR_FIRST = re.compile(r"^(\d{4})[.\-/](\d{1,2})[.\-/](\d{1,2})(?:$|[ T])")
_MONTH_NAMED = re.compile(r"^(\d{1,2})[ \-.]*([а-я]{3})[а-я]*[ \-.,]*(\d{4})")
_MONTH_AFTER_YEAR = re.compile(r"^(\d{4})\D+?(\d{1,2})[ \-]*([а-я]{3})")
_YEAR = re.compile(r"(?<!\d)(19[3-9]\d|20\d\d)(?!\d)")


class Unreadable(ValueError):  # noqa: N818 -- as the page says it
    """The cell cannot be what its column says."""

    def __init__(self, words: str | Promise) -> None:
        super().__init__(words)
        self.words = words


class Unsure(Unreadable):
    """The cell says less than is needed: it is left out, and the row comes in."""


def text(value: Any) -> str:
    """One line, without the marks of word processors; a number as people write it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(clean_text(str(value)).split())


def line(most: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        said = text(value)
        if len(said) > most:
            raise Unreadable(_("This is too long."))
        return said

    return read


def day(value: Any) -> date:
    """A day, written as a date of Excel, as its number, or in words."""
    if isinstance(value, datetime):
        value = value.date()
    elif isinstance(value, int | float) and int(value) in SERIAL:
        value = EXCELS_FIRST_DAY + timedelta(days=int(value))
    return _possible(value if isinstance(value, date) else _written(text(value).lower()))


def _written(said: str) -> date:
    if _YEAR.fullmatch(re.sub(r"\D*$", "", said)):
        raise Unsure(_("Only a year: the day and the month are needed."))
    parts = _parts(said)
    if parts is None:
        raise Unreadable(_("This is no date. Write it as 15.09.1985."))
    try:
        return date(*parts)
    except ValueError as error:
        raise Unreadable(_("There is no such day.")) from error


def _parts(said: str) -> tuple[int, int, int] | None:
    if found := _YEAR_FIRST.match(said):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NUMBERS.match(said):
        return _full(int(found[3])), int(found[2]), int(found[1])
    if (found := _MONTH_NAMED.match(said)) and found[2] in MONTHS:
        return int(found[3]), MONTHS[found[2]], int(found[1])
    if (found := _MONTH_AFTER_YEAR.match(said)) and found[3] in MONTHS:
        return int(found[1]), MONTHS[found[3]], int(found[2])
    return None


def _full(year: int) -> int:
    """Of «85» and «05» the years that teachers of today were born or began in."""
    if year >= CENTURY:
        return year
    return 2000 + year if year <= timezone.localdate().year % CENTURY else 1900 + year


def _possible(found: date) -> date:
    if found > timezone.localdate() or found.year < FIRST_YEAR:
        raise Unreadable(_("This day cannot be."))
    return found


def year(value: Any) -> int:
    if isinstance(value, date | datetime):
        return value.year
    found = _YEAR.search(text(value))
    if not found:
        raise Unreadable(_("There is no year in it."))
    if int(found[1]) > timezone.localdate().year:
        raise Unreadable(_("This year is still to come."))
    return int(found[1])


def personal_number(value: Any) -> str:
    """14 digits, however they were spaced; Excel's own rounding cannot be mended."""
    said = re.sub(r"[\s\-'`]", "", text(value))
    if not said.isdecimal() or len(said) != PIN:
        raise Unreadable(_("The personal number has 14 digits."))
    return said


def sex(value: Any) -> str:
    said = fold(text(value))
    if re.match(r"(аял|кыз|жен|ж$|а$|f)", said):
        return str(TeacherProfile.Sex.FEMALE)
    if re.match(r"(эркек|муж|м$|э$|m)", said):
        return str(TeacherProfile.Sex.MALE)
    raise Unreadable(_("Write аял or эркек, женский or мужской."))


LEVELS = [
    (r"бутпого|неоконч|незаконч|неполное", Education.Level.INCOMPLETE),
    (r"атайын|средн\w*[ -]*спец|ср[. ]*спец|колледж|училищ|техникум", Education.Level.SPECIAL),
    (r"жогорку|высш|магистр|бакалавр|университет|институт", Education.Level.HIGHER),
    (r"орто|средн", Education.Level.SECONDARY),
]
CATEGORIES = [
    (r"категориясыз|без кат|^жок|^нет|^[-–—]$|^0$", Category.Kind.NONE),
    (r"жогорку|высш", Category.Kind.HIGHEST),
    (r"биринчи|перв|^i\b|^1\b", Category.Kind.FIRST),
    (r"экинчи|втор|^ii\b|^2\b", Category.Kind.SECOND),
]


def level(value: Any) -> str:
    return _by_words(value, LEVELS, _("This is no level of education that is known."))


def category(value: Any) -> tuple[str, int | None]:
    """Its kind, and the year where the same cell says it: «I, 2023»."""
    kind = _by_words(value, CATEGORIES, _("This is no category that is known."))
    found = _YEAR.search(text(value))
    return kind, int(found[1]) if found else None


def _by_words(value: Any, known: list[tuple[str, Any]], otherwise: str | Promise) -> str:
    said = _plain(text(value))
    for words, meant in known:
        if re.search(words, said):
            return str(meant)
    raise Unreadable(otherwise)


def _plain(said: str) -> str:
    return said.casefold().translate(str.maketrans("ңөүё", "ноуе"))


def name(value: Any) -> str:
    said = text(value).strip(" .,;:*")
    if re.search(r"[\d@<>=]", said):
        raise Unreadable(_("This is no name."))
    return said
