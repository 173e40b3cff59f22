"""Pages of planning: meetings, one meeting, its agenda, its notice."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import View

from core.views import CreatePage, DetailPage, DocumentView, Guarded, ListPage, UpdatePage
from meetings import services
from meetings.documents import AgendaDocument
from meetings.documents.calendar import calendar_file
from meetings.filters import MeetingFilter, name_rows, past_year
from meetings.forms.planning import AgendaItemForm, MeetingForm
from meetings.models import AgendaItem, Meeting
from meetings.permissions.roles import RUNNERS
from meetings.views.dossier import dossier
from meetings.views.lines import meeting_lines

CALENDAR = "text/calendar; charset=utf-8"


class MeetingList(ListPage):
    model = Meeting
    queryset = Meeting.objects.for_list().newest_first()
    filterset_class = MeetingFilter
    permission = "meetings.view_meeting"
    asked_often = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = list(context["meeting_list"])
        name_rows(rows, self.filterset, self.request.user)
        context["lines"] = meeting_lines(rows, timezone.localdate().year)
        own = sorted(self.request.user.ids_as(RUNNERS))
        series = own[0] if len(own) == 1 else None
        return {**context, "past": past_year(self.filterset), "series": series}


class MeetingDetail(DetailPage):
    """Everything about one meeting, as far as the reader may see it."""

    model = Meeting
    queryset = Meeting.objects.for_table().select_related("school", "year", "author")
    permission = "meetings.view_meeting"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**dossier(self.object, self.request.user), **kwargs)


class MeetingCreate(CreatePage):
    model = Meeting
    form_class = MeetingForm
    permission = "meetings.create_meeting"

    def get_initial(self) -> dict[str, Any]:
        return {"association": self.request.GET.get("association", "")}


class MeetingUpdate(UpdatePage):
    model = Meeting
    queryset = Meeting.objects.select_related("association", "school")
    form_class = MeetingForm
    permission = "meetings.change_meeting"


class AgendaItemCreate(CreatePage):
    """A question put on the agenda of a meeting."""

    model = AgendaItem
    form_class = AgendaItemForm
    permission = "meetings.change_meeting"

    @cached_property
    def meeting(self) -> Meeting:
        meetings = Meeting.objects.visible_to(self.request.user)
        return get_object_or_404(meetings, pk=self.kwargs["pk"])

    def ask(self, subject: Any = None) -> None:
        super().ask(self.meeting)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "meeting": self.meeting}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(meeting=self.meeting, **kwargs)

    def get_success_url(self) -> str:
        return agenda_of(self.meeting)


class AgendaItemUpdate(UpdatePage):
    model = AgendaItem
    queryset = AgendaItem.objects.select_related("meeting__association")
    form_class = AgendaItemForm
    permission = "meetings.change_agendaitem"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(meeting=self.object.meeting, **kwargs)

    def get_success_url(self) -> str:
        return agenda_of(self.object.meeting)


def agenda_of(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}#agenda"


class AgendaReorder(Guarded, View):
    """The order after dragging: the page waits for yes or no, without a script it goes back."""

    http_method_names = ["post"]
    model = Meeting
    permission = "meetings.change_meeting"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        meeting = self.find()
        try:
            services.reorder_items(
                meeting, by=request.user, order=request.POST.getlist("order")
            )
        except ValidationError as error:
            return HttpResponse(" ".join(error.messages), status=409)
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=204)
        return HttpResponseRedirect(agenda_of(meeting))


class AgendaPdf(DocumentView):
    """The notice on paper, in the school's language of papers unless another is asked for."""

    model = Meeting
    queryset = Meeting.objects.for_table().select_related("school", "year")
    permission = "meetings.view_meeting"
    document_class = AgendaDocument

    def wishes(self) -> dict[str, Any]:
        return {"language": self.object.school.paper_language, **super().wishes()}


class MeetingCalendar(Guarded, View):
    """The meeting for somebody's own calendar."""

    model = Meeting
    queryset = Meeting.objects.for_table().select_related("school")
    permission = "meetings.view_meeting"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        meeting = self.find()
        if meeting.month_only:
            messages.error(request, _("The day of this meeting is not fixed yet."))
            return HttpResponseRedirect(meeting.get_absolute_url())
        name = f"meeting-{meeting.date:%Y-%m-%d}.ics"
        response = HttpResponse(calendar_file(meeting), content_type=CALENDAR)
        response["Content-Disposition"] = content_disposition_header(
            as_attachment=True, filename=name
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response
