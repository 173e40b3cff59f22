"""Schedules on paper: as they are written, as they were submitted, as they stand today."""

from typing import Any

from django.http import HttpResponse

from associations.views.papers import FiledView
from core.views.papers import pdf_response, wished_language
from lessons.documents.schedule import CurrentSchedule, ScheduleDocument
from lessons.models import Schedule, ScheduleRevision
from lessons.views.schedule import SCHEDULES
from lessons.workflow import ScheduleStatus

WAITING = {ScheduleStatus.SUBMITTED, ScheduleStatus.AGREED}


class ScheduleRevisionPdf(FiledView):
    """One text that was submitted, with its own stamps; filed bytes where it was filed."""

    model = ScheduleRevision
    queryset = ScheduleRevision.objects.select_related(
        "schedule__school", "schedule__association", "schedule__year", "paper"
    )
    permission = "lessons.view_schedule"
    document_class = ScheduleDocument

    def ask(self, subject: Any = None) -> None:
        super().ask(getattr(subject, "schedule", subject))

    def handed_out(self, revision: ScheduleRevision) -> HttpResponse:
        if revision.paper:
            return self.filed(revision, revision.paper)
        language = wished_language(self.request, revision.schedule.school.paper_language)
        return self.printed(revision, language=language, draft=not is_valid(revision))


class SchedulePdf(ScheduleRevisionPdf):
    """The schedule as it stands: the draft, what waits for its stamps, or what holds today."""

    model = Schedule
    queryset = SCHEDULES

    def handed_out(self, schedule: Schedule) -> HttpResponse:  # type: ignore[override]
        language = wished_language(self.request, schedule.school.paper_language)
        if schedule.is_editable:
            return self.printed(schedule, language=language, draft=True)
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
