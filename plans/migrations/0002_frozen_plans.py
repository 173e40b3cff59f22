"""Submitted plans and what was said of them stay as they are: the database refuses."""

from typing import Any

from django.db import migrations

from core import triggers
from plans.freezing import FIRST


def put_in(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, FIRST)


def take_out(apps: Any, schema_editor: Any) -> None:
    triggers.uninstall(schema_editor, FIRST)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_plans"), ("core", "0005_search_walks_indexes")]
    operations = [migrations.RunPython(put_in, take_out, elidable=False)]
