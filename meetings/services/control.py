"""What becomes of resolutions after the signing: reports, answers, moved deadlines."""

from collections.abc import Sequence
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
from meetings import notifications
from meetings.models import DeadlineChange, Resolution, ResolutionReport
from meetings.permissions.doers import controller_of, is_done_by_all

Verdict, State = ResolutionReport.Verdict, DeadlineChange.State
MOST_FILES, LONGEST = 10, 731  # files of a report; days from the meeting to a deadline


@transaction.atomic
def report_resolution(
    resolution: Resolution, *, by: User, text: str, files: Sequence[Accepted] = ()
) -> None:
    """Say what was done. The report of who answers for it hands it to the controller."""
    row = _locked(resolution)
    can(by, "meetings.report_resolution", row).enforce()
    _say(text, "text", _("Say what was done."))
    if len(files) > MOST_FILES:
        words = _("No more than %(most)s files fit into one report.") % {"most": MOST_FILES}
        raise ValidationError({"files": words})
    different = list({file.digest: file for file in files}.values())
    said = {"text": text, "files": [file.name for file in different]}
    if row.all_members or row.lead_id not in {None, by.pk}:
        record(by, "report", row, **said)
    else:
        move(row, "report", by=by, **said)
    report = ResolutionReport.objects.create(resolution=row, author=by, text=text)
    for file in different:  # the same one sent twice is kept once
        title = file.name.rpartition(".")[0]
        attachments.keep(report, file, kind="report", title=title, by=by)
    notifications.resolution_reported(report, controller_of(row, report).people)


@transaction.atomic
def accept_resolution(resolution: Resolution, *, by: User, text: str = "") -> None:
    """Accept what was reported: it is done."""
    row = _locked(resolution)
    reports, instead = _waiting(row), controller_of(row).instead
    move(row, "accept", by=by, **_said(reports, text, instead))
    _answer(reports, by, Verdict.ACCEPTED, text, instead)
    _mark(row, finished_on=_finished(reports))
    notifications.reports_accepted(reports)


@transaction.atomic
def return_resolution(resolution: Resolution, *, by: User, text: str) -> None:
    """Give it back to be done: with words, for nobody can mend what was not named."""
    row = _locked(resolution)
    reports, instead = _waiting(row), controller_of(row).instead
    move(row, "return", by=by, **_said(reports, text, instead))
    _say(text, "text", _("Say what is missing."))
    _answer(reports, by, Verdict.RETURNED, text, instead)
    notifications.reports_returned(reports)


@transaction.atomic
def accept_report(report: ResolutionReport, *, by: User, text: str = "") -> Resolution:
    """Accept one report of many; with the last one the resolution is done."""
    row, report = _reported(report)
    can(by, "meetings.accept_report", report).enforce()
    if not row.all_members:
        accept_resolution(row, by=by, text=text)
        return row
    instead = controller_of(row, report).instead
    _answer([report], by, Verdict.ACCEPTED, text, instead)
    record(by, "accept", row, **_said([report], text, instead))
    if is_done_by_all(row):
        move(row, "complete", by=by)
        _mark(row, finished_on=_finished(row.reports.all()))
    notifications.reports_accepted([report])
    return row


@transaction.atomic
def return_report(report: ResolutionReport, *, by: User, text: str) -> Resolution:
    """Give one report of many back, saying what is missing."""
    row, report = _reported(report)
    can(by, "meetings.return_report", report).enforce()
    if not row.all_members:
        return_resolution(row, by=by, text=text)
        return row
    _say(text, "text", _("Say what is missing."))
    instead = controller_of(row, report).instead
    _answer([report], by, Verdict.RETURNED, text, instead)
    record(by, "return", row, **_said([report], text, instead))
    notifications.reports_returned([report])
    return row


@transaction.atomic
def finish_resolution(resolution: Resolution, *, by: User, outcome: str = "") -> None:
    """Mark it as done. Its words stay as they were signed; only the mark is new.

    What was reported by those who do not answer for it is accepted with it: nobody can answer
    that alone, and whoever answers for it may have left.
    """
    row = _locked(resolution)
    reports = _waiting(row)
    helped = {"report": [report.pk for report in reports]} if reports else {}
    move(row, "finish", by=by, outcome=outcome, **helped)
    if reports and row.all_members:
        raise ValidationError(_("A report waits: accept it or give it back first."))
    _answer(reports, by, Verdict.ACCEPTED, outcome, "")
    _mark(row, outcome=outcome, finished_on=timezone.localdate())
    notifications.reports_accepted(reports)


@transaction.atomic
def renew_resolution(resolution: Resolution, *, by: User) -> None:
    """Take the mark back: it was not done after all. Everybody's own mark begins anew."""
    row = _locked(resolution)
    move(row, "renew", by=by, outcome=row.outcome)
    row.reports.exclude(verdict=Verdict.WAITING).update(overtaken=True)
    _mark(row, outcome="", finished_on=None)


@transaction.atomic
def ask_deadline(resolution: Resolution, *, by: User, new: date, reason: str) -> None:
    """Ask for another date, saying why."""
    row = _locked(resolution)
    can(by, "meetings.ask_deadline", row).enforce()
    _say(reason, "reason", _("Say why another date is needed."))
    if fault := date_fault(row, new):
        raise ValidationError({"new": fault})
    change = DeadlineChange.objects.create(
        resolution=row, old=row.due_now, new=new, reason=reason, asked_by=by
    )
    record(by, "ask_deadline", row, **_dates(change), reason=reason)
    notifications.deadline_asked(change)


@transaction.atomic
def grant_deadline(change: DeadlineChange, *, by: User, text: str = "") -> Resolution:
    """Move the deadline. The date as signed stays on the paper; this one holds."""
    row, change = _asked(change)
    can(by, "meetings.grant_deadline", change).enforce()
    if fault := date_fault(row, change.new):
        raise ValidationError(fault)
    _settle(change, by, State.GRANTED, text)
    _mark(row, due_now=change.new)
    record(by, "grant_deadline", row, **_dates(change), text=text)
    notifications.deadline_granted(change)
    return row


@transaction.atomic
def refuse_deadline(change: DeadlineChange, *, by: User, text: str) -> Resolution:
    """Leave the date as it is, and say why."""
    row, change = _asked(change)
    can(by, "meetings.refuse_deadline", change).enforce()
    _say(text, "text", _("Say why the date stays."))
    _settle(change, by, State.REFUSED, text)
    record(by, "refuse_deadline", row, **_dates(change), text=text)
    notifications.deadline_refused(change)
    return row


def date_fault(resolution: Resolution, new: date) -> str:
    """Why a deadline cannot be moved to that day; "" if it can."""
    meeting = resolution.item.meeting
    if new < timezone.localdate():
        return _("This day has passed. Choose a later one.")
    if new < meeting.date:
        return _("The deadline cannot come before the meeting.")
    if new == resolution.due_now:
        return _("This is the date that holds already.")
    if (new - meeting.date).days > LONGEST:
        return _("This is more than two years after the meeting.")
    return ""


def _locked(resolution: Resolution) -> Resolution:
    """Fetch it anew and hold it: who presses second waits, and finds it moved."""
    rows = Resolution.objects.select_for_update(of=("self",))
    return rows.select_related("item__meeting__association").get(pk=resolution.pk)


def _asked(change: DeadlineChange) -> tuple[Resolution, DeadlineChange]:
    row = _locked(change.resolution)
    found = row.deadline_changes.get(pk=change.pk)
    found.resolution = row
    return row, found


def _reported(report: ResolutionReport) -> tuple[Resolution, ResolutionReport]:
    row = _locked(report.resolution)
    found = row.reports.get(pk=report.pk)
    found.resolution = row
    return row, found


def _say(words: str, field: str, fault: str) -> None:
    if not words.strip():
        raise ValidationError({field: fault})


def _waiting(row: Resolution) -> list[ResolutionReport]:
    return list(row.reports.filter(verdict=Verdict.WAITING).order_by("pk"))


def _answer(
    reports: Sequence[ResolutionReport], by: User, verdict: str, text: str, instead: str
) -> None:
    for report in reports:
        report.verdict, report.answer, report.answered_as = verdict, text, instead
        report.answered_by, report.answered_at = by, timezone.now()
        report.save(update_fields=["verdict", *ANSWER, "answered_as"])


ANSWER = ["answer", "answered_by", "answered_at"]


def _settle(change: DeadlineChange, by: User, state: str, text: str) -> None:
    change.state, change.answer = state, text
    change.answered_by, change.answered_at = by, timezone.now()
    change.save(update_fields=["state", *ANSWER])


def _said(reports: Sequence[ResolutionReport], text: str, instead: str) -> dict[str, Any]:
    said = {"report": [row.pk for row in reports], "text": text}
    return {**said, "instead": instead} if instead else said


def _dates(change: DeadlineChange) -> dict[str, Any]:
    return {"change": change.pk, "due": [change.old, change.new]}


def _finished(reports: Any) -> date:
    """When it was done: the day of the last report, not that of the answer."""
    return max(timezone.localtime(report.at).date() for report in reports)


def _mark(resolution: Resolution, **marks: object) -> None:
    Resolution.objects.filter(pk=resolution.pk).update(**marks)
