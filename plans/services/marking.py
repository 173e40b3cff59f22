"""What becomes of the rows of a plan that holds: marks, evidence, moved dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import User
from core import attachments
from core.audit import record
from core.moves import move
from core.permissions import can
from core.uploads import Accepted
from meetings.models import Meeting
from plans import notifications
from plans.figures.standing import annual_of, date_fault, ends_annual
from plans.models import PlanRow, RowMark
from plans.services.moving import move_date
from plans.services.rounds import lock_row
from plans.workflow import ROW_CLOSED, ROW_OPEN, RowStatus

Step, Verdict = RowMark.Step, RowMark.Verdict
MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a mark rests on: a sentence, a record, files; at least one of them."""

    text: str = ""
    meeting: Meeting | None = None
    files: Sequence[Accepted] = ()

    def enforce(self) -> None:
        if not (self.text.strip() or self.meeting or self.files):
            raise ValidationError(
                {"text": _("Say how it was done, or add a file, or choose the meeting.")}
            )
        if len(self.files) > MOST_FILES:
            words = _("No more than %(most)s files fit into one mark.") % {"most": MOST_FILES}
            raise ValidationError({"files": words})

    @property
    def different(self) -> list[Accepted]:
        """The files; the same one sent twice is kept once."""
        return list({file.digest: file for file in self.files}.values())

    def said(self) -> dict[str, Any]:
        said: dict[str, Any] = {"text": self.text}
        if self.meeting:
            said["meeting"] = self.meeting.pk
        if self.files:
            said["files"] = [file.name for file in self.different]
        return said


@transaction.atomic
def begin_planrow(row: PlanRow, *, by: User) -> None:
    """Say that it is under way."""
    row = lock_row(row)
    move(row, "begin", by=by)
    _mark(row, Step.BEGUN, by)
    _echo(row, "begin", Step.BEGUN, by)


@transaction.atomic
def finish_planrow(
    row: PlanRow,
    *,
    by: User,
    text: str = "",
    files: Sequence[Accepted] = (),
    meeting: Meeting | None = None,
) -> None:
    """Mark it as done. What its people reported and waits is confirmed with it."""
    row, evidence = lock_row(row), Evidence(text, meeting, files)
    waiting = waiting_marks(row)
    move(row, "finish", by=by, **evidence.said(), **_names(waiting))
    if not waiting:
        evidence.enforce()
    answer_marks(waiting, by, Verdict.CONFIRMED, "")
    _mark(row, Step.DONE, by, evidence=evidence)
    _echo(row, "finish", Step.DONE, by, evidence)
    notifications.marks_confirmed(waiting)


@transaction.atomic
def part_planrow(
    row: PlanRow,
    *,
    by: User,
    text: str,
    files: Sequence[Accepted] = (),
    meeting: Meeting | None = None,
) -> None:
    """Mark it as partly done, saying what was done and what was not."""
    row, evidence = lock_row(row), Evidence(text, meeting, files)
    move(row, "part", by=by, **evidence.said())
    _say(text, _("Say what was done and what was not."))
    _refuse_waiting(row)
    evidence.enforce()
    _mark(row, Step.PARTLY, by, evidence=evidence)
    _echo(row, "part", Step.PARTLY, by, evidence)


@transaction.atomic
def miss_planrow(row: PlanRow, *, by: User, text: str) -> None:
    """Mark it as not done, saying why. The row of the year stays open: it may roll on."""
    _close(row, "miss", Step.NOT_DONE, by, text, _("Say why it was not done."))


@transaction.atomic
def cancel_planrow(row: PlanRow, *, by: User, text: str) -> None:
    """Nobody does it any more, and why."""
    _close(row, "cancel", Step.CANCELLED, by, text, _("Say why it is cancelled."))


@transaction.atomic
def reopen_planrow(row: PlanRow, *, by: User, text: str) -> None:
    """Take the mark back: it was not so after all."""
    row = lock_row(row)
    before = row.status
    move(row, "reopen", by=by, text=text, status=before)
    _say(text, _("Say why it is opened again."))
    _mark(row, Step.REOPENED, by, text=text)
    annual = annual_of(row)
    if annual and annual.status == before and ends_annual(row, annual):
        _echo(row, "reopen", Step.REOPENED, by, Evidence(text))


@transaction.atomic
def postpone_planrow(row: PlanRow, *, by: User, new_due: date, text: str) -> None:
    """Move its date. The date before stays beside it, with the reason.

    The same in the plan of the year, or of its month, moves with it.
    """
    row = lock_row(row)
    can(by, "plans.postpone_planrow", row).enforce()
    _say(text, _("Say why the date is moved."))
    if fault := date_fault(row, new_due):
        raise ValidationError({"new_due": fault})
    move_date(row, by=by, day=new_due, text=text)


@transaction.atomic
def report_planrow(
    row: PlanRow,
    *,
    by: User,
    text: str = "",
    files: Sequence[Accepted] = (),
    meeting: Meeting | None = None,
) -> None:
    """Whoever does it says that it is done; the head confirms."""
    row, evidence = lock_row(row), Evidence(text, meeting, files)
    can(by, "plans.report_planrow", row).enforce()
    evidence.enforce()
    if row.status == RowStatus.PLANNED:
        move(row, "begin", by=by)
    record(by, "report", row, **evidence.said())
    mark = _mark(row, Step.DONE, by, evidence=evidence, verdict=Verdict.WAITING)
    notifications.row_reported(mark)


@transaction.atomic
def confirm_rowmark(mark: RowMark, *, by: User, text: str = "") -> PlanRow:
    """It is so: the row is done. One that was closed since only gets the answer."""
    row, mark = _marked(mark)
    can(by, "plans.confirm_rowmark", mark).enforce()
    answer_marks([mark], by, Verdict.CONFIRMED, text)
    said = {"text": text, **_names([mark])}
    if row.status in ROW_OPEN:
        move(row, "finish", by=by, **said)
        _echo(row, "finish", Step.DONE, by, Evidence(mark.text, mark.meeting))
    else:
        record(by, "confirm", row, **said)
    notifications.marks_confirmed([mark])
    return row


@transaction.atomic
def return_rowmark(mark: RowMark, *, by: User, text: str) -> PlanRow:
    """Give it back, saying what is missing: nobody can mend what was not named."""
    row, mark = _marked(mark)
    can(by, "plans.return_rowmark", mark).enforce()
    _say(text, _("Say what is missing."))
    answer_marks([mark], by, Verdict.RETURNED, text)
    record(by, "return", row, text=text, **_names([mark]))
    notifications.mark_returned(mark)
    return row


def _marked(mark: RowMark) -> tuple[PlanRow, RowMark]:
    row = lock_row(mark.row)
    found = row.marks.select_related("author", "meeting").get(pk=mark.pk)
    found.row = row
    return row, found


def _close(row: PlanRow, verb: str, step: str, by: User, *words: str) -> None:
    text, fault = words
    row = lock_row(row)
    move(row, verb, by=by, text=text)
    _say(text, fault)
    _refuse_waiting(row)
    _mark(row, step, by, text=text)


def _echo(row: PlanRow, verb: str, step: str, by: User, evidence: Any = None) -> None:
    """What is said of a row of a month, is said of the year's row it came from.

    Of one that is spread over several months the last one says whether it was done.
    """
    annual = annual_of(row)
    if annual is None:
        return
    if not ends_annual(row, annual):
        verb, step, evidence = "begin", Step.BEGUN, None
    annual = lock_row(annual)
    closed = verb != "reopen" and annual.status in ROW_CLOSED
    if closed or not can(by, f"plans.{verb}_planrow", annual):
        return
    move(annual, verb, by=by, month=row.pk)
    words = Evidence(evidence.text, evidence.meeting) if evidence else Evidence()
    _mark(annual, step, by, evidence=words)


def _mark(
    row: PlanRow, step: str, by: User, *, evidence: Evidence | None = None, **facts: Any
) -> RowMark:
    said = {"text": evidence.text, "meeting": evidence.meeting} if evidence else {}
    mark = RowMark.objects.create(row=row, step=step, author=by, **said, **facts)
    for file in evidence.different if evidence else []:
        title = file.name.rpartition(".")[0]
        attachments.keep(mark, file, kind="evidence", title=title, by=by)
    return mark


def waiting_marks(row: PlanRow) -> list[RowMark]:
    return list(row.marks.waiting().select_related("author").in_order())


def _refuse_waiting(row: PlanRow) -> None:
    if waiting_marks(row):
        raise ValidationError(_("A mark waits: confirm it or give it back first."))


def answer_marks(marks: Sequence[RowMark], by: User, verdict: str, text: str) -> None:
    for mark in marks:
        mark.verdict, mark.answer = verdict, text
        mark.answered_by, mark.answered_at = by, timezone.now()
        mark.save(update_fields=["verdict", "answer", "answered_by", "answered_at"])


def _names(marks: Sequence[RowMark]) -> dict[str, Any]:
    return {"mark": [mark.pk for mark in marks]} if marks else {}


def _say(words: str, fault: str) -> None:
    if not words.strip():
        raise ValidationError({"text": fault})
