"""Pages of planning: meetings, one meeting, its agenda, its notice."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.views.generic import View

from core.audit import about
from core.models import Attachment
from core.permissions import can
from core.views import CreatePage, DetailPage, DocumentView, Guarded, ListPage, UpdatePage
from meetings import figures, services
from meetings.documents import AgendaDocument
from meetings.documents.calendar import calendar_file
from meetings.filters import MeetingFilter
from meetings.forms.planning import AgendaItemForm, MeetingForm
from meetings.models import AgendaItem, Attendance, Meeting, Protocol

CALENDAR = "text/calendar; charset=utf-8"


class MeetingList(ListPage):
    model = Meeting
    queryset = Meeting.objects.for_table().newest_first()
    filterset_class = MeetingFilter
    permission = "meetings.view_meeting"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(this_year=timezone.localdate().year, **kwargs)


class MeetingDetail(DetailPage):
    """Everything about one meeting, as far as the reader may see it."""

    model = Meeting
    queryset = Meeting.objects.for_table().select_related("school", "year", "author")
    permission = "meetings.view_meeting"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting, user = self.object, self.request.user
        minutes = can(user, "meetings.view_minutes", meeting)
        change = can(user, "meetings.change_meeting", meeting)
        items = _items(meeting)
        protocols = _protocols(meeting)
        return super().get_context_data(
            minutes=minutes,
            change=change,
            items=[_shown(item, user, change, meeting) for item in items],
            total=sum(item.minutes or 0 for item in items),
            protocols=protocols,
            scans=[file for file in _files(meeting) if file.kind == "scan"],
            files=[file for file in _files(meeting) if file.kind != "scan"],
            steps=figures.steps(meeting, _signatures(protocols)),
            history=figures.history(meeting, items),
            cancelled=about(meeting).filter(verb="cancel").first(),
            **_planning(meeting, items, change),
            **_who(meeting),
            **kwargs,
        )


def _items(meeting: Meeting) -> list[AgendaItem]:
    parts = ["rapporteurs", "speeches__person", "resolutions__responsible"]
    items = meeting.items.in_order().select_related("carried_from__meeting")
    return list(items.prefetch_related(*parts))


def _shown(item: AgendaItem, user: Any, change: Any, meeting: Meeting) -> dict[str, Any]:
    """A question with what may be done to it; ``advice`` is how its heading should read."""
    item.meeting = meeting
    remove = change and can(user, "meetings.remove_agendaitem", item)
    withdraw = change and can(user, "meetings.withdraw_agendaitem", item)
    language = meeting.school.paper_language
    return {
        "item": item,
        "remove": remove,
        "withdraw": withdraw and not remove,
        "advice": figures.advice_on(item.title, language) if change else "",
        "speeches": sorted(item.speeches.all(), key=_place),
        "resolutions": sorted(item.resolutions.all(), key=_place),
    }


def _place(row: Any) -> tuple[int, int]:
    return row.position, row.pk


def _protocols(meeting: Meeting) -> list[Protocol]:
    rows = meeting.protocols.exclude(state="withdrawn").order_by("-version", "-pk")
    return list(rows.prefetch_related("signatures", "extracts__paper"))


def _signatures(protocols: list[Protocol]) -> list[Any]:
    return list(protocols[0].signatures.all()) if protocols else []


def _files(meeting: Meeting) -> list[Attachment]:
    kind = ContentType.objects.get_for_model(Meeting)
    rows = Attachment.objects.filter(content_type=kind, object_id=meeting.pk)
    return list(rows.filter(withdrawn_at=None).order_by("pk"))


def _planning(meeting: Meeting, items: list[AgendaItem], change: Any) -> dict[str, Any]:
    """What the planner is shown beside the agenda; nobody else needs it."""
    if not change:
        return {"remarks": [], "missing": [], "starters": [], "postponed": 0}
    planned = meeting.status == "planned"
    return {
        "remarks": figures.planning_remarks(meeting),
        "missing": figures.missing_to_convene(meeting) if planned else [],
        "starters": figures.starters_for(meeting, items),
        "postponed": figures.items_to_take_over(meeting).count(),
    }


def _who(meeting: Meeting) -> dict[str, Any]:
    """The people of the meeting, by whether they came."""
    rows = list(meeting.attendance.in_order().select_related("person"))
    status = Attendance.Status
    return {
        "listed": [row for row in rows if row.status != status.INVITED],
        "present": [row for row in rows if row.status == status.PRESENT],
        "absent": [row for row in rows if row.status == status.ABSENT],
        "invited": [row for row in rows if row.status == status.INVITED],
    }


class MeetingCreate(CreatePage):
    model = Meeting
    form_class = MeetingForm
    permission = "meetings.create_meeting"

    def get_initial(self) -> dict[str, Any]:
        wanted = self.request.GET.get("association", "")
        return {"association": int(wanted)} if wanted.isdecimal() else {}


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
        name = f"meeting-{meeting.date:%Y-%m-%d}.ics"
        response = HttpResponse(calendar_file(meeting), content_type=CALENDAR)
        response["Content-Disposition"] = content_disposition_header(
            as_attachment=True, filename=name
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response
