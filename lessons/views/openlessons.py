"""Pages of one open lesson: written, proposed, answered, moved, marked."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from associations.models import User
from core.forms import number_in
from core.permissions import can
from core.views import ActionView, CreatePage, DetailPage, UpdatePage
from lessons.figures.schedule import warnings_for, where, with_states
from lessons.forms import schedule as forms
from lessons.models import OpenLesson, Schedule
from lessons.services.schedule_rounds import lock_schedule
from lessons.views.schedule import SCHEDULES
from lessons.workflow import LessonStatus
from meetings.views.control import KeepingWords
from plans.models import PlanRow
from plans.views.writing import Telling

# Whoever came writes down afterwards, too, what was seen.
VISITED = {LessonStatus.PLANNED, LessonStatus.GIVEN, LessonStatus.ANALYSED}
LESSONS = OpenLesson.objects.select_related(
    *("schedule__association", "schedule__year", "schedule__school", "schedule__in_force"),
    *("teacher", "subject", "plan_row", "author"),
)


class OpenLessonDetail(DetailPage):
    """Who gives it, when and where; what was moved, who comes, how it went."""

    model = OpenLesson
    queryset = LESSONS
    permission = "lessons.view_openlesson"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lesson, user = self.object, self.request.user
        lesson.where = where(lesson)
        with_states([lesson])
        row = lesson.plan_row
        seen = row and PlanRow.objects.visible_to(user).filter(pk=row.pk).exists()
        visits = lesson.visits.visible_to(user).order_by("day", "pk")
        planned = lesson.status == LessonStatus.PLANNED
        return super().get_context_data(
            change=can(user, "lessons.change_openlesson", lesson),
            move=can(user, "lessons.move_openlesson", lesson),
            holds=lesson.schedule.in_force_id is not None,
            in_union=Schedule.objects.visible_to(user).filter(pk=lesson.schedule_id).exists(),
            moves=list(lesson.moves.select_related("by").order_by("-pk")),
            row=row if seen else None,
            visits=list(visits.prefetch_related("visitors")),
            visit=self.may_be_visited(),
            warnings=warnings_for(lesson) if planned and not lesson.moves.exists() else [],
            **kwargs,
        )

    def may_be_visited(self) -> bool:
        """Once its schedule holds, by whom plans visits; nobody visits the own lesson."""
        lesson, user = self.object, self.request.user
        holds = lesson.schedule.in_force_id and lesson.status in VISITED
        mine = lesson.teacher_id == user.pk
        return bool(holds and not mine and can(user, "lessons.create_visit"))


class Writing:
    """What the pages on which a lesson is typed have in common."""

    template_name = "lessons/openlesson_form.html"
    proposing = False
    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def schedule(self) -> Schedule:
        schedules = SCHEDULES.visible_to(self.request.user)
        return get_object_or_404(schedules, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        known = {"schedule": self.schedule, "proposing": self.proposing}
        return {**super().get_form_kwargs(), **known}  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"schedule": self.schedule, "proposing": self.proposing}
        return super().get_context_data(**told, **kwargs)  # type: ignore[misc, no-any-return]

    def warn(self, lesson: OpenLesson) -> None:
        """What the program noticed stands above the page one comes to."""
        for words in warnings_for(lesson):
            messages.warning(self.request, words)


class OpenLessonCreate(Writing, Telling, CreatePage):
    """The head adds a line; the grid says whose and in which month."""

    model = OpenLesson
    form_class = forms.OpenLessonForm
    permission = "lessons.change_schedule"

    def ask(self, subject: Any = None) -> None:
        super().ask(self.schedule)

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET
        teacher = number_in(asked.get("teacher", ""))
        members = User.objects.filter(school=self.schedule.school_id, pk=teacher)
        month = asked.get("month", "")
        known = {day.isoformat() for day in self.schedule.months}
        return {
            "teacher": teacher if members.exists() else None,
            "month": month if month in known else "",
            "language": self.schedule.school.paper_language,
        }

    def write(self, form: Any) -> str:
        url = super().write(form)
        self.warn(self.object)
        again = self.request.POST.get("again") and not self.proposing
        return f"{self.request.path}" if again else url

    def get_success_url(self) -> str:
        return f"{self.schedule.get_absolute_url()}#lesson-{self.object.pk}"


class OpenLessonPropose(OpenLessonCreate):
    """A teacher proposes the own lesson."""

    permission = "lessons.propose_openlesson"
    proposing = True


class OpenLessonUpdate(Writing, Telling, UpdatePage):
    model = OpenLesson
    queryset = LESSONS
    form_class = forms.OpenLessonForm
    permission = "lessons.change_openlesson"

    @cached_property
    def schedule(self) -> Schedule:
        found: Schedule = self.object.schedule
        return found

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """The schedule is taken before its line, as by whoever accepts or submits it."""
        lock_schedule(self.schedule)
        return super().form_valid(form)

    @property
    def proposing(self) -> bool:  # type: ignore[override]
        return self.object.author_id == self.request.user.pk and not self.object.is_kept

    def write(self, form: Any) -> str:
        url = super().write(form)
        self.warn(self.object)
        return url

    def get_success_url(self) -> str:
        return f"{self.schedule.get_absolute_url()}#lesson-{self.object.pk}"


class Pressing(ActionView):
    """A button of a lesson."""

    model = OpenLesson
    queryset = LESSONS


class Acting(KeepingWords):
    """A form about a lesson, which stands above it."""

    model = OpenLesson
    queryset = LESSONS
    template_name = "lessons/openlesson_action.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.object.where = where(self.object)
        with_states([self.object])
        return super().get_context_data(**kwargs)


class Moving(Acting):
    field = "reason"
