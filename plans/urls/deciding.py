"""Addresses of what is decided on plans, and of the rounds they went through."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.views import ActionFormPage, ActionView
from plans import services
from plans.forms import deciding as forms
from plans.models import Plan
from plans.views import deciding, rounds, submitting
from plans.workflow import PLAN_WORKFLOW

DECISIONS: list[Any] = [
    (
        "agree",
        services.agree_plan,
        forms.DecideForm,
        _("You agree with exactly the text below. An annual plan then goes to the director."),
    ),
    (
        "retract",
        services.retract_plan,
        forms.RetractForm,
        _("The plan waits for the deputy director again. The words stay in the round."),
    ),
    (
        "approve",
        services.approve_plan,
        forms.DecideForm,
        _("You approve exactly the text below. It holds from now on, and its paper is kept."),
    ),
    (
        "return",
        services.return_plan,
        forms.ReturnForm,
        _("The head sees your words and each remark beside its row, and submits it anew."),
    ),
]

urlpatterns = [
    path("waiting/", rounds.plan_waiting, name="plan_waiting"),
    path("waiting/approve/", rounds.plans_approve, name="plans_approve"),
    path("<int:pk>/rounds/", rounds.PlanRounds.as_view(), name="plan_rounds"),
    path("revisions/<int:pk>/", rounds.RevisionDetail.as_view(), name="planrevision_detail"),
    path(
        "<int:pk>/submit/",
        submitting.Submitting.as_view(
            action=services.submit_plan,
            form_class=forms.SubmitForm,
            label=PLAN_WORKFLOW["submit"].label,
        ),
        name="plan_submit",
    ),
    path(
        "<int:pk>/withdraw/",
        ActionView.as_view(
            model=Plan, permission="plans.withdraw_plan", action=services.withdraw_plan
        ),
        name="plan_withdraw",
    ),
    *[
        path(
            f"<int:pk>/{verb}/",
            deciding.Deciding.as_view(
                verb=verb,
                permission=f"plans.{verb}_plan",
                action=action,
                form_class=form_class,
                label=PLAN_WORKFLOW[verb].label,
                hint=hint,
            ),
            name=f"plan_{verb}",
        )
        for verb, action, form_class, hint in DECISIONS
    ],
    path(
        "<int:pk>/amend/",
        ActionFormPage.as_view(
            model=Plan,
            permission="plans.amend_plan",
            action=services.amend_plan,
            form_class=forms.AmendForm,
            label=PLAN_WORKFLOW["amend"].label,
            hint=_(
                "The approved plan holds until the amendment has been agreed and approved too. "
                "Its paper stays."
            ),
        ),
        name="plan_amend",
    ),
    path(
        "<int:pk>/abandon/",
        ActionView.as_view(
            model=Plan, permission="plans.abandon_plan", action=services.abandon_plan
        ),
        name="plan_abandon",
    ),
    path(
        "<int:pk>/remarks/",
        deciding.Remarking.as_view(
            action=services.create_planremark, form_class=forms.RemarkForm
        ),
        name="planremark_create",
    ),
    path(
        "remarks/<int:pk>/answer/",
        deciding.Answering.as_view(
            action=services.answer_planremark, form_class=forms.AnswerForm
        ),
        name="planremark_answer",
    ),
]
