"""The address of the year's meetings of an association."""

from django.urls import path

from meetings.views.series import MeetingSeries

urlpatterns = [
    path("series/<int:pk>/", MeetingSeries.as_view(), name="meeting_series"),
]
