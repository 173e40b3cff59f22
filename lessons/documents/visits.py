"""The journal of visits and the matrix of an association on paper."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any, ClassVar

from core import dates
from lessons.documents.sheet_words import WORDS
from lessons.figures.balance import Balance
from lessons.models import Visit
from meetings.documents.registers import RegisterPaper


class VisitJournal(RegisterPaper):
    """A line for each visitor; conclusions only of sheets that exist for the reader."""

    kind = "journal"
    heads = "journal_heads"
    styles: ClassVar[tuple[str, ...]] = (*RegisterPaper.styles, "lessons/pdf/visits.css")

    def said(self) -> dict[str, Any]:
        return WORDS[self.language]

    def cells(self) -> list[Sequence[Any]]:
        self.numbers = count(1)
        self.rows = [(visit, person) for visit in self.rows for person in _people(visit)]
        return super().cells()

    def row(self, row: Any) -> Sequence[Any]:
        visit, person = row
        return [
            next(self.numbers),
            visit.day,
            person.list_name_in(self.language),
            visit.teacher.list_name_in(self.language),
            ", ".join(filter(None, (visit.class_name, str(visit.subject)))),
            visit.topic,
            visit.purpose,
            self.words_of(visit, person.pk),
            "",  # signed by hand
        ]

    def words_of(self, visit: Any, visitor: int) -> str:
        """What the visitor concluded and advised."""
        sheet = next((one for one in visit.seen if one.author_id == visitor), None)
        if sheet is None:
            return ""
        return "\n".join(filter(None, (sheet.conclusion, sheet.recommendation)))


class VisitMatrix(RegisterPaper):
    """Who has visited whom; ``rows`` are the lines of a balance."""

    kind = "matrix"
    styles: ClassVar[tuple[str, ...]] = (*RegisterPaper.styles, "lessons/pdf/visits.css")

    def __init__(self, balance: Balance, when: str, day: date, **wishes: Any) -> None:
        super().__init__(balance.association.school, balance.lines, day, **wishes)
        self.balance, self.when = balance, when

    def said(self) -> dict[str, Any]:
        return WORDS[self.language]

    def title(self) -> str:
        words = self.said()
        return f"{words['matrix']}: {self.balance.association}, {self.when}"

    def columns(self) -> list[str]:
        words = self.said()
        names = [self.named(place) for place in range(len(self.balance.teachers))]
        return [words["visitor_head"], *names, words["elsewhere"], words["made_head"]]

    @property
    def crowded(self) -> bool:
        """Where names have no room above the columns, the numbers of the rows stand there."""
        return len(self.balance.teachers) > FEW

    def named(self, place: int) -> str:
        """In a narrow column the initials stand under the surname."""
        name = self.balance.teachers[place].list_name_in(self.language)
        return str(place + 1) if self.crowded else name.replace(" ", "\n", 1)

    def cells(self) -> list[Sequence[Any]]:
        self.numbers = count(1)
        last = [self.said()["received"], *self.balance.received, "", ""]
        return [*super().cells(), last]

    def row(self, row: Any) -> Sequence[Any]:
        cells = [
            "×" if person.pk == row.person.pk else number or ""
            for person, number in zip(self.balance.teachers, row.cells, strict=True)
        ]
        name, number = row.person.list_name_in(self.language), next(self.numbers)
        told = f"{number}. {name}" if self.crowded else name
        return [told, *cells, row.elsewhere or "", row.made]

    def context(self) -> dict[str, Any]:
        norm = self.said()["norm"].format(self.balance.norm)
        made = f"{self.said()['made_on']}: {dates.short(self.day, self.language)}"
        crowded = " crowded" if self.crowded else ""
        told = {"made_on": made, "count": norm, "kind": f"matrix{crowded}"}
        return {**super().context(), **told}


FEW = 12


def _people(visit: Visit) -> list[Any]:
    return sorted(visit.visitors.all(), key=lambda person: (person.sort_key, person.pk))
