"""Addresses of visits, analysis sheets, their templates and their balance."""

from typing import Any

from django.urls import path

from core.views import ActionView
from lessons import services
from lessons.models import SheetTemplate
from lessons.views import balance, sheet_papers, sheets, sheettemplates, visits
from lessons.workflow import ADVICE_WORKFLOW

VISITS: list[Any] = [
    path("visits/", visits.VisitList.as_view(), name="visit_list"),
    path("visits/journal/pdf/", visits.VisitJournalPdf.as_view(), name="visit_list_pdf"),
    path("visits/journal/table/", visits.VisitJournalTable.as_view(), name="visit_list_table"),
    path("visits/create/", visits.VisitCreate.as_view(), name="visit_create"),
    path("visits/rules/", sheettemplates.VisitRulesUpdate.as_view(), name="visitrules_update"),
    path("visits/<int:pk>/", visits.VisitDetail.as_view(), name="visit_detail"),
    path("visits/<int:pk>/update/", visits.VisitUpdate.as_view(), name="visit_update"),
    path("visits/<int:pk>/hold/", visits.VisitHold.as_view(), name="visit_hold"),
    path("visits/<int:pk>/miss/", visits.VisitMiss.as_view(), name="visit_miss"),
    path("visits/of/<int:pk>/", balance.VisitBalance.as_view(), name="visit_balance"),
    path("visits/of/<int:pk>/pdf/", balance.VisitMatrixPdf.as_view(), name="visit_matrix_pdf"),
    path("visits/of/<int:pk>/sums/", balance.VisitSums.as_view(), name="visit_sums"),
]

SHEETS: list[Any] = [
    path("sheets/find/", sheet_papers.VisitSheetFind.as_view(), name="visitsheet_find"),
    path("sheets/<int:pk>/", sheets.VisitSheetDetail.as_view(), name="visitsheet_detail"),
    path(
        "sheets/<int:pk>/record/", sheets.VisitSheetRecord.as_view(), name="visitsheet_record"
    ),
    path("sheets/<int:pk>/save/", sheets.VisitSheetSave.as_view(), name="visitsheet_save"),
    path("sheets/<int:pk>/pdf/", sheet_papers.VisitSheetPdf.as_view(), name="visitsheet_pdf"),
    path(
        "sheets/<int:pk>/blank/",
        sheet_papers.VisitSheetBlank.as_view(),
        name="visitsheet_blank",
    ),
    path("sheets/<int:pk>/share/", sheets.VisitSheetShare.as_view(), name="visitsheet_share"),
    path(
        "sheets/<int:pk>/answer/", sheets.VisitSheetAnswer.as_view(), name="visitsheet_answer"
    ),
    path("sheets/<int:pk>/agree/", sheets.VisitSheetAgree.as_view(), name="visitsheet_agree"),
    *[
        path(
            f"advice/<int:pk>/{verb}/",
            sheets.AdviceClose.as_view(
                permission=f"lessons.{verb}_advice",
                action=action,
                label=ADVICE_WORKFLOW[verb].label,
            ),
            name=f"advice_{verb}",
        )
        for verb, action in (
            ("finish", services.finish_advice),
            ("drop", services.drop_advice),
        )
    ],
]

TEMPLATES: list[Any] = [
    path(
        "sheets/templates/",
        sheettemplates.SheetTemplateList.as_view(),
        name="sheettemplate_list",
    ),
    path(
        "sheets/templates/create/",
        sheettemplates.SheetTemplateCreate.as_view(),
        name="sheettemplate_create",
    ),
    path(
        "sheets/templates/<int:pk>/",
        sheettemplates.SheetTemplateDetail.as_view(),
        name="sheettemplate_detail",
    ),
    path(
        "sheets/templates/<int:pk>/update/",
        sheettemplates.SheetTemplateUpdate.as_view(),
        name="sheettemplate_update",
    ),
    path(
        "sheets/templates/<int:pk>/blank/",
        sheettemplates.SheetTemplateBlank.as_view(),
        name="sheettemplate_blank",
    ),
    path(
        "sheets/templates/<int:pk>/use/",
        ActionView.as_view(
            model=SheetTemplate,
            permission="lessons.use_sheettemplate",
            action=services.use_sheettemplate,
        ),
        name="sheettemplate_use",
    ),
]

urlpatterns: list[Any] = [*VISITS, *SHEETS, *TEMPLATES]
