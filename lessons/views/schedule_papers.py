"""Schedules on paper: as they are written, as they were submitted, as they stand today."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from associations.archive import DamagedPaperError, paper_bytes
from core.pdf import ascii_name
from core.renderer.client import RenderError
from core.views import DocumentView
from core.views.papers import pdf_response, wished_language
from lessons.documents.schedule import CurrentSchedule, ScheduleDocument
from lessons.models import Schedule, ScheduleRevision
from lessons.views.schedule import SCHEDULES
from lessons.workflow import ScheduleStatus

WAITING = {ScheduleStatus.SUBMITTED, ScheduleStatus.AGREED}


class ScheduleRevisionPdf(DocumentView):
    """One text that was submitted, with its own stamps; filed bytes where it was filed."""

    model = ScheduleRevision
    queryset = ScheduleRevision.objects.select_related(
        "schedule__school", "schedule__association", "schedule__year", "paper"
    )
    permission = "lessons.view_schedule"

    def ask(self, subject: Any = None) -> None:
        super().ask(getattr(subject, "schedule", subject))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.find()
        try:
            return self.handed_out(found)
        except (DamagedPaperError, RenderError) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(found.get_absolute_url())

    def handed_out(self, revision: ScheduleRevision) -> HttpResponse:
        paper, schedule = revision.paper, revision.schedule
        usual = paper.language if paper else schedule.school.paper_language
        language = wished_language(self.request, usual)
        if paper is None:
            return self.printed(revision, language, draft=not is_valid(revision))
        if language == paper.language:
            name = f"{ascii_name(paper.title) or paper.kind}.pdf"
            return pdf_response(self.request, paper_bytes(paper), name)
        facts = {"code": paper.code, "snapshot": json.loads(paper.snapshot)}
        return self.printed(revision, language, **facts)

    def printed(self, subject: Any, language: str, **wishes: Any) -> HttpResponse:
        document = ScheduleDocument(subject, language=language, **wishes)
        return pdf_response(self.request, document.pdf(), document.filename)


class SchedulePdf(ScheduleRevisionPdf):
    """The schedule as it stands: the draft, what waits for its stamps, or what holds today."""

    model = Schedule
    queryset = SCHEDULES

    def handed_out(self, schedule: Schedule) -> HttpResponse:  # type: ignore[override]
        language = wished_language(self.request, schedule.school.paper_language)
        if schedule.is_editable:
            return self.printed(schedule, language, draft=True)
        if schedule.in_force:
            document = CurrentSchedule(schedule, language=language)
            return pdf_response(self.request, document.pdf(), document.filename)
        revision = schedule.revisions.order_by("-number").select_related("paper")[0]
        revision.schedule = schedule
        return super().handed_out(revision)


def is_valid(revision: ScheduleRevision) -> bool:
    """Whether its paper is no draft: it waits for its stamps."""
    schedule = revision.schedule
    last = schedule.revisions.order_by("-number").values_list("pk", flat=True).first()
    return schedule.status in WAITING and last == revision.pk
