"""The books of a year on paper: of protocols, and of what was resolved."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from django.utils import translation

from associations.documents import SchoolDocument
from associations.models import School
from core import dates
from meetings.models import Resolution

WORDS: dict[str, dict[str, Any]] = {
    "ky": {
        "protocols": "ПРОТОКОЛДОРДУ КАТТОО ДЕПТЕРИ",
        "resolutions": "ТОКТОМДОРДУ КАТТОО ДЕПТЕРИ",
        "protocol_heads": [
            "№", "Күнү", "Усулдук бирикме", "Темасы", "Төрага", "Катчы",
            "Келди", "Токтомдор", "Абалы", "Барак",
        ],
        "resolution_heads": [
            "Протокол, токтом", "Күнү", "Усулдук бирикме", "Токтом", "Жооптуу", "Мөөнөтү",
            "Абалы",
        ],
        "all_members": "бардык мүчөлөр",
        "permanent": "туруктуу",
        "year_end": "окуу жылынын аягына чейин",
        "late": "{} күн кечикти",
        "done_late": "аткарылды, {} күн кечикти",
        "in_time": "мөөнөтүндө аткарылды",
        "week": "мөөнөтү ушул жумада",
        "in_force": "күчүндө",
        "reported": "аткарылды деп билдирилди",
        "done": "аткарылды",
        "cancelled": "жокко чыгарылды",
        "moved": "{} ордуна",
        "made_on": "Даярдалган күнү",
        "rows": "Жазуулар",
    },
    "ru": {
        "protocols": "КНИГА РЕГИСТРАЦИИ ПРОТОКОЛОВ",
        "resolutions": "КНИГА РЕГИСТРАЦИИ РЕШЕНИЙ",
        "protocol_heads": [
            "№", "Дата", "Методическое объединение", "Тема", "Председатель", "Секретарь",
            "Явка", "Решений", "Состояние", "Листов",
        ],
        "resolution_heads": [
            "Протокол, решение", "Дата", "Методическое объединение", "Решение",
            "Ответственный", "Срок", "Состояние",
        ],
        "all_members": "все члены МО",
        "permanent": "постоянно",
        "year_end": "до конца учебного года",
        "late": "просрочено, дней: {}",
        "done_late": "выполнено с опозданием, дней: {}",
        "in_time": "выполнено в срок",
        "week": "срок на этой неделе",
        "in_force": "в силе",
        "reported": "доложено о выполнении",
        "done": "выполнено",
        "cancelled": "отменено",
        "moved": "вместо {}",
        "made_on": "Дата составления",
        "rows": "Записей",
    },
}  # fmt: skip


class RegisterPaper(SchoolDocument):
    """A wide sheet with a table; it prints exactly the rows it is given, as of a day."""

    page = "landscape"
    template_name = "meetings/pdf/register.html"
    styles: ClassVar[tuple[str, ...]] = ("pdf/paper.css", "meetings/pdf/register.css")
    subject: School
    heads: str

    def __init__(self, school: School, rows: Iterable[Any], day: date, **wishes: Any) -> None:
        super().__init__(school, **wishes)
        self.rows, self.day = rows, day

    def school(self) -> School:
        return self.subject

    def said(self) -> dict[str, Any]:
        return WORDS[self.language]

    def title(self) -> str:
        return str(self.said()[self.kind])

    def columns(self) -> list[str]:
        return list(self.said()[self.heads])

    def cells(self) -> list[Sequence[Any]]:
        """The rows in the words of the paper's language; tables that leave use them too."""
        with translation.override(self.language):
            return [self.row(row) for row in self.rows]

    def row(self, row: Any) -> Sequence[Any]:
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        cells = [[self.printed(cell) for cell in row] for row in self.cells()]
        return {
            "lines": self.letterhead(),
            "heads": self.columns(),
            "rows": cells,
            "made_on": f"{self.said()['made_on']}: {dates.short(self.day, self.language)}",
            "count": f"{self.said()['rows']}: {len(cells)}",
            "kind": self.kind,
        }

    def printed(self, cell: Any) -> Any:
        return dates.short(cell, self.language) if isinstance(cell, date) else cell


class ProtocolRegister(RegisterPaper):
    kind = "protocols"
    heads = "protocol_heads"

    def row(self, row: Any) -> Sequence[Any]:
        """``row`` is a meeting with the counts of ``for_register``, named ``as_registered``."""
        return [
            row.registered,
            row.date,
            row.whose(),
            row.topic,
            row.chair.list_name if row.chair else "",
            row.secretary.list_name if row.secretary else "",
            f"{row.present_count} / {row.members_count}",
            row.resolutions_count,
            row.get_status_display(),
            "",  # sheets are counted by hand
        ]


class ResolutionRegister(RegisterPaper):
    kind = "resolutions"
    heads = "resolution_heads"

    def row(self, row: Resolution) -> Sequence[Any]:
        meeting: Any = row.item.meeting  # named ``as_registered``
        return [
            f"№ {meeting.registered}, {row.label}",
            meeting.date,
            meeting.whose(),
            row.text,
            ", ".join(self.responsible(row)),
            self.deadline(row),
            self.state(row),
        ]

    def responsible(self, row: Any) -> list[str]:
        everybody = [self.said()["all_members"]] if row.all_members else []
        return [*everybody, *(person.list_name for person in row.doers)]

    def deadline(self, row: Any) -> Any:
        """As it stands; where it was moved, in words and with the date as signed."""
        if not row.moved or not row.due_now:
            return row.due_now or self.said().get(row.due_kind, "")
        if not row.due:
            return row.due_now
        now, signed = (dates.short(day, self.language) for day in (row.due_now, row.due))
        return f"{now} ({self.said()['moved'].format(signed)})"

    def state(self, row: Any) -> str:
        """``row`` is a resolution with its standing."""
        said = self.said()
        if row.standing in {"late", "done_late"}:
            ended = getattr(row, "own_end", row.finished_on)  # of one of all members
            days = ((ended or self.day) - row.due_now).days
            return str(said[row.standing]).format(days)
        timely = row.standing == "in_time" and (row.due_now or row.status != "done")
        soon = row.standing == "week" and row.status == "in_force"
        return str(said[row.standing if timely or soon else row.status])
