"""How plans are fulfilled, on paper: for the pedagogical council, as of today."""

from typing import Any

from django.db.models import Prefetch
from django.utils import translation

from associations.documents import SchoolDocument
from associations.models import Association, Membership, School, User
from core import dates
from plans.documents.look import holders, person_in, school_look
from plans.documents.printed import TIGHT, head_word, text_of
from plans.documents.stamps import posted
from plans.documents.words import WORDS as OFFICE
from plans.figures.fulfilment import (
    Asked,
    Fulfilment,
    annual_plans,
    fulfilment_of,
    rows_of,
    total_of,
)
from plans.figures.standing import as_they_hold
from plans.models import PlanRow

MOST = 7  # so many rows that failed are named on an association's one page of the whole report
FAILED = ("not_done", "partly")
WORDS: dict[str, dict[str, Any]] = {
    "ky": {
        "title": "Усулдук бирикмелердин {year}на карата иш пландарынын аткарылышы жөнүндө",
        "kind": "Отчет",
        "of_one": "{of} {year}на карата иш планынын аткарылышы",
        "union": "Усулдук бирикме",
        "part": "Пландын бөлүмү",
        "month": "Айы",
        "heads": [
            "Бардыгы", "Аткарылды", "Жарым-жартылай", "Аткарылган жок", "Аткарыла элек",
            "Мөөнөтү өткөн", "%",
        ],
        "total": "Жалпы",
        "of_school": "Мектеп боюнча",
        "no_plan": "жылдык план жок",
        "not_yet": "план бекитиле элек",
        "head": "Жетекчиси",
        "beside": "Мөөнөтү жылдырылган иш-чаралар: {moved}. Жокко чыгарылгандары: {cancelled}.",
        "failed": "Мөөнөтү өткөн, жарым-жартылай аткарылган жана аткарылбаган иш-чаралар",
        "row_heads": ["№", "Иш-чара", "Мөөнөтү", "Жооптуу", "Абалы"],
        "more": "Дагы {} иш-чара.",
        "late": "{} күн кечикти",
        "states": {
            "not_done": "аткарылган жок",
            "partly": "жарым-жартылай аткарылды",
        },
    },
    "ru": {
        "title": "о выполнении планов работы методических объединений на {year}",
        "kind": "Отчёт",
        "of_one": "Выполнение плана работы {of} на {year}",
        "union": "Методическое объединение",
        "part": "Раздел плана",
        "month": "Месяц",
        "heads": [
            "Всего", "Выполнено", "Частично", "Не выполнено", "Предстоит", "Просрочено", "%",
        ],
        "total": "Итого",
        "of_school": "По школе",
        "no_plan": "годового плана нет",
        "not_yet": "план не утверждён",
        "head": "Руководитель",
        "beside": "Перенесено мероприятий: {moved}. Отменено: {cancelled}.",
        "failed": "Просроченные, частично выполненные и невыполненные мероприятия",
        "row_heads": ["№", "Мероприятие", "Срок", "Ответственный", "Состояние"],
        "more": "И ещё мероприятий: {}.",
        "late": "просрочено, дней: {}",
        "states": {
            "not_done": "не выполнено",
            "partly": "выполнено частично",
        },
    },
}  # fmt: skip


class FulfilmentReport(SchoolDocument):
    """A summary page of the school, then a page of each association; of one, its page."""

    kind = "fulfilment"
    template_name = "plans/pdf/fulfilment.html"
    styles = ("pdf/paper.css", "plans/pdf/fulfilment.css")
    subject: School

    def __init__(self, school: School, asked: Asked, **wishes: Any) -> None:
        super().__init__(school, **wishes)
        self.asked = asked

    def school(self) -> School:
        return self.subject

    def said(self) -> dict[str, Any]:
        return WORDS[self.language]

    def title(self) -> str:
        if len(self.asked.associations) == 1:
            return self._of_one(self.asked.associations[0])
        title = self.said()["title"].format(year=self._year())
        parts = [title, self.said()["kind"].lower()]
        return " ".join(parts if self.language == "ky" else reversed(parts)).capitalize()

    def context(self) -> dict[str, Any]:
        with translation.override(self.language):
            pages = self._pages()
        single = len(pages) == 1
        lines = [page["total"] for page in pages if page["total"]]
        return {
            "said": self.said(),
            "lines": self.letterhead(),
            "as_of": dates.as_of(self.asked.day, self.language),
            "single": single,
            "unions": pages,
            "pages": [page for page in pages if single or page["total"]],
            "heading": self.said()["title"].format(year=self._year()),
            "whole": cells(total_of(lines)) if lines else [],
            "signatures": [self._head(pages[0]) if single else self._deputy()],
        }

    def _year(self) -> str:
        year = self.asked.year
        start = year.start if year else self.asked.day
        return dates.academic_year(start.year, self.language)

    def _of_one(self, union: Association) -> str:
        of = self._in(union, "genitive") or self._in(union, "name")
        told = str(self.said()["of_one"].format(of=of, year=self._year()))
        return told[:1].upper() + told[1:]

    def _in(self, thing: Any, name: str) -> str:
        return str(getattr(thing, f"{name}_{self.language}") or getattr(thing, f"{name}_ky"))

    def _pages(self) -> list[dict[str, Any]]:
        """Read every row once, and count from it all that is printed."""
        people = Prefetch("doers_now", User.objects.named().in_order())
        rows = rows_of(self.asked).with_standing().select_related("plan").by_urgency()
        of_each: dict[int, list[PlanRow]] = {}
        for row in as_they_hold(rows.prefetch_related(people)):
            of_each.setdefault(row.plan.association_id, []).append(row)
        plans, heads = annual_plans(self.asked), self._heads()
        return [
            self._page(union, of_each.get(union.pk, []), plans.get(union.pk), heads)
            for union in self.asked.associations
        ]

    def _heads(self) -> dict[int, User]:
        unions = [union.pk for union in self.asked.associations]
        rows = Membership.objects.filter(association__in=unions, role=Membership.Role.HEAD)
        held = rows.on(self.asked.day).select_related("person").order_by("pk")
        return {row.association_id: row.person for row in held}

    def _page(
        self, union: Association, rows: list[PlanRow], plan: Any, heads: dict[int, User]
    ) -> dict[str, Any]:
        holds = plan is not None and plan.in_force_id is not None
        head = heads.get(union.pk)
        page = {
            "name": self._in(union, "name"),
            "title": self._of_one(union),
            "head": head.full_name_in(self.language) if head else "",
            "sign": head.initials_in(self.language) if head else "",
            "why": "" if holds else self.said()["not_yet" if plan else "no_plan"],
        }
        return {**page, **(self._counted(rows) if holds else {"total": None})}

    def _counted(self, rows: list[PlanRow]) -> dict[str, Any]:
        figure, parts = fulfilment_of(rows, self.asked.day), OFFICE[self.language]["parts"]
        failed = [row for row in rows if self._state(row)]
        shown = failed if len(self.asked.associations) == 1 else failed[:MOST]
        return {
            "total": figure.total,
            "cells": cells(figure.total),
            "parts": [(parts[line.about.value], cells(line)) for line in figure.parts],
            "months": [
                (dates.month_year(line.about, self.language), cells(line))
                for line in figure.months
            ],
            "beside": self.said()["beside"].format(
                moved=figure.total.moved, cancelled=figure.total.cancelled
            ),
            "failed": [self._failed(row) for row in shown],
            "more": self._more(len(failed) - len(shown)),
        }

    def _more(self, left: int) -> str:
        return str(self.said()["more"].format(left)) if left else ""

    def _state(self, row: Any) -> str:
        """Why a row is named: it failed, or its date has passed; "" if neither."""
        if row.standing in FAILED:
            return str(self.said()["states"][row.standing])
        if row.standing in {"planned", "in_progress"} and row.due_now:
            days = (self.asked.day - row.due_now).days
            return str(self.said()["late"].format(days)) if days > 0 else ""
        return ""

    def _failed(self, row: PlanRow) -> list[str]:
        people = [
            who.list_name_in(self.language).replace(" ", TIGHT) for who in row.doers_now.all()
        ]
        everybody = [OFFICE[self.language]["all_members"]] if row.all_members else []
        outside = [row.outside] if row.outside else []
        return [
            text_of({"code": row.code, "text": row.text}, self.language),
            dates.short(row.due_now, self.language) if row.due_now else "",
            ", ".join([*everybody, *people, *outside]),
            self._state(row),
        ]

    def _head(self, page: dict[str, Any]) -> dict[str, str]:
        title = head_word(school_look(self.subject), self.language)
        post = OFFICE[self.language]["head"].format(head=title)
        return {"post": post[:1].upper() + post[1:], "name": page["sign"]}

    def _deputy(self) -> dict[str, str]:
        deputy = holders(self.subject)["deputy"]
        post = posted(deputy, "deputy", school_look(self.subject), self.language)
        return {"post": post, "name": person_in(deputy, self.language)}


def cells(line: Fulfilment) -> list[str]:
    """In the order of the heads; what is late is part of what is to be done."""
    numbers = [line.asked, line.done, line.partly, line.not_done, line.open, line.late]
    return [*(str(number) for number in numbers), f"{line.share}"]
