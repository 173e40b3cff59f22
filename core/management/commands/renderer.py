"""The renderer of papers: runs until it is stopped."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand

from core.renderer import launch


class Command(BaseCommand):
    help = "Run the renderer that turns papers into PDF; it becomes a process of its own."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        command = launch.command()
        self.stdout.write(f"renderer: {launch.socket_path()}")
        self.stdout.flush()
        os.chdir(launch.BASE)
        os.execve(command[0], command, launch.environment())  # noqa: S606 -- our own python
