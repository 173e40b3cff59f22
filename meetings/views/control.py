"""What becomes of a resolution: reporting, answering, moving its deadline."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import pgettext

from associations.models import User
from core.permissions import Refused
from core.views import ActionFormPage, DocumentView, ListPage
from core.views.guard import note_refusal
from meetings.documents.control import TaskListPaper
from meetings.figures import as_registered
from meetings.figures.resting import off_words
from meetings.filters import TaskFilter
from meetings.models import DeadlineChange, Resolution, ResolutionReport
from meetings.permissions.doers import doers_of
from meetings.views.registers import late_days, state_words, tone_of
from meetings.views.resolution import with_files

MOST_WAITING = 50


class KeepingWords(ActionFormPage):
    """A form whose words are not lost when the moment for them has passed.

    Whoever typed a report while the resolution was cancelled gets it back with the reason.
    """

    field = "text"

    def refused(self, error: Refused | Http404) -> Any:
        if self.request.method != "POST" or not isinstance(error, Refused):
            return super().refused(error)
        note_refusal(self.request, self.permission, self.object)
        form = self.get_form()
        form.is_valid()
        form.add_error(self.field, str(error.reason))
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=403)


class Saying(KeepingWords):
    """A form about a resolution: what it says and what is answered stand above it."""

    template_name = "meetings/resolution_action.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what it is about, and what is answered by it."""
        thing = self.object
        resolution = thing if isinstance(thing, Resolution) else thing.resolution
        as_registered([resolution.item.meeting], self.request.user.association_ids)
        wish = thing if isinstance(thing, DeadlineChange) else None
        reports = with_files(self._answered() if self._answers else self._returned())
        said = {"resolution": resolution, "wish": wish, "reports": reports, "about": resolution}
        said["off"] = off_on(resolution, wish.new) if wish else []
        return super().get_context_data(**said, **kwargs)

    def _returned(self) -> list[ResolutionReport]:
        """The own last report, if it was returned: what is missing is read while writing."""
        if self.permission != "meetings.report_resolution":
            return []
        rows = self.object.reports.filter(author=self.request.user)
        last = rows.select_related("author", "answered_by").order_by("-pk").first()
        return [last] if last and last.verdict == ResolutionReport.Verdict.RETURNED else []

    def form_valid(self, form: Any) -> HttpResponse:
        """A new date on which somebody is away is taken, and said."""
        answer = super().form_valid(form)
        new = form.cleaned_data.get("new")
        if new and answer.status_code == HTTPStatus.FOUND:
            for words in off_on(self.object, new):
                messages.warning(self.request, words)
        return answer

    @property
    def _answers(self) -> bool:
        return self.permission.startswith(("meetings.accept_", "meetings.return_"))

    def _answered(self) -> list[ResolutionReport]:
        """The report, or all that wait; to nobody who may not read them."""
        if isinstance(self.object, ResolutionReport):
            return [self.object]
        rows = ResolutionReport.objects.visible_to(self.request.user).waiting()
        return list(rows.filter(resolution=self.object).select_related("author"))


def off_on(resolution: Resolution, day: date) -> list[str]:
    """Who of those who have to do it is away on that day, and whether the school rests."""
    names = {person.pk: person.list_name for person in doers_of(resolution)}
    return off_words(resolution.school_id, {"": (day, names)}).get("", [])


class TaskList(ListPage):
    """What has the reader's name on it; above it, what waits for the reader's answer."""

    model = Resolution
    template_name = "meetings/task_list.html"
    filterset_class = TaskFilter
    permission = "meetings.view_tasks"

    def get_queryset(self) -> Any:
        user, today = self.request.user, timezone.localdate()
        rows = super().get_queryset().tasks_of(user).with_standing(today)
        return rows.for_tasks().by_urgency()

    def get_template_names(self) -> list[str]:
        if self.request.headers.get("HX-Request"):
            return ["meetings/_task_list.html"]
        return ["meetings/task_list.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        context = super().get_context_data(this_year=today.year, **kwargs)
        for task in context["object_list"]:
            task.words, task.tone = task_state(task, today)
            task.reportable = task.status == "in_force" and task.mark in {"", "returned"}
        waiting = list(waiting_for(user))
        meetings = [row.item.meeting for row in [*context["object_list"], *waiting]]
        as_registered(meetings, user.association_ids)
        return {**context, "waiting": waiting}


class TaskListPdf(DocumentView):
    """The same list on paper: one's own, or that of a person whom the reader leads."""

    model = User
    queryset = User.objects.select_related("school")
    permission = "meetings.view_tasks"

    def document(self, found: Any) -> TaskListPaper:
        rows = Resolution.objects.visible_to(self.request.user).tasks_of(found).open()
        rows = rows.exclude(all_members=True, mark="accepted").for_tasks().by_urgency()
        rows = rows.with_standing(timezone.localdate())
        wishes = {"language": found.school.paper_language, **self.wishes()}
        return TaskListPaper(found, rows, **wishes)


def task_state(task: Any, today: date) -> tuple[str, str]:
    """How a task stands for this person, in a word, with its tone."""
    mark = {
        "waiting": (pgettext("task", "you have reported, an answer is waited for"), "wait"),
        "accepted": (pgettext("task", "your report was accepted"), "done"),
    }
    if task.mark in mark and (task.all_members or task.status == "in_force"):
        return mark[task.mark]
    task.late_days = late_days(task, today)
    if task.mark == "returned" and task.status == "in_force":
        late = f", {state_words(task)}" if task.late_days else ""
        return pgettext("task", "returned to you") + late, "late"
    return state_words(task), tone_of(task)


def waiting_for(user: User) -> Any:
    """Resolutions with a report or a wish for another date that the reader answers."""
    if not (user.headed_ids or user.leads_school):
        return []
    asked = DeadlineChange.objects.filter(resolution=OuterRef("pk"), state="asked")
    rows = Resolution.objects.waiting_for(user).annotate(wants_date=Exists(asked))
    return rows.for_tasks().by_urgency()[:MOST_WAITING]
