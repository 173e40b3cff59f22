"""The index of the app: address, page, rule, service, name."""

from typing import Any

from plans.urls import writing

app_name = "plans"
urlpatterns: list[Any] = [
    *writing.urlpatterns,
]
