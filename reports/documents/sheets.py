"""What is printed of many things at once: the control sheet, what was found."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from django.utils import translation
from django.utils.html import format_html

from associations.documents import SchoolDocument
from associations.models import Post, School, User
from core import dates
from meetings.documents.registers import RegisterPaper
from meetings.filters import ResolutionFilter

WORDS: dict[str, dict[str, Any]] = {
    "ky": {
        "control": "ТОКТОМДОРДУН АТКАРЫЛЫШЫН КӨЗӨМӨЛДӨӨ БАРАГЫ",
        "heads": [
            "Аткарылууда", "Мөөнөтү ушул жумада", "Мөөнөтү өтүп кеткени",
            "Мөөнөтүндө аткарылганы", "Кечигип аткарылганы", "Мөөнөтү жылдырылганы",
        ],
        "association": "Усулдук бирикме",
        "person": "Жооптуу",
        "meeting": "Отурум",
        "month": "Аткаруу мөөнөтү",
        "undated": "мөөнөтү жок",
        "total": "Жалпы",
        "note": "«Аткарылууда» деген санга мөөнөтү ушул жумада бүтө турган жана мөөнөтү өтүп "
        "кеткен токтомдор да кирет. Биргелешкен отурумдун токтомдору аны өткөргөн бирикмеге "
        "эсептелет.",
        "deputy": "Директордун орун басары",
        "found": "ИЗДӨӨНҮН ЖЫЙЫНТЫГЫ",
        "found_heads": ["№", "Эмне", "Кайда", "Тексти"],
        "made_on": "Даярдалган күнү",
        "rows": "Табылганы",
    },
    "ru": {
        "control": "ЛИСТ КОНТРОЛЯ ИСПОЛНЕНИЯ РЕШЕНИЙ",
        "heads": [
            "В работе", "Срок на этой неделе", "Просрочено", "Выполнено в срок",
            "Выполнено с опозданием", "Срок перенесён",
        ],
        "association": "Методическое объединение",
        "person": "Ответственный",
        "meeting": "Заседание",
        "month": "Срок исполнения",
        "undated": "без срока",
        "total": "Всего",
        "note": "В число «В работе» входят и решения, срок которых на этой неделе или прошёл. "
        "Решения совместных заседаний считаются за тем объединением, которое их провело.",
        "deputy": "Заместитель директора",
        "found": "РЕЗУЛЬТАТЫ ПОИСКА",
        "found_heads": ["№", "Что", "Где", "Текст"],
        "made_on": "Дата составления",
        "rows": "Найдено",
    },
}  # fmt: skip


class ControlSheetPaper(SchoolDocument):
    """One page for the pedagogical council: as the reader sees it, as of today."""

    kind = "control"
    page = "landscape"
    template_name = "reports/pdf/control.html"
    styles = ("pdf/paper.css", "reports/pdf/control.css")
    subject: School

    def __init__(
        self, school: School, sheet: Any, name_of: Callable[[Any], str], **wishes: Any
    ) -> None:
        super().__init__(school, **wishes)
        self.counted, self.name_of = sheet, name_of

    def school(self) -> School:
        return self.subject

    def said(self) -> dict[str, Any]:
        return WORDS[self.language]

    def title(self) -> str:
        return str(self.said()["control"])

    def columns(self) -> list[str]:
        return [self.said()[self.counted.by], *self.said()["heads"]]

    def cells(self) -> list[Sequence[Any]]:
        """The lines, and below them their sum where there is one."""
        undated = self.said()["undated"]
        with translation.override(self.language):
            lines = self.counted.lines
            names = [self.name_of(row.about) if row.about else undated for row in lines]
        rows: list[Sequence[Any]] = [
            [name, *row.counts] for name, row in zip(names, lines, strict=True)
        ]
        total = self.counted.total
        return [*rows, [self.said()["total"], *total.counts]] if total and rows else rows

    def context(self) -> dict[str, Any]:
        year = self.counted.choice.year
        return {
            "lines": self.letterhead(),
            "year": dates.academic_year(year.start.year, self.language) if year else "",
            "as_of": dates.as_of(self.counted.day, self.language),
            "only": self.counted.chosen if self.counted.by != "association" else "",
            "heads": self.columns(),
            "rows": self.cells(),
            "summed": self.counted.total is not None,
            "note": self.said()["note"],
            "signatures": [self.deputy()],
        }

    def deputy(self) -> dict[str, str]:
        """The one who prints it, where that is a deputy; else the first of them."""
        posts = Post.objects.filter(school=self.subject, kind=Post.Kind.DEPUTY)
        found = list(posts.on(self.counted.day).select_related("person").order_by("pk"))
        own = [post for post in found if post.person_id == self.counted.user.pk]
        if not found:
            return {"post": self.said()["deputy"], "name": ""}
        post = (own or found)[0]
        person: User = post.person
        title = post.title_in(self.language)
        return {
            "post": title[:1].upper() + title[1:],
            "name": person.initials_in(self.language),
        }


class SearchPaper(RegisterPaper):
    """What was found, with the words and the filter it was found by."""

    kind = "found"
    heads = "found_heads"
    styles: ClassVar[tuple[str, ...]] = (*RegisterPaper.styles, "reports/pdf/search.css")

    def __init__(self, school: School, wish: Any, hits: Iterable[Any], **wishes: Any) -> None:
        super().__init__(school, enumerate(hits, 1), wish.day, **wishes)
        self.wish = wish

    def said(self) -> dict[str, Any]:
        return WORDS[self.language]

    def row(self, row: Any) -> Sequence[Any]:
        number, hit = row
        title, text = hit.spoken(hit.title), hit.spoken(hit.text)
        return [number, format_html("{}: {}", hit.word, title), hit.line, text]

    def context(self) -> dict[str, Any]:
        context = super().context()
        return {
            **context,
            "made_on": f"«{self.wish.words}»{self.narrowed()} · {context['made_on']}",
        }

    def narrowed(self) -> str:
        wish, said = self.wish, [self.wish.year, self.wish.association]
        person = wish.person.list_name_in(self.language) if wish.person else ""
        with translation.override(self.language):
            state = str(dict(ResolutionFilter.STATES).get(wish.state, ""))
            words = [str(word) for word in (*said, person, state) if word]
        return "".join(f", {word}" for word in words)
