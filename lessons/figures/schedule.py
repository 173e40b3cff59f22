"""How a schedule is laid out on the screen, and what should be looked at before it is sent."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from associations.models import Holiday, User
from core.languages import fold
from lessons.models import OpenLesson, Schedule
from lessons.workflow import LessonStatus

TONES = {"given": "done", "analysed": "done", "not_given": "late", "proposed": "wait"}
ENOUGH = 3  # of so many lessons it is strange that all fall into one week


@dataclass(slots=True)
class GridRow:
    """A teacher, and for each month the lessons in it."""

    teacher: User
    cells: list[tuple[date, list[OpenLesson]]] = field(default_factory=list)


def months_of(schedule: Schedule, lessons: Iterable[OpenLesson]) -> list[date]:
    """The months of the half-year, and any other in which there is a lesson all the same."""
    return sorted({*schedule.months, *(lesson.month for lesson in lessons)})


def grid(
    schedule: Schedule, lessons: Sequence[OpenLesson], members: Sequence[User]
) -> list[GridRow]:
    """Every member has a line, so that one sees who gives none; others who give one, too."""
    of: dict[tuple[int, date], list[OpenLesson]] = defaultdict(list)
    people = {person.pk: person for person in members}
    for lesson in lessons:
        people.setdefault(lesson.teacher_id, lesson.teacher)
        of[lesson.teacher_id, lesson.month].append(lesson)
    months = months_of(schedule, lessons)
    return [
        GridRow(person, [(month, of[pk, month]) for month in months])
        for pk, person in people.items()
    ]


def with_states(lessons: Iterable[Any], *, moved: bool = False) -> None:
    """Give each lesson the word and the tone of its state; and how it was moved, if it was."""
    for lesson in lessons:
        lesson.moved = lesson.moves.all() if moved else []
        lesson.word = str(lesson.get_status_display())
        lesson.tone = TONES.get(lesson.status, "")


def warnings_of(
    schedule: Schedule, lessons: Sequence[Any], members: Sequence[User]
) -> list[str]:
    """What the program noticed of the whole; each lesson gets its own in ``warnings``."""
    holidays = list(schedule.year.holidays.all())
    others = _others(schedule, lessons)
    for lesson in lessons:
        lesson.warnings = [
            *_in_holidays(lesson, holidays),
            *_clashes(lesson, [*lessons, *others]),
        ]
    return [*_without(schedule, lessons, members), *_one_week(lessons)]


def warnings_for(lesson: OpenLesson) -> list[str]:
    """Of one lesson alone, right after it was written."""
    schedule = lesson.schedule
    rows = [row for row in schedule.lessons.kept().for_table() if row.pk != lesson.pk]
    holidays = list(schedule.year.holidays.all())
    clashes = _clashes(lesson, [*rows, *_others(schedule, [lesson])])
    return [*_in_holidays(lesson, holidays), *clashes]


def _others(schedule: Schedule, lessons: Sequence[OpenLesson]) -> list[OpenLesson]:
    """Lessons of other schedules on the same days, as far as the whole school knows them."""
    days = {lesson.day for lesson in lessons if lesson.day and lesson.period}
    if not days:
        return []
    rows = OpenLesson.objects.in_force().filter(school=schedule.school_id, day__in=days)
    rows = rows.exclude(schedule=schedule.pk).exclude(status=LessonStatus.NOT_GIVEN)
    return list(rows.select_related("teacher"))


def _in_holidays(lesson: OpenLesson, holidays: Iterable[Holiday]) -> list[str]:
    day = lesson.day
    if day is None:
        return []
    words = _("This day lies in the holidays: %(name)s.")
    return [words % {"name": row} for row in holidays if row.start <= day <= row.end]


def _clashes(lesson: OpenLesson, others: Iterable[OpenLesson]) -> list[str]:
    """The same teacher, class or room at the same hour."""
    if lesson.day is None or lesson.period is None or lesson.status == LessonStatus.NOT_GIVEN:
        return []
    found: list[str] = []
    for other in others:
        there = (other.day, other.period) == (lesson.day, lesson.period)
        if there and other.pk != lesson.pk and other.status != LessonStatus.NOT_GIVEN:
            found += _shared(lesson, other)
    return list(dict.fromkeys(found))


def _shared(lesson: OpenLesson, other: OpenLesson) -> list[str]:
    told = {"topic": other.topic, "teacher": other.teacher.list_name}
    same: list[tuple[Any, str]] = [
        (
            lesson.teacher_id == other.teacher_id,
            _("The teacher gives another lesson at this hour: %(topic)s."),
        ),
        (
            lesson.class_name and lesson.class_name == other.class_name,
            _("The class has another open lesson at this hour: %(topic)s (%(teacher)s)."),
        ),
        (
            lesson.room and fold(lesson.room) == fold(other.room),
            _("The room is taken at this hour: %(topic)s (%(teacher)s)."),
        ),
    ]
    return [words % told for is_same, words in same if is_same]


def _without(
    schedule: Schedule, lessons: Sequence[OpenLesson], members: Sequence[User]
) -> list[str]:
    """Who gives no open lesson in the whole year."""
    rows = OpenLesson.objects.kept().exclude(status=LessonStatus.NOT_GIVEN)
    rows = rows.filter(
        schedule__association=schedule.association_id, schedule__year=schedule.year_id
    )
    giving = {lesson.teacher_id for lesson in lessons} | set(
        rows.values_list("teacher", flat=True)
    )
    names = [person.list_name for person in members if person.pk not in giving]
    if not names:
        return []
    words = _("No open lesson this year: %(names)s")
    return [words % {"names": ", ".join(names)}]


def _one_week(lessons: Sequence[OpenLesson]) -> list[str]:
    days = [lesson.day for lesson in lessons if lesson.day]
    weeks = Counter(day - timedelta(days=day.weekday()) for day in days)
    if len(days) < ENOUGH or len(weeks) > 1:
        return []
    return [_("All lessons fall into one week. Spread them over the half-year.")]


def where(lesson: OpenLesson) -> str:
    """«lesson 3, room 12» for lists."""
    told = []
    if lesson.period:
        told.append(pgettext("open lesson", "lesson %(number)s") % {"number": lesson.period})
    if lesson.room:
        numbered = lesson.room[0].isdigit()
        words = pgettext("open lesson", "room %(room)s") if numbered else "%(room)s"
        told.append(words % {"room": lesson.room})
    return ", ".join(told)
