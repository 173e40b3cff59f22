"""Making lessons, visits, events, weeks, olympiads and pairs found by their words.

Found is what stands in their headings: no sheets, no diaries, no task files, no results. What
is still a draft or a proposal nobody is shown (``reports.nouns`` asks at every search).
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from associations.models import Subject, User
from core.search import Entry, remember_whole
from core.search_models import SearchRow
from lessons.models import (
    Event,
    Mentorship,
    Olympiad,
    OpenLesson,
    Schedule,
    SubjectWeek,
    Visit,
)

AT_ONCE = 200


def remember_lessons(schedule: Schedule) -> None:
    """Once the schedule is approved, its lessons are found by the whole school."""
    for lesson in schedule.lessons.kept().for_table():
        remember(lesson)


def remember(thing: Any) -> None:
    """By its heading, as it reads now; proposals of club leaders are not found at all."""
    if write := ENTRIES.get(type(thing)):
        entry = write(thing)
        remember_whole(thing, [entry], kinds=[entry.kind])


def remember_forgotten() -> int:
    """Find what was written before this house remembered it, some at a time."""
    number = 0
    for model in ENTRIES:
        known = SearchRow.objects.filter(
            scope=OuterRef("school"), kind=model._meta.label_lower, object_id=OuterRef("pk")
        )
        rows: Any = model._default_manager.filter(~Exists(known))
        if model is OpenLesson:
            rows = rows.in_force()
        for thing in rows.order_by("-pk")[:AT_ONCE]:
            remember(thing)
            number += 1
    return number


def _lesson(lesson: OpenLesson) -> Entry:
    """By its topic, its class and subject, and who gives it."""
    told = _line(lesson.class_name, lesson.subject)
    also = f"{_names([lesson.teacher])} {_both(lesson.subject)}"
    return Entry(lesson, lesson.topic, told, also, lesson.day)


def _visit(visit: Visit) -> Entry:
    """By the lesson, whose it is, and who comes; never by what is written of it."""
    people = [visit.teacher, *visit.visitors.all()]
    told = _line(visit.topic, visit.teacher.list_name)
    also = f"{_names(people)} {_both(visit.subject)}"
    return Entry(visit, str(visit), told, also, visit.day)


def _event(event: Event) -> Entry:
    told = [event.goal, event.audience, event.outcome]
    return Entry(event, event.title, "\n".join(filter(None, told)), event.place, event.day)


def _week(week: SubjectWeek) -> Entry:
    told = _line(week.subject, week.goal)
    return Entry(week, week.title, told, _both(week.subject), week.first)


def _olympiad(olympiad: Olympiad) -> Entry:
    told = _line(olympiad.subject, olympiad.classes)
    also = f"{olympiad.place} {_both(olympiad.subject)}"
    return Entry(olympiad, olympiad.title, told, also, olympiad.day)


def _mentorship(pair: Mentorship) -> Entry:
    people = [pair.mentor, pair.novice]
    also = f"{_names(people)} {_both(pair.subject)}"
    return Entry(pair, str(pair), str(pair.subject), also, pair.since)


# Each noun that is found, and what of it.
ENTRIES: dict[Any, Callable[[Any], Entry]] = {
    OpenLesson: _lesson,
    Visit: _visit,
    Event: _event,
    SubjectWeek: _week,
    Olympiad: _olympiad,
    Mentorship: _mentorship,
}


def _line(*words: object) -> str:
    return ", ".join(str(word) for word in words if word)


def _both(subject: Subject | None) -> str:
    """Whoever wrote it in one language, it is found in both."""
    return f"{subject.name_ky} {subject.name_ru}" if subject else ""


def _names(people: Iterable[User]) -> str:
    return " ".join(person.full_name_in(code) for person in people for code in ("ky", "ru"))
