"""The address where dates move with the calendar."""

from django.urls import path

from plans.views import calendar

urlpatterns = [
    path("years/<int:pk>/shift/", calendar.CalendarShift.as_view(), name="calendar_shift"),
]
