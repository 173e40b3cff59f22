"""Pages of events: the list, the programme, who comes, what came out of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core import attachments
from core.permissions import can
from core.views import (
    ActionFormPage,
    ActionView,
    CreatePage,
    CreateWithin,
    DetailPage,
    DocumentView,
    UpdatePage,
)
from core.views.papers import paper_response, wished_language
from lessons import services
from lessons.documents.events import EventPaper, SignInSheet, lessons_of
from lessons.figures.days import holiday_on
from lessons.filters.events import EventFilter
from lessons.forms import events as forms
from lessons.models import Event, EventParticipant, EventPoint
from lessons.views.filed import FiledPdf
from lessons.views.lists import TonedList
from lessons.workflow import EventStatus

EVENTS = Event.objects.select_related("association", "year", "school", "plan_row")
POINTS = EventPoint.objects.select_related("event__association")
TONES = {"held": "done", "cancelled": "late"}
VERBS = ("change", "join", "leave", "enlist", "attend", "certify", "attach", "detach")


class EventList(TonedList):
    model = Event
    queryset = Event.objects.for_table().with_people().newest_first()
    filterset_class = EventFilter
    permission = "lessons.view_event"
    tones = TONES


class EventDetail(DetailPage):
    """Everything about one event, and what the reader may do with it."""

    model = Event
    queryset = EVENTS
    permission = "lessons.view_event"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event, user = self.object, self.request.user
        people, lessons = list(event.participants.by_name()), list(lessons_of(event))
        event.people_read = people
        counted = event.seats is not None and event.is_planned
        verdicts: dict[str, Any] = {
            verb: can(user, f"lessons.{verb}_event", event) for verb in VERBS
        }
        told = {
            "tone": TONES.get(event.status, ""),
            "points": list(event.points.in_order().select_related("speaker")),
            "people": people,
            "lessons": lessons,
            "files": list(attachments.of(event, "event_file")),
            "advice": advice(event, lessons),
            "free": max(event.seats - len(people), 0) if counted else None,
            "came": sum(row.came is True for row in people),
            "mine": any(row.person_id == user.pk for row in people),
        }
        if all(row.certificate for row in people if row.came):
            verdicts["certify"] = False
        return super().get_context_data(**told, **verdicts, **kwargs)


def advice(event: Event, lessons: list[Any]) -> list[str]:
    """What the regulation wants of it and is not there; a day without lessons."""
    if event.status == EventStatus.CANCELLED:
        return []
    told = []
    if event.kind == Event.Kind.PRACTICAL and not lessons:
        told.append(
            _(
                "No open lesson or extracurricular event goes with this practical seminar yet. "
                "The regulation wants some (clause 5.6)."
            )
        )
    if event.is_planned and (holiday := holiday_on(event.day, event.year)):
        told.append(_("This day lies in the holidays: %(holiday)s") % {"holiday": holiday})
    return told


class EventCreate(CreatePage):
    model = Event
    form_class = forms.EventForm
    permission = "lessons.create_event"


class EventUpdate(UpdatePage):
    model = Event
    queryset = EVENTS
    form_class = forms.EventForm
    permission = "lessons.change_event"


class EventSaying(ActionFormPage):
    model = Event
    queryset = EVENTS


class EventPress(ActionView):
    model = Event
    queryset = EVENTS


class ParticipantPress(ActionView):
    model = EventParticipant
    queryset = EventParticipant.objects.select_related("event__association")


class PointPress(ActionView):
    model = EventPoint
    queryset = POINTS


class PointCreate(CreateWithin):
    """A point is added to the event in the address."""

    model = EventPoint
    form_class = forms.PointForm
    permission = "lessons.create_eventpoint"
    within = EventDetail
    name = "event"
    lock = services.lock_event


class PointUpdate(UpdatePage):
    model = EventPoint
    queryset = POINTS
    form_class = forms.PointForm
    permission = "lessons.change_eventpoint"

    def hold(self) -> None:
        services.lock_event(self.object.event)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(event=self.object.event, **kwargs)


class EventPdf(FiledPdf):
    """The programme; once the event was held, as it was filed."""

    model = Event
    queryset = EVENTS.select_related("paper")
    permission = "lessons.view_event"
    document_class = EventPaper

    def is_final(self, found: Event) -> bool:
        return found.status == EventStatus.HELD

    def is_valid(self, found: Event) -> bool:
        """A programme is handed out before the event; that of a cancelled one is not."""
        return found.status == EventStatus.PLANNED


class EventSheet(DocumentView):
    """The sheet that goes round for signatures."""

    model = Event
    queryset = EVENTS
    permission = "lessons.view_event"
    document_class = SignInSheet

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        event = self.find()
        language = wished_language(request, event.school.paper_language)
        paper = SignInSheet(event, language=language)
        return paper_response(request, paper, or_else=event.get_absolute_url)
