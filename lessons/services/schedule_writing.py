"""Writing a schedule: making it, its lines, what comes from the plan, what teachers propose."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from associations.models import AcademicYear, Association, User
from core.audit import record
from core.models import StaleError
from core.moves import move
from core.permissions import can
from lessons import notifications
from lessons.models import OpenLesson, OpenLessonMove, Schedule
from lessons.services.deeds import hold_row, rehang, settle_row
from lessons.services.finding import remember
from lessons.services.schedule_rounds import lock_schedule
from lessons.services.steps import say
from lessons.workflow import LessonStatus
from plans.models import PlanRow
from plans.services.oneness import only_one

MOST_LESSONS = 300


@transaction.atomic
def make_schedule(
    association: Association, *, year: AcademicYear, half: int, by: User
) -> Schedule:
    """Put down an empty draft; one that is there already is not made again."""
    schedule = Schedule(association=association, year=year, half=half, author=by)
    can(by, "lessons.make_schedule", schedule).enforce()
    with only_one(_("There is already a schedule for this half-year.")):
        schedule.save()
    record(by, "create", schedule)
    return schedule


@transaction.atomic
def remove_schedule(schedule: Schedule, *, by: User) -> Association:
    """Throw a draft away that was never submitted, with its lines."""
    schedule = lock_schedule(schedule)
    can(by, "lessons.remove_schedule", schedule).enforce()
    association: Association = schedule.association
    topics = "; ".join(schedule.lessons.values_list("topic", flat=True))
    record(by, "remove", schedule, titles=topics[:2_000])
    schedule.lessons.all().delete()
    schedule.delete()
    return association


@transaction.atomic
def add_lesson(lesson: OpenLesson, *, by: User) -> OpenLesson:
    """A line of the head's."""
    lesson.schedule = lock_schedule(lesson.schedule)
    can(by, "lessons.change_schedule", lesson.schedule).enforce()
    _check_room(lesson.schedule)
    lesson.author = by
    lesson.save()
    rehang(lesson, None, by=by)
    return lesson


@transaction.atomic
def propose_openlesson(lesson: OpenLesson, *, by: User) -> OpenLesson:
    """A teacher proposes the own lesson; the head takes it into the schedule or does not."""
    lesson.schedule = lock_schedule(lesson.schedule)
    can(by, "lessons.propose_openlesson", lesson.schedule).enforce()
    _check_room(lesson.schedule)
    lesson.teacher = lesson.author = by
    lesson.status = LessonStatus.PROPOSED
    lesson.save()
    notifications.lesson_proposed(lesson)
    return lesson


@transaction.atomic
def save_lesson(lesson: OpenLesson, *, by: User) -> OpenLesson:
    """Keep a line as it was typed; what happened to it meanwhile stays."""
    lesson.schedule = lock_schedule(lesson.schedule)
    before = OpenLesson.objects.get(pk=lesson.pk)
    before.schedule = lesson.schedule
    can(by, "lessons.change_openlesson", before).enforce()
    lesson.status, lesson.remark = before.status, before.remark
    lesson.save()
    rehang(lesson, before.plan_row, by=by)
    return lesson


@transaction.atomic
def remove_openlesson(lesson: OpenLesson, *, by: User) -> Schedule:
    """Take a line out of a schedule that is still written."""
    schedule = lock_schedule(lesson.schedule)
    lesson = OpenLesson.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    lesson.schedule = schedule
    can(by, "lessons.remove_openlesson", lesson).enforce()
    hanging: Any = (lesson.visits, lesson.events)
    if any(rows.exists() for rows in hanging):
        raise ValidationError(_("Visits or events hang on this lesson: it stays."))
    record(by, "remove", schedule, titles=lesson.topic)
    row, words = lesson.plan_row, _("Taken out of the schedule: %(lesson)s")
    hold_row(lesson.plan_row_id)
    lesson.delete()
    settle_row(row, words % {"lesson": lesson}, by=by)
    return schedule


@transaction.atomic
def accept_openlesson(lesson: OpenLesson, *, by: User) -> OpenLesson:
    """Take a proposal into the schedule. Into one that was approved it comes as a change."""
    lesson = lock_lesson(lesson)
    can(by, "lessons.accept_openlesson", lesson).enforce()
    if lesson.schedule.in_force_id:
        _add_to_approved(lesson, by=by)
    move(lesson, "accept", by=by)
    if lesson.schedule.in_force_id:
        remember(lesson)
    notifications.lesson_accepted(lesson, by)
    return lesson


@transaction.atomic
def decline_openlesson(lesson: OpenLesson, *, by: User, text: str) -> Schedule:
    """The teacher reads why."""
    lesson = lock_lesson(lesson)
    can(by, "lessons.decline_openlesson", lesson).enforce()
    say(text, _("Say why it is not taken into the schedule."))
    move(lesson, "decline", by=by, text=text)
    OpenLesson.objects.filter(pk=lesson.pk).update(remark=text.strip())
    notifications.lesson_declined(lesson, by, text)
    return lesson.schedule


@transaction.atomic
def take_rows(schedule: Schedule, *, by: User, rows: Iterable[PlanRow]) -> list[OpenLesson]:
    """Make a line of each chosen row of the plan: its words, its month or day, its person."""
    schedule = lock_schedule(schedule)
    can(by, "lessons.change_schedule", schedule).enforce()
    made = [_from_row(schedule, row, by=by) for row in rows]
    if not made:
        raise ValidationError({"rows": _("Choose at least one row.")})
    record(by, "take", schedule, titles="; ".join(row.topic[:60] for row in made))
    return made


def lock_lesson(lesson: OpenLesson) -> OpenLesson:
    """The schedule is taken before its line, as by whoever submits it."""
    schedule = lock_schedule(lesson.schedule)
    rows = OpenLesson.objects.select_for_update(of=("self",)).select_related(
        "teacher", "subject", "plan_row"
    )
    found = rows.get(pk=lesson.pk)
    if found.status != lesson.status:
        raise StaleError
    found.schedule = schedule
    hold_row(found.plan_row_id)
    return found


def _check_room(schedule: Schedule) -> None:
    if schedule.lessons.count() >= MOST_LESSONS:
        words = _("A schedule has at most %(most)s lessons.")
        raise ValidationError(words % {"most": MOST_LESSONS})


def _add_to_approved(lesson: OpenLesson, *, by: User) -> None:
    if lesson.day is None:
        raise ValidationError(_("The teacher has to say the day first."))
    with override(lesson.schedule.school.paper_language):
        reason = _("Added on the proposal of the teacher.")
    OpenLessonMove.objects.create(
        lesson=lesson,
        new_day=lesson.day,
        new_period=lesson.period,
        new_room=lesson.room,
        reason=reason,
        by=by,
        at=timezone.now().replace(microsecond=0),
    )


def _from_row(schedule: Schedule, row: PlanRow, *, by: User) -> OpenLesson:
    """Whoever answers for it first gives it; nobody named: the head, who changes that."""
    _check_room(schedule)
    people = sorted(row.responsible.all(), key=lambda who: (who.sort_key, who.pk))
    day = row.day if row.when == row.When.DAY else None
    inside = day is not None and schedule.first_day <= day <= schedule.last_day
    months = {month.month: month for month in schedule.months}
    month = next((months[n] for n in row.months if n in months), schedule.months[0])
    return OpenLesson.objects.create(
        schedule=schedule,
        teacher=people[0] if people else by,
        topic=row.text[:300],
        day=day if inside else None,
        month=day.replace(day=1) if inside and day else month,
        plan_row=row,
        author=by,
    )
