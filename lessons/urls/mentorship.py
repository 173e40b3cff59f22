"""Addresses of mentorships, their plans, diaries and reports."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.views import ActionFormPage, ActionView
from lessons import services
from lessons.forms import mentoring as writing
from lessons.forms import mentorship as forms
from lessons.models import (
    DiaryEntry,
    Mentorship,
    MentorshipPlan,
    MentorshipReport,
    MentorshipRow,
)
from lessons.views import mentoring, mentorship

PAIR, PLAN, REPORT = "mentorships", "mentorships/plans", "mentorships/reports"

# Buttons: where, of what, under which name, by which rule, which service.
PRESSED: list[Any] = [
    (PAIR, Mentorship, "mentorshipplan_create", services.create_mentorshipplan),
    (PLAN, MentorshipPlan, "mentorshipplan_fill", services.fill_mentorshipplan),
    (PLAN, MentorshipPlan, "mentorshipplan_hand_in", services.hand_in_mentorshipplan),
    (f"{PLAN}/rows", MentorshipRow, "mentorshiprow_remove", services.remove_mentorshiprow),
    (f"{PAIR}/diary", DiaryEntry, "diaryentry_remove", services.remove_diaryentry),
    (REPORT, MentorshipReport, "mentorshipreport_hand_in", services.hand_in_mentorshipreport),
    (REPORT, MentorshipReport, "mentorshipreport_accept", services.accept_mentorshipreport),
]
RULES = {
    "mentorshipplan_fill": "lessons.change_mentorshipplan",
    "mentorshiprow_create": "lessons.change_mentorshipplan",
    "mentorshiprow_remove": "lessons.change_mentorshiprow",
}
# Buttons that ask, with their form; those of a table of moves take its label.
ASKED: list[Any] = [
    (PAIR, Mentorship, "mentorship_appoint", services.appoint_mentorship, forms.AppointForm),
    (PAIR, Mentorship, "mentorship_decline", services.decline_mentorship, forms.DeclineForm),
    (PAIR, Mentorship, "mentorship_end", services.end_mentorship, forms.EndForm),
    (PAIR, Mentorship, "diaryentry_create", services.add_diaryentry, forms.DiaryForm),
    (PLAN, MentorshipPlan, "mentorshiprow_create", services.add_mentorshiprow, writing.RowForm),
    (
        PLAN,
        MentorshipPlan,
        "mentorshipplan_approve",
        services.approve_mentorshipplan,
        writing.ApproveForm,
    ),
    (
        PLAN,
        MentorshipPlan,
        "mentorshipplan_return",
        services.return_mentorshipplan,
        writing.ReturnForm,
    ),
    (
        REPORT,
        MentorshipReport,
        "mentorshipreport_return",
        services.return_mentorshipreport,
        writing.ReturnForm,
    ),
]
LABELS = {
    "diaryentry_create": _("Write into the diary"),
    "mentorshiprow_create": _("Add a row"),
}


# Made on the page of something else.
ELSEWHERE = {
    "mentorshipplan_create": "plan",
    "diaryentry_create": "diary",
    "mentorshiprow_create": "rows",
}


def _rule(name: str) -> str:
    noun, _dash, verb = name.partition("_")
    return RULES.get(name, f"lessons.{verb}_{noun}")


def _last(name: str) -> str:
    """The verb; with its noun, where the address is that of another."""
    verb = name.partition("_")[2]
    return verb if name not in ELSEWHERE else f"{ELSEWHERE[name]}/{verb}"


def _label(name: str, model: Any) -> Any:
    return LABELS.get(name) or model.workflow[name.partition("_")[2]].label


urlpatterns: list[Any] = [
    path(f"{PAIR}/", mentorship.MentorshipList.as_view(), name="mentorship_list"),
    path(f"{PAIR}/young/", mentorship.novice_list, name="novice_list"),
    path(f"{PAIR}/create/", mentorship.MentorshipCreate.as_view(), name="mentorship_create"),
    path(f"{PAIR}/<int:pk>/", mentorship.MentorshipDetail.as_view(), name="mentorship_detail"),
    path(
        f"{PAIR}/<int:pk>/update/",
        mentorship.MentorshipUpdate.as_view(),
        name="mentorship_update",
    ),
    path(f"{PAIR}/<int:pk>/diary/", mentorship.DiaryPage.as_view(), name="mentorship_diary"),
    path(
        f"{PAIR}/<int:pk>/diary/pdf/",
        mentorship.DiaryPdf.as_view(),
        name="mentorship_diary_pdf",
    ),
    path(
        f"{PAIR}/diary/<int:pk>/update/",
        mentorship.DiaryEntryUpdate.as_view(),
        name="diaryentry_update",
    ),
    path(f"{PLAN}/<int:pk>/", mentoring.PlanDetail.as_view(), name="mentorshipplan_detail"),
    path(
        f"{PLAN}/<int:pk>/update/",
        mentoring.PlanUpdate.as_view(),
        name="mentorshipplan_update",
    ),
    path(f"{PLAN}/<int:pk>/pdf/", mentoring.PlanPdf.as_view(), name="mentorshipplan_pdf"),
    path(
        f"{PLAN}/rows/<int:pk>/update/",
        mentoring.RowUpdate.as_view(),
        name="mentorshiprow_update",
    ),
    path(
        f"{PLAN}/rows/<int:pk>/mark/",
        mentoring.RowMark.as_view(label=_("How it went")),
        name="mentorshiprow_mark",
    ),
    path(
        f"{PAIR}/<int:pk>/report/",
        mentoring.ReportCreate.as_view(),
        name="mentorshipreport_create",
    ),
    path(
        f"{REPORT}/<int:pk>/",
        mentoring.ReportDetail.as_view(),
        name="mentorshipreport_detail",
    ),
    path(
        f"{REPORT}/<int:pk>/update/",
        mentoring.ReportUpdate.as_view(),
        name="mentorshipreport_update",
    ),
    path(f"{REPORT}/<int:pk>/pdf/", mentoring.ReportPdf.as_view(), name="mentorshipreport_pdf"),
    *[
        path(
            f"{where}/<int:pk>/{_last(name)}/",
            ActionView.as_view(model=model, permission=_rule(name), action=action),
            name=name,
        )
        for where, model, name, action in PRESSED
    ],
    *[
        path(
            f"{where}/<int:pk>/{_last(name)}/",
            ActionFormPage.as_view(
                model=model,
                permission=_rule(name),
                action=action,
                form_class=form_class,
                label=_label(name, model),
            ),
            name=name,
        )
        for where, model, name, action, form_class in ASKED
    ],
]
