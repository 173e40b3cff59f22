"""Puts a backup back, and brings an older one up to date."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import backups


class Command(BaseCommand):
    help = "Put a backup into place. Stop the server first; data that is there is never mixed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path)
        parser.add_argument("--identity", type=Path, help="the age key of an encrypted backup")
        parser.add_argument(
            "--replace", action="store_true", help="put what is there now aside and replace it"
        )

    def handle(self, **options: object) -> None:
        try:
            manifest = backups.restore(
                options["backup"], identity=options["identity"], replace=options["replace"]
            )
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", interactive=False, verbosity=0)
        rows = sum(manifest.rows.values())
        self.stdout.write(f"Restored {rows} rows of {manifest.made_at}. Now run: doctor")
