"""Who may do what with a resolution, with reports on it and with its deadline."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import ALLOWED, Verdict, require
from meetings.models import DeadlineChange, Resolution, ResolutionReport
from meetings.permissions.doers import (
    Controlling,
    answering,
    controller_of,
    is_doer,
    is_done_by_all,
    is_named,
)
from meetings.permissions.roles import runs
from meetings.workflow import RESOLUTION_OPEN, ResolutionStatus

WAITING = ResolutionReport.Verdict.WAITING
DRAFT, IN_FORCE, REPORTED, DONE, CANCELLED = ResolutionStatus
CLOSED: dict[str, Any] = {
    DRAFT: _("The protocol is not signed yet."),
    DONE: _("This resolution is done already."),
    CANCELLED: _("This resolution was cancelled by a later one."),
}


def can_view_resolution(user: User, resolution: Resolution | None = None) -> Verdict:
    """Which resolutions exist for whom, the queryset says."""
    return ALLOWED


def can_view_reports(user: User, resolution: Resolution) -> Verdict:
    """Reports are for the association and the school's leaders; authors see their own."""
    leads = user.leads_school and user.school_id == resolution.school_id
    return require(
        leads or resolution.item.meeting.union_ids & user.association_ids,
        _("Reports are seen by the members of the association and those who lead the school."),
    )


def can_view_report(user: User, report: ResolutionReport) -> Verdict:
    """The files of a report are seen with it."""
    return require(report.author_id == user.pk, "") or can_view_reports(user, report.resolution)


def can_view_tasks(user: User, person: User | None = None) -> Verdict:
    """One's own list; that of others is for the heads of their associations and the leaders."""
    return require(
        person is None
        or user.pk == person.pk
        or (user.leads_school and user.school_id == person.school_id)
        or user.headed_ids & person.association_ids,
        _("Tasks are seen by the person, the head of the association and the directors."),
    )


def can_report_resolution(user: User, resolution: Resolution) -> Verdict:
    """Each doer reports; of a resolution for all members everybody reports alone."""
    return (
        require(
            is_doer(user, resolution),
            _("Only those to whom the resolution was given report on it."),
        )
        and _is_open(resolution)
        and _is_unreported(user, resolution)
    )


def can_accept_resolution(user: User, resolution: Resolution) -> Verdict:
    """Reports that wait are answered together; those of all members one by one."""
    return (
        require(
            resolution.status == REPORTED,
            CLOSED.get(resolution.status, _("Nothing was reported yet.")),
        )
        and require(
            not resolution.all_members, _("The report of each member is answered by itself.")
        )
        and _answers(user, controller_of(resolution))
    )


def can_return_resolution(user: User, resolution: Resolution) -> Verdict:
    return can_accept_resolution(user, resolution)


def can_complete_resolution(user: User, resolution: Resolution) -> Verdict:
    """Whoever accepts the last report of all members closes the resolution with that."""
    last = resolution.reports.exclude(verdict=WAITING).order_by("-answered_at", "-pk").first()
    closes = resolution.all_members and last is not None and last.answered_by_id == user.pk
    return resolution.may("complete") and require(
        closes and is_done_by_all(resolution),
        _("The reports of some members were not accepted yet."),
    )


def can_accept_report(user: User, report: ResolutionReport) -> Verdict:
    """One report of many."""
    resolution = report.resolution
    return (
        require(report.verdict == WAITING, _("This report is answered already."))
        and _is_open(resolution)
        and require(
            resolution.all_members or resolution.status == REPORTED,
            _("The report of the person who answers for it has not come yet."),
        )
        and _answers(
            user, controller_of(resolution, report if resolution.all_members else None)
        )
    )


def can_return_report(user: User, report: ResolutionReport) -> Verdict:
    return can_accept_report(user, report)


def can_ask_deadline(user: User, resolution: Resolution) -> Verdict:
    return (
        require(
            is_doer(user, resolution),
            _("Only those to whom the resolution was given ask for another date."),
        )
        and _is_open(resolution)
        and require(
            resolution.status == IN_FORCE, _("A report on it waits for an answer already.")
        )
        and require(resolution.due_now, _("This resolution has no date."))
        and require(
            all(row.state != "asked" for row in resolution.deadline_changes.all()),
            _("A new date is asked for already."),
        )
    )


def can_grant_deadline(user: User, change: DeadlineChange) -> Verdict:
    asked = require(change.state == DeadlineChange.State.ASKED, _("This was answered already."))
    resolution = change.resolution
    return (
        asked
        and _is_open(resolution)
        and _answers(user, answering(resolution, {change.asked_by_id}))
    )


def can_refuse_deadline(user: User, change: DeadlineChange) -> Verdict:
    return can_grant_deadline(user, change)


def can_finish_resolution(user: User, resolution: Resolution) -> Verdict:
    """Who runs the association says what is done without a report; nobody of the own task."""
    return (
        runs(user, resolution.item.meeting)
        and require(
            not is_named(user, resolution),
            _("Nobody marks the own task as done: report on it instead."),
        )
        and resolution.may("finish")
    )


def can_renew_resolution(user: User, resolution: Resolution) -> Verdict:
    return runs(user, resolution.item.meeting) and resolution.may("renew")


def _is_open(resolution: Resolution) -> Verdict:
    return require(resolution.status in RESOLUTION_OPEN, CLOSED.get(resolution.status, ""))


def _is_unreported(user: User, resolution: Resolution) -> Verdict:
    """One report of a person waits at a time; what was accepted needs no other."""
    if not resolution.all_members and resolution.status == REPORTED:
        return require(False, _("A report on it waits for an answer already."))  # noqa: FBT003
    mine = (row for row in resolution.reports.all() if row.author_id == user.pk)
    own = [row for row in mine if not row.overtaken]
    last = max(own, key=lambda row: row.pk).verdict if own else ""
    return require(last != WAITING, _("Your report waits for an answer already.")) and require(
        not (resolution.all_members and last == ResolutionReport.Verdict.ACCEPTED),
        _("Your report was accepted already."),
    )


def _answers(user: User, controlling: Controlling) -> Verdict:
    words = {
        "head": _("The head of the association answers this."),
        "deputy": _("The deputy director answers this."),
        "director": _("The director answers this."),
    }
    nobody = _("Nobody is left to answer this: appoint a head or a deputy director first.")
    return require(
        user.pk in {person.pk for person in controlling.people},
        words.get(controlling.role, nobody),
    )
