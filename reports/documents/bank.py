"""The data bank on teachers on paper: one line for each, and what they sum up to (6.9)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from django.utils import translation
from django.utils.text import capfirst

from associations.documents import SchoolDocument
from associations.figures.bank import Card, Composition, Group, composition_of
from associations.figures.facts import hours_of, in_line
from associations.models import Course, School
from core import dates
from meetings.documents.registers import WORDS as REGISTERS
from meetings.documents.registers import RegisterPaper

WORDS: dict[str, dict[str, Any]] = {
    "ky": {
        **REGISTERS["ky"],
        "bank": "МУГАЛИМДЕР ЖӨНҮНДӨ МААЛЫМАТ БАНКЫ",
        "bank_heads": [
            "№", "Аты-жөнү", "Туулган жылы", "Билими", "Бүтүргөн окуу жайы, жылы",
            "Диплому боюнча адистиги", "Усулдук бирикмеси",
            "Стажы, жыл: жалпы / пед. / ушул мектепте", "Категориясы, жылы", "Курстары",
            "Сыйлыктары",
        ],
        "contact_heads": ["Туулган күнү", "Дареги", "Телефону"],
        "composition": "МУГАЛИМДЕРДИН САНДЫК ЖАНА САПАТТЫК КУРАМЫ",
        "total": "Бардыгы болуп {} мугалим",
        "count_heads": ["Көрсөткүч", "Саны", "Үлүшү, %"],
        "of_school": "Мектеп боюнча",
    },
    "ru": {
        **REGISTERS["ru"],
        "bank": "БАНК ДАННЫХ ОБ УЧИТЕЛЯХ",
        "bank_heads": [
            "№", "Ф. И. О.", "Год рождения", "Образование", "Учебное заведение, год окончания",
            "Специальность по диплому", "Методическое объединение",
            "Стаж, лет: общий / пед. / в данной школе", "Категория, год", "Курсы",
            "Награды",
        ],
        "contact_heads": ["Дата рождения", "Адрес", "Телефон"],
        "composition": "КОЛИЧЕСТВЕННЫЙ И КАЧЕСТВЕННЫЙ СОСТАВ УЧИТЕЛЕЙ",
        "total": "Всего учителей: {}",
        "count_heads": ["Показатель", "Число", "Доля, %"],
        "of_school": "По школе",
    },
}  # fmt: skip
UNKNOWN = "–"
COURSES = 2  # the last ones
BORN = 2  # the column that says the year of birth, or the whole day


class BankPaper(RegisterPaper):
    """Exactly the teachers that the filter left; with what is personal only if it is wished."""

    kind = "bank"
    heads = "bank_heads"
    template_name = "reports/pdf/bank.html"
    styles: ClassVar[tuple[str, ...]] = (*RegisterPaper.styles, "reports/pdf/bank.css")

    def __init__(
        self,
        school: School,
        cards: Iterable[Card],
        day: date,
        *,
        contacts: bool = False,
        **wishes: Any,
    ) -> None:
        self.cards = list(cards)
        super().__init__(school, enumerate(self.cards, 1), day, **wishes)
        self.contacts = contacts

    def said(self) -> dict[str, Any]:
        return WORDS[self.language]

    def columns(self) -> list[str]:
        columns = super().columns()
        if not self.contacts:
            return columns
        born, *rest = self.said()["contact_heads"]
        return [*columns[:BORN], born, *columns[BORN + 1 :], *rest]

    def row(self, row: tuple[int, Card]) -> Sequence[Any]:
        number, card = row
        person, education = card.person, card.education
        studies = education or object()
        return [
            number,
            person.full_name_in(self.language),
            self.born(card),
            education.get_level_display() if education else UNKNOWN,
            _joined(getattr(studies, "institution", ""), getattr(studies, "year", "")),
            getattr(studies, "speciality", "") or UNKNOWN,
            ", ".join(map(str, card.unions)) or UNKNOWN,
            " / ".join(str(span.years) if span else UNKNOWN for span in card.spans),
            in_line(card.category) if card.category else UNKNOWN,
            "; ".join(map(_passed, card.courses[: 1 if self.contacts else COURSES])) or UNKNOWN,
            "; ".join(map(in_line, card.awards)) or UNKNOWN,
            *self.reached(card),
        ]

    def born(self, card: Card) -> Any:
        day = card.facts.birth_date
        if day is None:
            return UNKNOWN
        return day if self.contacts else day.year

    def reached(self, card: Card) -> list[str]:
        """Address and telephone, where the paper is to have them."""
        if not self.contacts:
            return []
        return [card.facts.address or UNKNOWN, card.person.phone or UNKNOWN]

    def context(self) -> dict[str, Any]:
        kind = f"{self.kind} contacts" if self.contacts else self.kind
        return {**super().context(), "kind": kind, "summary": self.summary()}

    def summary(self) -> list[str]:
        """What the lines sum up to, a sentence for each table of the composition."""
        counted = composition_of(self.cards)
        with translation.override(self.language):
            return [
                str(self.said()["total"]).format(counted.total),
                *(_sentence(group) for group in counted.groups),
            ]


def _sentence(group: Group) -> str:
    counted = [f"{part.label} – {part.count}" for part in group.parts if part.count]
    return f"{capfirst(str(group.title))}: {', '.join(counted) or UNKNOWN}"


def _passed(course: Course) -> str:
    """Year, place, hours: the topic has no room here."""
    return ", ".join(filter(None, [str(course.year), course.place, hours_of(course)]))


def _joined(*words: Any) -> str:
    return ", ".join(str(word) for word in words if word) or UNKNOWN


class CompositionPaper(SchoolDocument):
    """How many teachers there are of which kind, with the charts of the page."""

    kind = "composition"
    template_name = "reports/pdf/composition.html"
    styles: ClassVar[tuple[str, ...]] = ("pdf/paper.css", "reports/pdf/composition.css")
    subject: School

    def __init__(
        self,
        school: School,
        counted: Composition,
        day: date,
        *,
        union: Any = None,
        **wishes: Any,
    ) -> None:
        super().__init__(school, **wishes)
        self.counted, self.day, self.union = counted, day, union

    def school(self) -> School:
        return self.subject

    def said(self) -> dict[str, Any]:
        return WORDS[self.language]

    def title(self) -> str:
        return str(self.said()["composition"])

    def columns(self) -> list[str]:
        return list(self.said()["count_heads"])

    def groups(self) -> list[dict[str, Any]]:
        """The tables in the words of the paper's language."""
        with translation.override(self.language):
            return [_spoken(group) for group in self.counted.groups]

    def cells(self) -> list[Sequence[Any]]:
        """The same as one table."""
        rows: list[Sequence[Any]] = [[self.total(), self.counted.total, ""]]
        for group in self.groups():
            rows.append([group["title"], "", ""])
            rows += [[part["label"], part["count"], part["share"]] for part in group["parts"]]
        return rows

    def total(self) -> str:
        return str(self.said()["total"]).format(self.counted.total)

    def whose(self) -> str:
        with translation.override(self.language):
            return str(self.union) if self.union else str(self.said()["of_school"])

    def context(self) -> dict[str, Any]:
        return {
            "lines": self.letterhead(),
            "whose": self.whose(),
            "as_of": dates.as_of(self.day, self.language),
            "total": self.total(),
            "heads": self.columns(),
            "groups": self.groups(),
        }


def _spoken(group: Group) -> dict[str, Any]:
    parts = [
        {"label": str(part.label), "count": part.count, "share": part.share}
        for part in group.parts
    ]
    return {"title": str(group.title), "parts": parts}
