"""Makes what is there found by its words: once after an upgrade, or anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from meetings.services.finding import remember_everything, remember_forgotten


class Command(BaseCommand):
    help = "Make meetings, their parts and proposals findable; the clock does so too, in part."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those that are found")

    def handle(self, **options: Any) -> None:
        number = remember_everything() if options["all"] else self.forgotten()
        self.stdout.write(f"Made findable: {number}")

    def forgotten(self) -> int:
        number = 0
        while written := remember_forgotten():
            number += written
        return number
