"""The index of the app: address, page, rule, service, name."""

from typing import Any

from plans.urls import marking, writing

app_name = "plans"
urlpatterns: list[Any] = [
    *marking.urlpatterns,
    *writing.urlpatterns,
]
