"""The programme of an event on paper, with its outcome once it was held; the sign-in sheet."""

from datetime import date
from typing import Any

from core import attachments, dates
from lessons.documents.events_words import WORDS
from lessons.documents.gathered import (
    GatheredPaper,
    beside,
    clock,
    hour,
    listed,
    names_in,
    quoted,
    union_line,
)
from lessons.models import Event, EventParticipant
from lessons.workflow import EventStatus
from plans.documents.look import person_in, spoken

Plain = dict[str, Any]
LEAST_LINES = 18


class EventPaper(GatheredPaper):
    """What is on the programme; what came out of it, once it is known."""

    kind = "event"
    template_name = "lessons/pdf/event.html"
    subject: Event

    def title(self) -> str:
        return f"{self.heading()} {quoted(self.frozen['title'])}"

    def heading(self) -> str:
        return str(WORDS[self.language]["programmes"][self.frozen["kind"]])

    def data(self) -> Plain:
        return event_data(self.subject)

    def context(self) -> Plain:
        data, language = self.frozen, self.language
        return {
            **super().context(),
            "said": WORDS[language],
            "heading": self.heading(),
            "name": quoted(data["title"]),
            "union": union_line(data, language),
            "facts": facts(data, language),
            "points": [_point(row, language) for row in data["points"]],
            "lessons": [_lesson(row, language) for row in data["lessons"]],
            "came": names_in(data["came"], language, *data["guests"]),
        }


class SignInSheet(EventPaper):
    """Who signed up, with room for the pen, and for those who come besides."""

    kind = "sign_in_sheet"
    template_name = "lessons/pdf/sign_in.html"

    def heading(self) -> str:
        return str(WORDS[self.language]["sheet"])

    def data(self) -> Plain:
        rows = _people(self.subject)
        return {**event_data(self.subject), "people": [_signing(row) for row in rows]}

    def context(self) -> Plain:
        data, language = self.frozen, self.language
        rows = [
            [row["guest"] or person_in(row["name"], language), spoken(row, "title", language)]
            for row in data["people"]
        ]
        rows += [["", ""]] * max(LEAST_LINES - len(rows), 3)
        lines = [[number, *row, ""] for number, row in enumerate(rows, start=1)]
        return {**super().context(), "rows": lines}


def event_data(event: Event) -> Plain:
    people = _people(event)
    came = [row for row in people if row.came]
    held = event.status == EventStatus.HELD
    return {
        **beside(event),
        **{name: getattr(event, name) for name in ("kind", "title", "goal", "place")},
        "audience": event.audience,
        "day": event.day.isoformat(),
        "begins": hour(event.begins),
        "ends": hour(event.ends),
        "cancelled": event.status == EventStatus.CANCELLED,
        "points": [
            {
                "begins": hour(point.begins),
                "title": point.title,
                "speaker": listed(point.speaker),
                "guest": point.guest,
            }
            for point in event.points.in_order().select_related("speaker")
        ],
        "lessons": [_lesson_data(lesson) for lesson in lessons_of(event)],
        "materials": [file.title for file in attachments.of(event, "event_file")],
        "outcome": event.outcome if held else "",
        "recommendations": event.recommendations if held else "",
        "came": [listed(row.person) for row in came if row.person] if held else [],
        "guests": [row.guest for row in came if row.guest] if held else [],
    }


def lessons_of(event: Event) -> Any:
    """Open lessons and extracurricular events that go with it, by their days.

    What is only written in a draft of a schedule, the school does not know of yet.
    """
    return (
        event.open_lessons.in_force().select_related("teacher").order_by("day", "period", "pk")
    )


def facts(data: Plain, language: str) -> list[tuple[str, str]]:
    words, day = WORDS[language], date.fromisoformat(data["day"])
    hours = " – ".join(clock(data[name]) for name in ("begins", "ends") if data[name])
    told = [
        (words["when"], ", ".join(p for p in (dates.full(day, language), hours) if p)),
        (words["place"], data["place"]),
        (words["audience"], data["audience"]),
        (words["goal"], data["goal"]),
    ]
    return [(label, value) for label, value in told if value]


def _people(event: Event) -> list[EventParticipant]:
    return list(event.participants.by_name())


def _signing(row: EventParticipant) -> Plain:
    who = row.person
    titles = {f"title_{code}": who.title_in(code) if who else "" for code in ("ky", "ru")}
    return {"name": _full(row), "guest": row.guest, **titles}


def _full(row: EventParticipant) -> Plain:
    who = row.person
    return {code: who.full_name_in(code) for code in ("ky", "ru")} if who else {}


def _lesson_data(lesson: Any) -> Plain:
    return {
        "day": lesson.day.isoformat() if lesson.day else None,
        "teacher": listed(lesson.teacher),
        "class": lesson.class_name,
        "topic": lesson.topic,
    }


def _point(row: Plain, language: str) -> list[str]:
    who = ", ".join(n for n in (person_in(row["speaker"], language), row["guest"]) if n)
    return [clock(row["begins"]), row["title"], who]


def _lesson(row: Plain, language: str) -> list[str]:
    day = dates.short(date.fromisoformat(row["day"]), language) if row["day"] else ""
    return [day, person_in(row["teacher"], language), row["class"], row["topic"]]
