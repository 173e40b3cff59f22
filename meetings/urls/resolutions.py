"""Addresses of what was resolved."""

from typing import Any

from django.urls import path
from django.utils.translation import pgettext_lazy

from core.views import ActionFormPage, ActionView
from meetings import services
from meetings.forms.control import (
    AcceptForm,
    AskDeadlineForm,
    GrantDeadlineForm,
    RefuseDeadlineForm,
    ReportForm,
    ReturnForm,
)
from meetings.forms.signing import FinishForm
from meetings.models import DeadlineChange, Resolution, ResolutionReport
from meetings.views import control, resolution
from meetings.views.control import Saying
from meetings.workflow import RESOLUTION_WORKFLOW

# Verb, service, form and label of what is answered by itself.
REPORTS: list[Any] = [
    ("accept", services.accept_report, AcceptForm),
    ("return", services.return_report, ReturnForm),
]
WISHES: list[Any] = [
    (
        "grant",
        services.grant_deadline,
        GrantDeadlineForm,
        pgettext_lazy("deadline change", "Grant the new date"),
    ),
    (
        "refuse",
        services.refuse_deadline,
        RefuseDeadlineForm,
        pgettext_lazy("deadline change", "Leave the date as it is"),
    ),
]

urlpatterns = [
    # One resolution, and what becomes of it
    path(
        "resolutions/<int:pk>/",
        resolution.ResolutionDetail.as_view(),
        name="resolution_detail",
    ),
    path(
        "resolutions/<int:pk>/trail/",
        resolution.ResolutionTrail.as_view(),
        name="resolution_trail",
    ),
    path("tasks/", control.TaskList.as_view(), name="task_list"),
    path("tasks/<int:pk>/pdf/", control.TaskListPdf.as_view(), name="task_list_pdf"),
    path(
        "resolutions/<int:pk>/finish/",
        ActionFormPage.as_view(
            model=Resolution,
            permission="meetings.finish_resolution",
            action=services.finish_resolution,
            form_class=FinishForm,
            label=RESOLUTION_WORKFLOW["finish"].label,
        ),
        name="resolution_finish",
    ),
    path(
        "resolutions/<int:pk>/renew/",
        ActionView.as_view(
            model=Resolution,
            permission="meetings.renew_resolution",
            action=services.renew_resolution,
        ),
        name="resolution_renew",
    ),
    *[
        path(
            f"resolutions/<int:pk>/{verb}/",
            Saying.as_view(
                model=Resolution,
                permission=f"meetings.{verb}_resolution",
                action=action,
                form_class=form_class,
                label=RESOLUTION_WORKFLOW[verb].label,
            ),
            name=f"resolution_{verb}",
        )
        for verb, action, form_class in [
            ("report", services.report_resolution, ReportForm),
            ("accept", services.accept_resolution, AcceptForm),
            ("return", services.return_resolution, ReturnForm),
        ]
    ],
    # One report of many, where each member reports
    *[
        path(
            f"reports/<int:pk>/{verb}/",
            Saying.as_view(
                model=ResolutionReport,
                permission=f"meetings.{verb}_report",
                action=action,
                form_class=form_class,
                label=RESOLUTION_WORKFLOW[verb].label,
            ),
            name=f"report_{verb}",
        )
        for verb, action, form_class in REPORTS
    ],
    # The deadline: asked to be moved, granted or refused
    path(
        "resolutions/<int:pk>/deadline/",
        Saying.as_view(
            model=Resolution,
            permission="meetings.ask_deadline",
            action=services.ask_deadline,
            form_class=AskDeadlineForm,
            label=pgettext_lazy("resolution", "Ask for another date"),
            field="reason",
        ),
        name="resolution_ask_deadline",
    ),
    *[
        path(
            f"deadlines/<int:pk>/{verb}/",
            Saying.as_view(
                model=DeadlineChange,
                permission=f"meetings.{verb}_deadline",
                action=action,
                form_class=form_class,
                label=label,
            ),
            name=f"deadline_{verb}",
        )
        for verb, action, form_class, label in WISHES
    ],
]
