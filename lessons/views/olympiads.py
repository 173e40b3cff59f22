"""Pages of olympiads and contests: the list, closed tasks, results, papers."""

from typing import Any

from core import attachments
from core.permissions import can
from core.views import (
    ActionFormPage,
    ActionView,
    CreatePage,
    CreateWithin,
    DetailPage,
    UpdatePage,
)
from lessons import services
from lessons.documents.olympiads import ResultsProtocol, WinnersList, points_words
from lessons.filters.events import OlympiadFilter
from lessons.forms import olympiads as forms
from lessons.models import Olympiad, OlympiadResult, TaskFile
from lessons.views.filed import FiledPdf
from lessons.views.lists import TonedList
from lessons.workflow.olympiads import OlympiadStatus

OLYMPIADS = Olympiad.objects.select_related(
    "association", "year", "school", "subject", "chair", "plan_row"
).prefetch_related("jury")
RESULTS = OlympiadResult.objects.select_related("olympiad__association")
TONES = {"finished": "done", "cancelled": "late"}


class OlympiadList(TonedList):
    model = Olympiad
    queryset = Olympiad.objects.for_table().newest_first()
    filterset_class = OlympiadFilter
    permission = "lessons.view_olympiad"
    tones = TONES


class OlympiadDetail(DetailPage):
    """What it is, its tasks for whom they are open, its results for whom they are."""

    model = Olympiad
    queryset = OLYMPIADS
    permission = "lessons.view_olympiad"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        olympiad, user = self.object, self.request.user
        shown = can(user, "lessons.view_results", olympiad)
        results = list(olympiad.results.in_order()) if shown else []
        for row in results:
            row.points_words = points_words(row.points)
        told = {
            "tone": TONES.get(olympiad.status, ""),
            "shown": shown,
            "results": results,
            "onward": sum(row.onward for row in results),
            "tasks": self.tasks(),
            "change": can(user, "lessons.change_olympiad", olympiad),
            "add_task": can(user, "lessons.create_taskfile", olympiad),
            "write": can(user, "lessons.create_olympiadresult", olympiad),
        }
        return super().get_context_data(**told, **kwargs)

    def tasks(self) -> list[TaskFile]:
        """Only those that exist for this reader at this moment, each with its file."""
        rows = self.object.tasks.visible_to(self.request.user)
        found = list(rows.select_related("author").order_by("pk"))
        files = attachments.by_subject(attachments.of_all(found)) if found else {}
        for task in found:
            task.olympiad = self.object
            task.files = files.get((TaskFile, task.pk), [])
            task.remove = can(self.request.user, "lessons.remove_taskfile", task)
        return found


class OlympiadCreate(CreatePage):
    model = Olympiad
    form_class = forms.OlympiadForm
    permission = "lessons.create_olympiad"


class OlympiadUpdate(UpdatePage):
    model = Olympiad
    queryset = OLYMPIADS
    form_class = forms.OlympiadForm
    permission = "lessons.change_olympiad"


class OlympiadSaying(ActionFormPage):
    model = Olympiad
    queryset = OLYMPIADS


class TaskPress(ActionView):
    """A task file is fetched anew each time: whether it exists, the hour says."""

    model = TaskFile

    def visible(self) -> Any:
        rows = TaskFile.objects.visible_to(self.request.user)
        return rows.select_related("olympiad__association")


class ResultPress(ActionView):
    model = OlympiadResult
    queryset = RESULTS


class ResultCreate(CreateWithin):
    """A pupil is added to the olympiad in the address."""

    model = OlympiadResult
    form_class = forms.ResultForm
    permission = "lessons.create_olympiadresult"
    within = OlympiadDetail
    name = "olympiad"
    lock = services.lock_olympiad


class ResultUpdate(UpdatePage):
    model = OlympiadResult
    queryset = RESULTS
    form_class = forms.ResultForm
    permission = "lessons.change_olympiadresult"

    def hold(self) -> None:
        services.lock_olympiad(self.object.olympiad)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(olympiad=self.object.olympiad, **kwargs)


class ProtocolPdf(FiledPdf):
    model = Olympiad
    queryset = OLYMPIADS.select_related("paper")
    permission = "lessons.view_results"
    document_class = ResultsProtocol

    def is_final(self, found: Olympiad) -> bool:
        return found.status == OlympiadStatus.FINISHED


class WinnersPdf(ProtocolPdf):
    queryset = OLYMPIADS.select_related("winners_paper")
    document_class = WinnersList
    place = "winners_paper"
