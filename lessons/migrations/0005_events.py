"""Programmes and people of events, subject weeks, olympiads, proposals of club leaders."""

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lessons.models.classes
from core import triggers
from lessons.freezing import EVENTS


def put_in(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, EVENTS)


def take_out(apps: Any, schema_editor: Any) -> None:
    triggers.uninstall(schema_editor, EVENTS)


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0003_absences"),
        ("core", "0005_search_walks_indexes"),
        ("lessons", "0004_visits"),
        ("plans", "0002_frozen_plans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Olympiad",
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
                            ("olympiad", "olympiad, school stage"),
                            ("contest", "contest"),
                            ("review", "review"),
                        ],
                        default="olympiad",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="name")),
                (
                    "classes",
                    models.CharField(
                        blank=True, help_text="7–11", max_length=60, verbose_name="classes"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                ("opens_at", models.DateTimeField(verbose_name="task files open at")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("finished", "results are final"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "conclusions",
                    models.TextField(
                        blank=True, editable=False, max_length=10000, verbose_name="conclusions"
                    ),
                ),
                (
                    "remark",
                    models.TextField(
                        blank=True, editable=False, max_length=2000, verbose_name="remark"
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="olympiads",
                        to="associations.association",
                        verbose_name="association",
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
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chair of the jury",
                    ),
                ),
                (
                    "jury",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="members of the jury",
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
                    "plan_row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="olympiads",
                        to="plans.planrow",
                        verbose_name="row of the plan",
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
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.subject",
                        verbose_name="subject",
                    ),
                ),
                (
                    "winners_paper",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.archiveddocument",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.academicyear",
                        verbose_name="school year",
                    ),
                ),
            ],
            options={
                "verbose_name": "olympiad or contest",
                "verbose_name_plural": "olympiads and contests",
            },
        ),
        migrations.CreateModel(
            name="OlympiadResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("pupil", models.CharField(max_length=120, verbose_name="pupil")),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="class",
                    ),
                ),
                (
                    "letter",
                    lessons.models.classes.LetterField(
                        blank=True,
                        max_length=3,
                        validators=[lessons.models.classes.check_letter],
                        verbose_name="letter",
                    ),
                ),
                (
                    "teacher",
                    models.CharField(blank=True, max_length=120, verbose_name="teacher"),
                ),
                (
                    "points",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="points",
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="place",
                    ),
                ),
                (
                    "onward",
                    models.BooleanField(
                        default=False, verbose_name="goes to the district stage"
                    ),
                ),
                ("sort_key", models.CharField(default="", editable=False, max_length=240)),
                (
                    "olympiad",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="lessons.olympiad",
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
                "verbose_name": "result of a pupil",
                "verbose_name_plural": "results of pupils",
            },
        ),
        migrations.CreateModel(
            name="SubjectWeek",
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
                        choices=[("week", "subject week"), ("decade", "decade")],
                        default="week",
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="name")),
                ("goal", models.TextField(blank=True, max_length=2000, verbose_name="goal")),
                ("first", models.DateField(verbose_name="first day")),
                ("last", models.DateField(verbose_name="last day")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("approved", "approved"),
                            ("returned", "returned"),
                            ("reported", "reported"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "remark",
                    models.TextField(
                        blank=True, editable=False, max_length=2000, verbose_name="remark"
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "winners",
                    models.TextField(blank=True, max_length=5000, verbose_name="winners"),
                ),
                (
                    "best",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="the best events"
                    ),
                ),
                (
                    "failed",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="what did not succeed"
                    ),
                ),
                (
                    "proposals",
                    models.TextField(blank=True, max_length=5000, verbose_name="proposals"),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weeks",
                        to="associations.association",
                        verbose_name="association",
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
                    "plan_row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weeks",
                        to="plans.planrow",
                        verbose_name="row of the plan",
                    ),
                ),
                (
                    "report_paper",
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
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.subject",
                        verbose_name="subject",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.academicyear",
                        verbose_name="school year",
                    ),
                ),
            ],
            options={
                "verbose_name": "subject week",
                "verbose_name_plural": "subject weeks",
            },
        ),
        migrations.CreateModel(
            name="TaskFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="what these tasks are"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
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
                    "olympiad",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="lessons.olympiad",
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
                "verbose_name": "task file",
                "verbose_name_plural": "task files",
            },
        ),
        migrations.CreateModel(
            name="WeekRow",
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
                            ("opening", "opening"),
                            ("event", "event"),
                            ("closing", "closing"),
                        ],
                        default="event",
                        max_length=7,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="what is held")),
                ("day", models.DateField(verbose_name="day")),
                ("begins", models.TimeField(blank=True, null=True, verbose_name="begins at")),
                (
                    "classes",
                    models.CharField(
                        blank=True, help_text="7-А, 7-Ң", max_length=60, verbose_name="classes"
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                (
                    "outside",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="others who are responsible"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("held", "held"),
                            ("missed", "not held"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                (
                    "groups",
                    models.PositiveSmallIntegerField(
                        editable=False,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200)],
                        verbose_name="number of classes",
                    ),
                ),
                (
                    "pupils",
                    models.PositiveSmallIntegerField(
                        editable=False,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(5000)],
                        verbose_name="number of pupils",
                    ),
                ),
                (
                    "winners",
                    models.TextField(
                        blank=True, editable=False, max_length=2000, verbose_name="winners"
                    ),
                ),
                (
                    "remark",
                    models.TextField(
                        blank=True, editable=False, max_length=2000, verbose_name="remark"
                    ),
                ),
                (
                    "responsible",
                    models.ManyToManyField(
                        blank=True,
                        related_name="week_rows",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="responsible",
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
                    "week",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="lessons.subjectweek",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a subject week",
                "verbose_name_plural": "events of a subject week",
            },
        ),
        migrations.CreateModel(
            name="ClubProposal",
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
                        choices=[("club", "leader of a club"), ("coach", "olympiad coach")],
                        default="club",
                        max_length=5,
                        verbose_name="as",
                    ),
                ),
                (
                    "title",
                    models.CharField(max_length=200, verbose_name="club or olympiad group"),
                ),
                (
                    "classes",
                    models.CharField(
                        blank=True, help_text="7–9", max_length=60, verbose_name="classes"
                    ),
                ),
                (
                    "hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(40),
                        ],
                        verbose_name="hours a week",
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why this person"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True, editable=False, max_length=2000, verbose_name="answer"
                    ),
                ),
                ("decided_on", models.DateField(editable=False, null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clubs",
                        to="associations.association",
                        verbose_name="association",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who is proposed",
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
                    "year",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.academicyear",
                        verbose_name="school year",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal of a club leader",
                "verbose_name_plural": "proposals of club leaders",
                "indexes": [
                    models.Index(fields=["school", "year", "status"], name="club_of_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="EventParticipant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "guest",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="guest"
                    ),
                ),
                ("came", models.BooleanField(editable=False, null=True, verbose_name="came")),
                (
                    "certificate",
                    models.PositiveIntegerField(
                        editable=False, null=True, verbose_name="number of the certificate"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="lessons.event",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
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
                "verbose_name": "participant",
                "verbose_name_plural": "participants",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "person"), name="eventparticipant_once_per_event"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", None), ("guest", ""), _connector="XOR"),
                        name="eventparticipant_is_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("begins", models.TimeField(blank=True, null=True, verbose_name="begins at")),
                ("title", models.CharField(max_length=300, verbose_name="topic")),
                (
                    "guest",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="speaker from elsewhere"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="lessons.event",
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
                    "speaker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="speaker",
                    ),
                ),
            ],
            options={
                "verbose_name": "point of a programme",
                "verbose_name_plural": "points of a programme",
                "indexes": [
                    models.Index(fields=["event", "begins", "id"], name="eventpoint_in_order")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="olympiad",
            index=models.Index(fields=["school", "day", "id"], name="olympiad_on_day"),
        ),
        migrations.AddIndex(
            model_name="olympiad",
            index=models.Index(fields=["association", "year"], name="olympiad_of_year"),
        ),
        migrations.AddIndex(
            model_name="olympiadresult",
            index=models.Index(fields=["olympiad", "grade", "id"], name="result_in_order"),
        ),
        migrations.AddConstraint(
            model_name="olympiadresult",
            constraint=models.UniqueConstraint(
                fields=("olympiad", "pupil", "grade", "letter"),
                name="olympiadresult_one_per_pupil",
                violation_error_message="This pupil stands in the list already.",
            ),
        ),
        migrations.AddIndex(
            model_name="subjectweek",
            index=models.Index(fields=["school", "first", "id"], name="subjectweek_on_day"),
        ),
        migrations.AddIndex(
            model_name="subjectweek",
            index=models.Index(fields=["association", "year"], name="subjectweek_of_year"),
        ),
        migrations.AddConstraint(
            model_name="subjectweek",
            constraint=models.CheckConstraint(
                condition=models.Q(("last__gte", models.F("first"))),
                name="subjectweek_ends_after_it_begins",
                violation_error_message="The end must not come before the beginning.",
            ),
        ),
        migrations.AddIndex(
            model_name="weekrow",
            index=models.Index(fields=["week", "day", "begins", "id"], name="weekrow_in_order"),
        ),
        migrations.RunPython(put_in, take_out, elidable=False),
    ]
