"""Addresses of proposals of club leaders and olympiad coaches."""

from typing import Any

from django.urls import path

from lessons import services
from lessons.forms import clubs as forms
from lessons.models import ClubProposal
from lessons.views import clubs

ANSWERS: list[Any] = [
    ("accept", services.accept_clubproposal, forms.AcceptForm),
    ("decline", services.decline_clubproposal, forms.DeclineForm),
]

urlpatterns = [
    path("clubs/", clubs.ClubProposalList.as_view(), name="clubproposal_list"),
    path("clubs/pdf/", clubs.ClubProposalPdf.as_view(), name="clubproposal_list_pdf"),
    path("clubs/table/", clubs.ClubProposalTable.as_view(), name="clubproposal_list_table"),
    path("clubs/create/", clubs.ClubProposalCreate.as_view(), name="clubproposal_create"),
    path("clubs/<int:pk>/", clubs.ClubProposalDetail.as_view(), name="clubproposal_detail"),
    path(
        "clubs/<int:pk>/update/", clubs.ClubProposalUpdate.as_view(), name="clubproposal_update"
    ),
    path(
        "clubs/<int:pk>/withdraw/",
        clubs.ClubPress.as_view(
            permission="lessons.withdraw_clubproposal", action=services.withdraw_clubproposal
        ),
        name="clubproposal_withdraw",
    ),
    *[
        path(
            f"clubs/<int:pk>/{verb}/",
            clubs.ClubSaying.as_view(
                permission=f"lessons.{verb}_clubproposal",
                action=action,
                form_class=form_class,
                label=ClubProposal.workflow[verb].label,
            ),
            name=f"clubproposal_{verb}",
        )
        for verb, action, form_class in ANSWERS
    ],
]
