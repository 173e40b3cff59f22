"""The life of a schedule, which is that of a plan, and of a lesson on it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow


class ScheduleStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("schedule", "draft")
    SUBMITTED = "submitted", pgettext_lazy("schedule", "submitted")
    AGREED = "agreed", pgettext_lazy("schedule", "agreed")
    APPROVED = "approved", pgettext_lazy("schedule", "approved")
    RETURNED = "returned", pgettext_lazy("schedule", "returned")


# When its lines are written freely. Once approved, each change is a line of its own.
SCHEDULE_EDITABLE = frozenset({ScheduleStatus.DRAFT, ScheduleStatus.RETURNED})
SCHEDULE_FROZEN = frozenset(
    {ScheduleStatus.SUBMITTED, ScheduleStatus.AGREED, ScheduleStatus.APPROVED}
)

SCHEDULE_WORKFLOW = Workflow(
    Move(
        "submit",
        SCHEDULE_EDITABLE,
        ScheduleStatus.SUBMITTED,
        pgettext_lazy("schedule", "Submit"),
        asks=True,
    ),
    Move(
        "withdraw",
        {ScheduleStatus.SUBMITTED},
        ScheduleStatus.DRAFT,
        pgettext_lazy("schedule", "Withdraw"),
        confirm=_("The schedule is yours to change again; it has to be submitted anew."),
        plain=True,
    ),
    Move(
        "agree",
        {ScheduleStatus.SUBMITTED},
        ScheduleStatus.AGREED,
        pgettext_lazy("schedule", "Agree"),
        asks=True,
    ),
    # No button: the head is the deputy too, and nobody acts on both steps.
    Move(
        "skip",
        {ScheduleStatus.SUBMITTED},
        ScheduleStatus.AGREED,
        pgettext_lazy("schedule", "Agreement is not needed"),
        follows=True,
    ),
    Move(
        "approve",
        {ScheduleStatus.AGREED},
        ScheduleStatus.APPROVED,
        pgettext_lazy("schedule", "Approve"),
        asks=True,
    ),
    Move(
        "return",
        {ScheduleStatus.SUBMITTED, ScheduleStatus.AGREED},
        ScheduleStatus.RETURNED,
        pgettext_lazy("schedule", "Return for revision"),
        asks=True,
        plain=True,
    ),
)


class LessonStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("open lesson", "proposed")
    DECLINED = "declined", pgettext_lazy("open lesson", "declined")
    PLANNED = "planned", pgettext_lazy("open lesson", "planned")
    GIVEN = "given", pgettext_lazy("open lesson", "given")
    ANALYSED = "analysed", pgettext_lazy("open lesson", "analysed")
    NOT_GIVEN = "not_given", pgettext_lazy("open lesson", "not given")


LESSON_OPEN = frozenset({LessonStatus.PLANNED})

LESSON_WORKFLOW = Workflow(
    Move(
        "accept",
        {LessonStatus.PROPOSED},
        LessonStatus.PLANNED,
        pgettext_lazy("open lesson", "Take into the schedule"),
    ),
    Move(
        "decline",
        {LessonStatus.PROPOSED},
        LessonStatus.DECLINED,
        pgettext_lazy("open lesson", "Decline"),
        asks=True,
        plain=True,
    ),
    Move(
        "give",
        LESSON_OPEN,
        LessonStatus.GIVEN,
        pgettext_lazy("open lesson", "Mark as given"),
        asks=True,
    ),
    # No button: the last analysis of it that was agreed makes it so.
    Move(
        "analyse",
        {LessonStatus.GIVEN},
        LessonStatus.ANALYSED,
        pgettext_lazy("open lesson", "Analysed"),
        follows=True,
    ),
    Move(
        "miss",
        LESSON_OPEN,
        LessonStatus.NOT_GIVEN,
        pgettext_lazy("open lesson", "Mark as not given"),
        asks=True,
        plain=True,
    ),
    Move(
        "reopen",
        {LessonStatus.GIVEN, LessonStatus.NOT_GIVEN},
        LessonStatus.PLANNED,
        pgettext_lazy("open lesson", "Open again"),
        asks=True,
        plain=True,
    ),
)
