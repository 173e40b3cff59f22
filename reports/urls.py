"""The index of the app: address, page, rule, service, name."""

from django.urls import path

from reports import views
from reports.views import bank

app_name = "reports"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("notices/seen/", views.notices_seen, name="notices_seen"),
    path("search/", views.search, name="search"),
    path("search/pdf/", views.search_pdf, name="search_pdf"),
    path("control/", views.control_sheet, name="control_sheet"),
    path("control/pdf/", views.control_sheet_pdf, name="control_sheet_pdf"),
    path("control/table/", views.control_sheet_table, name="control_sheet_table"),
    path("bank/", bank.BankList.as_view(), name="bank"),
    path("bank/pdf/", bank.BankPdf.as_view(), name="bank_pdf"),
    path("bank/table/", bank.BankTable.as_view(), name="bank_table"),
    path("bank/composition/", bank.composition, name="composition"),
    path("bank/composition/pdf/", bank.composition_pdf, name="composition_pdf"),
    path("bank/composition/table/", bank.composition_table, name="composition_table"),
]
