"""Schedules and open lessons, visits, events and mentorships."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lessons.models.classes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("associations", "0003_absences"),
        ("meetings", "0003_control"),
        ("plans", "0002_frozen_plans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Mentorship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(verbose_name="until")),
                (
                    "order_number",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=40,
                        verbose_name="number of the order",
                    ),
                ),
                (
                    "order_date",
                    models.DateField(
                        editable=False, null=True, verbose_name="date of the order"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("appointed", "appointed"),
                            ("declined", "declined"),
                            ("ended", "ended"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "closing_note",
                    models.TextField(
                        blank=True, editable=False, max_length=5000, verbose_name="closing note"
                    ),
                ),
                (
                    "ended_on",
                    models.DateField(editable=False, null=True, verbose_name="ended on"),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentorships",
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
                    "mentor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentorships_given",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="mentor",
                    ),
                ),
                (
                    "novice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentorships_had",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="young teacher",
                    ),
                ),
                (
                    "proposed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentorships_proposed",
                        to="meetings.agendaitem",
                        verbose_name="proposed at the meeting",
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
                "verbose_name": "mentorship",
                "verbose_name_plural": "mentorships",
            },
        ),
        migrations.CreateModel(
            name="OpenLesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
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
                    "language",
                    models.CharField(
                        choices=[
                            ("ky", "Kyrgyz"),
                            ("ru", "Russian"),
                            ("uz", "Uzbek"),
                            ("tg", "Tajik"),
                        ],
                        default="ky",
                        max_length=2,
                        verbose_name="language of teaching",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("lesson", "open lesson"), ("event", "extracurricular event")],
                        default="lesson",
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                ("topic", models.CharField(max_length=300, verbose_name="topic")),
                ("month", models.DateField(editable=False, verbose_name="month")),
                ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                (
                    "period",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="lesson number",
                    ),
                ),
                ("room", models.CharField(blank=True, max_length=40, verbose_name="room")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("declined", "declined"),
                            ("planned", "planned"),
                            ("given", "given"),
                            ("analysed", "analysed"),
                            ("not_given", "not given"),
                        ],
                        default="planned",
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
                    "plan_row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open_lessons",
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
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open_lessons",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="teacher",
                    ),
                ),
            ],
            options={
                "verbose_name": "open lesson",
                "verbose_name_plural": "open lessons",
            },
        ),
        migrations.CreateModel(
            name="Event",
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
                            ("seminar", "seminar"),
                            ("practical", "practical seminar"),
                            ("training", "training"),
                            ("master_class", "master class"),
                            ("readings", "methodical readings"),
                            ("conference", "conference"),
                            ("exhibition", "exhibition"),
                            ("game", "business game"),
                            ("extracurricular", "extracurricular event"),
                        ],
                        default="practical",
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="topic")),
                ("goal", models.TextField(blank=True, max_length=2000, verbose_name="goal")),
                ("day", models.DateField(verbose_name="day")),
                ("begins", models.TimeField(blank=True, null=True, verbose_name="begins at")),
                ("ends", models.TimeField(blank=True, null=True, verbose_name="ends at")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                (
                    "audience",
                    models.CharField(blank=True, max_length=300, verbose_name="for whom"),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="seats"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("held", "held"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "outcome",
                    models.TextField(
                        blank=True, editable=False, max_length=10000, verbose_name="outcome"
                    ),
                ),
                (
                    "recommendations",
                    models.TextField(
                        blank=True,
                        editable=False,
                        max_length=10000,
                        verbose_name="recommendations",
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
                        related_name="events",
                        to="associations.association",
                        verbose_name="association",
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
                    "author",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan_row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
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
                    "year",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.academicyear",
                        verbose_name="school year",
                    ),
                ),
                (
                    "open_lessons",
                    models.ManyToManyField(
                        blank=True,
                        related_name="events",
                        to="lessons.openlesson",
                        verbose_name="open lessons and extracurricular events that go with it",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
            },
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "half",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "first half-year"), (2, "second half-year")],
                        default=1,
                        verbose_name="half-year",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("agreed", "agreed"),
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
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schedules",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.academicyear",
                        verbose_name="school year",
                    ),
                ),
            ],
            options={
                "verbose_name": "schedule of open lessons",
                "verbose_name_plural": "schedules of open lessons",
            },
        ),
        migrations.AddField(
            model_name="openlesson",
            name="schedule",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lessons",
                to="lessons.schedule",
            ),
        ),
        migrations.CreateModel(
            name="ScheduleRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(editable=False, verbose_name="number"),
                ),
                ("snapshot", models.TextField(editable=False)),
                ("digest", models.CharField(editable=False, max_length=64)),
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
                    "paper",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schedules",
                        to="associations.archiveddocument",
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="lessons.schedule",
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
                "verbose_name": "revision of a schedule",
                "verbose_name_plural": "revisions of a schedule",
            },
        ),
        migrations.CreateModel(
            name="ScheduleDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("submitted", "submitted"),
                            ("withdrawn", "withdrawn"),
                            ("agreed", "agreed"),
                            ("skipped", "agreement not needed"),
                            ("approved", "approved"),
                            ("returned", "returned"),
                        ],
                        editable=False,
                        max_length=9,
                    ),
                ),
                ("post_ky", models.CharField(blank=True, editable=False, max_length=200)),
                ("post_ru", models.CharField(blank=True, editable=False, max_length=200)),
                ("name_ky", models.CharField(editable=False, max_length=120)),
                ("name_ru", models.CharField(editable=False, max_length=120)),
                ("acting", models.BooleanField(default=False, editable=False)),
                ("text", models.TextField(blank=True, editable=False, verbose_name="words")),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("at", models.DateTimeField(editable=False)),
                (
                    "person",
                    models.ForeignKey(
                        editable=False,
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
                    "revision",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="lessons.schedulerevision",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision on a schedule",
                "verbose_name_plural": "decisions on a schedule",
            },
        ),
        migrations.AddField(
            model_name="schedule",
            name="in_force",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="lessons.schedulerevision",
            ),
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
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
                    "language",
                    models.CharField(
                        choices=[
                            ("ky", "Kyrgyz"),
                            ("ru", "Russian"),
                            ("uz", "Uzbek"),
                            ("tg", "Tajik"),
                        ],
                        default="ky",
                        max_length=2,
                        verbose_name="language of teaching",
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
                        default="mutual",
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=300, verbose_name="topic")),
                (
                    "purpose",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="purpose of the visit"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                (
                    "period",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="lesson number",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("held", "held"),
                            ("not_held", "not held"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=8,
                        verbose_name="state",
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
                        related_name="visits",
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
                    "mentorship",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="lessons.mentorship",
                        verbose_name="mentorship",
                    ),
                ),
                (
                    "open_lesson",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="lessons.openlesson",
                        verbose_name="open lesson",
                    ),
                ),
                (
                    "plan_row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.subject",
                        verbose_name="subject",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits_received",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="teacher",
                    ),
                ),
                (
                    "visitors",
                    models.ManyToManyField(
                        related_name="visits_made",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="visitors",
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
                "verbose_name": "lesson visit",
                "verbose_name_plural": "lesson visits",
            },
        ),
        migrations.AddIndex(
            model_name="mentorship",
            index=models.Index(
                fields=["association", "status"], name="mentorship_of_association"
            ),
        ),
        migrations.AddIndex(
            model_name="mentorship",
            index=models.Index(fields=["novice", "status"], name="mentorship_of_novice"),
        ),
        migrations.AddConstraint(
            model_name="mentorship",
            constraint=models.CheckConstraint(
                condition=models.Q(("mentor", models.F("novice")), _negated=True),
                name="mentorship_of_two_people",
                violation_error_message="Nobody is the own mentor.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mentorship",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))),
                name="mentorship_ends_after_it_begins",
                violation_error_message="The last day lies before the first.",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["school", "day", "id"], name="event_on_day"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["association", "year", "kind"], name="event_of_year"),
        ),
        migrations.AddIndex(
            model_name="openlesson",
            index=models.Index(
                fields=["schedule", "month", "day", "id"], name="openlesson_in_order"
            ),
        ),
        migrations.AddIndex(
            model_name="openlesson",
            index=models.Index(fields=["school", "day", "period"], name="openlesson_on_day"),
        ),
        migrations.AddIndex(
            model_name="openlesson",
            index=models.Index(fields=["teacher", "day"], name="openlesson_of_teacher"),
        ),
        migrations.AddConstraint(
            model_name="openlesson",
            constraint=models.UniqueConstraint(
                fields=("schedule", "key"), name="openlesson_one_per_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="schedulerevision",
            constraint=models.UniqueConstraint(
                fields=("schedule", "number"), name="schedulerevision_one_per_number"
            ),
        ),
        migrations.AddIndex(
            model_name="scheduledecision",
            index=models.Index(fields=["revision", "id"], name="scheduledecision_in_order"),
        ),
        migrations.AddIndex(
            model_name="schedule",
            index=models.Index(fields=["school", "year", "half"], name="schedule_of_year"),
        ),
        migrations.AddIndex(
            model_name="schedule",
            index=models.Index(
                condition=models.Q(("status__in", ["submitted", "agreed", "returned"])),
                fields=["school", "status"],
                name="schedule_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.UniqueConstraint(
                fields=("association", "year", "half"),
                name="schedule_one_per_half",
                violation_error_message="There is already a schedule for this half-year.",
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                fields=["association", "year", "day", "id"], name="visit_in_order"
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["teacher", "day"], name="visit_of_teacher"),
        ),
    ]
