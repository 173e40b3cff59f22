"""Addresses of subject weeks and of their events."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.views import ActionView
from lessons import services
from lessons.forms import weeks as forms
from lessons.models import SubjectWeek, WeekRow
from lessons.views import weeks

WEEK_WORDS: list[Any] = [
    (
        "return",
        services.return_subjectweek,
        forms.ReturnForm,
        _("The head changes the programme and submits it anew. What was held stays as it is."),
    ),
    (
        "reopen",
        services.reopen_subjectweek,
        forms.ReopenForm,
        _("The report can be changed again. Its paper stays until the next one."),
    ),
]
PHOTOS: list[Any] = [
    (
        "attach",
        services.attach_subjectweek,
        forms.AttachForm,
        pgettext_lazy("subject week", "Add photos"),
        _("Photos are welcome and never required."),
    ),
    (
        "detach",
        services.detach_subjectweek,
        forms.DetachForm,
        pgettext_lazy("subject week", "Take photos away"),
        "",
    ),
]
ROW_WORDS: list[Any] = [
    ("hold", services.hold_weekrow, forms.HoldForm),
    ("miss", services.miss_weekrow, forms.MissForm),
]

urlpatterns = [
    path("weeks/", weeks.SubjectWeekList.as_view(), name="subjectweek_list"),
    path("weeks/create/", weeks.SubjectWeekCreate.as_view(), name="subjectweek_create"),
    path("weeks/<int:pk>/", weeks.SubjectWeekDetail.as_view(), name="subjectweek_detail"),
    path(
        "weeks/<int:pk>/update/", weeks.SubjectWeekUpdate.as_view(), name="subjectweek_update"
    ),
    path("weeks/<int:pk>/write/", weeks.SubjectWeekWrite.as_view(), name="subjectweek_write"),
    path("weeks/<int:pk>/pdf/", weeks.WeekPlanPdf.as_view(), name="subjectweek_pdf"),
    path(
        "weeks/<int:pk>/report/pdf/",
        weeks.WeekReportPdf.as_view(),
        name="subjectweek_report_pdf",
    ),
    *[
        path(
            f"weeks/<int:pk>/{verb}/",
            ActionView.as_view(
                model=SubjectWeek, permission=f"lessons.{verb}_subjectweek", action=action
            ),
            name=f"subjectweek_{verb}",
        )
        for verb, action in {
            "submit": services.submit_subjectweek,
            "withdraw": services.withdraw_subjectweek,
            "report": services.report_subjectweek,
        }.items()
    ],
    path(
        "weeks/<int:pk>/approve/",
        weeks.SubjectWeekApprove.as_view(action=services.approve_subjectweek),
        name="subjectweek_approve",
    ),
    *[
        path(
            f"weeks/<int:pk>/{verb}/",
            weeks.WeekSaying.as_view(
                permission=f"lessons.{verb}_subjectweek",
                action=action,
                form_class=form_class,
                label=label,
                hint=hint,
            ),
            name=f"subjectweek_{verb}",
        )
        for verb, action, form_class, label, hint in [
            *(
                (verb, action, form, SubjectWeek.workflow[verb].label, hint)
                for verb, action, form, hint in WEEK_WORDS
            ),
            *PHOTOS,
        ]
    ],
    path("weeks/<int:pk>/rows/", weeks.WeekRowCreate.as_view(), name="weekrow_create"),
    path("weeks/rows/<int:pk>/update/", weeks.WeekRowUpdate.as_view(), name="weekrow_update"),
    *[
        path(
            f"weeks/rows/<int:pk>/{verb}/",
            weeks.RowPress.as_view(permission=f"lessons.{verb}_weekrow", action=action),
            name=f"weekrow_{verb}",
        )
        for verb, action in {
            "remove": services.remove_weekrow,
            "reopen": services.reopen_weekrow,
        }.items()
    ],
    *[
        path(
            f"weeks/rows/<int:pk>/{verb}/",
            weeks.RowSaying.as_view(
                permission=f"lessons.{verb}_weekrow",
                action=action,
                form_class=form_class,
                label=WeekRow.workflow[verb].label,
            ),
            name=f"weekrow_{verb}",
        )
        for verb, action, form_class in ROW_WORDS
    ],
]
