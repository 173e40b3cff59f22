"""The complete text of a schedule as plain values: what is submitted, decided on, printed.

Names are kept in both languages of papers, so that one snapshot gives every print of it.
"""

from typing import Any

from django.conf import settings

from core.pdf import digest
from lessons.models import OpenLesson, Schedule

Plain = dict[str, Any]


def schedule_data(schedule: Schedule) -> Plain:
    """Gather the text. Pure: the same rows on the same day give the same dictionary."""
    union, head = schedule.association, schedule.association.head()
    return {
        "kind": "schedule",
        "half": schedule.half,
        "association": both(union, "name", "genitive"),
        "year": {
            "label": str(schedule.year),
            "start": schedule.year.start.isoformat(),
            "end": schedule.year.end.isoformat(),
        },
        "head": {code: head.initials_in(code) for code in LANGUAGES} if head else None,
        "lessons": lines_of(schedule),
    }


LANGUAGES = settings.PAPER_LANGUAGES


def text_digest(data: Plain) -> str:
    """The digest by which a decision names the text it was made on."""
    return digest(data)


def lines_of(schedule: Schedule) -> list[Plain]:
    rows = schedule.lessons.kept().in_order().select_related("teacher", "subject")
    return [line_of(row) for row in rows]


def line_of(lesson: OpenLesson) -> Plain:
    return {
        "key": str(lesson.key),
        "kind": lesson.kind,
        "teacher": {code: lesson.teacher.full_name_in(code) for code in LANGUAGES},
        **(both(lesson.subject, "name") if lesson.subject else {}),
        "class": lesson.class_name,
        "language": lesson.language,
        "topic": lesson.topic,
        **place_of(lesson),
    }


def place_of(lesson: OpenLesson) -> Plain:
    """When and where: what a line of change moves."""
    return {
        "day": lesson.day.isoformat() if lesson.day else None,
        "month": lesson.month.isoformat(),
        "period": lesson.period,
        "room": lesson.room,
    }


def both(thing: Any, *names: str) -> Plain:
    return {
        f"{name}_{code}": getattr(thing, f"{name}_{code}")
        for name in names
        for code in LANGUAGES
    }
