"""Let the database itself keep filed papers as they are."""

from typing import Any

from django.db import migrations

from associations.freezing import FROZEN
from core import triggers


def install(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, FROZEN)


def uninstall(apps: Any, schema_editor: Any) -> None:
    triggers.uninstall(schema_editor, FROZEN)


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0001_initial"),
        ("core", "0002_search_and_triggers"),
    ]

    operations = [migrations.RunPython(install, uninstall)]
