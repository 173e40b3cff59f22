"""Addresses of events: their programmes, people and materials."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lessons import services
from lessons.forms import events as forms
from lessons.models import Event
from lessons.views import events

WORDS: list[Any] = [
    (
        "hold",
        services.hold_event,
        forms.HoldForm,
        Event.workflow["hold"].label,
        _("Say first who came: the paper that is filed now names them."),
    ),
    (
        "cancel",
        services.cancel_event,
        forms.CancelForm,
        Event.workflow["cancel"].label,
        _("Those who have signed up are told."),
    ),
    ("reopen", services.reopen_event, forms.ReopenForm, Event.workflow["reopen"].label, ""),
    (
        "enlist",
        services.enlist_event,
        forms.EnlistForm,
        pgettext_lazy("event", "Add people"),
        _("Those who came without signing up, and guests."),
    ),
    (
        "attend",
        services.attend_event,
        forms.AttendForm,
        pgettext_lazy("event", "Who came"),
        "",
    ),
    (
        "attach",
        services.attach_event,
        forms.AttachForm,
        pgettext_lazy("event", "Add a file"),
        _("Slides, handouts, photos: everybody of the school can open them."),
    ),
    (
        "detach",
        services.detach_event,
        forms.DetachForm,
        pgettext_lazy("event", "Take files away"),
        "",
    ),
]

urlpatterns = [
    path("events/", events.EventList.as_view(), name="event_list"),
    path("events/create/", events.EventCreate.as_view(), name="event_create"),
    path("events/<int:pk>/", events.EventDetail.as_view(), name="event_detail"),
    path("events/<int:pk>/update/", events.EventUpdate.as_view(), name="event_update"),
    path("events/<int:pk>/pdf/", events.EventPdf.as_view(), name="event_pdf"),
    path("events/<int:pk>/sheet/", events.EventSheet.as_view(), name="event_sheet"),
    *[
        path(
            f"events/<int:pk>/{verb}/",
            events.EventSaying.as_view(
                permission=f"lessons.{verb}_event",
                action=action,
                form_class=form_class,
                label=label,
                hint=hint,
                submit=pgettext_lazy("event", "Save") if verb == "attend" else "",
            ),
            name=f"event_{verb}",
        )
        for verb, action, form_class, label, hint in WORDS
    ],
    *[
        path(
            f"events/<int:pk>/{verb}/",
            events.EventPress.as_view(permission=f"lessons.{verb}_event", action=action),
            name=f"event_{verb}",
        )
        for verb, action in {
            "join": services.join_event,
            "leave": services.leave_event,
            "certify": services.certify_event,
        }.items()
    ],
    path(
        "events/people/<int:pk>/remove/",
        events.ParticipantPress.as_view(
            permission="lessons.remove_eventparticipant",
            action=services.remove_eventparticipant,
        ),
        name="eventparticipant_remove",
    ),
    path("events/<int:pk>/points/", events.PointCreate.as_view(), name="eventpoint_create"),
    path(
        "events/points/<int:pk>/update/",
        events.PointUpdate.as_view(),
        name="eventpoint_update",
    ),
    path(
        "events/points/<int:pk>/remove/",
        events.PointPress.as_view(
            permission="lessons.remove_eventpoint", action=services.remove_eventpoint
        ),
        name="eventpoint_remove",
    ),
]
