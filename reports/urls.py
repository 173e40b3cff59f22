"""The index of the app: address, page, rule, service, name."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("notices/seen/", views.notices_seen, name="notices_seen"),
    path("search/", views.search, name="search"),
    path("search/pdf/", views.search_pdf, name="search_pdf"),
    path("control/", views.control_sheet, name="control_sheet"),
    path("control/pdf/", views.control_sheet_pdf, name="control_sheet_pdf"),
    path("control/table/", views.control_sheet_table, name="control_sheet_table"),
]
