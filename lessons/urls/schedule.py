"""Addresses of schedules, open lessons and the calendar."""

from typing import Any

urlpatterns: list[Any] = []
