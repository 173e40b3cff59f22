"""Addresses of what was resolved."""

from django.urls import path

from core.views import ActionFormPage, ActionView
from meetings import services
from meetings.forms.signing import FinishForm
from meetings.models import Resolution
from meetings.workflow import RESOLUTION_WORKFLOW

urlpatterns = [
    # What becomes of resolutions
    path(
        "resolutions/<int:pk>/finish/",
        ActionFormPage.as_view(
            model=Resolution,
            permission="meetings.finish_resolution",
            action=services.finish_resolution,
            form_class=FinishForm,
            label=RESOLUTION_WORKFLOW["finish"].label,
        ),
        name="resolution_finish",
    ),
    path(
        "resolutions/<int:pk>/renew/",
        ActionView.as_view(
            model=Resolution,
            permission="meetings.renew_resolution",
            action=services.renew_resolution,
        ),
        name="resolution_renew",
    ),
]
