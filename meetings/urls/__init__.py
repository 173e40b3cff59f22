"""The index of the app: address, page, rule, service, name."""

from meetings.urls import circulation, elections, joint, meetings, proposals, resolutions

app_name = "meetings"
urlpatterns = [
    *circulation.urlpatterns,
    *elections.urlpatterns,
    *joint.urlpatterns,
    *meetings.urlpatterns,
    *proposals.urlpatterns,
    *resolutions.urlpatterns,
]
