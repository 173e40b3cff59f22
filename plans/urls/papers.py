"""Addresses of papers, and of what the school sets for the plans of a year."""

from django.urls import path

from plans.views import papers, planning

urlpatterns = [
    path("<int:pk>/pdf/", papers.PlanPdf.as_view(), name="plan_pdf"),
    path("revisions/<int:pk>/pdf/", papers.RevisionPdf.as_view(), name="planrevision_pdf"),
    path(
        "revisions/<int:pk>/amendment/",
        papers.AmendmentPdf.as_view(),
        name="planrevision_amendment",
    ),
    path("<int:pk>/fulfilment/pdf/", papers.PlanReport.as_view(), name="plan_fulfilment_pdf"),
    path("fulfilment/pdf/", papers.fulfilment_pdf, name="fulfilment_sheet_pdf"),
    path("years/<int:pk>/", planning.PlanningYearUpdate.as_view(), name="planningyear_update"),
]
