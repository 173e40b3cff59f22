"""The index of the app: address, page, rule, service, name."""

from meetings.urls import meetings, resolutions

app_name = "meetings"
urlpatterns = [*meetings.urlpatterns, *resolutions.urlpatterns]
