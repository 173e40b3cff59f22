"""Plans, diaries and reports of mentorships."""

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core import triggers
from lessons.freezing import MENTORSHIP


def put_in(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, MENTORSHIP)


def take_out(apps: Any, schema_editor: Any) -> None:
    triggers.uninstall(schema_editor, MENTORSHIP)


class Migration(migrations.Migration):
    dependencies = [
        ("lessons", "0002_schedule"),
        ("core", "0005_search_walks_indexes"),
        ("associations", "0004_young_teachers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: list[Any] = [
        migrations.CreateModel(
            name="MentorshipPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "side",
                    models.CharField(
                        choices=[("mentor", "mentor"), ("novice", "young teacher")],
                        editable=False,
                        max_length=6,
                        verbose_name="as whom",
                    ),
                ),
                (
                    "remark",
                    models.TextField(
                        blank=True,
                        editable=False,
                        max_length=2000,
                        verbose_name="why it was returned",
                    ),
                ),
                ("handed_in_at", models.DateTimeField(editable=False, null=True)),
                ("decided_on", models.DateField(editable=False, null=True)),
                ("goal", models.TextField(blank=True, max_length=2000, verbose_name="goal")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("handed_in", "handed in"),
                            ("approved", "approved"),
                            ("returned", "returned"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "approved_at",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="lessons.mentorship",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.archiveddocument",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "plan of a mentorship",
                "verbose_name_plural": "plans of mentorships",
            },
        ),
        migrations.CreateModel(
            name="MentorshipReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "side",
                    models.CharField(
                        choices=[("mentor", "mentor"), ("novice", "young teacher")],
                        editable=False,
                        max_length=6,
                        verbose_name="as whom",
                    ),
                ),
                (
                    "remark",
                    models.TextField(
                        blank=True,
                        editable=False,
                        max_length=2000,
                        verbose_name="why it was returned",
                    ),
                ),
                ("handed_in_at", models.DateTimeField(editable=False, null=True)),
                ("decided_on", models.DateField(editable=False, null=True)),
                (
                    "period",
                    models.CharField(
                        choices=[("half", "half-year"), ("year", "year")],
                        max_length=4,
                        verbose_name="for",
                    ),
                ),
                (
                    "done",
                    models.TextField(
                        blank=True, max_length=10000, verbose_name="what was done"
                    ),
                ),
                (
                    "outcome",
                    models.TextField(
                        blank=True, max_length=10000, verbose_name="what came of it"
                    ),
                ),
                (
                    "troubles",
                    models.TextField(
                        blank=True,
                        max_length=10000,
                        verbose_name="difficulties and their causes",
                    ),
                ),
                (
                    "proposals",
                    models.TextField(blank=True, max_length=10000, verbose_name="proposals"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("handed_in", "handed in"),
                            ("accepted", "accepted"),
                            ("returned", "returned"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="lessons.mentorship",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.archiveddocument",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "report of a mentorship",
                "verbose_name_plural": "reports of mentorships",
            },
        ),
        migrations.CreateModel(
            name="MentorshipRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="month",
                    ),
                ),
                ("content", models.TextField(max_length=1000, verbose_name="what is done")),
                (
                    "form",
                    models.CharField(blank=True, max_length=160, verbose_name="form of work"),
                ),
                (
                    "mark",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "done"),
                            ("partly", "partly done"),
                            ("not_done", "not done"),
                        ],
                        editable=False,
                        max_length=8,
                        verbose_name="fulfilment",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="remark on the fulfilment",
                    ),
                ),
                ("marked_on", models.DateField(editable=False, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="lessons.mentorshipplan",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of a mentorship plan",
                "verbose_name_plural": "rows of mentorship plans",
            },
        ),
        migrations.CreateModel(
            name="DiaryEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("day", models.DateField(verbose_name="day")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("visit", "lesson visit"),
                            ("talk", "talk"),
                            ("advice", "advice"),
                            ("other", "other help"),
                        ],
                        default="talk",
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        max_length=2000, verbose_name="what was done, what was advised"
                    ),
                ),
                (
                    "mentorship",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="diary",
                        to="lessons.mentorship",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a mentor's diary",
                "verbose_name_plural": "entries of mentors' diaries",
                "indexes": [
                    models.Index(fields=["mentorship", "day", "id"], name="diary_in_order")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="mentorshipplan",
            constraint=models.UniqueConstraint(
                fields=("mentorship", "side"), name="mentorshipplan_one_per_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="mentorshipreport",
            constraint=models.UniqueConstraint(
                fields=("mentorship", "side", "period"),
                name="mentorshipreport_one_per_period",
                violation_error_message="There is already a report for this time.",
            ),
        ),
        migrations.RunPython(put_in, take_out, elidable=False),
    ]
