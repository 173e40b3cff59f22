"""Check every filed paper: snapshot, file, and on demand a second rendering."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from associations import archive
from associations.models import ArchivedDocument


class Command(BaseCommand):
    help = "Check that every filed paper is still what was filed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--render",
            action="store_true",
            help="Render each paper again and compare the bytes.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        papers = ArchivedDocument.objects.order_by("pk")
        complaints = 0
        for complaint in archive.verify(papers.iterator(), rendering=options["render"]):
            complaints += 1
            self.stderr.write(complaint)
        if complaints:
            raise CommandError(f"{complaints} of {papers.count()} papers are not whole.")
        self.stdout.write(f"{papers.count()} papers are whole.")
