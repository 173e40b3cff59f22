"""Lists of people that come in as text."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.languages import clean_text
from core.names import split_name

MOST = 300
LENGTHS = {"surname": 80, "first_name": 60, "patronymic": 80, "title": 120}


@dataclass(slots=True)
class NewPerson:
    """One line of the list: what was understood, and what is wrong with it."""

    line: str
    surname: str = ""
    first_name: str = ""
    patronymic: str = ""
    title: str = ""
    login: str = ""
    known: bool = False
    problem: str | Promise = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Who it is: the same names are taken for the same person."""
        parts = (self.surname, self.first_name, self.patronymic)
        return tuple(part.casefold() for part in parts)  # type: ignore[return-value]


def people_of(text: str) -> Iterator[NewPerson]:
    """Read «surname first name patronymic; title» on each line, or columns of a table."""
    for line in clean_text(text).split("\n"):
        words = line.strip("; ")
        if words.strip():
            yield _person(words)


def _person(line: str) -> NewPerson:
    new = _columns(line) if "\t" in line else _name_and_title(line)
    if not new.first_name:
        new.problem = _("Write the surname and the first name.")
    elif any(len(getattr(new, name)) > most for name, most in LENGTHS.items()):
        new.problem = _("This is too long for a name.")
    return new


def _columns(line: str) -> NewPerson:
    cells = [" ".join(cell.split()) for cell in line.split("\t")][:4]
    if len(cells) < 3 and " " in cells[0]:  # noqa: PLR2004 -- name and title
        return _name_and_title(";".join(cells))
    surname, first_name, patronymic, title = (*cells, "", "", "")[:4]
    return NewPerson(line, surname, first_name, patronymic, title)


def _name_and_title(line: str) -> NewPerson:
    name, _sign, title = line.partition(";")
    return NewPerson(line, *split_name(name), " ".join(title.split()))
