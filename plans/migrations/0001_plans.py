"""Plans, their rows, what was decided on them, and what teachers hand in."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import plans.models.year


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("associations", "0003_absences"),
        ("meetings", "0003_control"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "period",
                    models.CharField(
                        choices=[("year", "annual"), ("month", "monthly")],
                        default="year",
                        editable=False,
                        max_length=5,
                        verbose_name="period",
                    ),
                ),
                ("month", models.DateField(editable=False, null=True, verbose_name="month")),
                (
                    "theme",
                    models.TextField(
                        blank=True, max_length=500, verbose_name="methodical theme"
                    ),
                ),
                (
                    "theme_source",
                    models.CharField(
                        choices=[
                            ("school", "from the school's plan"),
                            ("cabinet", "recommended by the methodical cabinet"),
                            ("own", "the association's own"),
                        ],
                        default="school",
                        max_length=7,
                        verbose_name="where the theme comes from",
                    ),
                ),
                ("goal", models.TextField(blank=True, max_length=2000, verbose_name="goal")),
                (
                    "priorities",
                    models.TextField(
                        blank=True,
                        max_length=5000,
                        verbose_name="priority directions, one on each line",
                    ),
                ),
                (
                    "tasks",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="tasks, one on each line"
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
                        related_name="plans",
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
                    "considered",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans_considered",
                        to="meetings.agendaitem",
                        verbose_name="adopted at the meeting",
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
                        related_name="plans",
                        to="associations.academicyear",
                        verbose_name="school year",
                    ),
                ),
            ],
            options={
                "verbose_name": "plan",
                "verbose_name_plural": "plans",
            },
        ),
        migrations.CreateModel(
            name="PlanningYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "theme_ky",
                    models.TextField(
                        blank=True,
                        max_length=500,
                        verbose_name="methodical theme of the school, Kyrgyz",
                    ),
                ),
                (
                    "theme_ru",
                    models.TextField(
                        blank=True,
                        max_length=500,
                        verbose_name="methodical theme of the school, Russian",
                    ),
                ),
                (
                    "priorities_ky",
                    models.TextField(
                        blank=True,
                        max_length=3000,
                        verbose_name="priorities of the year, Kyrgyz, one on each line",
                    ),
                ),
                (
                    "priorities_ru",
                    models.TextField(
                        blank=True,
                        max_length=3000,
                        verbose_name="priorities of the year, Russian, one on each line",
                    ),
                ),
                ("plan_due", models.DateField(verbose_name="annual plans are due by")),
                (
                    "months",
                    models.JSONField(
                        default=plans.models.year.usual_months,
                        verbose_name="months of the monthly plans",
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
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planning",
                        to="associations.academicyear",
                        verbose_name="school year",
                    ),
                ),
            ],
            options={
                "verbose_name": "planning of a school year",
                "verbose_name_plural": "planning of school years",
            },
        ),
        migrations.CreateModel(
            name="PlanRevision",
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
                (
                    "reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="why the plan is amended"
                    ),
                ),
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
                        related_name="plans",
                        to="associations.archiveddocument",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="plans.plan",
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
                "verbose_name": "revision of a plan",
                "verbose_name_plural": "revisions of a plan",
            },
        ),
        migrations.CreateModel(
            name="PlanRemark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row_key", models.UUIDField(editable=False, null=True)),
                ("field", models.CharField(blank=True, editable=False, max_length=20)),
                ("quote", models.CharField(blank=True, editable=False, max_length=200)),
                ("text", models.TextField(max_length=2000, verbose_name="remark")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("answered", "answered")],
                        default="open",
                        editable=False,
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "answer",
                    models.TextField(blank=True, max_length=2000, verbose_name="answer"),
                ),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "revision",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="plans.planrevision",
                    ),
                ),
            ],
            options={
                "verbose_name": "remark on a plan",
                "verbose_name_plural": "remarks on a plan",
            },
        ),
        migrations.CreateModel(
            name="PlanReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                        related_name="readings",
                        to="plans.planrevision",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading of a plan",
                "verbose_name_plural": "readings of plans",
            },
        ),
        migrations.CreateModel(
            name="PlanDecision",
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
                            ("retracted", "agreement taken back"),
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
                        to="plans.planrevision",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision on a plan",
                "verbose_name_plural": "decisions on a plan",
            },
        ),
        migrations.AddField(
            model_name="plan",
            name="in_force",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.planrevision",
            ),
        ),
        migrations.CreateModel(
            name="PlanRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "part",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "I. Organisational work"),
                            (2, "II. Raising the legal literacy of the members"),
                            (3, "III. Watching over the teaching of subjects"),
                            (4, "IV. Methodical work"),
                        ],
                        default=1,
                        verbose_name="part",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("code", models.CharField(blank=True, editable=False, max_length=8)),
                ("text", models.TextField(max_length=2000, verbose_name="what is to be done")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "meeting"),
                            ("open_lesson", "open lesson"),
                            ("visit", "lesson visit"),
                            ("seminar", "seminar"),
                            ("week", "subject week"),
                            ("olympiad", "olympiad"),
                            ("report", "report"),
                            ("mentorship", "mentorship"),
                            ("control", "control"),
                            ("course", "course"),
                            ("other", "other"),
                        ],
                        default="other",
                        max_length=11,
                        verbose_name="kind of work",
                    ),
                ),
                (
                    "upbringing",
                    models.BooleanField(
                        default=False, verbose_name="upbringing and creative work"
                    ),
                ),
                (
                    "when",
                    models.CharField(
                        choices=[
                            ("months", "in months"),
                            ("day", "on a day"),
                            ("quarter", "in a quarter"),
                            ("year", "all year"),
                        ],
                        default="months",
                        max_length=7,
                        verbose_name="when",
                    ),
                ),
                ("months", models.JSONField(blank=True, default=list, verbose_name="months")),
                ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="quarter"
                    ),
                ),
                ("all_members", models.BooleanField(default=False, verbose_name="all members")),
                (
                    "outside",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="somebody from outside"
                    ),
                ),
                (
                    "questions",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="questions, one on each line"
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="expected evidence"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("dropped", models.BooleanField(default=False, editable=False)),
                ("carried", models.BooleanField(default=False, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("in_progress", "in progress"),
                            ("done", "done"),
                            ("partly", "partly done"),
                            ("not_done", "not done"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=11,
                        verbose_name="state",
                    ),
                ),
                ("due_now", models.DateField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_rows",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="plans.planrow",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="plans.plan",
                    ),
                ),
                (
                    "responsible",
                    models.ManyToManyField(
                        blank=True,
                        related_name="plan_rows",
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
            ],
            options={
                "verbose_name": "row of a plan",
                "verbose_name_plural": "rows of a plan",
            },
        ),
        migrations.CreateModel(
            name="RowMark",
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
                            ("begun", "begun"),
                            ("done", "done"),
                            ("partly", "partly done"),
                            ("not_done", "not done"),
                            ("cancelled", "cancelled"),
                            ("moved", "moved"),
                            ("reopened", "opened again"),
                        ],
                        editable=False,
                        max_length=9,
                        verbose_name="what",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=5000, verbose_name="words")),
                (
                    "old_due",
                    models.DateField(editable=False, null=True, verbose_name="date before"),
                ),
                ("new_due", models.DateField(blank=True, null=True, verbose_name="new date")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for the head"),
                            ("confirmed", "confirmed"),
                            ("returned", "returned"),
                        ],
                        default="confirmed",
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "answer",
                    models.TextField(blank=True, max_length=2000, verbose_name="answer"),
                ),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="plans.planrow",
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
                "verbose_name": "mark of fulfilment",
                "verbose_name_plural": "marks of fulfilment",
            },
        ),
        migrations.CreateModel(
            name="TopicPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "link",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="link, if there is no file"
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
                    "letters",
                    models.CharField(
                        blank=True,
                        help_text="А, Б",
                        max_length=40,
                        verbose_name="letters of the classes",
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
                (
                    "hours",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="hours in the year",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("handed_in", "handed in"),
                            ("discussed", "discussed"),
                            ("recommended", "recommended"),
                            ("approved", "approved"),
                            ("returned", "returned"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=11,
                        verbose_name="state",
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.association",
                        verbose_name="association",
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
                    "meeting",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topic_plans",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="teacher",
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
                "verbose_name": "calendar-thematic plan",
                "verbose_name_plural": "calendar-thematic plans",
            },
        ),
        migrations.CreateModel(
            name="TopicProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="quarter",
                    ),
                ),
                ("planned", models.PositiveSmallIntegerField(verbose_name="hours planned")),
                ("given", models.PositiveSmallIntegerField(verbose_name="hours given")),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why hours are left"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what is done about it"
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
                    "topic_plan",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="plans.topicplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "fulfilment of a programme",
                "verbose_name_plural": "fulfilment of programmes",
            },
        ),
        migrations.CreateModel(
            name="IndividualPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "link",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="link, if there is no file"
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
                    "theme",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="theme of the year's own work"
                    ),
                ),
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
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.association",
                        verbose_name="association",
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
                    "meeting",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="individual_plans",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="teacher",
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
                "verbose_name": "individual work plan",
                "verbose_name_plural": "individual work plans",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "association", "person"),
                        name="individualplan_one_per_year",
                        violation_error_message="There is already a plan for this year.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="planrevision",
            constraint=models.UniqueConstraint(
                fields=("plan", "number"), name="planrevision_one_per_number"
            ),
        ),
        migrations.AddIndex(
            model_name="planremark",
            index=models.Index(fields=["revision", "id"], name="planremark_of_revision"),
        ),
        migrations.AddConstraint(
            model_name="planreading",
            constraint=models.UniqueConstraint(
                fields=("revision", "person"), name="planreading_once"
            ),
        ),
        migrations.AddIndex(
            model_name="plandecision",
            index=models.Index(fields=["revision", "id"], name="plandecision_in_order"),
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(fields=["school", "year", "period"], name="plan_of_year"),
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(
                condition=models.Q(("status__in", ["submitted", "agreed", "returned"])),
                fields=["school", "status"],
                name="plan_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("month", None), ("period", "year")),
                    models.Q(("month__isnull", False), ("period", "month")),
                    _connector="OR",
                ),
                name="plan_month_only_when_monthly",
                violation_error_message="A monthly plan needs its month, an annual plan none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("period", "year")),
                fields=("association", "year"),
                name="plan_one_per_year",
                violation_error_message="There is already a plan for this year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("period", "month")),
                fields=("association", "month"),
                name="plan_one_per_month",
                violation_error_message="There is already a plan for this month.",
            ),
        ),
        migrations.AddIndex(
            model_name="planrow",
            index=models.Index(
                fields=["plan", "part", "position", "id"], name="planrow_in_order"
            ),
        ),
        migrations.AddIndex(
            model_name="planrow",
            index=models.Index(
                condition=models.Q(
                    ("due_now__isnull", False), ("status__in", ["planned", "in_progress"])
                ),
                fields=["school", "due_now", "id"],
                name="planrow_due_now",
            ),
        ),
        migrations.AddConstraint(
            model_name="planrow",
            constraint=models.UniqueConstraint(
                fields=("plan", "key"), name="planrow_one_per_key"
            ),
        ),
        migrations.AddIndex(
            model_name="rowmark",
            index=models.Index(fields=["row", "-id"], name="rowmark_of_row"),
        ),
        migrations.AddConstraint(
            model_name="rowmark",
            constraint=models.UniqueConstraint(
                condition=models.Q(("verdict", "waiting")),
                fields=("row", "author"),
                name="rowmark_one_waiting",
                violation_error_message="Your mark waits for the head already.",
            ),
        ),
        migrations.AddIndex(
            model_name="topicplan",
            index=models.Index(
                fields=["school", "year", "association"], name="topicplan_of_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="topicplan",
            constraint=models.UniqueConstraint(
                fields=("year", "person", "subject", "grade", "letters", "language"),
                name="topicplan_one_per_class",
                violation_error_message="There is already a plan for these classes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicprogress",
            constraint=models.UniqueConstraint(
                fields=("topic_plan", "quarter"),
                name="topicprogress_one_per_quarter",
                violation_error_message="This quarter is filled in already.",
            ),
        ),
        migrations.CreateModel(
            name="RowReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(editable=False)),
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
                    "row",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="plans.planrow",
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
                "verbose_name": "reminder of a row",
                "verbose_name_plural": "reminders of rows",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("row", "person", "day"), name="rowreminder_once_a_day"
                    )
                ],
            },
        ),
    ]
