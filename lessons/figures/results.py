"""Results of an olympiad as they are pasted from a table: one pupil in each line."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.languages import clean_text
from lessons.models.classes import LETTER
from lessons.models.olympiads import MOST_PUPILS

CLASS = re.compile(r"\s*(\d{1,2})\s*[-–—./ ]*\s*[«\"']?([^\W\d_]{0,3})[»\"']?\s*")
HEADING = re.compile(r"класс|class|окуучу|ученик|аты-жөнү|фио|ф\.и\.о", re.IGNORECASE)
NUMBER = re.compile(r"\d+\.?")
ONWARD = frozenset({"+", "ооба", "да", "yes", "1", "v", "х", "x", "✓"})
LONGEST, LAST, MOST_POINTS, LAST_PLACE, MOST_NAMED = 120, 12, 9999, 99, 5


@dataclass(frozen=True, slots=True)
class Result:
    """What one line says of one pupil."""

    pupil: str
    grade: int
    letter: str
    teacher: str = ""
    points: Decimal | None = None
    rank: int | None = None
    onward: bool = False

    @property
    def key(self) -> tuple[str, int, str]:
        return self.pupil, self.grade, self.letter


def pasted(text: str) -> list[Result]:
    """Read all lines, or say of each that cannot be read what is wrong with it."""
    found: dict[tuple[str, int, str], Result] = {}
    faults = []
    for number, line in _lines(text):
        try:
            row = _read(line, known=found.keys())
        except ValueError as fault:
            faults.append(_("Line %(number)s: %(fault)s") % {"number": number, "fault": fault})
        else:
            found[row.key] = row
    if faults:
        raise ValidationError(faults[:MOST_NAMED])
    if len(found) > MOST_PUPILS:
        raise ValidationError(_("No more than %(most)s pupils fit.") % {"most": MOST_PUPILS})
    return list(found.values())


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Those that say something; a heading of the table, which has no digits, does not."""
    for number, line in enumerate(clean_text(text).split("\n"), start=1):
        heads = number == 1 and HEADING.search(line) and not re.search(r"\d", line)
        if line.strip() and not heads:
            yield number, line


def _read(line: str, *, known: Container[Any]) -> Result:
    cells = [" ".join(cell.split()) for cell in re.split(r"\t|;", line)]
    if NUMBER.fullmatch(cells[0]) and len(cells) > 2:  # noqa: PLR2004 -- a column of numbers
        cells = cells[1:]
    pupil, school_class, teacher, points, rank, onward = [*cells, *[""] * 6][:6]
    if not pupil or len(pupil) > LONGEST:
        raise ValueError(_("write the name of the pupil, up to 120 letters"))
    grade, letter = _class(school_class)
    row = Result(
        pupil=pupil,
        grade=grade,
        letter=letter,
        teacher=teacher[:LONGEST],
        points=_points(points),
        rank=_rank(rank),
        onward=onward.casefold() in ONWARD,
    )
    if row.key in known:
        raise ValueError(_("this pupil stands in an earlier line already"))
    return row


def _class(text: str) -> tuple[int, str]:
    found = CLASS.fullmatch(text)
    letter = found[2].upper() if found else ""
    if not found or not 1 <= int(found[1]) <= LAST or not LETTER.fullmatch(letter):
        raise ValueError(_("write the class like this: 7-Ң"))
    return int(found[1]), letter


def _points(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        points = Decimal(text.replace(",", "."))
    except InvalidOperation:
        points = Decimal(-1)
    if not points.is_finite() or not 0 <= points <= MOST_POINTS:
        raise ValueError(_("points are a number, for example 34,5"))
    return points.quantize(Decimal("0.01"))


ROMAN = {"I": 1, "II": 2, "III": 3, "І": 1, "ІІ": 2, "ІІІ": 3}


def _rank(text: str) -> int | None:
    word = text.strip(" .–-").upper()
    if not word:
        return None
    if word in ROMAN:
        return ROMAN[word]
    found = re.match(r"\d{1,2}", word)
    if not found or not 1 <= int(found[0]) <= LAST_PLACE:
        raise ValueError(_("the place is a number: 1, 2, 3"))
    return int(found[0])
