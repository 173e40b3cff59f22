"""Makes a start possible: words, tables, static files, and the demo where nothing is yet."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from associations.models import School

# django-htmx brings htmx 4 (a beta) and extensions; we serve htmx 2.
NOT_SERVED = ["htmx-4*", "htmax-4*", "ext/*", "ext", "admin", "admin/*"]


class Command(BaseCommand):
    help = "Compile languages, migrate, collect static files; load the demo where empty."
    requires_system_checks: list[str] = []

    def handle(self, **options: object) -> None:
        if settings.PRODUCTION:
            call_command("check", deploy=True, fail_level="WARNING", stdout=self.stdout)
        call_command("compile_languages", stdout=self.stdout)
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        self._collect()
        if settings.DEMO and _is_empty():
            self.stdout.write("· Loading the demo school into the empty database.")
            call_command("load_demo", stdout=self.stdout)

    def _collect(self) -> None:
        seen = Path(settings.STATIC_ROOT) / ".collected"
        now = _fingerprint()
        if seen.exists() and seen.read_text() == now:
            return
        self.stdout.write("· Collecting static files.")
        call_command(
            "collectstatic",
            interactive=False,
            clear=True,
            verbosity=0,
            ignore_patterns=NOT_SERVED,
        )
        seen.write_text(now)


def _is_empty() -> bool:
    """One row of a school, or of a person, and the data is somebody's."""
    return not (School.objects.exists() or get_user_model()._default_manager.exists())


def _fingerprint() -> str:
    """What would be collected, by name, size and time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list(NOT_SERVED), key=lambda found: found[0]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
