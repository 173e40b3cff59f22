"""Analysis sheets of visits, their templates and their advice."""

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lessons.models.sheets
from core import triggers
from lessons.freezing import VISITS


def put_in(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, VISITS)


def take_out(apps: Any, schema_editor: Any) -> None:
    triggers.uninstall(schema_editor, VISITS)


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0003_absences"),
        ("lessons", "0003_mentorship"),
        ("core", "0005_search_walks_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SheetTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("open", "open lesson"),
                            ("mutual", "mutual visit"),
                            ("admin", "administrative visit"),
                            ("novice", "visit to a young teacher"),
                            ("mentor", "visit by the mentor"),
                        ],
                        editable=False,
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(editable=False, verbose_name="version"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_use", "in use"),
                            ("retired", "replaced"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=7,
                        verbose_name="state",
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
                "verbose_name": "template of an analysis sheet",
                "verbose_name_plural": "templates of analysis sheets",
            },
        ),
        migrations.CreateModel(
            name="SheetCriterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(editable=False)),
                (
                    "text_ky",
                    models.CharField(max_length=300, verbose_name="criterion in Kyrgyz"),
                ),
                (
                    "text_ru",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="criterion in Russian"
                    ),
                ),
                (
                    "scored",
                    models.BooleanField(default=True, verbose_name="with points from 0 to 2"),
                ),
                (
                    "required",
                    models.BooleanField(default=True, verbose_name="has to be filled in"),
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
                (
                    "template",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="lessons.sheettemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "criterion",
                "verbose_name_plural": "criteria",
            },
        ),
        migrations.CreateModel(
            name="VisitRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "per_quarter",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="visits that each teacher makes in a quarter",
                    ),
                ),
                (
                    "silence",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="days after which a sheet counts without an answer",
                    ),
                ),
                (
                    "owner",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visit_rules",
                        to="associations.school",
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
                "verbose_name": "rules of visits",
                "verbose_name_plural": "rules of visits",
            },
        ),
        migrations.CreateModel(
            name="VisitSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "code",
                    models.CharField(
                        default=lessons.models.sheets.sheet_code,
                        editable=False,
                        max_length=9,
                        unique=True,
                        verbose_name="code of the printed sheet",
                    ),
                ),
                ("answers", models.JSONField(default=dict, editable=False)),
                (
                    "lesson_type",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="type of the lesson"
                    ),
                ),
                (
                    "listed",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(60)],
                        verbose_name="pupils on the list",
                    ),
                ),
                (
                    "present",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(60)],
                        verbose_name="pupils present",
                    ),
                ),
                (
                    "strengths",
                    models.TextField(blank=True, max_length=5000, verbose_name="strengths"),
                ),
                (
                    "to_improve",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="what to improve"
                    ),
                ),
                (
                    "recommendation",
                    models.TextField(blank=True, max_length=5000, verbose_name="advice"),
                ),
                (
                    "conclusion",
                    models.TextField(blank=True, max_length=5000, verbose_name="conclusion"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("shared", "shared"),
                            ("answered", "answered"),
                            ("agreed", "agreed"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("shared_at", models.DateTimeField(editable=False, null=True)),
                (
                    "reply",
                    models.TextField(
                        blank=True,
                        editable=False,
                        max_length=5000,
                        verbose_name="answer of the teacher",
                    ),
                ),
                (
                    "self_analysis",
                    models.TextField(
                        blank=True,
                        editable=False,
                        max_length=5000,
                        verbose_name="self-analysis",
                    ),
                ),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                ("agreed_at", models.DateTimeField(editable=False, null=True)),
                ("silent", models.BooleanField(default=False, editable=False)),
                (
                    "author",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visit_sheets",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "template",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="lessons.sheettemplate",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="lessons.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "analysis sheet",
                "verbose_name_plural": "analysis sheets",
            },
        ),
        migrations.CreateModel(
            name="Advice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.TextField(editable=False, max_length=5000, verbose_name="text"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("done", "followed"),
                            ("dropped", "dropped"),
                        ],
                        default="open",
                        editable=False,
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True, editable=False, max_length=500, verbose_name="outcome"
                    ),
                ),
                ("closed_on", models.DateField(editable=False, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "teacher",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advice_received",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advice",
                        to="lessons.visitsheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "advice",
                "verbose_name_plural": "advice",
            },
        ),
        migrations.AddConstraint(
            model_name="sheettemplate",
            constraint=models.UniqueConstraint(
                fields=("school", "kind", "number"), name="sheettemplate_one_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheettemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "in_use")),
                fields=("school", "kind"),
                name="sheettemplate_one_in_use",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheettemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "draft")),
                fields=("school", "kind"),
                name="sheettemplate_one_draft",
                violation_error_message="A new version of this sheet is being written.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetcriterion",
            constraint=models.UniqueConstraint(
                fields=("template", "position"), name="sheetcriterion_one_per_position"
            ),
        ),
        migrations.AddIndex(
            model_name="visitsheet",
            index=models.Index(fields=["author", "status"], name="visitsheet_of_author"),
        ),
        migrations.AddIndex(
            model_name="visitsheet",
            index=models.Index(
                condition=models.Q(("status__in", ["shared", "answered"])),
                fields=["shared_at"],
                name="visitsheet_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitsheet",
            constraint=models.UniqueConstraint(
                fields=("visit", "author"),
                name="visitsheet_one_per_visitor",
                violation_error_message="Each visitor has one sheet of a visit.",
            ),
        ),
        migrations.AddIndex(
            model_name="advice",
            index=models.Index(fields=["teacher", "status"], name="advice_of_teacher"),
        ),
        migrations.RunPython(put_in, take_out, elidable=False),
    ]
