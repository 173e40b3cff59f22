"""Addresses of minutes that are read before they are signed."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.views import ActionFormPage, ActionView
from meetings import services
from meetings.forms.circulation import CirculateForm, RemarkForm
from meetings.forms.signing import ReasonForm
from meetings.models import Meeting
from meetings.views.circulation import AnswerPage
from meetings.workflow import MEETING_WORKFLOW

urlpatterns = [
    path(
        "<int:pk>/circulate/",
        ActionFormPage.as_view(
            model=Meeting,
            permission="meetings.circulate_meeting",
            action=services.circulate_meeting,
            form_class=CirculateForm,
            label=MEETING_WORKFLOW["circulate"].label,
            hint=_("Those who were present may remark on them. Whoever says nothing consents."),
        ),
        name="meeting_circulate",
    ),
    path(
        "<int:pk>/recall/",
        ActionFormPage.as_view(
            model=Meeting,
            permission="meetings.recall_meeting",
            action=services.recall_meeting,
            form_class=ReasonForm,
            label=MEETING_WORKFLOW["recall"].label,
            hint=_(
                "Remarks and answers stay. Whoever had no remarks is asked again "
                "when the minutes are given to be read once more."
            ),
        ),
        name="meeting_recall",
    ),
    path(
        "<int:pk>/remarks/",
        ActionFormPage.as_view(
            model=Meeting,
            permission="meetings.create_remark",
            action=services.create_remark,
            form_class=RemarkForm,
            label=_("Make a remark"),
        ),
        name="remark_create",
    ),
    path(
        "<int:pk>/consent/",
        ActionView.as_view(
            model=Meeting,
            permission="meetings.create_consent",
            action=services.create_consent,
        ),
        name="consent_create",
    ),
    path(
        "remarks/<int:pk>/answer/",
        AnswerPage.as_view(action=services.answer_remark),
        name="remark_answer",
    ),
]
