"""What the clock does: each app's chores, one after the other. Run it once an hour."""

import logging
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import module_has_submodule

from core import digests
from core.tidying import CHORES

log = logging.getLogger(__name__)
Chore = tuple[str, Callable[[], int]]


def chores() -> Iterator[Chore]:
    """Begin with the ground; an app names its own ones ``CHORES`` in its services.

    Letters come last: what the others wrote leaves in the same hour.
    """
    yield from CHORES.items()
    for app in apps.get_app_configs():
        if app.module and module_has_submodule(app.module, "services"):
            yield from getattr(import_module(f"{app.name}.services"), "CHORES", {}).items()
    yield from digests.CHORES.items()


class Command(BaseCommand):
    help = "Do what is due: tidy up, and see to what was left undone. One line per thing done."

    def handle(self, **options: Any) -> None:
        failed = [words for words, chore in chores() if not self.did(words, chore)]
        if failed:
            raise CommandError(f"Could not be done: {', '.join(failed)}.")

    def did(self, words: str, chore: Callable[[], int]) -> bool:
        """Do one chore; what is wrong with one does not keep the others from being done.

        Nor does what is wrong with one person, where a chore sees to many.
        """
        try:
            count = chore()
        except digests.PartlyDoneError as partly:
            self.stdout.write(f"{words}: {partly}")
            return False
        except Exception:
            log.exception("A chore failed: %s", words)
            return False
        if count:
            self.stdout.write(f"{words}: {count}")
        return True
