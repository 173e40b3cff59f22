"""The app's card."""

from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "lessons"
