"""The index of the app: address, page, rule, service, name."""

from meetings.urls import circulation, meetings, proposals, resolutions

app_name = "meetings"
urlpatterns = [
    *circulation.urlpatterns,
    *meetings.urlpatterns,
    *proposals.urlpatterns,
    *resolutions.urlpatterns,
]
