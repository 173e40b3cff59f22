"""What control prints: a person's tasks, and the extract with the trail of a resolution."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation

from associations.documents import SchoolDocument
from associations.models import User
from core import dates
from meetings.documents.words import WORDS as OFFICE
from meetings.figures.joint import as_registered, number_for, whose
from meetings.figures.trail import ISSUED, Step, trail_of
from meetings.models import Resolution

WORDS: dict[str, dict[str, Any]] = {
    "ky": {
        "tasks": "ТАПШЫРМАЛАРДЫН ТИЗМЕСИ",
        "trail": "ТОКТОМДУН АТКАРЫЛЫШЫ ЖӨНҮНДӨ КӨЧҮРМӨ",
        "task_heads": ["№", "Протокол, токтом", "Эмне кылуу керек", "Мөөнөтү", "Абалы"],
        "trail_heads": ["Күнү", "Ким", "Эмне болду", "Сөзү"],
        "rows": "Тапшырмалар",
        "nothing": "Аткарылбаган тапшырма жок.",
        "late": "{} күн кечикти",
        "was": "болгон мөөнөтү: {}",
        "resolution": "Токтом",
        "protocol": "Протокол",
        "responsible": "Жооптуу",
        "signed_due": "Протоколдогу мөөнөтү",
        "due_now": "Азыркы мөөнөтү",
        "controller": "Көзөмөлдөөчү",
        "state": "Абалы",
        "files": "тиркелген файлдар: {}",
        "instead": {
            "deputy:doer": "директордун орун басары жооп берди: жетекчи өзү аткаруучу",
            "director:doer": "директор жооп берди: көзөмөлдөөчү өзү аткаруучу",
            "deputy:vacant": "директордун орун басары жооп берди: бирикменин жетекчиси жок",
            "director:vacant": "директор жооп берди: көзөмөлдөөчүнүн орду бош",
        },
        "controllers": {
            "head": "усулдук бирикменин жетекчиси",
            "deputy": "директордун орун басары",
        },
        "states": {
            "draft": "протоколго кол коюла элек",
            "in_force": "күчүндө",
            "reported": "аткарылганы билдирилди",
            "waiting": "билдирдим, жооп күтүлүүдө",
            "returned": "кайтарылды",
            "accepted": "кабыл алынды",
            "done": "аткарылды",
            "cancelled": "жокко чыгарылды",
        },
        "verbs": {
            ISSUED: "протоколго кол коюлуп, токтом күчүнө кирди",
            "report": "аткарылганын билдирди",
            "accept": "отчетту кабыл алды",
            "return": "отчетту кайтарды",
            "finish": "аткарылды деп белгиледи",
            "renew": "аткарылды деген белгини алып салды",
            "complete": "бардык мүчөлөр аткарды",
            "ask_deadline": "мөөнөтүн жылдырууну сурады",
            "grant_deadline": "мөөнөтүн жылдырды",
            "refuse_deadline": "мөөнөтүн жылдырган жок",
            "move_deadline": "отурум мөөнөтүн жылдырды",
            "close": "отурум көзөмөлдөн алды",
            "cancel": "кийинки токтом менен жокко чыгарылды",
            "revive": "кайра күчүнө кирди",
            "resume": "кайра күчүнө кирди",
        },
    },
    "ru": {
        "tasks": "СПИСОК ПОРУЧЕНИЙ",
        "trail": "ВЫПИСКА О ХОДЕ ИСПОЛНЕНИЯ РЕШЕНИЯ",
        "task_heads": ["№", "Протокол, решение", "Что сделать", "Срок", "Состояние"],
        "trail_heads": ["Дата", "Кто", "Что произошло", "Содержание"],
        "rows": "Поручений",
        "nothing": "Неисполненных поручений нет.",
        "late": "просрочено, дней: {}",
        "was": "прежний срок: {}",
        "resolution": "Решение",
        "protocol": "Протокол",
        "responsible": "Ответственный",
        "signed_due": "Срок по протоколу",
        "due_now": "Действующий срок",
        "controller": "Контроль",
        "state": "Состояние",
        "files": "приложены файлы: {}",
        "instead": {
            "deputy:doer": "ответил заместитель директора: руководитель МО сам исполнитель",
            "director:doer": "ответил директор: контролирующий сам исполнитель",
            "deputy:vacant": "ответил заместитель директора: руководителя МО нет",
            "director:vacant": "ответил директор: контролирующего нет",
        },
        "controllers": {
            "head": "руководитель методического объединения",
            "deputy": "заместитель директора",
        },
        "states": {
            "draft": "протокол не подписан",
            "in_force": "в силе",
            "reported": "доложено об исполнении",
            "waiting": "доложено, ждёт ответа",
            "returned": "возвращено",
            "accepted": "принято",
            "done": "исполнено",
            "cancelled": "отменено",
        },
        "verbs": {
            ISSUED: "протокол подписан, решение вступило в силу",
            "report": "доклад об исполнении",
            "accept": "отчёт принят",
            "return": "отчёт возвращён",
            "finish": "отмечено как исполненное",
            "renew": "отметка об исполнении снята",
            "complete": "исполнено всеми членами",
            "ask_deadline": "просьба перенести срок",
            "grant_deadline": "срок перенесён",
            "refuse_deadline": "в переносе срока отказано",
            "move_deadline": "срок перенесён на заседании",
            "close": "снято с контроля на заседании",
            "cancel": "отменено последующим решением",
            "revive": "вновь в силе",
            "resume": "вновь в силе",
        },
    },
}


class ControlPaper(SchoolDocument):
    """A living paper of control: it says what is so today."""

    styles = ("pdf/paper.css", "meetings/pdf/meeting.css", "meetings/pdf/control.css")

    def said(self) -> dict[str, Any]:
        return WORDS[self.language]

    def office(self) -> dict[str, Any]:
        return OFFICE[self.language]

    def title(self) -> str:
        return str(self.said()[self.kind])

    def day(self, day: date | datetime | None) -> str:
        if isinstance(day, datetime):
            day = timezone.localtime(day).date()
        return dates.short(day, self.language) if day else ""

    def signed_deadline(self, row: Resolution) -> str:
        if row.due_kind == Resolution.Due.DATE:
            return self.day(row.due)
        return str(self.office().get(row.due_kind, ""))

    def lateness(self, row: Resolution, day: date) -> str:
        """Lateness is a word, and how many days."""
        if getattr(row, "standing", "") != "late" or row.due_now is None:
            return ""
        return str(self.said()["late"]).format((day - row.due_now).days)


class TaskListPaper(ControlPaper):
    """What one person has to do, the most urgent first."""

    kind = "tasks"
    template_name = "meetings/pdf/tasks.html"
    subject: User

    def __init__(self, person: User, rows: Iterable[Resolution], **wishes: Any) -> None:
        super().__init__(person, **wishes)
        self.rows, self.ours = list(rows), person.association_ids
        as_registered([row.item.meeting for row in self.rows], self.ours)

    def context(self) -> dict[str, Any]:
        day = timezone.localdate()
        with translation.override(self.language):
            rows = [self.row(place, row, day) for place, row in enumerate(self.rows, 1)]
        name, title = (
            getattr(self.subject, part)(self.language) for part in ("full_name_in", "title_in")
        )
        return {
            "lines": self.letterhead(),
            "person": ", ".join(part for part in (name, title) if part),
            "as_of": dates.as_of(day, self.language),
            "count": f"{self.said()['rows']}: {len(rows)}",
            "heads": self.said()["task_heads"],
            "rows": rows,
            "nothing": self.said()["nothing"],
        }

    def row(self, place: int, row: Resolution, day: date) -> Sequence[Any]:
        meeting = row.item.meeting
        return [
            place,
            [
                f"№ {number_for(meeting, self.ours)}, {row.label}",
                self.day(meeting.date),
                whose(meeting, self.ours),
            ],
            [row.text],
            self.deadline(row),
            [part for part in (self.lateness(row, day), self.state(row)) if part],
        ]

    def deadline(self, row: Resolution) -> list[str]:
        signed, now = self.signed_deadline(row), self.day(row.due_now)
        if row.due_kind != Resolution.Due.DATE or signed == now:
            return [signed or now]
        return [now, str(self.said()["was"]).format(signed)]

    def state(self, row: Resolution) -> str:
        states, mark = self.said()["states"], getattr(row, "mark", "")
        return str(states[mark if mark in {"waiting", "returned"} else row.status])


class TrailPaper(ControlPaper):
    """One resolution and all that became of it since it was signed."""

    kind = "trail"
    template_name = "meetings/pdf/trail.html"
    subject: Resolution

    def context(self) -> dict[str, Any]:
        row, steps = self.subject, trail_of(self.subject)
        with translation.override(self.language):
            return {
                "lines": self.letterhead(),
                "text": row.text,
                "facts": [(name, value) for name, value in self.facts(row) if value],
                "heads": self.said()["trail_heads"],
                "rows": [self.step(step) for step in steps],
                "as_of": dates.as_of(timezone.localdate(), self.language),
                "true_copy": self.office()["true_copy"],
                "seal": self.words()["seal"],
            }

    def facts(self, row: Resolution) -> list[tuple[str, str]]:
        said, meeting = self.said(), row.item.meeting
        people = [person.list_name_in(self.language) for person in row.responsible.all()]
        everybody = [self.office()["all_members"]] if row.all_members else []
        where = f"№ {number_for(meeting)}, {dates.full(meeting.date, self.language)}"
        late = self.lateness(row, timezone.localdate())
        state = str(said["states"][row.status])
        return [
            (said["protocol"], f"{where}, {whose(meeting)}"),
            (said["resolution"], row.label),
            (said["responsible"], ", ".join([*everybody, *people])),
            (said["controller"], said["controllers"][row.controller]),
            (said["signed_due"], self.signed_deadline(row)),
            (said["due_now"], self.day(row.due_now)),
            (said["state"], f"{state}, {late}" if late else state),
        ]

    def step(self, step: Step) -> Sequence[Any]:
        old, new = (dates_of(day) for day in step.dates)
        moved = f"{self.day(old) or '–'} → {self.day(new) or '–'}" if old or new else ""
        instead = self.said()["instead"].get(step.instead, "")
        files = str(self.said()["files"]).format(", ".join(step.files)) if step.files else ""
        name = step.person.list_name_in(self.language) if step.person else step.name
        return [
            self.day(step.at),
            name,
            self.said()["verbs"][step.verb],
            [part for part in (moved, step.words, files, instead) if part],
        ]


def dates_of(day: str) -> date | None:
    return date.fromisoformat(day) if day else None
