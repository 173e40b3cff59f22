"""Leaders of clubs and olympiad coaches on paper: what an order is made from (I.7)."""

from collections.abc import Sequence
from itertools import count
from typing import Any, ClassVar

from meetings.documents.registers import WORDS as REGISTERS
from meetings.documents.registers import RegisterPaper

WORDS: dict[str, dict[str, Any]] = {
    "ky": {
        **REGISTERS["ky"],
        "clubs": "ИЙРИМДЕРДИН ЖАНА ОЛИМПИАДАЛЫК ТОПТОРДУН ЖЕТЕКЧИЛЕРИ",
        "club_heads": [
            "№", "Ким", "Эмне катары", "Ийрим же топ", "Класстар", "Жумасына саат",
            "Усулдук бирикме", "Абалы",
        ],
    },
    "ru": {
        **REGISTERS["ru"],
        "clubs": "РУКОВОДИТЕЛИ КРУЖКОВ И ОЛИМПИАДНЫХ ГРУПП",
        "club_heads": [
            "№", "Кто", "В качестве", "Кружок или группа", "Классы", "Часов в неделю",
            "Методическое объединение", "Состояние",
        ],
    },
}  # fmt: skip


class ClubRegister(RegisterPaper):
    """Exactly the proposals that the filter left."""

    kind = "clubs"
    heads = "club_heads"
    styles: ClassVar[tuple[str, ...]] = (*RegisterPaper.styles, "lessons/pdf/clubs.css")

    def said(self) -> dict[str, Any]:
        return WORDS[self.language]

    def cells(self) -> list[Sequence[Any]]:
        self.numbers = count(1)
        return super().cells()

    def row(self, row: Any) -> Sequence[Any]:
        return [
            next(self.numbers),
            row.person.list_name_in(self.language),
            row.get_kind_display(),
            row.title,
            row.classes,
            row.hours or "",
            str(row.association),
            row.get_status_display(),
        ]
