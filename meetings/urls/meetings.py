"""Addresses of meetings: planning, minutes, signing, papers."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.views import ActionFormPage, ActionView
from meetings import services
from meetings.forms.planning import CancelForm, StarterForm, TakeOverForm
from meetings.forms.signing import ExtractForm, ReasonForm, ScanForm, SignForm
from meetings.models import AgendaItem, Meeting
from meetings.views import additions, extracts, planning, recording, registers, signing
from meetings.workflow import MEETING_WORKFLOW

urlpatterns = [
    # Planning: the meeting, its agenda, calling people together
    path("", planning.MeetingList.as_view(), name="meeting_list"),
    path("create/", planning.MeetingCreate.as_view(), name="meeting_create"),
    path("<int:pk>/", planning.MeetingDetail.as_view(), name="meeting_detail"),
    path("<int:pk>/update/", planning.MeetingUpdate.as_view(), name="meeting_update"),
    path("<int:pk>/agenda/", planning.AgendaPdf.as_view(), name="meeting_agenda"),
    path("<int:pk>/calendar/", planning.MeetingCalendar.as_view(), name="meeting_calendar"),
    path(
        "<int:pk>/convene/",
        ActionView.as_view(
            model=Meeting,
            permission="meetings.convene_meeting",
            action=services.convene_meeting,
        ),
        name="meeting_convene",
    ),
    path(
        "<int:pk>/cancel/",
        ActionFormPage.as_view(
            model=Meeting,
            permission="meetings.cancel_meeting",
            action=services.cancel_meeting,
            form_class=CancelForm,
            label=MEETING_WORKFLOW["cancel"].label,
            hint=_("It stays in the list, and its questions can be taken over."),
        ),
        name="meeting_cancel",
    ),
    path("<int:pk>/items/", planning.AgendaItemCreate.as_view(), name="agendaitem_create"),
    path("<int:pk>/items/order/", planning.AgendaReorder.as_view(), name="agenda_reorder"),
    path(
        "<int:pk>/items/take-over/",
        ActionFormPage.as_view(
            model=Meeting,
            permission="meetings.change_meeting",
            action=services.take_over_items,
            form_class=TakeOverForm,
            label=_("Take over questions"),
        ),
        name="agenda_take_over",
    ),
    path(
        "<int:pk>/items/usual/",
        ActionFormPage.as_view(
            model=Meeting,
            permission="meetings.change_meeting",
            action=services.start_meeting,
            form_class=StarterForm,
            label=_("Add usual questions"),
        ),
        name="agenda_start",
    ),
    path("items/<int:pk>/", planning.AgendaItemUpdate.as_view(), name="agendaitem_update"),
    *[
        path(
            f"items/<int:pk>/{verb}/",
            ActionView.as_view(
                model=AgendaItem, permission=f"meetings.{rule}_agendaitem", action=action
            ),
            name=f"agendaitem_{verb}",
        )
        for verb, rule, action in [
            ("raise", "change", services.raise_item),
            ("lower", "change", services.lower_item),
            ("improve", "change", services.improve_item),
            ("remove", "remove", services.remove_item),
            ("withdraw", "withdraw", services.withdraw_item),
        ]
    ],
    # The minutes: one page, each part of which saves itself
    path("<int:pk>/record/", recording.MeetingRecord.as_view(), name="meeting_record"),
    path("<int:pk>/minutes/", recording.MeetingMinutes.as_view(), name="meeting_minutes"),
    path("<int:pk>/record/header/", recording.HeaderSave.as_view(), name="header_save"),
    path(
        "<int:pk>/record/attendance/",
        recording.AttendanceSave.as_view(),
        name="attendance_save",
    ),
    path("items/<int:pk>/record/", recording.ItemSave.as_view(), name="item_save"),
    path("<int:pk>/record/item/", additions.ItemAdd.as_view(), name="item_add"),
    path("<int:pk>/record/guest/", additions.GuestAdd.as_view(), name="guest_add"),
    path("guests/<int:pk>/remove/", additions.GuestRemove.as_view(), name="guest_remove"),
    path("<int:pk>/record/annex/", additions.AnnexAdd.as_view(), name="annex_add"),
    path(
        "<int:pk>/record/files/<int:file>/withdraw/",
        additions.FileWithdraw.as_view(),
        name="file_withdraw",
    ),
    path(
        "<int:pk>/hold/",
        recording.MeetingHold.as_view(
            action=services.hold_meeting, label=MEETING_WORKFLOW["hold"].label
        ),
        name="meeting_hold",
    ),
    # The books of the year
    path("register/", registers.MeetingRegister.as_view(), name="meeting_register"),
    path("register/pdf/", registers.MeetingRegisterPdf.as_view(), name="meeting_register_pdf"),
    path(
        "register/table/",
        registers.MeetingRegisterTable.as_view(),
        name="meeting_register_table",
    ),
    path(
        "register/bundle/",
        registers.MeetingRegisterBundle.as_view(),
        name="meeting_register_bundle",
    ),
    path("resolutions/", registers.ResolutionList.as_view(), name="resolution_list"),
    path("resolutions/pdf/", registers.ResolutionListPdf.as_view(), name="resolution_list_pdf"),
    path(
        "resolutions/table/",
        registers.ResolutionListTable.as_view(),
        name="resolution_list_table",
    ),
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
    path("extracts/<int:pk>/", extracts.ExtractPdf.as_view(), name="extract_pdf"),
    path(
        "<int:pk>/attendance-sheet/",
        signing.MeetingAttendanceSheet.as_view(),
        name="meeting_attendance_sheet",
    ),
    path("<int:pk>/blank/", signing.MeetingBlankSheet.as_view(), name="meeting_blank"),
]
