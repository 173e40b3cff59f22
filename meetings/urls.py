"""The index of the app: address, page, rule, service, name."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.views import ActionFormPage
from meetings import services
from meetings.forms.signing import ExtractForm, ReasonForm, ScanForm, SignForm
from meetings.models import Meeting
from meetings.views import signing
from meetings.workflow import MEETING_WORKFLOW

app_name = "meetings"
urlpatterns = [
    # The protocol: read and signed, mended, cut, printed
    path(
        "<int:pk>/sign/",
        signing.MeetingSign.as_view(
            action=services.sign_meeting,
            form_class=SignForm,
            label=MEETING_WORKFLOW["sign"].label,
        ),
        name="meeting_sign",
    ),
    path(
        "<int:pk>/countersign/",
        signing.MeetingCountersign.as_view(
            action=services.countersign_meeting,
            form_class=SignForm,
            label=MEETING_WORKFLOW["countersign"].label,
        ),
        name="meeting_countersign",
    ),
    *[
        path(
            f"<int:pk>/{verb}/",
            ActionFormPage.as_view(
                model=Meeting,
                permission=f"meetings.{verb}_meeting",
                action=action,
                form_class=ReasonForm,
                label=MEETING_WORKFLOW[verb].label,
            ),
            name=f"meeting_{verb}",
        )
        for verb, action in {
            "reopen": services.reopen_meeting,
            "correct": services.correct_meeting,
        }.items()
    ],
    path(
        "<int:pk>/scan/",
        ActionFormPage.as_view(
            model=Meeting,
            permission="meetings.add_scan",
            action=services.add_scan,
            form_class=ScanForm,
            label=_("Add the scan of the signed paper"),
        ),
        name="scan_create",
    ),
    path(
        "<int:pk>/extract/",
        ActionFormPage.as_view(
            model=Meeting,
            permission="meetings.create_extract",
            action=services.issue_extract,
            form_class=ExtractForm,
            label=_("Make an extract"),
        ),
        name="extract_create",
    ),
    path("<int:pk>/preview/", signing.MeetingPreview.as_view(), name="meeting_preview"),
    path("protocols/<int:pk>/", signing.ProtocolPdf.as_view(), name="protocol_pdf"),
    path(
        "<int:pk>/attendance-sheet/",
        signing.MeetingAttendanceSheet.as_view(),
        name="meeting_attendance_sheet",
    ),
    path("<int:pk>/blank/", signing.MeetingBlankSheet.as_view(), name="meeting_blank"),
]
