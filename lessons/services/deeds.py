"""What becomes of a row of the plan when a lesson, visit or event that hangs on it is over."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from associations.models import User
from lessons.models import Event, Olympiad, OpenLesson, SubjectWeek, Visit
from lessons.querysets.schedule import HELD_BACK
from lessons.workflow import EventStatus, LessonStatus, VisitStatus
from lessons.workflow.olympiads import OlympiadStatus
from lessons.workflow.weeks import WeekStatus
from plans.models import PlanRow
from plans.services import close_by_deed, reopen_by_deed
from plans.services.rounds import lock_plans

# A subject week is open until its report, an olympiad until its results are final.
OPEN = frozenset(
    {
        LessonStatus.PLANNED,
        VisitStatus.PLANNED,
        EventStatus.PLANNED,
        OlympiadStatus.PLANNED,
        *(status for status in WeekStatus if status != WeekStatus.REPORTED),
    }
)
DONE = frozenset(
    {
        LessonStatus.GIVEN,
        LessonStatus.ANALYSED,
        VisitStatus.HELD,
        EventStatus.HELD,
        OlympiadStatus.FINISHED,
        WeekStatus.REPORTED,
    }
)


def hold_row(*keys: int | None) -> None:
    """Take the plans of rows before the record is written, in the order of all who mark."""
    if any(keys):
        lock_plans([key for key in keys if key])


@transaction.atomic
def settle_row(row: PlanRow | None, words: str, *, by: User) -> None:
    """Close the row once nothing that hangs on it is open and something was done; else open it.

    ``words``: what just happened, «Open lesson given: …». Called after every lesson, visit or
    event that was closed or opened again; one without a row changes nothing.
    """
    if row is None:
        return
    hold_row(row.pk)  # of two that close the last ones at once the second sees the first
    states = _states(row)
    if states & OPEN or not states & DONE:
        reopen_by_deed(row, words, by=by)
    else:
        close_by_deed(row, words, by=by)


@transaction.atomic
def rehang(thing: Any, before: PlanRow | None, *, by: User) -> None:
    """Say to both rows that something that is to be done hangs on another one now.

    ``before``: the row it hung on; ``thing`` has the new one, and nothing changes where they
    are the same. A row that a deed closed is opened by what is planned on it anew.
    """
    now = thing.plan_row
    if now == before:
        return
    hold_row(*(row.pk for row in (now, before) if row))
    settle_row(before, _("Hangs on another row now: %(what)s") % {"what": thing}, by=by)
    settle_row(now, _("Planned: %(what)s") % {"what": thing}, by=by)


def _states(row: PlanRow) -> set[str]:
    lessons = OpenLesson.objects.filter(plan_row=row).exclude(status__in=HELD_BACK)
    visits = Visit.objects.filter(plan_row=row)
    kinds: list[Any] = [Event, Olympiad, SubjectWeek]
    others = [kind.objects.filter(plan_row=row) for kind in kinds]
    return {
        str(state)
        for rows in (lessons, visits, *others)
        for state in rows.values_list("status", flat=True)
    }
