"""The index of the app: address, page, rule, service, name."""

from meetings.urls import (
    circulation,
    elections,
    joint,
    meetings,
    proposals,
    reminding,
    resolutions,
    series,
)

app_name = "meetings"
urlpatterns = [
    *circulation.urlpatterns,
    *elections.urlpatterns,
    *joint.urlpatterns,
    *meetings.urlpatterns,
    *proposals.urlpatterns,
    *reminding.urlpatterns,
    *resolutions.urlpatterns,
    *series.urlpatterns,
]
