"""The app's card."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
