"""What becomes of a lesson of an approved schedule: moved, given, analysed, not given."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import User
from core.audit import record
from core.moves import move
from core.permissions import can
from lessons import notifications
from lessons.models import OpenLesson, OpenLessonMove, Schedule, Visit, VisitSheet
from lessons.querysets.visits import WAITS
from lessons.services.deeds import settle_row
from lessons.services.finding import remember
from lessons.services.schedule_rounds import lock_schedule
from lessons.services.schedule_writing import lock_lesson
from lessons.services.steps import put, say
from lessons.workflow import VisitStatus


@transaction.atomic
def move_openlesson(  # noqa: PLR0913 -- a line of change says what, when, where, why and who
    lesson: OpenLesson,
    *,
    by: User,
    day: date,
    period: int | None = None,
    room: str = "",
    reason: str,
) -> None:
    """Give it another day, hour or room. Where it was before stays, with the reason."""
    lesson = lock_lesson(lesson)
    can(by, "lessons.move_openlesson", lesson).enforce()
    say(reason, _("Say why it is moved."), "reason")
    old = lesson.day, lesson.period, lesson.room
    if (day, period, room) == old:
        raise ValidationError({"day": _("It is at this day, hour and room already.")})
    lesson.day, lesson.period, lesson.room = day, period, room
    lesson.clean()
    lesson.version += 1
    lesson.save(update_fields=["day", "month", "period", "room", "version"])
    change = OpenLessonMove.objects.create(
        lesson=lesson,
        old_day=old[0],
        old_period=old[1],
        old_room=old[2],
        new_day=day,
        new_period=period,
        new_room=room,
        reason=reason.strip(),
        by=by,
        at=timezone.now().replace(microsecond=0),
    )
    record(by, "move", lesson, day=[old[0], day], reason=reason)
    _move_visits(lesson)
    remember(lesson)
    notifications.lesson_moved(change, concerned(lesson))


@transaction.atomic
def give_openlesson(lesson: OpenLesson, *, by: User, text: str = "") -> None:
    """It was given; the row of the plan it hangs on is done with it."""
    lesson = lock_lesson(lesson)
    move(lesson, "give", by=by, text=text)
    put(lesson, remark=text.strip())
    words = _("Open lesson given: %(topic)s") % {"topic": lesson.topic}
    settle_row(lesson.plan_row, words, by=by)
    _analyse(lesson, by=by)


@transaction.atomic
def miss_openlesson(lesson: OpenLesson, *, by: User, text: str) -> None:
    """It was not given, and why; whoever wanted to come is told."""
    lesson = lock_lesson(lesson)
    move(lesson, "miss", by=by, text=text)
    say(text, _("Say why it was not given."))
    put(lesson, remark=text.strip())
    notifications.lesson_missed(lesson, by, concerned(lesson))
    words = _("Open lesson not given: %(topic)s") % {"topic": lesson.topic}
    settle_row(lesson.plan_row, words, by=by)


@transaction.atomic
def reopen_openlesson(lesson: OpenLesson, *, by: User, text: str) -> None:
    """Take the mark back: it was not so after all."""
    lesson = lock_lesson(lesson)
    move(lesson, "reopen", by=by, text=text, status=lesson.status)
    say(text, _("Say why it is opened again."))
    put(lesson, remark="")
    words = _("Open lesson opened again: %(topic)s") % {"topic": lesson.topic}
    settle_row(lesson.plan_row, words, by=by)


@transaction.atomic
def analyse_openlesson(lesson: OpenLesson, *, by: User) -> None:
    """A sheet of it was agreed: was it the last, the lesson is analysed.

    Asked once the lesson is held: of two sheets agreed at once the second sees the first.
    """
    _analyse(hold_lesson(lesson), by=by)


def hold_lesson(lesson: OpenLesson) -> OpenLesson:
    """Take the lesson as it stands now."""
    schedule = lock_schedule(Schedule(pk=lesson.schedule_id))
    found = OpenLesson.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    found.schedule = schedule
    return found


def _analyse(lesson: OpenLesson, *, by: User) -> None:
    """Once sheets of its visits were agreed and none waits for anything any more."""
    sheets = VisitSheet.objects.filter(visit__open_lesson=lesson)
    ended = sheets.agreed().exists() and not sheets.filter(status__in=WAITS).exists()
    if ended and can(by, "lessons.analyse_openlesson", lesson):
        move(lesson, "analyse", by=by)


def concerned(lesson: OpenLesson) -> list[User]:
    """Who gives it, who means to visit it, and the head."""
    head = lesson.schedule.association.head()
    visitors = User.objects.filter(
        visits_made__open_lesson=lesson, visits_made__status=VisitStatus.PLANNED
    )
    people = [lesson.teacher, *visitors, *([head] if head else [])]
    return [one for one in {one.pk: one for one in people}.values() if one.is_active]


def _move_visits(lesson: OpenLesson) -> None:
    """Whoever comes to see it comes on the new day."""
    planned = Visit.objects.filter(open_lesson=lesson, status=VisitStatus.PLANNED)
    planned.update(day=lesson.day, period=lesson.period, version=F("version") + 1)
