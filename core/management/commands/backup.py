"""Makes a backup: database and files in one checked file."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core import backups


class Command(BaseCommand):
    help = "Write database and files into one file, while people go on working."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", nargs="?", type=Path, help="a file or a folder")
        parser.add_argument(
            "--recipients", type=Path, help="encrypt with the age program for these keys"
        )
        parser.add_argument(
            "--keep", type=int, default=0, help="remove older backups of the folder but so many"
        )

    def handle(self, **options: object) -> None:
        target = Path(str(options["target"] or settings.DATA / "backups"))
        recipients = options["recipients"]
        if not target.name.endswith((".tar", ".tar.age")):
            ending = ".tar.age" if recipients else ".tar"
            target = target / f"birikme-{timezone.localtime():%Y%m%d-%H%M%S}{ending}"
        try:
            manifest = backups.make(target, recipients)
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        rows, files = sum(manifest.rows.values()), len(manifest.members) - 1
        self.stdout.write(f"{target}: {rows} rows, {files} files")
        self._forget_old(target, int(str(options["keep"])))

    def _forget_old(self, target: Path, keep: int) -> None:
        found = sorted(target.parent.glob("birikme-*.tar*"), reverse=True)
        for old in found[keep:] if keep else []:
            old.unlink()
            self.stdout.write(f"{old}: removed, {keep} newer ones are kept")
