"""What lies in a bundle of signed protocols, on paper."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from associations.models import School
from meetings.documents.registers import RegisterPaper

WORDS: dict[str, dict[str, Any]] = {
    "ky": {
        "inventory": "КОЛ КОЮЛГАН ПРОТОКОЛДОРДУН ТИЗМЕСИ",
        "inventory_heads": [
            "№", "Протокол", "Күнү", "Усулдук бирикме", "Темасы", "Файл", "Текшерүү коду",
        ],
        "made_on": "Акыркы протокол катталган күн",
        "rows": "Протоколдор",
    },
    "ru": {
        "inventory": "ОПИСЬ ПОДПИСАННЫХ ПРОТОКОЛОВ",
        "inventory_heads": [
            "№ п/п", "Протокол", "Дата", "Методическое объединение", "Тема", "Файл",
            "Код проверки",
        ],
        "made_on": "Последний протокол зарегистрирован",
        "rows": "Протоколов",
    },
}  # fmt: skip


class Entry(NamedTuple):
    """One filed protocol and the name it has in the bundle."""

    number: str
    day: date
    association: str
    topic: str
    name: str
    code: str


class ProtocolInventory(RegisterPaper):
    """It is as of the last paper in it, so that the same papers give the same inventory."""

    kind = "inventory"
    heads = "inventory_heads"

    def __init__(
        self, school: School, entries: Sequence[Entry], filed_at: datetime, day: date
    ) -> None:
        super().__init__(school, entries, day, language=school.paper_language, made_at=filed_at)

    def said(self) -> dict[str, Any]:
        return WORDS[self.language]

    def cells(self) -> list[Sequence[Any]]:
        return [
            [place, f"№ {entry.number}", *entry[1:]] for place, entry in enumerate(self.rows, 1)
        ]
