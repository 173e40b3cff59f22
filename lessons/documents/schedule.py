"""The schedule of open lessons on paper (documents.md 5.1)."""

from datetime import date
from itertools import count
from typing import Any, ClassVar

from django.utils import timezone

from core import dates
from lessons.documents.schedule_text import line_of, place_of, schedule_data
from lessons.documents.schedule_words import WORDS
from lessons.models import OpenLesson, Schedule, ScheduleDecision, ScheduleRevision
from plans.documents.look import PlanPaper, holders, person_in, school_look, spoken
from plans.documents.plan import signature, unbroken
from plans.documents.rounds import stamps_in
from plans.documents.stamps import approval_sheet, stamps
from plans.documents.words import WORDS as OFFICE

Plain = dict[str, Any]


class ScheduleDocument(PlanPaper):
    """Stamps, heading, the lessons by their days, the signature of the head.

    Its subject is a schedule while it is written, a revision once it was submitted. One that
    was approved is filed.
    """

    kind = "schedule"
    template_name = "lessons/pdf/schedule.html"
    styles = ("pdf/paper.css", "lessons/pdf/schedule.css")
    page: ClassVar[str] = "landscape"
    subject: Schedule | ScheduleRevision

    def title(self) -> str:
        return heading(self.frozen, self.language)

    def data(self) -> Plain:
        if isinstance(self.subject, Schedule):
            return {**schedule_data(self.subject), **_beside(self.subject, None)}
        return {**self.subject.content, **_beside(self.subject.schedule, self.subject)}

    def context(self) -> Plain:
        data, language = self.frozen, self.language
        many = len(data["rounds"]) > 1
        return {
            "said": {**OFFICE[language], **WORDS[language]},
            "lines": self.letterhead(),
            "heading_line": unbroken(heading(data, language)),
            "stamps": stamps(data, language),
            "as_it_stands": _as_it_stands(data, language),
            "rows": rows(data["lessons"], language),
            "signatures": [signature(data, language)],
            "sheet_title": OFFICE[language]["sheet"],
            "rounds": approval_sheet(data["rounds"], language) if many else [],
        }


class CurrentSchedule(ScheduleDocument):
    """What holds today: what was moved with the day before and the reason, the marks."""

    def data(self) -> Plain:
        schedule = self.subject
        if not isinstance(schedule, Schedule) or schedule.in_force is None:
            return super().data()
        revision = schedule.in_force
        return {
            **revision.content,
            **_beside(schedule, revision),
            "lessons": _as_they_are(schedule),
            "day": timezone.localdate().isoformat(),
        }


def heading(data: Plain, language: str) -> str:
    """«… бирикмесинин 2026–2027-окуу жылынын биринчи жарым жылдыгына карата …»."""
    words = WORDS[language]
    of = spoken(data["association"], "genitive", language)
    of = of or spoken(data["association"], "name", language)
    told = words["title"].format(
        of=of, year=data["year"]["label"], half=words["halves"][data["half"]]
    )
    return str(told[:1].upper() + told[1:])


def rows(lessons: list[Plain], language: str) -> list[Plain]:
    """The cells of each lesson; the last one is for the mark, by pen where there is none."""
    numbers = count(1)
    return [{"number": next(numbers), **_row(line, language)} for line in lessons]


def _row(line: Plain, language: str) -> Plain:
    words = WORDS[language]
    kind = words["event"] if line["kind"] == OpenLesson.Kind.EVENT else ""
    moves = line.get("moves", [])
    return {
        "teacher": person_in(line["teacher"], language),
        "subject": spoken(line, "name", language),
        "class": line["class"],
        "language": words["languages"][line["language"]] if line["class"] else "",
        "topic": line["topic"],
        "kind": kind,
        "when": when(line, language),
        "when_lines": when(line, language).split(", "),
        "before": [words["was"].format(when(move, language)) for move in moves if move["day"]],
        "room": line["room"],
        "mark": _mark(line, language),
    }


def when(place: Plain, language: str) -> str:
    """«14.10.2026-ж., 3-сабак»; without a day the month it is meant for."""
    words = WORDS[language]
    if not place["day"]:
        month = dates.month_name(date.fromisoformat(place["month"]).month, language)
        return f"{month} ({words['no_day']})"
    day = dates.short(date.fromisoformat(place["day"]), language)
    return f"{day}, {words['period'].format(place['period'])}" if place["period"] else day


def _mark(line: Plain, language: str) -> list[str]:
    """How it went, and why it stands on another day than was approved."""
    words = WORDS[language]
    state = words["states"].get(line.get("status", ""), "")
    remark = line.get("remark", "")
    told = [": ".join(part for part in (state, remark) if part)] if state else []
    for move in line.get("moves", []):
        form = words["reason"] if move["day"] else words["added"]
        told.append(form.format(move["reason"]))
    return told


def _as_it_stands(data: Plain, language: str) -> str:
    if "day" not in data:
        return ""
    return dates.as_of(date.fromisoformat(data["day"]), language)


def _as_they_are(schedule: Schedule) -> list[Plain]:
    lessons = schedule.lessons.kept().in_order().select_related("teacher", "subject")
    return [_current(lesson) for lesson in lessons.prefetch_related("moves")]


def _current(lesson: OpenLesson) -> Plain:
    moves = sorted(lesson.moves.all(), key=lambda row: row.pk)
    return {
        **line_of(lesson),
        **place_of(lesson),
        "status": lesson.status,
        "remark": lesson.remark,
        "moves": [
            {
                "day": move.old_day.isoformat() if move.old_day else None,
                "period": move.old_period,
                "reason": move.reason,
            }
            for move in moves
        ],
    }


def _beside(schedule: Schedule, revision: ScheduleRevision | None) -> Plain:
    """What the paper tells beyond the text: the look, the rounds, who signs or signed."""
    rounds = rounds_of(schedule, revision.number if revision else None)
    steps = rounds[-1]["steps"] if revision else []
    told = {
        "look": school_look(schedule.school),
        "period": "year",
        "rounds": rounds,
        "steps": steps,
        "revision": revision.number if revision else None,
    }
    if stamps_in(steps).keys() >= {"left", "right"}:
        return told
    return {**told, "holders": holders(schedule.school)}


def rounds_of(schedule: Schedule, last: int | None = None) -> list[Plain]:
    """All rounds up to the revision of that number; for a draft, all there were."""
    revisions = schedule.revisions.order_by("number").defer("snapshot")
    found = [row for row in revisions if last is None or row.number <= last]
    steps: dict[int, list[Plain]] = {}
    for row in ScheduleDecision.objects.filter(revision__in=found).order_by("pk"):
        steps.setdefault(row.revision_id, []).append(_step(row))
    return [
        {"number": row.number, "reason": "", "remarks": 0, "steps": steps.get(row.pk, [])}
        for row in found
    ]


def _step(row: ScheduleDecision) -> Plain:
    return {
        "step": row.step,
        "ky": row.name_ky,
        "ru": row.name_ru,
        "post_ky": row.post_ky,
        "post_ru": row.post_ru,
        "acting": row.acting,
        "text": row.text,
        "at": row.at.isoformat(),
    }
