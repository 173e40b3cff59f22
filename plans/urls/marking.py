"""Addresses of rows of plans that hold: how they go, and what is said of them."""

from typing import Any

from django.urls import path
from django.utils.translation import pgettext_lazy

from core.views import ActionView
from plans import services
from plans.forms import marking as forms
from plans.models import PlanRow
from plans.views import fulfilment, marking, tasks
from plans.workflow import ROW_WORKFLOW

VERBS: list[Any] = [
    ("finish", services.finish_planrow, forms.FinishForm),
    ("part", services.part_planrow, forms.PartForm),
    ("miss", services.miss_planrow, forms.MissForm),
    ("cancel", services.cancel_planrow, forms.CancelForm),
    ("reopen", services.reopen_planrow, forms.ReopenForm),
]
# What changes no state by itself, with its label.
MORE: list[Any] = [
    (
        "postpone",
        services.postpone_planrow,
        forms.PostponeForm,
        pgettext_lazy("plan row", "Move the date"),
    ),
    ("report", services.report_planrow, forms.ReportForm, pgettext_lazy("plan row", "Report")),
]
ANSWERS: list[Any] = [
    (
        "confirm",
        services.confirm_rowmark,
        forms.ConfirmForm,
        pgettext_lazy("mark", "Confirm the mark"),
    ),
    (
        "return",
        services.return_rowmark,
        forms.ReturnForm,
        pgettext_lazy("mark", "Return the mark"),
    ),
]

urlpatterns = [
    path("rows/", fulfilment.PlanRowList.as_view(), name="planrow_list"),
    path("rows/pdf/", fulfilment.PlanRowListPdf.as_view(), name="planrow_list_pdf"),
    path("rows/table/", fulfilment.PlanRowListTable.as_view(), name="planrow_list_table"),
    path("fulfilment/", fulfilment.fulfilment_sheet, name="fulfilment_sheet"),
    path("tasks/", tasks.MyTasks.as_view(), name="task_list"),
    path("rows/<int:pk>/", marking.PlanRowDetail.as_view(), name="planrow_detail"),
    path(
        "rows/<int:pk>/begin/",
        ActionView.as_view(
            model=PlanRow,
            permission="plans.begin_planrow",
            action=services.begin_planrow,
        ),
        name="planrow_begin",
    ),
    *[
        path(
            f"rows/<int:pk>/{verb}/",
            marking.Marking.as_view(
                permission=f"plans.{verb}_planrow",
                action=action,
                form_class=form_class,
                label=label,
            ),
            name=f"planrow_{verb}",
        )
        for verb, action, form_class, label in [
            *((*row, ROW_WORKFLOW[row[0]].label) for row in VERBS),
            *MORE,
        ]
    ],
    *[
        path(
            f"marks/<int:pk>/{verb}/",
            marking.Answering.as_view(
                permission=f"plans.{verb}_rowmark",
                action=action,
                form_class=form_class,
                label=label,
            ),
            name=f"rowmark_{verb}",
        )
        for verb, action, form_class, label in ANSWERS
    ],
]
