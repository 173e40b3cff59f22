"""The schedules of the school, the page of one, and making it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from core.languages import clean_text
from core.permissions import Refused, can
from core.views import ActionFormPage, ActionView, CreatePage, DetailPage, ListPage
from lessons import services
from lessons.figures.schedule import grid, months_of, warnings_of, where, with_states
from lessons.figures.schedule_steps import steps_of, tone_of, waits_for
from lessons.filters.schedule import OpenLessonFilter, ScheduleFilter
from lessons.forms import schedule as forms
from lessons.models import OpenLesson, Schedule, ScheduleDecision
from lessons.services.schedule_rounds import ScheduleChangedError, latest
from lessons.workflow import ScheduleStatus
from plans.views.writing import Telling

SCHEDULES = Schedule.objects.select_related("association", "year", "school", "in_force__paper")


class ScheduleList(ListPage):
    """Every schedule one may see: of which half, in which state, for whom it waits."""

    model = Schedule
    queryset = Schedule.objects.for_list()
    filterset_class = ScheduleFilter
    permission = "lessons.view_schedule"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for row in context["schedule_list"]:
            row.tone, row.waits = tone_of(row), waits_for(row)
        return context


class OpenLessonList(ListPage):
    """Open lessons of all schedules one may see; where the counters lead."""

    model = OpenLesson
    queryset = OpenLesson.objects.for_table().order_by("-month", "-day", "period", "pk")
    filterset_class = OpenLessonFilter
    permission = "lessons.view_openlesson"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        with_states(context["openlesson_list"])
        return context


class ScheduleCreate(Telling, CreatePage):
    model = Schedule
    form_class = forms.ScheduleCreateForm
    permission = "lessons.create_schedule"

    def write(self, form: Any) -> str:
        """The service writes the record itself."""
        return str(form.save().get_absolute_url())


class ScheduleDetail(DetailPage):
    """The lessons by months and teachers, what is to be looked at, the way it goes."""

    model = Schedule
    queryset = SCHEDULES
    permission = "lessons.view_schedule"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        schedule, user = self.object, self.request.user
        decisions = last_round(schedule)
        schedule.steps_read = [(row.step, row.person_id) for row in decisions]
        change = can(user, "lessons.change_schedule", schedule)
        visible = schedule.lessons.visible_to(user).for_table().in_order()
        every = list(visible.prefetch_related("moves") if schedule.in_force_id else visible)
        lessons = [row for row in every if row.is_kept]
        for row in every:
            row.schedule, row.where = schedule, where(row)
        with_states(every, moved=bool(schedule.in_force_id))
        members = list(schedule.association.members())
        helping = change or (user.leads_school and not schedule.in_force_id)
        returned = schedule.status == ScheduleStatus.RETURNED
        return super().get_context_data(
            change=change,
            propose=can(user, "lessons.propose_openlesson", schedule),
            steps=steps_of(schedule, decisions),
            tone=tone_of(schedule),
            returned=decisions[-1] if returned and decisions else None,
            lessons=lessons,
            proposals=[row for row in every if not row.is_kept],
            grid=grid(schedule, lessons, members),
            months=months_of(schedule, lessons),
            warnings=warnings_of(schedule, lessons, members) if helping else [],
            removable=bool(change) and can(user, "lessons.remove_schedule", schedule),
            past=schedule.year if schedule.year.end < timezone.localdate() else None,
            **kwargs,
        )


def last_round(schedule: Schedule) -> list[ScheduleDecision]:
    """The steps of the round that runs now, or ran last."""
    rows = ScheduleDecision.objects.filter(revision__schedule=schedule).order_by("pk")
    found = list(rows.select_related("person"))
    return [row for row in found if row.revision_id == found[-1].revision_id]


class Deciding(ActionFormPage):
    """The text of one revision, and the decision under it that names its digest."""

    model = Schedule
    queryset = SCHEDULES
    template_name = "lessons/schedule_decide.html"
    verb = ""

    @cached_property
    def revision(self) -> Any:
        return latest(self.object)

    def get_initial(self) -> dict[str, Any]:
        return {"digest": self.revision.digest}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except Refused:
            if not self.overtaken():
                raise
            return self.told(ScheduleChangedError(self.object).messages)

    def overtaken(self) -> bool:
        """Whether this form was drawn while the step was still to be taken."""
        seen = self.request.POST.get("digest", "")
        drawn = bool(seen) and self.object.revisions.filter(digest=seen).exists()
        return self.request.user.leads_school and drawn and not self.object.may(self.verb)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the text of now: whoever reads it again decides on that one."""
        self.object = self.fetch(self.object.pk)
        if not self.object.may(self.verb):
            return self.told([text for errors in form.errors.values() for text in errors])
        form.data = {**form.data.dict(), "digest": self.revision.digest}
        return super().form_invalid(form)

    def told(self, sentences: list[str]) -> HttpResponse:
        for sentence in sentences:
            messages.error(self.request, sentence)
        if typed := clean_text(self.request.POST.get("text", ""))[: forms.LONGEST].strip():
            messages.info(self.request, f"«{typed}»")  # nothing that was typed is lost
        return HttpResponseRedirect(self.object.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            revision=self.revision, **text_of(self.object), **kwargs
        )


class Submitting(ActionFormPage):
    """What is still to be looked at stands above the button."""

    model = Schedule
    queryset = SCHEDULES
    permission = "lessons.submit_schedule"
    template_name = "lessons/schedule_submit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**text_of(self.object), **kwargs)


class Removing(ActionView):
    """Nothing of a draft is left to go to."""

    model = Schedule
    queryset = SCHEDULES
    permission = "lessons.remove_schedule"

    def leads_to(self, thing: Any) -> str:
        return reverse("lessons:schedule_list")


class TakingRows(ActionFormPage):
    """Lessons that come from rows of the year's plan."""

    model = Schedule
    queryset = SCHEDULES
    permission = "lessons.change_schedule"
    form_class = forms.TakeRowsForm
    action = services.take_rows
    template_name = "lessons/schedule_take.html"

    def leads_to(self, thing: Any) -> str:
        return str(self.object.get_absolute_url())


def text_of(schedule: Schedule) -> dict[str, Any]:
    """The lessons as they are decided on, each with what is to be looked at."""
    lessons = list(schedule.lessons.kept().for_table().in_order())
    members = list(schedule.association.members())
    with_states(lessons)
    for row in lessons:
        row.schedule, row.where = schedule, where(row)
    return {"lessons": lessons, "warnings": warnings_of(schedule, lessons, members)}
