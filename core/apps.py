"""The app's card."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        from core import checks, fonts  # noqa: F401, PLC0415 -- register themselves once apps are there
