"""A page that shows what the school's settings do: stamps, heading, blocks, signatures."""

from typing import Any, ClassVar

from django.utils import timezone

from associations.documents.base import SchoolDocument
from associations.models import School
from core import dates

# What a paper says, not what a screen says: it is written per language of papers.
TEXTS: dict[str, dict[str, Any]] = {
    "ky": {
        "title": "Үлгү барак",
        "heading": "Так илимдер усулдук бирикмесинин отурумунун № 1 ПРОТОКОЛУ",
        "item": "I чейректеги билим сапатынын жыйынтыктары жөнүндө",
        "heard": "Бирикменин жетекчиси I чейректеги билим сапатына талдоо жасап, ар бир класс"
        " боюнча көрсөткүчтөрдү салыштырып берди.",
        "spoke": "Жумабекова А. С., математика мугалими: Өзгөчө көңүл бурууну талап кылган"
        " окуучулар менен кошумча иштөө графигин түзүүнү сунуштады.",
        "decided": "1.1. Маалымат эске алынсын.",
        "chair": "Төрага:",
        "secretary": "Катчы:",
        "director": "директору",
        "deputy": "Директордун окуу-тарбия иштери боюнча орун басары",
    },
    "ru": {
        "title": "Образец страницы",
        "heading": "ПРОТОКОЛ № 1 заседания методического объединения учителей точных наук",
        "item": "О качестве знаний по итогам I четверти",
        "heard": "Руководитель объединения представил анализ качества знаний по итогам"
        " I четверти и сравнил показатели по каждому классу.",
        "spoke": "Жумабекова А. С., учитель математики: предложила составить график"
        " дополнительных занятий с учащимися, которым нужно особое внимание.",
        "decided": "1.1. Информацию принять к сведению.",
        "chair": "Председатель:",
        "secretary": "Секретарь:",
        "director": "Директор",
        "deputy": "Заместитель директора по учебно-воспитательной работе",
    },
}
NAMES = {"director": "К.О.Асылбеков", "deputy": "А.Б.Асанова", "member": "А.С.Жумабекова"}


class SamplePage(SchoolDocument):
    """Everything a school may spell its own way, on one page."""

    kind = "sample"
    template_name: ClassVar[str] = "associations/pdf/sample.html"
    subject: School

    def school(self) -> School:
        return self.subject

    def title(self) -> str:
        return str(TEXTS[self.language]["title"])

    def context(self) -> dict[str, Any]:
        texts, today = TEXTS[self.language], timezone.localdate()
        return {
            "texts": texts,
            "lines": self.letterhead(),
            "left": self.stamp("agreed", "deputy", texts["deputy"]),
            "right": self.stamp("approved", "director", self.director()),
            "day": dates.full(today, self.language),
            "place": self.subject.words("place", self.language),
            "signatures": [
                {"post": texts["chair"], "name": NAMES["deputy"]},
                {"post": texts["secretary"], "name": NAMES["member"]},
            ],
        }

    def director(self) -> str:
        """Name the post; the school in the genitive stands before it in Kyrgyz."""
        of_school = self.subject.words("genitive", self.language)
        post = TEXTS[self.language]["director"]
        parts = [of_school, post] if self.language == "ky" else [post, of_school]
        return " ".join(part for part in parts if part)

    def stamp(self, word: str, who: str, post: str) -> dict[str, Any]:
        return {
            "word": self.words()[word],
            "lines": [post],
            "name": NAMES[who],
            "date": dates.blank(timezone.localdate().year, self.language),
        }
