"""Signed protocols stay as they are: the database refuses, whoever asks."""

from typing import Any

from django.db import migrations

from core import triggers
from meetings.freezing import FIRST


def put_in(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, FIRST)


def take_out(apps: Any, schema_editor: Any) -> None:
    triggers.uninstall(schema_editor, FIRST)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("core", "0002_search_and_triggers")]
    operations = [migrations.RunPython(put_in, take_out, elidable=False)]
