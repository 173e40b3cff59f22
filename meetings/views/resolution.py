"""The page of one resolution: what it says, where it stands, what became of it."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from associations.models import User
from core import attachments, dates
from core.permissions import can
from core.views import DetailPage, DocumentView
from meetings.documents.control import TrailPaper
from meetings.figures import as_registered
from meetings.figures.trail import TOLD, Step, trail_of
from meetings.models import DeadlineChange, Resolution, ResolutionReport
from meetings.permissions.doers import controller_of, doers_of
from meetings.views.registers import late_days, state_words, tone_of
from meetings.workflow import ResolutionStatus

WAITING = ResolutionReport.Verdict.WAITING
VERDICTS = {"accepted": "done", "returned": "late", "waiting": "wait"}
STATES = {"granted": "done", "refused": "late", "asked": "wait"}


class ResolutionPage:
    """What its page and its paper fetch alike."""

    model = Resolution
    queryset = Resolution.objects.registered().select_related(
        "school", "lead", "item__meeting__association", "cancels__item__meeting__association"
    )

    def visible(self) -> Any:
        return super().visible().with_standing(timezone.localdate())  # type: ignore[misc]


class ResolutionDetail(ResolutionPage, DetailPage):
    """Everything about one resolution, as far as the reader may see it."""

    permission = "meetings.view_resolution"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One whose protocol is not signed yet has no life of its own: it stands in it."""
        drafts = Resolution.objects.visible_to(request.user).filter(status="draft")
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            row = get_object_or_404(drafts.exclude(item__meeting__number=None), **kwargs)
        return redirect(f"{row.item.meeting.get_absolute_url()}#resolution-{row.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        as_registered([self.object.item.meeting], user.association_ids)
        return super().get_context_data(**life_of(self.object, user), **kwargs)


class ResolutionTrail(ResolutionPage, DocumentView):
    """The extract with all that became of it, for those who may read the reports."""

    permission = "meetings.view_reports"
    document_class = TrailPaper

    def wishes(self) -> dict[str, Any]:
        return {"language": self.object.school.paper_language, **super().wishes()}


def life_of(resolution: Resolution, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    told = can(user, "meetings.view_reports", resolution)
    _gather(resolution)
    reports = [row for row in resolution.reports.all() if told or row.author_id == user.pk]
    changes = list(resolution.deadline_changes.all())
    resolution.late_days = late_days(resolution, today)
    return {
        "told": told,
        "state": state_words(resolution),
        "tone": tone_of(resolution),
        "people": [person.list_name for person in resolution.responsible.all()],
        "deadline": _deadline(resolution),
        "moved": _moved(resolution),
        "cancelled_by": _cancelled_by(resolution),
        "buttons": _buttons(resolution, user),
        "answerer": _answerer(resolution),
        "marks": _marks(resolution) if told and resolution.all_members else [],
        "reports": [_shown(row, user) for row in with_files(reports)],
        "changes": [_change(row, user) for row in changes],
        "history": [_line(step, told) for step in reversed(trail_of(resolution))],
    }


def _gather(resolution: Resolution) -> None:
    """Fetch what hangs on it, once."""
    reports = ResolutionReport.objects.select_related("author", "answered_by").order_by("-pk")
    changes = DeadlineChange.objects.select_related("asked_by", "answered_by").order_by("-pk")
    prefetch_related_objects(
        [resolution],
        Prefetch("responsible", User.objects.in_order()),
        Prefetch("reports", reports),
        Prefetch("deadline_changes", changes),
    )


def _cancelled_by(resolution: Resolution) -> list[Resolution]:
    if resolution.status != ResolutionStatus.CANCELLED:
        return []
    later = resolution.cancelled_by.exclude(status=ResolutionStatus.DRAFT)
    return list(later.select_related("item"))


def _deadline(resolution: Resolution) -> str:
    """The deadline as it was signed."""
    if resolution.due_kind == Resolution.Due.DATE and resolution.due:
        return dates.full(resolution.due, get_language() or "ky")
    if resolution.due_kind == Resolution.Due.NONE:
        return "–"
    return str(resolution.get_due_kind_display())


def _moved(resolution: Resolution) -> str:
    """The deadline as it stands, where it is another day than the paper names."""
    if resolution.due_now is None or resolution.due_now == resolution.due:
        return ""
    return dates.full(resolution.due_now, get_language() or "ky")


def _buttons(resolution: Resolution, user: User) -> list[dict[str, Any]]:
    """Only what the reader may press now; what asks nobody is not there to be finished."""
    rows = [
        ("report", "report_resolution", pgettext("resolution", "Report"), False),
        ("accept", "accept_resolution", pgettext("resolution", "Accept the report"), False),
        ("return", "return_resolution", pgettext("resolution", "Return the report"), True),
        ("ask_deadline", "ask_deadline", pgettext("resolution", "Ask for another date"), True),
        ("finish", "finish_resolution", pgettext("resolution", "Mark as done"), True),
    ]
    return [
        {
            "label": label,
            "plain": plain,
            "url": reverse(f"meetings:resolution_{name}", args=[resolution.pk]),
        }
        for name, rule, label, plain in rows
        if (name != "finish" or resolution.standing)
        and can(user, f"meetings.{rule}", resolution)
    ]


def _answerer(resolution: Resolution) -> str:
    """Whose answer a report waits for."""
    if resolution.status != "reported":
        return ""
    names = [person.list_name for person in controller_of(resolution).people]
    return ", ".join(names) or _("nobody yet: appoint a head or a deputy director")


def _marks(resolution: Resolution) -> list[dict[str, Any]]:
    """A mark for each member who is waited for: the state of the person's last report."""
    last: dict[int, ResolutionReport] = {}
    for report in resolution.reports.all():  # the newest first
        if not report.overtaken:
            last.setdefault(report.author_id, report)
    return [_mark(person, last.get(person.pk)) for person in doers_of(resolution)]


def _mark(person: User, report: ResolutionReport | None) -> dict[str, Any]:
    if report is None:
        return {"person": person, "words": pgettext("report", "not reported yet"), "tone": ""}
    words, tone = str(report.get_verdict_display()), VERDICTS[report.verdict]
    return {"person": person, "words": words, "tone": tone}


def with_files(reports: list[ResolutionReport]) -> list[ResolutionReport]:
    """Give each report its files, in one question for all of them."""
    files = attachments.by_subject(attachments.of_all(reports) if reports else [])
    for report in reports:
        report.files = files[ResolutionReport, report.pk]
    return reports


def _shown(report: ResolutionReport, user: User) -> dict[str, Any]:
    alone = report.resolution.all_members and report.verdict == WAITING
    return {
        "report": report,
        "tone": VERDICTS[report.verdict],
        "answers": alone and can(user, "meetings.accept_report", report),
    }


def _change(change: DeadlineChange, user: User) -> dict[str, Any]:
    asked = change.state == DeadlineChange.State.ASKED
    return {
        "change": change,
        "tone": STATES[change.state],
        "answers": asked and can(user, "meetings.grant_deadline", change),
    }


def _line(step: Step, told: Any) -> dict[str, Any]:
    """A line of the history; the words of reports are for those who may read them."""
    language = get_language() or "ky"
    old, new = (_day(day, language) for day in step.dates)
    words = step.words if told or step.verb not in TOLD else ""
    moved = f"{old or '–'} → {new or '–'}" if old or new else ""
    text = ". ".join(part for part in (moved, words) if part)
    return {"at": step.at, "actor": step.actor, "label": step.label, "words": text}


def _day(day: str, language: str) -> str:
    return dates.full(date.fromisoformat(day), language) if day else ""
