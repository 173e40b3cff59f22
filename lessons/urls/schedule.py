"""Addresses of schedules, open lessons and the calendar."""

from typing import Any

from django.urls import path

from lessons.views import calendar

urlpatterns: list[Any] = [
    path("", calendar.overview, name="overview"),
]
