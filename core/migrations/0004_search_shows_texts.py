"""Found things are shown with their words, and know what they are a part of.

SQLite makes the table anew for a new column, and would lose what keeps its index of words: so
that is taken down before and laid again after. On PostgreSQL a column is simply added.
"""

from typing import Any

from django.db import migrations, models

from core import search


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        search.uninstall(schema_editor)


def lay(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        search.install(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("core", "0003_letters")]

    operations = [
        migrations.RunPython(take_down, lay),
        migrations.AddField(
            model_name="searchrow",
            name="whole_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="searchrow",
            name="text",
            field=models.TextField(blank=True, default="", verbose_name="text"),
        ),
        migrations.AddIndex(
            model_name="searchrow",
            index=models.Index(fields=["scope", "whole_id"], name="searchrow_of_whole"),
        ),
        migrations.RunPython(lay, take_down),
    ]
