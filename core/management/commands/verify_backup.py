"""Checks a backup by reading every byte of it back."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import backups


class Command(BaseCommand):
    help = "Read a backup back: every file against its digest, every table against its rows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path)
        parser.add_argument("--identity", type=Path, help="the age key of an encrypted backup")

    def handle(self, **options: object) -> None:
        try:
            manifest = backups.verify(options["backup"], options["identity"])
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        rows, files = sum(manifest.rows.values()), len(manifest.members) - 1
        self.stdout.write(f"Whole: {rows} rows, {files} files, made {manifest.made_at}.")
