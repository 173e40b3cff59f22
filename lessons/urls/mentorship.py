"""Addresses of mentorships, their plans, diaries and reports."""

from typing import Any

urlpatterns: list[Any] = []
