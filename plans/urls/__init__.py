"""The index of the app: address, page, rule, service, name."""

from typing import Any

from plans.urls import (
    calendar,
    deciding,
    gathering,
    marking,
    monthly,
    papers,
    registries,
    writing,
)

app_name = "plans"
urlpatterns: list[Any] = [
    *calendar.urlpatterns,
    *deciding.urlpatterns,
    *gathering.urlpatterns,
    *marking.urlpatterns,
    *monthly.urlpatterns,
    *papers.urlpatterns,
    *registries.urlpatterns,
    *writing.urlpatterns,
]
