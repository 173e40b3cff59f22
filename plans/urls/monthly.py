"""Addresses of monthly plans."""

from django.urls import path

from plans.views import monthly

urlpatterns = [
    path("<int:pk>/months/", monthly.PlanMonths.as_view(), name="plan_months"),
    path("<int:pk>/months/create/", monthly.MonthCreate.as_view(), name="month_create"),
    path("<int:pk>/rows/take/", monthly.RowsTake.as_view(), name="rows_take"),
]
