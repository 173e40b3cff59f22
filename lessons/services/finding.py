"""Making open lessons found by their words: those that hold, and no proposals."""

from core.search import Entry, remember_whole
from lessons.models import OpenLesson, Schedule


def remember_lessons(schedule: Schedule) -> None:
    """Once the schedule is approved, its lessons are found by the whole school."""
    for lesson in schedule.lessons.kept().for_table():
        remember_lesson(lesson)


def remember_lesson(lesson: OpenLesson) -> None:
    """By its topic, its class and subject, and who gives it."""
    subject, teacher = lesson.subject, lesson.teacher
    told = [lesson.class_name, str(subject) if subject else ""]
    names = [teacher.full_name_in(code) for code in ("ky", "ru")]
    entry = Entry(
        lesson, lesson.topic, ", ".join(filter(None, told)), " ".join(names), lesson.day
    )
    remember_whole(lesson, [entry], kinds=[entry.kind])
