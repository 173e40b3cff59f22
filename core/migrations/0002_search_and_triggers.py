"""Lay the search index, and let the database itself keep the record as it is."""

from typing import Any

from django.db import migrations

from core import search, triggers


def install(apps: Any, schema_editor: Any) -> None:
    search.install(schema_editor)
    triggers.install(schema_editor, triggers.FROZEN)


def uninstall(apps: Any, schema_editor: Any) -> None:
    triggers.uninstall(schema_editor, triggers.FROZEN)
    search.uninstall(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunPython(install, uninstall)]
