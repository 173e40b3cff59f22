"""Addresses of joint meetings."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.views import ActionFormPage
from meetings import services
from meetings.forms.joint import JoinForm
from meetings.models import Meeting

urlpatterns = [
    path(
        "<int:pk>/join/",
        ActionFormPage.as_view(
            model=Meeting,
            permission="meetings.join_meeting",
            action=services.join_meeting,
            form_class=JoinForm,
            label=_("Who meets together"),
            submit=_("Save"),
            hint=_(
                "The host prepares the meeting and writes the minutes; the members of all are "
                "on the list, and the heads of those who come in are told."
            ),
        ),
        name="meeting_join",
    ),
]
