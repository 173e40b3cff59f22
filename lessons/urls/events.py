"""Addresses of events, subject weeks, olympiads and clubs."""

from typing import Any

urlpatterns: list[Any] = []
