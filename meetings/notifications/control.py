"""What is told to whom when a resolution moves. The text is written once per reader."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.utils import translation
from django.utils.translation import gettext as _

from associations.models import User
from core import dates
from meetings.models import DeadlineChange, Meeting, Resolution, ResolutionReport
from meetings.notifications.each import tell_each, what_of
from meetings.permissions.doers import answering, doers_of
from meetings.workflow import ResolutionStatus


def resolutions_in_force(meeting: Meeting, fresh: Iterable[int] | None = None) -> None:
    """Everybody with a name in it is told, once for each resolution, when it is signed.

    Of a corrected protocol only what is ``fresh`` is told.
    """
    rows = Resolution.objects.tasks().filter(
        item__meeting=meeting, status=ResolutionStatus.IN_FORCE, reports=None
    )
    if fresh is not None:
        rows = rows.filter(pk__in=list(fresh))
    for row in rows.select_related("item__meeting__association").in_order():
        tell_each(doers_of(row), partial(_in_force, row), about=row)


def resolution_reported(report: ResolutionReport, people: Iterable[User]) -> None:
    """Whoever answers it is told."""
    row = report.resolution
    tell_each(people, partial(_reported, report), about=row)


def reports_accepted(reports: Sequence[ResolutionReport]) -> None:
    for report in reports:
        tell_each([report.author], partial(_accepted, report), about=report)


def reports_returned(reports: Sequence[ResolutionReport]) -> None:
    """It goes at once: the person has to do something."""
    for report in reports:
        write = partial(_returned, report)
        tell_each([report.author], write, about=report, urgent=True)


def deadline_asked(change: DeadlineChange) -> None:
    people = answering(change.resolution, {change.asked_by_id}).people
    tell_each(people, partial(_asked, change), about=change)


def deadline_granted(change: DeadlineChange) -> None:
    """Everybody who has to do it learns of the new date, not only who asked."""
    tell_each(doers_of(change.resolution), partial(_granted, change), about=change)


def deadline_refused(change: DeadlineChange) -> None:
    tell_each([change.asked_by], partial(_refused, change), about=change)


def _day(day: object) -> str:
    return dates.full(day, translation.get_language() or "ky") if day else "–"  # type: ignore[arg-type]


def _in_force(row: Resolution, reader: User) -> str:
    facts = {"what": what_of(row, reader), "until": _day(row.due_now)}
    if row.due_now:
        return _("For you to do until %(until)s: %(what)s") % facts
    return _("For you to do: %(what)s") % facts


def _of(report: ResolutionReport, reader: User) -> dict[str, str]:
    return {
        "person": report.author.list_name,
        "what": what_of(report.resolution, reader),
        "words": report.answer,
    }


def _reported(report: ResolutionReport, reader: User) -> str:
    return _("%(person)s reported: %(what)s") % _of(report, reader)


def _accepted(report: ResolutionReport, reader: User) -> str:
    if report.answer:
        return _("Your report was accepted: %(what)s “%(words)s”") % _of(report, reader)
    return _("Your report was accepted: %(what)s") % _of(report, reader)


def _returned(report: ResolutionReport, reader: User) -> str:
    return _("Your report was returned to you: “%(words)s” %(what)s") % _of(report, reader)


def _facts(change: DeadlineChange, reader: User) -> dict[str, str]:
    return {
        "person": change.asked_by.list_name,
        "what": what_of(change.resolution, reader),
        "old": _day(change.old),
        "new": _day(change.new),
        "reason": change.reason,
        "words": change.answer,
    }


def _asked(change: DeadlineChange, reader: User) -> str:
    words = _(
        "%(person)s asks for another date, %(new)s instead of %(old)s: “%(reason)s” %(what)s"
    )
    return words % _facts(change, reader)


def _granted(change: DeadlineChange, reader: User) -> str:
    words = _("The deadline was moved from %(old)s to %(new)s: %(what)s")
    return words % _facts(change, reader)


def _refused(change: DeadlineChange, reader: User) -> str:
    return _("The deadline stays %(old)s: “%(words)s” %(what)s") % _facts(change, reader)
