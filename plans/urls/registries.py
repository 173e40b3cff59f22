"""Addresses of what teachers hand in: calendar-thematic plans and individual ones."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.views import ActionFormPage, ActionView
from plans import services
from plans.forms import registries as forms
from plans.models import IndividualPlan, TopicPlan
from plans.views import registries
from plans.workflow import INDIVIDUAL_PLAN_WORKFLOW, TOPIC_PLAN_WORKFLOW

PRESSED: list[Any] = [
    ("topics", TopicPlan, "hand_in", services.hand_in_topicplan),
    ("topics", TopicPlan, "recommend", services.recommend_topicplan),
    ("topics", TopicPlan, "approve", services.approve_topicplan),
    ("individual", IndividualPlan, "hand_in", services.hand_in_individualplan),
]
ASKED: list[Any] = [
    ("topics", TopicPlan, "discuss", services.discuss_topicplan, forms.HeldMeetingForm),
    ("topics", TopicPlan, "return", services.return_topicplan, forms.ReturnForm),
    (
        "individual",
        IndividualPlan,
        "approve",
        services.approve_individualplan,
        forms.HeldMeetingForm,
    ),
    ("individual", IndividualPlan, "return", services.return_individualplan, forms.ReturnForm),
]
FLOWS = {TopicPlan: TOPIC_PLAN_WORKFLOW, IndividualPlan: INDIVIDUAL_PLAN_WORKFLOW}
SEVERAL: list[Any] = [
    (
        "discuss",
        services.discuss_topicplans,
        forms.DiscussSeveralForm,
        _("Plans discussed at a meeting"),
    ),
    (
        "recommend",
        services.recommend_topicplans,
        forms.RecommendSeveralForm,
        _("Recommend several plans"),
    ),
    (
        "approve",
        services.approve_topicplans,
        forms.ApproveSeveralForm,
        _("Approve several plans"),
    ),
]

urlpatterns = [
    path("topics/", registries.TopicPlanList.as_view(), name="topicplan_list"),
    path("topics/pdf/", registries.TopicPlanListPdf.as_view(), name="topicplan_list_pdf"),
    path("topics/table/", registries.TopicPlanListTable.as_view(), name="topicplan_list_table"),
    path("topics/create/", registries.TopicPlanCreate.as_view(), name="topicplan_create"),
    path("topics/<int:pk>/", registries.TopicPlanDetail.as_view(), name="topicplan_detail"),
    path(
        "topics/<int:pk>/update/", registries.TopicPlanUpdate.as_view(), name="topicplan_update"
    ),
    path(
        "topics/<int:pk>/progress/",
        registries.ProgressPage.as_view(action=services.progress_topicplan),
        name="topicplan_progress",
    ),
    path("individual/", registries.IndividualPlanList.as_view(), name="individualplan_list"),
    path(
        "individual/create/",
        registries.IndividualPlanCreate.as_view(),
        name="individualplan_create",
    ),
    path(
        "individual/<int:pk>/",
        registries.IndividualPlanDetail.as_view(),
        name="individualplan_detail",
    ),
    path(
        "individual/<int:pk>/update/",
        registries.IndividualPlanUpdate.as_view(),
        name="individualplan_update",
    ),
    path("of/<int:pk>/", registries.HandedInSheet.as_view(), name="handed_in"),
    path("of/<int:pk>/programmes/", registries.ProgrammeSheet.as_view(), name="programmes"),
    *[
        path(
            f"of/<int:pk>/{verb}/",
            registries.Several.as_view(
                permission=f"plans.{verb}_topicplans",
                action=action,
                form_class=form_class,
                label=label,
                submit=TOPIC_PLAN_WORKFLOW[verb].label,
            ),
            name=f"topicplans_{verb}",
        )
        for verb, action, form_class, label in SEVERAL
    ],
    *[
        path(
            f"{where}/<int:pk>/{verb}/",
            ActionView.as_view(
                model=model,
                permission=f"plans.{verb}_{model._meta.model_name}",
                action=action,
            ),
            name=f"{model._meta.model_name}_{verb}",
        )
        for where, model, verb, action in PRESSED
    ],
    *[
        path(
            f"{where}/<int:pk>/{verb}/",
            ActionFormPage.as_view(
                model=model,
                permission=f"plans.{verb}_{model._meta.model_name}",
                action=action,
                form_class=form_class,
                label=FLOWS[model][verb].label,
            ),
            name=f"{model._meta.model_name}_{verb}",
        )
        for where, model, verb, action, form_class in ASKED
    ],
]
