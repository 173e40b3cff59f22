"""What hangs on the schedule: moved lessons, the addresses of calendar feeds, what stays."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lessons.models.calendar
from core import triggers
from lessons.freezing import SCHEDULE


def put_in(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, SCHEDULE)


def take_out(apps: Any, schema_editor: Any) -> None:
    triggers.uninstall(schema_editor, SCHEDULE)


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0003_absences"),
        ("lessons", "0001_lessons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OpenLessonMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "old_day",
                    models.DateField(editable=False, null=True, verbose_name="day before"),
                ),
                ("old_period", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("old_room", models.CharField(blank=True, editable=False, max_length=40)),
                ("new_day", models.DateField(editable=False, verbose_name="new day")),
                ("new_period", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("new_room", models.CharField(blank=True, editable=False, max_length=40)),
                ("reason", models.TextField(max_length=500, verbose_name="reason")),
                ("at", models.DateTimeField(editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="lessons.openlesson",
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
                "verbose_name": "moved open lesson",
                "verbose_name_plural": "moved open lessons",
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "of",
                    models.CharField(
                        choices=[
                            ("mine", "mine"),
                            ("association", "of the association"),
                            ("school", "of the school"),
                        ],
                        default="mine",
                        max_length=11,
                        verbose_name="which",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=lessons.models.calendar.feed_code,
                        editable=False,
                        max_length=64,
                        unique=True,
                    ),
                ),
                ("made_at", models.DateTimeField(editable=False)),
                (
                    "association",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.association",
                        verbose_name="association",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_feeds",
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
            ],
            options={
                "verbose_name": "calendar feed",
                "verbose_name_plural": "calendar feeds",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("association__isnull", False), ("of", "association")),
                            models.Q(
                                models.Q(("of", "association"), _negated=True),
                                ("association", None),
                            ),
                            _connector="OR",
                        ),
                        name="calendarfeed_names_its_association",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("association", None)),
                        fields=("person", "of"),
                        name="calendarfeed_one_of_a_kind",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "association"),
                        name="calendarfeed_one_per_association",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="openlessonmove",
            index=models.Index(fields=["lesson", "id"], name="openlessonmove_in_order"),
        ),
        migrations.RunPython(put_in, take_out, elidable=False),
    ]
