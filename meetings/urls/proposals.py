"""Addresses of what members propose for the agenda."""

from django.urls import path

from core.views import ActionFormPage, ActionView
from meetings import services
from meetings.forms.proposals import AnswerForm
from meetings.models import ItemProposal
from meetings.views import proposals
from meetings.workflow import PROPOSAL_WORKFLOW

urlpatterns = [
    path("proposals/", proposals.ProposalList.as_view(), name="itemproposal_list"),
    path("proposals/create/", proposals.ProposalCreate.as_view(), name="itemproposal_create"),
    path("proposals/<int:pk>/", proposals.ProposalDetail.as_view(), name="itemproposal_detail"),
    path(
        "proposals/<int:pk>/update/",
        proposals.ProposalUpdate.as_view(),
        name="itemproposal_update",
    ),
    path(
        "proposals/<int:pk>/accept/",
        proposals.ProposalAccept.as_view(action=services.accept_itemproposal),
        name="itemproposal_accept",
    ),
    *[
        path(
            f"proposals/<int:pk>/{verb}/",
            ActionFormPage.as_view(
                model=ItemProposal,
                permission=f"meetings.{verb}_itemproposal",
                action=action,
                form_class=AnswerForm,
                label=PROPOSAL_WORKFLOW[verb].label,
            ),
            name=f"itemproposal_{verb}",
        )
        for verb, action in {
            "postpone": services.postpone_itemproposal,
            "decline": services.decline_itemproposal,
        }.items()
    ],
    *[
        path(
            f"proposals/<int:pk>/{verb}/",
            ActionView.as_view(
                model=ItemProposal, permission=f"meetings.{rule}_itemproposal", action=action
            ),
            name=f"itemproposal_{verb}",
        )
        for verb, rule, action in [
            ("withdraw", "withdraw", services.withdraw_itemproposal),
            ("improve", "change", services.improve_itemproposal),
        ]
    ],
]
