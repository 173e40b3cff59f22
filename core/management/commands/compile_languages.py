"""Turns the catalogues of words into what Django reads, without the gettext programs."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile locale/*/LC_MESSAGES/*.po where the compiled file is older."
    requires_system_checks: list[str] = []

    def handle(self, **options: object) -> None:
        for folder in settings.LOCALE_PATHS:
            for catalogue in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                if _is_older(catalogue.with_suffix(".mo"), catalogue):
                    _compile(catalogue)
                    self.stdout.write(f"Compiled {catalogue.parent.parent.name}.")


def _is_older(compiled: Path, catalogue: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime


def _compile(catalogue: Path) -> None:
    """Beside it first: a reader never sees half a file."""
    beside = catalogue.with_suffix(".mo.new")
    polib.pofile(str(catalogue)).save_as_mofile(str(beside))
    beside.replace(catalogue.with_suffix(".mo"))
