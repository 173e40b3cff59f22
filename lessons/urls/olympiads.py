"""Addresses of olympiads and contests: their tasks, results and papers."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lessons import services
from lessons.forms import olympiads as forms
from lessons.models import Olympiad
from lessons.views import olympiads

WORDS: list[Any] = [
    (
        "finish",
        services.finish_olympiad,
        forms.FinishForm,
        Olympiad.workflow["finish"].label,
        _("The protocol and the list of winners are put on paper; the school may read them."),
    ),
    (
        "cancel",
        services.cancel_olympiad,
        forms.CancelForm,
        Olympiad.workflow["cancel"].label,
        _("Task files that are closed stay closed."),
    ),
    (
        "reopen",
        services.reopen_olympiad,
        forms.ReopenForm,
        Olympiad.workflow["reopen"].label,
        "",
    ),
    (
        "paste",
        services.paste_olympiad,
        forms.PasteForm,
        pgettext_lazy("olympiad", "Paste results"),
        _("Copy the rows of your table in Excel and paste them here."),
    ),
]

urlpatterns = [
    path("olympiads/", olympiads.OlympiadList.as_view(), name="olympiad_list"),
    path("olympiads/create/", olympiads.OlympiadCreate.as_view(), name="olympiad_create"),
    path("olympiads/<int:pk>/", olympiads.OlympiadDetail.as_view(), name="olympiad_detail"),
    path(
        "olympiads/<int:pk>/update/", olympiads.OlympiadUpdate.as_view(), name="olympiad_update"
    ),
    path("olympiads/<int:pk>/pdf/", olympiads.ProtocolPdf.as_view(), name="olympiad_pdf"),
    path(
        "olympiads/<int:pk>/winners/pdf/",
        olympiads.WinnersPdf.as_view(),
        name="olympiad_winners_pdf",
    ),
    *[
        path(
            f"olympiads/<int:pk>/{verb}/",
            olympiads.OlympiadSaying.as_view(
                permission=f"lessons.{verb}_olympiad",
                action=action,
                form_class=form_class,
                label=label,
                hint=hint,
            ),
            name=f"olympiad_{verb}",
        )
        for verb, action, form_class, label, hint in WORDS
    ],
    path(
        "olympiads/<int:pk>/tasks/",
        olympiads.OlympiadSaying.as_view(
            permission="lessons.create_taskfile",
            action=services.add_task,
            form_class=forms.TaskForm,
            label=pgettext_lazy("olympiad", "Add a task file"),
            hint=_("Until the hour only you can open it; once the hour has come it is open."),
        ),
        name="taskfile_create",
    ),
    path(
        "olympiads/tasks/<int:pk>/remove/",
        olympiads.TaskPress.as_view(
            permission="lessons.remove_taskfile", action=services.remove_taskfile
        ),
        name="taskfile_remove",
    ),
    path(
        "olympiads/<int:pk>/results/",
        olympiads.ResultCreate.as_view(),
        name="olympiadresult_create",
    ),
    path(
        "olympiads/results/<int:pk>/update/",
        olympiads.ResultUpdate.as_view(),
        name="olympiadresult_update",
    ),
    path(
        "olympiads/results/<int:pk>/remove/",
        olympiads.ResultPress.as_view(
            permission="lessons.remove_olympiadresult",
            action=services.remove_olympiadresult,
        ),
        name="olympiadresult_remove",
    ),
]
