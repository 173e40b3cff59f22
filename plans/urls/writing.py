"""Addresses of plans: reading them, making them, writing them."""

from django.urls import path

from plans.views import reading

urlpatterns = [
    path("", reading.PlanList.as_view(), name="plan_list"),
    path("<int:pk>/", reading.PlanDetail.as_view(), name="plan_detail"),
]
