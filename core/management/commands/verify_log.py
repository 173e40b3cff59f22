"""Walks the record from its first line to its last and names every break."""

from django.core.management.base import BaseCommand, CommandError

from core import audit
from core.models import AuditEntry, ChainHead


class Command(BaseCommand):
    help = "Check every chained record; silence about breaks means it is whole."

    def handle(self, **options: object) -> None:
        scopes = ChainHead.objects.values_list("scope", flat=True).order_by("scope")
        breaks = [fault for scope in scopes for fault in audit.verify(scope)]
        for fault in breaks:
            self.stdout.write(fault)
        if breaks:
            raise CommandError(f"The record is broken in {len(breaks)} places.")
        self.stdout.write(f"Whole: {AuditEntry.objects.count()} lines in {len(scopes)} chains.")
