"""Searches find an index of their own: the newest first on SQLite, by school on PostgreSQL.

PostgreSQL had one, but compared a ``bigint`` with a plain number and so never used its half.
"""

from typing import Any

from django.db import migrations

from core import search


def lay(apps: Any, schema_editor: Any) -> None:
    search.lay_again(schema_editor)


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP INDEX IF EXISTS core_searchrow_newest", params=None)


class Migration(migrations.Migration):
    dependencies = [("core", "0004_search_shows_texts")]

    operations = [migrations.RunPython(lay, take_down)]
