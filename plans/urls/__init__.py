"""The index of the app: address, page, rule, service, name."""

from typing import Any

app_name = "plans"
urlpatterns: list[Any] = []
