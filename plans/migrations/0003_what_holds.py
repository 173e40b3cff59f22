"""What holds of each row, beside its text, which an amendment changes; the year's last day."""

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from core import triggers
from plans.freezing import FIRST, HOLDING

TIME = ("when", "months", "day", "quarter")


def put_in(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, HOLDING)


def take_out(apps: Any, schema_editor: Any) -> None:
    triggers.uninstall(schema_editor, HOLDING)


def hold_rows(apps: Any, schema_editor: Any) -> None:
    """Give every row what the text in force says of it, and the people whom it names."""
    row_of = apps.get_model("plans", "PlanRow")
    texts = apps.get_model("plans", "PlanRevision").objects
    there = set(apps.get_model("associations", "User").objects.values_list("pk", flat=True))
    doers = row_of.doers_now.through
    holding = apps.get_model("plans", "Plan").objects.exclude(in_force=None)
    for plan in holding.iterator():
        snapshot = texts.values_list("snapshot", flat=True).get(pk=plan.in_force_id)
        words = {row["key"]: row for row in json.loads(snapshot)["rows"]}
        named = []
        for row in row_of.objects.filter(plan=plan.pk, key__in=list(words)):
            row.in_force = words[str(row.key)]
            row.due_now = _due(apps, row)
            row.save(update_fields=["in_force", "due_now"])
            keys = {person["pk"] for person in row.in_force.get("people", [])} & there
            named += [doers(planrow_id=row.pk, user_id=key) for key in keys]
        doers.objects.bulk_create(named)


def _due(apps: Any, row: Any) -> Any:
    """A date that an open amendment had changed already is again that of the text in force."""
    said, day = row.in_force, row.day.isoformat() if row.day else None
    written = {"when": row.when, "months": row.months, "day": day, "quarter": row.quarter}
    if "due" not in said or all(said[name] == written[name] for name in TIME):
        return row.due_now
    marks = apps.get_model("plans", "RowMark").objects
    moved = marks.filter(row=row.pk, step="moved", verdict="confirmed").order_by("-pk").first()
    return moved.new_due if moved and moved.new_due else date.fromisoformat(said["due"])


def end_with_teaching(apps: Any, schema_editor: Any) -> None:
    """Rows of «all year» fall due when teaching ends, not in August; what was moved stays."""
    rows = apps.get_model("plans", "PlanRow").objects.select_related("plan__year")
    for row in rows.filter(due_now=F("plan__year__end")).exclude(marks__step="moved"):
        if (row.in_force or {"when": row.when})["when"] == "year":
            rows.filter(pk=row.pk).update(due_now=_taught_until(row.plan.year))


def _taught_until(year: Any) -> date:
    ends = [quarter.end for quarter in year.quarters.all()]
    may = date(year.start.year + (year.start.month > 5), 5, 31)  # noqa: PLR2004 -- of May
    return min(max(ends, default=may), year.end)


def close_remarks(apps: Any, schema_editor: Any) -> None:
    """Of a text that holds, or of an amendment given up, nothing is answered any more."""
    remarks = apps.get_model("plans", "PlanRemark").objects.filter(state="open")
    holds = Q(revision__number__lte=F("revision__plan__in_force__number"))
    remarks.filter(holds | Q(revision__plan__status="approved")).update(state="closed")


def settle(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL makes no trigger while it still has something to check."""
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0002_frozen_plans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        *triggers.lifted(
            FIRST,
            migrations.AddField(
                model_name="planrow",
                name="in_force",
                field=models.JSONField(editable=False, null=True),
            ),
            migrations.AddField(
                model_name="planrow",
                name="doers_now",
                field=models.ManyToManyField(
                    blank=True, editable=False, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            migrations.AlterField(
                model_name="plandecision",
                name="step",
                field=models.CharField(
                    choices=[
                        ("submitted", "submitted"),
                        ("withdrawn", "withdrawn"),
                        ("agreed", "agreed"),
                        ("skipped", "agreement not needed"),
                        ("retracted", "agreement taken back"),
                        ("approved", "approved"),
                        ("returned", "returned"),
                        ("given_up", "given up"),
                    ],
                    editable=False,
                    max_length=9,
                ),
            ),
            migrations.AlterField(
                model_name="planremark",
                name="state",
                field=models.CharField(
                    choices=[("open", "open"), ("answered", "answered"), ("closed", "closed")],
                    default="open",
                    editable=False,
                    max_length=8,
                    verbose_name="state",
                ),
            ),
            migrations.RunPython(hold_rows, migrations.RunPython.noop),
            migrations.RunPython(end_with_teaching, migrations.RunPython.noop),
            migrations.RunPython(close_remarks, migrations.RunPython.noop),
            migrations.RunPython(settle, migrations.RunPython.noop),
        ),
        migrations.RunPython(put_in, take_out, elidable=False),
    ]
