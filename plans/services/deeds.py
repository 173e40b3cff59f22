"""Rows that are closed by what hangs on them: a lesson given, a visit, an event held."""

from django.db import transaction

from associations.models import User
from core.audit import about
from core.moves import move
from core.permissions import can
from plans import notifications
from plans.figures.standing import annual_of, ends_annual
from plans.models import PlanRow, RowMark
from plans.services.marking import answer_marks, waiting_marks
from plans.services.rounds import lock_row

Step, Verdict = RowMark.Step, RowMark.Verdict


@transaction.atomic
def close_by_deed(row: PlanRow | None, words: str, *, by: User) -> None:
    """Mark the row as done, as if the head had; one that is closed already stays so.

    ``words``: what was done, «Open lesson given: …». Nothing happens before the plan holds,
    and nothing without a row. Whoever asks has seen that all that hangs on it is closed.
    """
    if row is None:
        return
    row = lock_row(row)
    if not can(by, "plans.fulfil_planrow", row):
        return
    waiting = waiting_marks(row)
    move(row, "fulfil", by=by, text=words)
    answer_marks(waiting, by, Verdict.CONFIRMED, "")
    RowMark.objects.create(row=row, step=Step.DONE, author=by, text=words)
    notifications.marks_confirmed(waiting)
    annual = annual_of(row)
    if annual and ends_annual(row, annual):
        close_by_deed(annual, words, by=by)


@transaction.atomic
def reopen_by_deed(row: PlanRow | None, words: str, *, by: User) -> None:
    """Open the row again, if a deed had closed it: what somebody marked by hand stays."""
    if row is None:
        return
    row = lock_row(row)
    if not can(by, "plans.resume_planrow", row) or not _closed_by_deed(row):
        return
    move(row, "resume", by=by, text=words)
    RowMark.objects.create(row=row, step=Step.REOPENED, author=by, text=words)
    annual = annual_of(row)
    if annual and ends_annual(row, annual):
        reopen_by_deed(annual, words, by=by)


def _closed_by_deed(row: PlanRow) -> bool:
    """Whether the last thing the record says of its state is that a deed closed it."""
    verbs = [step.verb for step in PlanRow.workflow]
    last = about(row).filter(verb__in=verbs).first()
    return last is not None and last.verb == "fulfil"
