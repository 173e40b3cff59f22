"""The index of the app: address, page, rule, service, name."""

from typing import Any

from lessons.urls import clubs, events, mentorship, olympiads, schedule, visits, weeks

app_name = "lessons"
urlpatterns: list[Any] = [
    *clubs.urlpatterns,
    *events.urlpatterns,
    *mentorship.urlpatterns,
    *olympiads.urlpatterns,
    *schedule.urlpatterns,
    *visits.urlpatterns,
    *weeks.urlpatterns,
]
