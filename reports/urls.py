"""The index of the app: address, page, rule, service, name."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("notices/seen/", views.notices_seen, name="notices_seen"),
]
