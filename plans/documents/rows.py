"""Rows of plans in force on paper and in tables: exactly those that a filter has left."""

from collections.abc import Sequence
from typing import Any, ClassVar

from core import dates
from meetings.documents.registers import RegisterPaper
from plans.documents.words import WORDS as OFFICE
from plans.figures.standing import late_days

WORDS: dict[str, dict[str, Any]] = {
    "ky": {
        "plan_rows": "ИШ ПЛАНДАРЫНЫН АТКАРЫЛЫШЫ",
        "heads": ["Иш-чара", "Усулдук бирикме", "Жооптуу", "Мөөнөтү", "Абалы"],
        "moved": "мөөнөтү жылдырылды",
        "late": "{} күн кечикти",
        "states": {
            "planned": "пландаштырылды",
            "in_progress": "аткарылууда",
            "done": "аткарылды",
            "partly": "жарым-жартылай аткарылды",
            "not_done": "аткарылган жок",
            "cancelled": "жокко чыгарылды",
        },
        "made_on": "Даярдалган күнү",
        "rows": "Жазуулар",
    },
    "ru": {
        "plan_rows": "ВЫПОЛНЕНИЕ ПЛАНОВ РАБОТЫ",
        "heads": [
            "Мероприятие", "Методическое объединение", "Ответственный", "Срок", "Состояние",
        ],
        "moved": "перенесено",
        "late": "просрочено, дней: {}",
        "states": {
            "planned": "запланировано",
            "in_progress": "выполняется",
            "done": "выполнено",
            "partly": "выполнено частично",
            "not_done": "не выполнено",
            "cancelled": "отменено",
        },
        "made_on": "Дата составления",
        "rows": "Записей",
    },
}  # fmt: skip


class PlanRowRegister(RegisterPaper):
    kind = "plan_rows"
    heads = "heads"
    styles: ClassVar[tuple[str, ...]] = (*RegisterPaper.styles, "plans/pdf/rows.css")

    def said(self) -> dict[str, Any]:
        return WORDS[self.language]

    def row(self, row: Any) -> Sequence[Any]:
        """``row`` comes ``for_marking``, with its plan's association and its people."""
        return [
            row.text,
            str(row.plan.association),
            ", ".join(self.people(row)),
            self.due(row),
            self.state(row),
        ]

    def people(self, row: Any) -> list[str]:
        everybody = [OFFICE[self.language]["all_members"]] if row.all_members else []
        named = [one.list_name_in(self.language) for one in row.doers_now.all()]
        return [*everybody, *named, *([row.outside] if row.outside else [])]

    def due(self, row: Any) -> Any:
        """As it stands; where it was moved, in words too."""
        if not row.moved or not row.due_now:
            return row.due_now or ""
        return f"{dates.short(row.due_now, self.language)} ({self.said()['moved']})"

    def state(self, row: Any) -> str:
        if days := late_days(row, self.day):
            return str(self.said()["late"].format(days))
        return str(self.said()["states"][row.standing])
