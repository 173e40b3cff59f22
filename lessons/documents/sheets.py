"""The analysis sheet of a lesson on paper: as it was agreed, as a draft, and blank."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from associations.documents import SchoolDocument
from associations.models import User
from core import dates
from lessons.documents.sheet_words import WORDS
from lessons.models import SheetCriterion, SheetTemplate, Visit, VisitSheet
from lessons.workflow import SheetStatus

Plain = dict[str, Any]
TEXTS = ("strengths", "to_improve", "recommendation", "conclusion", "self_analysis", "reply")
CLOSING = TEXTS[:4]


class SheetDocument(SchoolDocument):
    """One visitor's sheet: frozen once it is agreed."""

    kind = "visit_sheet"
    template_name = "lessons/pdf/sheet.html"
    styles = ("pdf/paper.css", "lessons/pdf/sheet.css")
    subject: VisitSheet

    def title(self) -> str:
        data = self.frozen
        words = WORDS[self.language]["title_of"]
        return str(words.format(f"{_in(data, 'subject', self.language)}, {data['class']}"))

    def data(self) -> Plain:
        sheet, visit = self.subject, self.subject.visit
        ended = sheet.status == SheetStatus.AGREED
        return {
            "look": self.look(),
            "letterheads": self.letterheads(),
            **_heading(visit),
            "kind": visit.kind,
            "version": sheet.template.number,
            "visitor": _person(sheet.author),
            "lesson_type": sheet.lesson_type,
            "listed": sheet.listed,
            "present": sheet.present,
            "rows": [_row(sheet, line) for line in sheet.template.criteria.in_order()],
            "points": list(sheet.points),
            "silent": sheet.silent,
            "ended": _day(sheet.agreed_at) if ended else None,
            **{name: getattr(sheet, name) for name in TEXTS},
        }

    def letterheads(self) -> dict[str, list[str]]:
        """The names above the paper in each language: a filed sheet is printed in both."""
        school = self.school()
        return {
            code: list(
                filter(None, (school.words(name, code) for name in ("superior", "name")))
            )
            for code in settings.PAPER_LANGUAGES
        }

    def context(self) -> Plain:
        data, said = self.frozen, WORDS[self.language]
        given, most = data["points"]
        texts = [(said[name], data[name]) for name in TEXTS if data[name]]
        return {
            "said": said,
            "lines": data.get("letterheads", {}).get(self.language)
            or data["look"]["letterhead"],
            "heading": said["title"],
            "kind_words": said["kinds"][data["kind"]],
            "facts": facts(data, self.language),
            "rows": [_told(row, self.language) for row in data["rows"]],
            "points": said["points"].format(given, most) if most else "",
            "texts": texts,
            "ended": _ended(data, self.language),
            "signatures": signatures(data, self.language),
        }


class BlankSheet(SchoolDocument):
    """The same sheet to be filled in by hand: of a visit that is planned, or of any.

    ``subject``: a sheet, whose code is printed, or the template alone.
    """

    kind = "visit_sheet_blank"
    template_name = "lessons/pdf/blank_sheet.html"
    styles = ("pdf/paper.css", "lessons/pdf/sheet.css")
    subject: VisitSheet | SheetTemplate

    def title(self) -> str:
        return str(WORDS[self.language]["title_of"].format(self.kind_words()))

    def kind_words(self) -> str:
        return str(WORDS[self.language]["kinds"][self.template().kind])

    def template(self) -> SheetTemplate:
        found = self.subject
        return found if isinstance(found, SheetTemplate) else found.template

    def context(self) -> Plain:
        said, data = WORDS[self.language], self.known()
        lines = self.template().criteria.in_order()
        return {
            "said": said,
            "lines": self.letterhead(),
            "heading": said["title"],
            "kind_words": self.kind_words(),
            "facts": facts(data, self.language),
            "rows": [_told(_plain(line), self.language) for line in lines],
            "closing": [said[name] for name in CLOSING],
            "sheet_code": getattr(self.subject, "code", ""),
            "version": said["version"].format(self.template().number),
            "signatures": signatures(data, self.language),
        }

    def known(self) -> Plain:
        """What is printed already: all that was planned, and nothing of what was seen."""
        empty = {"lesson_type": "", "listed": None, "present": None}
        if isinstance(self.subject, SheetTemplate):
            return {**empty, "visitor": {}, "teacher": {}}
        visitor = _person(self.subject.author)
        return {**empty, **_heading(self.subject.visit), "visitor": visitor}


def facts(data: Plain, language: str) -> list[tuple[str, str]]:
    """The lines of the heading: each with its name, and what is known of it."""
    said = WORDS[language]
    pupils = [data.get("listed"), data.get("present")]
    known = [str(number) if number is not None else "____" for number in pupils]
    day = data.get("day")
    period = data.get("period")
    return [
        (said["day"], dates.short(date.fromisoformat(day), language) if day else ""),
        (said["period"], said["period_of"].format(period) if period else ""),
        (said["class"], data.get("class", "")),
        (said["pupils"], " / ".join(known)),
        (said["teacher"], data["teacher"].get(f"full_{language}", "")),
        (said["subject"], _in(data, "subject", language)),
        (said["topic"], data.get("topic", "")),
        (said["lesson_type"], data.get("lesson_type", "")),
        (said["purpose"], data.get("purpose", "")),
        (said["visitor"], data["visitor"].get(f"full_{language}", "")),
    ]


def signatures(data: Plain, language: str) -> list[Plain]:
    said = WORDS[language]
    both = ((said["visitor"], "visitor"), (said["acquainted"], "teacher"))
    return [
        {"post": post, "name": data[who].get(f"initials_{language}", "")} for post, who in both
    ]


def _heading(visit: Visit) -> Plain:
    return {
        "day": visit.day.isoformat(),
        "period": visit.period,
        "class": visit.class_name,
        "teacher": _person(visit.teacher),
        "topic": visit.topic,
        "purpose": visit.purpose,
        **{
            f"subject_{code}": getattr(visit.subject, f"name_{code}")
            for code in settings.PAPER_LANGUAGES
        },
    }


def _person(person: User) -> Plain:
    return {
        f"{name}_{code}": getattr(person, f"{read}_in")(code)
        for name, read in (("full", "full_name"), ("initials", "initials"))
        for code in settings.PAPER_LANGUAGES
    }


def _row(sheet: VisitSheet, line: SheetCriterion) -> Plain:
    answer = sheet.answer(line)
    told = {"points": answer.get("points"), "remark": answer.get("remark", "")}
    return {**_plain(line), **told}


def _plain(line: SheetCriterion) -> Plain:
    return {"text_ky": line.text_ky, "text_ru": line.text_ru, "scored": line.scored}


def _told(row: Plain, language: str) -> Plain:
    points = row.get("points")
    shown = "" if points is None else str(points)
    return {
        "text": _in(row, "text", language),
        "points": shown if row["scored"] else "–",
        "remark": row.get("remark", ""),
    }


def _ended(data: Plain, language: str) -> str:
    if not data["ended"]:
        return ""
    words = WORDS[language]["silent" if data["silent"] else "agreed"]
    return str(words.format(dates.short(date.fromisoformat(data["ended"]), language)))


def _in(data: Plain, name: str, language: str) -> str:
    return str(data.get(f"{name}_{language}") or data.get(f"{name}_ky") or "")


def _day(moment: Any) -> str:
    return str(timezone.localtime(moment).date().isoformat())
