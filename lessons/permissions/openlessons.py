"""Who proposes, moves and marks an open lesson."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import ALLOWED, Verdict, require
from lessons.models import OpenLesson, Schedule
from lessons.permissions.schedule import can_change_schedule
from lessons.workflow import LessonStatus, ScheduleStatus
from plans.permissions.roles import heads


def can_view_openlesson(user: User, lesson: OpenLesson | None = None) -> Verdict:
    """Which lessons exist for whom, the queryset says."""
    return ALLOWED


def can_propose_openlesson(user: User, schedule: Schedule) -> Verdict:
    """Members propose their own lessons; the head writes them down at once."""
    return (
        require(
            schedule.association_id in user.association_ids,
            _("Members of the association propose lessons for its schedule."),
        )
        and require(
            schedule.association_id not in user.headed_ids or not schedule.is_editable,
            _("You head the association: add the lesson yourself."),
        )
        and _open_to_proposals(schedule)
    )


def can_change_openlesson(user: User, lesson: OpenLesson) -> Verdict:
    """The head writes the lines; a teacher the own proposal until it is answered."""
    if lesson.status == LessonStatus.PROPOSED:
        return require(
            lesson.author_id == user.pk or lesson.schedule.association_id in user.headed_ids,
            _("Only who proposed it changes it."),
        ) and _open_to_proposals(lesson.schedule)
    return can_change_schedule(user, lesson.schedule) and require(
        lesson.status == LessonStatus.PLANNED, _("This lesson is no longer changed.")
    )


def can_remove_openlesson(user: User, lesson: OpenLesson) -> Verdict:
    return can_change_openlesson(user, lesson) and require(
        lesson.schedule.is_editable,
        _("Lines of an approved schedule stay: mark the lesson as not given, or move it."),
    )


def can_accept_openlesson(user: User, lesson: OpenLesson) -> Verdict:
    return (
        heads(user, lesson.schedule)
        and lesson.may("accept")
        and _open_to_proposals(lesson.schedule)
    )


def can_decline_openlesson(user: User, lesson: OpenLesson) -> Verdict:
    return heads(user, lesson.schedule) and lesson.may("decline")


def can_move_openlesson(user: User, lesson: OpenLesson) -> Verdict:
    """The head and who leads the school move what was approved."""
    return (
        _heads_or_leads(user, lesson)
        and _holds(lesson)
        and require(
            lesson.status == LessonStatus.PLANNED, _("This lesson is over: it is not moved.")
        )
    )


def can_give_openlesson(user: User, lesson: OpenLesson) -> Verdict:
    """Who gave it says so, or the head; not before its day."""
    return (
        _gives_or_heads(user, lesson)
        and _holds(lesson)
        and lesson.may("give")
        and require(
            lesson.day is not None and lesson.day <= timezone.localdate(),
            _("Its day has not come yet. Was it given earlier, move it first."),
        )
    )


def can_miss_openlesson(user: User, lesson: OpenLesson) -> Verdict:
    return _gives_or_heads(user, lesson) and _holds(lesson) and lesson.may("miss")


def can_reopen_openlesson(user: User, lesson: OpenLesson) -> Verdict:
    return heads(user, lesson.schedule) and _holds(lesson) and lesson.may("reopen")


def can_analyse_openlesson(user: User, lesson: OpenLesson) -> Verdict:
    """No button: the last analysis of it that was agreed makes it so."""
    return lesson.may("analyse")


def _open_to_proposals(schedule: Schedule) -> Verdict:
    """While it is decided on, nothing of it changes."""
    return require(
        schedule.is_editable or schedule.status == ScheduleStatus.APPROVED,
        _("The schedule waits for a decision: nothing of it changes now."),
    )


def _holds(lesson: OpenLesson) -> Verdict:
    return require(
        lesson.schedule.in_force_id is not None,
        _("Lessons are moved and marked once the schedule is approved."),
    )


def _heads_or_leads(user: User, lesson: OpenLesson) -> Verdict:
    here = user.leads_school and lesson.school_id == user.school_id
    return require(
        here or lesson.schedule.association_id in user.headed_ids,
        _("Only the head of the association and those who lead the school do this."),
    )


def _gives_or_heads(user: User, lesson: OpenLesson) -> Verdict:
    return require(
        lesson.teacher_id == user.pk or lesson.schedule.association_id in user.headed_ids,
        _("Only the teacher who gives it and the head of the association do this."),
    )
