"""The app's card."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
