"""Addresses of reminding."""

from django.urls import path

from meetings.views.reminding import DeadlineList

urlpatterns = [
    path("deadlines/of/<int:pk>/", DeadlineList.as_view(), name="deadline_list"),
]
