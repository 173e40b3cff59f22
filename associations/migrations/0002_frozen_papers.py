"""Let the database itself keep filed papers as they are."""

from typing import Any

from django.db import migrations

from core import triggers

TABLE = "associations_archiveddocument"
FILED = (
    "OLD.file <> '' AND (NEW.file <> OLD.file OR NEW.file_digest <> OLD.file_digest"
    " OR COALESCE(NEW.size, 0) <> COALESCE(OLD.size, 0)"
    " OR NEW.renderer <> OLD.renderer OR NEW.fonts <> OLD.fonts)"
)
RULES = (
    triggers.Forbid(
        table=TABLE,
        allow_columns=("state", "file", "file_digest", "size", "renderer", "fonts"),
    ),
    triggers.Forbid(table=TABLE, delete=False, when=FILED, name="filed"),
    triggers.Forbid(
        table=TABLE,
        delete=False,
        when="OLD.state = 'replaced' AND NEW.state <> 'replaced'",
        name="replaced",
    ),
)


def install(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, RULES)


def uninstall(apps: Any, schema_editor: Any) -> None:
    triggers.uninstall(schema_editor, RULES)


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0001_initial"),
        ("core", "0002_search_and_triggers"),
    ]

    operations = [migrations.RunPython(install, uninstall)]
