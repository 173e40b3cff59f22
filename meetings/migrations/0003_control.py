"""Control of resolutions, circulation, elections, joint meetings, proposals."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

from core import triggers
from meetings.freezing import CONTROL, FIRST


def put_in(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor, CONTROL)


def take_out(apps: Any, schema_editor: Any) -> None:
    triggers.uninstall(schema_editor, CONTROL)


def fill_deadlines(apps: Any, schema_editor: Any) -> None:
    """Give every live resolution its deadline as it stands: none was moved yet."""
    rows = apps.get_model("meetings", "Resolution").objects.exclude(status="draft")
    rows.filter(due_kind="date").update(due_now=F("due"))
    ending = rows.filter(due_kind="year_end").values_list("pk", "item__meeting__year__end")
    for key, end in ending.iterator():
        rows.filter(pk=key).update(due_now=end)


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0003_absences"),
        ("meetings", "0002_frozen_protocols"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *triggers.lifted(
            FIRST,
            migrations.CreateModel(
                name="Candidate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True,
                            primary_key=True,
                            serialize=False,
                            verbose_name="ID",
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "votes",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="votes"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                ],
                options={
                    "verbose_name": "candidate",
                    "verbose_name_plural": "candidates",
                },
            ),
            migrations.CreateModel(
                name="Consent",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True,
                            primary_key=True,
                            serialize=False,
                            verbose_name="ID",
                        ),
                    ),
                    ("at", models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    "verbose_name": "consent to the minutes",
                    "verbose_name_plural": "consents to the minutes",
                },
            ),
            migrations.CreateModel(
                name="ControlRow",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True,
                            primary_key=True,
                            serialize=False,
                            verbose_name="ID",
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                    ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                    ("standing", models.CharField(blank=True, editable=False, max_length=200)),
                    (
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("noted", "taken note of"),
                                ("done", "taken off control as done"),
                                ("stays", "stays under control"),
                                ("moved", "deadline moved"),
                            ],
                            max_length=5,
                            verbose_name="decided",
                        ),
                    ),
                    ("due", models.DateField(blank=True, null=True, verbose_name="new date")),
                    (
                        "remark",
                        models.CharField(blank=True, max_length=300, verbose_name="remark"),
                    ),
                ],
                options={
                    "verbose_name": "controlled resolution",
                    "verbose_name_plural": "controlled resolutions",
                },
            ),
            migrations.CreateModel(
                name="DeadlineChange",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True,
                            primary_key=True,
                            serialize=False,
                            verbose_name="ID",
                        ),
                    ),
                    (
                        "old",
                        models.DateField(editable=False, null=True, verbose_name="date before"),
                    ),
                    ("new", models.DateField(verbose_name="new date")),
                    ("reason", models.TextField(max_length=2000, verbose_name="reason")),
                    ("asked_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("asked", "asked for"),
                                ("granted", "granted"),
                                ("refused", "refused"),
                            ],
                            default="asked",
                            editable=False,
                            max_length=7,
                            verbose_name="state",
                        ),
                    ),
                    (
                        "answer",
                        models.TextField(blank=True, max_length=2000, verbose_name="answer"),
                    ),
                    ("answered_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "verbose_name": "change of a deadline",
                    "verbose_name_plural": "changes of deadlines",
                },
            ),
            migrations.CreateModel(
                name="Election",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True,
                            primary_key=True,
                            serialize=False,
                            verbose_name="ID",
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "office",
                        models.CharField(
                            choices=[
                                ("head", "head of the association"),
                                ("secretary", "secretary"),
                            ],
                            default="head",
                            max_length=9,
                            verbose_name="elected as",
                        ),
                    ),
                    (
                        "mode",
                        models.CharField(
                            choices=[("open", "open vote"), ("secret", "secret vote")],
                            default="open",
                            max_length=6,
                            verbose_name="vote",
                        ),
                    ),
                    (
                        "voters",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="took part in the vote"
                        ),
                    ),
                    (
                        "invalid",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="invalid ballots"
                        ),
                    ),
                    (
                        "since",
                        models.DateField(blank=True, null=True, verbose_name="in office since"),
                    ),
                    ("applied_at", models.DateTimeField(editable=False, null=True)),
                    ("order_needed", models.BooleanField(default=False, editable=False)),
                ],
                options={
                    "verbose_name": "election",
                    "verbose_name_plural": "elections",
                },
            ),
            migrations.CreateModel(
                name="ItemProposal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True,
                            primary_key=True,
                            serialize=False,
                            verbose_name="ID",
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("title", models.CharField(max_length=500, verbose_name="question")),
                    ("why", models.TextField(blank=True, max_length=5000, verbose_name="why")),
                    ("made_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("new", "new"),
                                ("accepted", "on an agenda"),
                                ("postponed", "put off"),
                                ("declined", "declined"),
                                ("withdrawn", "withdrawn by the author"),
                            ],
                            default="new",
                            editable=False,
                            max_length=9,
                            verbose_name="state",
                        ),
                    ),
                    (
                        "answer",
                        models.TextField(blank=True, editable=False, verbose_name="answer"),
                    ),
                    ("answered_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "verbose_name": "proposal for the agenda",
                    "verbose_name_plural": "proposals for the agenda",
                },
            ),
            migrations.CreateModel(
                name="JointAssociation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True,
                            primary_key=True,
                            serialize=False,
                            verbose_name="ID",
                        ),
                    ),
                    (
                        "number",
                        models.PositiveIntegerField(
                            editable=False, null=True, verbose_name="protocol number"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "association of a joint meeting",
                    "verbose_name_plural": "associations of joint meetings",
                },
            ),
            migrations.CreateModel(
                name="Remark",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True,
                            primary_key=True,
                            serialize=False,
                            verbose_name="ID",
                        ),
                    ),
                    ("text", models.TextField(max_length=5000, verbose_name="remark")),
                    ("at", models.DateTimeField(auto_now_add=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "waits for an answer"),
                                ("accepted", "taken up"),
                                ("declined", "not taken up"),
                            ],
                            default="open",
                            editable=False,
                            max_length=8,
                            verbose_name="state",
                        ),
                    ),
                    (
                        "answer",
                        models.TextField(blank=True, max_length=5000, verbose_name="answer"),
                    ),
                    ("answered_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "verbose_name": "remark on the minutes",
                    "verbose_name_plural": "remarks on the minutes",
                },
            ),
            migrations.CreateModel(
                name="Reminder",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True,
                            primary_key=True,
                            serialize=False,
                            verbose_name="ID",
                        ),
                    ),
                    ("day", models.DateField(editable=False)),
                    (
                        "step",
                        models.CharField(
                            choices=[
                                ("soon", "in three days"),
                                ("tomorrow", "tomorrow"),
                                ("today", "today"),
                                ("late", "late"),
                            ],
                            editable=False,
                            max_length=8,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "reminder",
                    "verbose_name_plural": "reminders",
                },
            ),
            migrations.CreateModel(
                name="ResolutionReport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True,
                            primary_key=True,
                            serialize=False,
                            verbose_name="ID",
                        ),
                    ),
                    ("text", models.TextField(max_length=20000, verbose_name="what was done")),
                    ("at", models.DateTimeField(auto_now_add=True)),
                    (
                        "verdict",
                        models.CharField(
                            choices=[
                                ("waiting", "waits for an answer"),
                                ("accepted", "accepted"),
                                ("returned", "returned"),
                            ],
                            default="waiting",
                            editable=False,
                            max_length=8,
                            verbose_name="state",
                        ),
                    ),
                    (
                        "answer",
                        models.TextField(blank=True, max_length=5000, verbose_name="answer"),
                    ),
                    ("answered_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "answered_as",
                        models.CharField(blank=True, editable=False, max_length=160),
                    ),
                    ("overtaken", models.BooleanField(default=False, editable=False)),
                ],
                options={
                    "verbose_name": "report on a resolution",
                    "verbose_name_plural": "reports on resolutions",
                },
            ),
            migrations.RemoveIndex(
                model_name="resolution",
                name="resolution_due",
            ),
            migrations.AddField(
                model_name="meeting",
                name="circulated_until",
                field=models.DateField(
                    blank=True,
                    editable=False,
                    null=True,
                    verbose_name="may be remarked on until",
                ),
            ),
            migrations.AddField(
                model_name="meeting",
                name="month_only",
                field=models.BooleanField(
                    default=False, verbose_name="the day is not fixed yet"
                ),
            ),
            migrations.AddField(
                model_name="resolution",
                name="cancels",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="cancelled_by",
                    to="meetings.resolution",
                    verbose_name="cancels an earlier resolution",
                ),
            ),
            migrations.AddField(
                model_name="resolution",
                name="controller",
                field=models.CharField(
                    choices=[
                        ("head", "head of the association"),
                        ("deputy", "deputy director"),
                    ],
                    default="head",
                    max_length=6,
                    verbose_name="controlled by",
                ),
            ),
            migrations.AddField(
                model_name="resolution",
                name="due_now",
                field=models.DateField(editable=False, null=True),
            ),
            migrations.AddField(
                model_name="resolution",
                name="lead",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="led_resolutions",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="who answers for it",
                ),
            ),
            migrations.AlterField(
                model_name="meeting",
                name="kind",
                field=models.CharField(
                    choices=[
                        ("ordinary", "ordinary"),
                        ("extraordinary", "extraordinary"),
                        ("joint", "joint"),
                        ("heads", "gathering of the heads"),
                    ],
                    default="ordinary",
                    max_length=13,
                    verbose_name="kind",
                ),
            ),
            migrations.AlterField(
                model_name="meeting",
                name="status",
                field=models.CharField(
                    choices=[
                        ("planned", "planned"),
                        ("convened", "convened"),
                        ("held", "held"),
                        ("circulated", "minutes being read"),
                        ("signing", "signed by the chair"),
                        ("signed", "protocol signed"),
                        ("correcting", "being corrected"),
                        ("cancelled", "cancelled"),
                    ],
                    default="planned",
                    editable=False,
                    max_length=10,
                    verbose_name="state",
                ),
            ),
            migrations.AlterField(
                model_name="resolution",
                name="status",
                field=models.CharField(
                    choices=[
                        ("draft", "draft"),
                        ("in_force", "in force"),
                        ("reported", "reported as done"),
                        ("done", "done"),
                        ("cancelled", "cancelled by a later resolution"),
                    ],
                    default="draft",
                    editable=False,
                    max_length=10,
                    verbose_name="state",
                ),
            ),
            migrations.AddIndex(
                model_name="resolution",
                index=models.Index(
                    condition=models.Q(
                        ("due_now__isnull", False), ("status__in", ["in_force", "reported"])
                    ),
                    fields=["school", "due_now", "id"],
                    name="resolution_due_now",
                ),
            ),
            migrations.AddField(
                model_name="candidate",
                name="person",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="candidate",
                ),
            ),
            migrations.AddField(
                model_name="candidate",
                name="school",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="associations.school",
                    verbose_name="school",
                ),
            ),
            migrations.AddField(
                model_name="consent",
                name="meeting",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="consents",
                    to="meetings.meeting",
                ),
            ),
            migrations.AddField(
                model_name="consent",
                name="person",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="consent",
                name="school",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="associations.school",
                    verbose_name="school",
                ),
            ),
            migrations.AddField(
                model_name="controlrow",
                name="item",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="control_rows",
                    to="meetings.agendaitem",
                ),
            ),
            migrations.AddField(
                model_name="controlrow",
                name="resolution",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="control_rows",
                    to="meetings.resolution",
                ),
            ),
            migrations.AddField(
                model_name="controlrow",
                name="school",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="associations.school",
                    verbose_name="school",
                ),
            ),
            migrations.AddField(
                model_name="deadlinechange",
                name="answered_by",
                field=models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="deadlinechange",
                name="asked_by",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="deadlinechange",
                name="resolution",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="deadline_changes",
                    to="meetings.resolution",
                ),
            ),
            migrations.AddField(
                model_name="deadlinechange",
                name="school",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="associations.school",
                    verbose_name="school",
                ),
            ),
            migrations.AddField(
                model_name="election",
                name="applied_by",
                field=models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="election",
                name="association",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="elections",
                    to="associations.association",
                ),
            ),
            migrations.AddField(
                model_name="election",
                name="item",
                field=models.OneToOneField(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="election",
                    to="meetings.agendaitem",
                ),
            ),
            migrations.AddField(
                model_name="election",
                name="membership",
                field=models.OneToOneField(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="election",
                    to="associations.membership",
                ),
            ),
            migrations.AddField(
                model_name="election",
                name="school",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="associations.school",
                    verbose_name="school",
                ),
            ),
            migrations.AddField(
                model_name="election",
                name="winner",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="elected",
                ),
            ),
            migrations.AddField(
                model_name="candidate",
                name="election",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="candidates",
                    to="meetings.election",
                ),
            ),
            migrations.AddField(
                model_name="itemproposal",
                name="answered_by",
                field=models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="itemproposal",
                name="association",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="proposals",
                    to="associations.association",
                    verbose_name="association",
                ),
            ),
            migrations.AddField(
                model_name="itemproposal",
                name="author",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="itemproposal",
                name="item",
                field=models.OneToOneField(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="proposal",
                    to="meetings.agendaitem",
                ),
            ),
            migrations.AddField(
                model_name="itemproposal",
                name="school",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="associations.school",
                    verbose_name="school",
                ),
            ),
            migrations.AddField(
                model_name="jointassociation",
                name="association",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="joint_meetings",
                    to="associations.association",
                ),
            ),
            migrations.AddField(
                model_name="jointassociation",
                name="meeting",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="joint",
                    to="meetings.meeting",
                ),
            ),
            migrations.AddField(
                model_name="jointassociation",
                name="school",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="associations.school",
                    verbose_name="school",
                ),
            ),
            migrations.AddField(
                model_name="jointassociation",
                name="year",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="associations.academicyear",
                ),
            ),
            migrations.AddField(
                model_name="remark",
                name="answered_by",
                field=models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="remark",
                name="author",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="remark",
                name="item",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="remarks",
                    to="meetings.agendaitem",
                    verbose_name="agenda item",
                ),
            ),
            migrations.AddField(
                model_name="remark",
                name="meeting",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="remarks",
                    to="meetings.meeting",
                ),
            ),
            migrations.AddField(
                model_name="remark",
                name="school",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="associations.school",
                    verbose_name="school",
                ),
            ),
            migrations.AddField(
                model_name="reminder",
                name="person",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="reminder",
                name="resolution",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="reminders",
                    to="meetings.resolution",
                ),
            ),
            migrations.AddField(
                model_name="reminder",
                name="school",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="associations.school",
                    verbose_name="school",
                ),
            ),
            migrations.AddField(
                model_name="resolutionreport",
                name="answered_by",
                field=models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="resolutionreport",
                name="author",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="resolutionreport",
                name="resolution",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="reports",
                    to="meetings.resolution",
                ),
            ),
            migrations.AddField(
                model_name="resolutionreport",
                name="school",
                field=models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="associations.school",
                    verbose_name="school",
                ),
            ),
            migrations.AddConstraint(
                model_name="consent",
                constraint=models.UniqueConstraint(
                    fields=("meeting", "person"), name="consent_once"
                ),
            ),
            migrations.AddIndex(
                model_name="controlrow",
                index=models.Index(
                    fields=["item", "position", "id"], name="controlrow_in_order"
                ),
            ),
            migrations.AddConstraint(
                model_name="controlrow",
                constraint=models.UniqueConstraint(
                    fields=("item", "key"), name="controlrow_one_per_key"
                ),
            ),
            migrations.AddConstraint(
                model_name="controlrow",
                constraint=models.UniqueConstraint(
                    fields=("item", "resolution"), name="controlrow_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="deadlinechange",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state", "asked")),
                    fields=("resolution",),
                    name="deadlinechange_one_asked",
                    violation_error_message="A new date is asked for already.",
                ),
            ),
            migrations.AddIndex(
                model_name="election",
                index=models.Index(
                    condition=models.Q(("order_needed", True)),
                    fields=["school", "id"],
                    name="election_needs_order",
                ),
            ),
            migrations.AddConstraint(
                model_name="candidate",
                constraint=models.UniqueConstraint(
                    fields=("election", "person"),
                    name="candidate_once",
                    violation_error_message="This person is a candidate already.",
                ),
            ),
            migrations.AddIndex(
                model_name="itemproposal",
                index=models.Index(
                    fields=["association", "status", "-id"], name="itemproposal_of"
                ),
            ),
            migrations.AddConstraint(
                model_name="jointassociation",
                constraint=models.UniqueConstraint(
                    fields=("meeting", "association"), name="jointassociation_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="jointassociation",
                constraint=models.UniqueConstraint(
                    fields=("association", "year", "number"),
                    name="jointassociation_one_per_number",
                ),
            ),
            migrations.AddIndex(
                model_name="remark",
                index=models.Index(fields=["meeting", "id"], name="remark_of_meeting"),
            ),
            migrations.AddConstraint(
                model_name="reminder",
                constraint=models.UniqueConstraint(
                    fields=("resolution", "person", "day"), name="reminder_once_a_day"
                ),
            ),
            migrations.AddIndex(
                model_name="resolutionreport",
                index=models.Index(fields=["resolution", "-id"], name="resolutionreport_of"),
            ),
            migrations.AddConstraint(
                model_name="resolutionreport",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("verdict", "waiting")),
                    fields=("resolution", "author"),
                    name="resolutionreport_one_waiting",
                    violation_error_message="Your report waits for an answer already.",
                ),
            ),
            migrations.RunPython(fill_deadlines, migrations.RunPython.noop),
        ),
        migrations.RunPython(put_in, take_out, elidable=False),
    ]
