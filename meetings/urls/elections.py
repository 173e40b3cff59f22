"""Addresses of elections."""

from django.urls import path

from meetings import services
from meetings.views.elections import ElectionApply

urlpatterns = [
    path(
        "elections/<int:pk>/apply/",
        ElectionApply.as_view(action=services.apply_election),
        name="election_apply",
    ),
]
