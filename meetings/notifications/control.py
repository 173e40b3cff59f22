"""What is told to whom when a resolution moves. The text is written once per reader."""

from collections.abc import Iterable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from associations.models import User
from core import dates
from core.notifications import tell
from meetings.models import DeadlineChange, Meeting, Resolution, ResolutionReport
from meetings.permissions.doers import answering, doers_of
from meetings.workflow import ResolutionStatus

SHOWN = 140


def resolutions_in_force(meeting: Meeting, fresh: Iterable[int] | None = None) -> None:
    """Everybody with a name in it is told, once for each resolution, when it is signed.

    Of a corrected protocol only what is ``fresh`` is told.
    """
    rows = Resolution.objects.filter(
        item__meeting=meeting, status=ResolutionStatus.IN_FORCE, reports=None
    ).exclude(kind=Resolution.Kind.NOTE)
    if fresh is not None:
        rows = rows.filter(pk__in=list(fresh))
    for row in rows.select_related("item__meeting__association").in_order():
        tell(doers_of(row), lambda row=row: _in_force(row), about=row)  # type: ignore[misc]


def resolution_reported(report: ResolutionReport, people: Iterable[User]) -> None:
    """Whoever answers it is told."""
    row = report.resolution
    tell(people, lambda: _("%(person)s reported: %(what)s") % _of(report), about=row)


def reports_accepted(reports: Sequence[ResolutionReport]) -> None:
    for report in reports:
        tell([report.author], lambda report=report: _accepted(report), about=report)  # type: ignore[misc]


def reports_returned(reports: Sequence[ResolutionReport]) -> None:
    """It goes at once: the person has to do something."""
    for report in reports:
        write = lambda report=report: _returned(report)  # noqa: E731
        tell([report.author], write, about=report, urgent=True)


def deadline_asked(change: DeadlineChange) -> None:
    people = answering(change.resolution, {change.asked_by_id}).people
    tell(people, lambda: _asked(change), about=change)


def deadline_granted(change: DeadlineChange) -> None:
    """Everybody who has to do it learns of the new date, not only who asked."""
    tell(doers_of(change.resolution), lambda: _granted(change), about=change)


def deadline_refused(change: DeadlineChange) -> None:
    tell([change.asked_by], lambda: _refused(change), about=change)


def _what(row: Resolution) -> str:
    text = row.text if len(row.text) <= SHOWN else f"{row.text[:SHOWN]}…"
    return f"№ {row.item.meeting.number or '–'}, {row.label}: {text}"


def _day(day: object) -> str:
    return dates.full(day, translation.get_language() or "ky") if day else "–"  # type: ignore[arg-type]


def _in_force(row: Resolution) -> str:
    facts = {"what": _what(row), "until": _day(row.due_now)}
    if row.due_now:
        return _("For you to do until %(until)s: %(what)s") % facts
    return _("For you to do: %(what)s") % facts


def _of(report: ResolutionReport) -> dict[str, str]:
    return {
        "person": report.author.list_name,
        "what": _what(report.resolution),
        "words": report.answer,
    }


def _accepted(report: ResolutionReport) -> str:
    if report.answer:
        return _("Your report was accepted: %(what)s “%(words)s”") % _of(report)
    return _("Your report was accepted: %(what)s") % _of(report)


def _returned(report: ResolutionReport) -> str:
    return _("Your report was returned to you: “%(words)s” %(what)s") % _of(report)


def _facts(change: DeadlineChange) -> dict[str, str]:
    return {
        "person": change.asked_by.list_name,
        "what": _what(change.resolution),
        "old": _day(change.old),
        "new": _day(change.new),
        "reason": change.reason,
        "words": change.answer,
    }


def _asked(change: DeadlineChange) -> str:
    words = _(
        "%(person)s asks for another date, %(new)s instead of %(old)s: “%(reason)s” %(what)s"
    )
    return words % _facts(change)


def _granted(change: DeadlineChange) -> str:
    return _("The deadline was moved from %(old)s to %(new)s: %(what)s") % _facts(change)


def _refused(change: DeadlineChange) -> str:
    return _("The deadline stays %(old)s: “%(words)s” %(what)s") % _facts(change)
