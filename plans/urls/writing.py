"""Addresses of plans: reading them, making them, writing them."""

from django.urls import path

from core.views import ActionView
from plans import services
from plans.models import Plan
from plans.views import reading, writing

urlpatterns = [
    path("", reading.PlanList.as_view(), name="plan_list"),
    path("create/", writing.PlanCreate.as_view(), name="plan_create"),
    path("<int:pk>/", reading.PlanDetail.as_view(), name="plan_detail"),
    path("<int:pk>/update/", writing.PlanUpdate.as_view(), name="plan_update"),
    path(
        "<int:pk>/remove/",
        ActionView.as_view(
            model=Plan, permission="plans.remove_plan", action=services.remove_plan
        ),
        name="plan_remove",
    ),
    path("<int:pk>/rows/", writing.PlanRows.as_view(), name="plan_rows"),
    path("<int:pk>/rows/add/", writing.PlanRowCreate.as_view(), name="planrow_create"),
    path("<int:pk>/rows/order/", writing.PlanRowsReorder.as_view(), name="plan_reorder"),
    path("rows/<int:pk>/update/", writing.PlanRowUpdate.as_view(), name="planrow_update"),
    *[
        path(
            f"rows/<int:pk>/{verb}/",
            writing.RowAction.as_view(action=action),
            name=f"planrow_{verb}",
        )
        for verb, action in {
            "raise": services.raise_row,
            "lower": services.lower_row,
            "keep": services.keep_row,
            "remove": services.remove_row,
            "restore": services.restore_row,
        }.items()
    ],
]
