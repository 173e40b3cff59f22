"""Plans, diaries and reports of mentorships."""

from typing import Any

from django.db import migrations

from core import triggers
from lessons.freezing import MENTORSHIP


def put_in(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, MENTORSHIP)


def take_out(apps: Any, schema_editor: Any) -> None:
    triggers.uninstall(schema_editor, MENTORSHIP)


class Migration(migrations.Migration):
    dependencies = [("lessons", "0002_schedule"), ("core", "0005_search_walks_indexes")]

    operations: list[Any] = [migrations.RunPython(put_in, take_out, elidable=False)]
