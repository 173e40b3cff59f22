"""Addresses of meetings that come from rows, and of where a plan is adopted."""

from django.urls import path

from plans.views import gathering

urlpatterns = [
    path("<int:pk>/consider/", gathering.PlanConsider.as_view(), name="plan_consider"),
    path("rows/<int:pk>/meeting/", gathering.RowMeeting.as_view(), name="planrow_meeting"),
    path("rows/<int:pk>/link/", gathering.RowLink.as_view(), name="planrow_link"),
]
