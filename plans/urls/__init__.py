"""The index of the app: address, page, rule, service, name."""

from plans.urls import marking

app_name = "plans"
urlpatterns = [
    *marking.urlpatterns,
]
