"""Makes what is there found by its words: once after an upgrade, or anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from meetings.models import Meeting
from meetings.services.finding import remember_forgotten, remember_meeting


class Command(BaseCommand):
    help = "Make meetings and their parts findable; the clock does so too, some at a time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those that are found")

    def handle(self, **options: Any) -> None:
        number = self.everything() if options["all"] else self.forgotten()
        self.stdout.write(f"Meetings made findable: {number}")

    def forgotten(self) -> int:
        number = 0
        while written := remember_forgotten():
            number += written
        return number

    def everything(self) -> int:
        number = 0
        meetings = Meeting.objects.select_related("association").order_by("pk")
        for meeting in meetings.iterator(chunk_size=100):
            remember_meeting(meeting)
            number += 1
        return number
