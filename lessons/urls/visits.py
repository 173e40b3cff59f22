"""Addresses of visits, analysis sheets and their balance."""

from typing import Any

urlpatterns: list[Any] = []
