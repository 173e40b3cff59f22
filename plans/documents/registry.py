"""The registry of calendar-thematic plans on paper: exactly the rows a filter has left."""

from collections.abc import Sequence
from itertools import count
from typing import Any, ClassVar

from django.utils import timezone

from core import dates
from meetings.documents.registers import RegisterPaper
from meetings.figures import number_for

WORDS: dict[str, dict[str, Any]] = {
    "ky": {
        "topic_plans": "КАЛЕНДАРДЫК-ТЕМАТИКАЛЫК ПЛАНДАРДЫ КАТТОО ДЕПТЕРИ",
        "heads": [
            "№", "Мугалим", "Предмет", "Класс", "Окутуу тили", "Саат", "Усулдук бирикме",
            "Тапшырылды", "Талкууланды", "Бекитилди", "Абалы",
        ],
        "protocol": "№ {} протокол, {}",
        "languages": {
            "ky": "кыргызча", "ru": "орусча", "uz": "өзбекче", "tg": "тажикче",
        },
        "states": {
            "draft": "долбоор",
            "handed_in": "тапшырылды",
            "discussed": "талкууланды",
            "recommended": "бекитүүгө сунушталды",
            "approved": "бекитилди",
            "returned": "кайтарылды",
        },
        "made_on": "Даярдалган күнү",
        "rows": "Жазуулар",
    },
    "ru": {
        "topic_plans": "РЕЕСТР КАЛЕНДАРНО-ТЕМАТИЧЕСКИХ ПЛАНОВ",
        "heads": [
            "№", "Учитель", "Предмет", "Класс", "Язык обучения", "Часов",
            "Методическое объединение", "Сдан", "Обсуждён", "Утверждён", "Состояние",
        ],
        "protocol": "протокол № {} от {}",
        "languages": {
            "ky": "кыргызский", "ru": "русский", "uz": "узбекский", "tg": "таджикский",
        },
        "states": {
            "draft": "черновик",
            "handed_in": "сдан",
            "discussed": "обсуждён",
            "recommended": "рекомендован к утверждению",
            "approved": "утверждён",
            "returned": "возвращён",
        },
        "made_on": "Дата составления",
        "rows": "Записей",
    },
}  # fmt: skip


class TopicPlanRegister(RegisterPaper):
    """What has not happened yet stays blank: it may be filled in by hand."""

    kind = "topic_plans"
    heads = "heads"
    styles: ClassVar[tuple[str, ...]] = (*RegisterPaper.styles, "plans/pdf/registry.css")

    def said(self) -> dict[str, Any]:
        return WORDS[self.language]

    def title(self) -> str:
        """With the school year, where all rows are of one."""
        starts = {row.year.start.year for row in self.rows}
        if len(starts) != 1:
            return super().title()
        year = dates.academic_year(starts.pop(), self.language)
        return f"{super().title()}, {year.upper()}"

    def cells(self) -> list[Sequence[Any]]:
        self.numbers = count(1)
        return super().cells()

    def row(self, row: Any) -> Sequence[Any]:
        """``row`` comes with its teacher, subject, association and meeting."""
        handed_in = timezone.localtime(row.handed_in_at).date() if row.handed_in_at else ""
        return [
            next(self.numbers),
            row.person.list_name_in(self.language),
            str(row.subject),
            row.classes,
            self.said()["languages"][row.language],
            row.hours,
            str(row.association),
            handed_in,
            self.discussed(row),
            row.decided_on or "",
            self.said()["states"][row.status],
        ]

    def discussed(self, row: Any) -> str:
        """By the protocol of the meeting that discussed it, in the association's own count."""
        if row.meeting is None or row.meeting.number is None:
            return ""
        day = dates.short(row.meeting.date, self.language)
        number = number_for(row.meeting, {row.association_id})
        return str(self.said()["protocol"]).format(number, day)
