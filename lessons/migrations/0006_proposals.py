"""What a teacher proposes for a schedule that was approved may be mended until it is answered."""

from typing import Any

from django.db import migrations

from core import triggers
from lessons.freezing import SCHEDULE


def put_in(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, SCHEDULE)


class Migration(migrations.Migration):
    dependencies = [("lessons", "0005_events")]

    operations = [
        migrations.RunPython(put_in, migrations.RunPython.noop, elidable=False),
    ]
