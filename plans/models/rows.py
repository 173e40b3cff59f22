"""The rows of a plan: one thing to be done each."""

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import SchoolOwned, User
from core.addresses import address
from core.excerpts import beginning
from core.models import WorkflowModel
from core.workflow import Workflow
from meetings.models import Meeting
from plans.models.plan import Plan, end_of_month, months_of, taught_until
from plans.querysets import PlanRowQuerySet
from plans.workflow import ROW_WORKFLOW, RowStatus


class PlanPart(SchoolOwned):
    """A row of a plan: it has the plan's life and its freezing."""

    school_from = "plan"
    # What of it may be written in any state: how it goes, not what was planned.
    living: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is None or not set(fields) <= self.living:
            self.refuse_when_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.refuse_when_frozen()
        return super().delete(*args, **kwargs)

    def refuse_when_frozen(self) -> None:
        if self.plan_id and self.plan.is_frozen:  # type: ignore[attr-defined]
            raise ValidationError(_("A submitted plan is no longer changed."))


class PlanRow(PlanPart, WorkflowModel):
    """One thing to be done: what, when, by whom; and how it stands.

    ``key`` is made by the page, so that saving twice is once, and follows the row through
    all revisions. ``code`` names the line of the regulation's template it came from.

    What is written here is the text of now, which an amendment changes before anybody
    approves it. What holds is ``in_force``, with its people and its date: tasks, figures,
    reminders and rights ask these; the pages of writing and the paper ask the text.
    """

    class Part(models.IntegerChoices):
        ORGANISATION = 1, _("I. Organisational work")
        LITERACY = 2, _("II. Raising the legal literacy of the members")
        TEACHING = 3, _("III. Watching over the teaching of subjects")
        METHODS = 4, _("IV. Methodical work")

    class Kind(models.TextChoices):
        MEETING = "meeting", pgettext_lazy("plan row", "meeting")
        OPEN_LESSON = "open_lesson", pgettext_lazy("plan row", "open lesson")
        VISIT = "visit", pgettext_lazy("plan row", "lesson visit")
        SEMINAR = "seminar", pgettext_lazy("plan row", "seminar")
        WEEK = "week", pgettext_lazy("plan row", "subject week")
        OLYMPIAD = "olympiad", pgettext_lazy("plan row", "olympiad")
        REPORT = "report", pgettext_lazy("plan row", "report")
        MENTORSHIP = "mentorship", pgettext_lazy("plan row", "mentorship")
        CONTROL = "control", pgettext_lazy("plan row", "control")
        COURSE = "course", pgettext_lazy("plan row", "course")
        OTHER = "other", pgettext_lazy("plan row", "other")

    class When(models.TextChoices):
        MONTHS = "months", pgettext_lazy("plan row", "in months")
        DAY = "day", pgettext_lazy("plan row", "on a day")
        QUARTER = "quarter", pgettext_lazy("plan row", "in a quarter")
        YEAR = "year", pgettext_lazy("plan row", "all year")

    workflow: ClassVar[Workflow] = ROW_WORKFLOW
    living = frozenset({"status", "due_now", "meeting", "version", "in_force"})

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rows", editable=False)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    part = models.PositiveSmallIntegerField(
        pgettext_lazy("plan", "part"), choices=Part, default=Part.ORGANISATION
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    code = models.CharField(max_length=8, blank=True, editable=False)
    text = models.TextField(pgettext_lazy("plan row", "what is to be done"), max_length=2_000)
    kind = models.CharField(
        pgettext_lazy("plan row", "kind of work"),
        max_length=11,
        choices=Kind,
        default=Kind.OTHER,
    )
    upbringing = models.BooleanField(_("upbringing and creative work"), default=False)
    when = models.CharField(
        pgettext_lazy("plan row", "when"), max_length=7, choices=When, default=When.MONTHS
    )
    # Numbers of months, in the order of the school year.
    months = models.JSONField(pgettext_lazy("plan row", "months"), default=list, blank=True)
    day = models.DateField(pgettext_lazy("plan row", "day"), null=True, blank=True)
    quarter = models.PositiveSmallIntegerField(
        pgettext_lazy("plan row", "quarter"), null=True, blank=True
    )
    responsible = models.ManyToManyField(
        User, related_name="plan_rows", blank=True, verbose_name=_("responsible")
    )
    all_members = models.BooleanField(_("all members"), default=False)
    outside = models.CharField(_("somebody from outside"), max_length=200, blank=True)
    # Of a meeting or seminar: its questions, one on each line.
    questions = models.TextField(
        pgettext_lazy("plan row", "questions, one on each line"), max_length=3_000, blank=True
    )
    evidence = models.CharField(_("expected evidence"), max_length=300, blank=True)
    note = models.CharField(pgettext_lazy("plan row", "note"), max_length=300, blank=True)
    # An amendment took it out; it stays because something was said about it.
    dropped = models.BooleanField(default=False, editable=False)
    # The row it came from: of last year's plan, or of the year's plan in a monthly one.
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="successors", editable=False
    )
    # In a monthly plan: it was not done in an earlier month.
    carried = models.BooleanField(default=False, editable=False)

    status = models.CharField(
        pgettext_lazy("plan row", "state"),
        max_length=11,
        choices=RowStatus,
        default=RowStatus.PLANNED,
        editable=False,
    )
    # The last day on which it is in time, as it stands: as planned, or moved since.
    due_now = models.DateField(null=True, editable=False)
    # The row in the text that holds, as documents.snapshot has it; none: it does not hold.
    in_force = models.JSONField(null=True, editable=False)
    # Its people in that text.
    doers_now = models.ManyToManyField(User, related_name="+", blank=True, editable=False)
    # The meeting that was planned from it: once held, it closes the row by itself.
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="plan_rows", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PlanRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a plan")
        verbose_name_plural = _("rows of a plan")
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="planrow_one_per_key"),
        ]
        indexes = [
            models.Index(fields=["plan", "part", "position", "id"], name="planrow_in_order"),
            models.Index(
                fields=["school", "due_now", "id"],
                condition=Q(status__in=["planned", "in_progress"], due_now__isnull=False),
                name="planrow_due_now",
            ),
        ]

    def __str__(self) -> str:
        return beginning(self.text, 80)

    def get_absolute_url(self) -> str:
        return address("plans:planrow_detail", self.pk)

    def as_it_holds(self) -> Self:
        """Read as the text in force has it: to be shown and asked, never to be saved."""
        if self.in_force is not None:
            for name, value in said_in(self.in_force).items():
                setattr(self, name, value)
        return self

    @property
    def part_now(self) -> int:
        """The part in which it holds."""
        return int(self.in_force["part"]) if self.in_force else self.part

    @property
    def is_spoken_of(self) -> bool:
        """Whether something hangs on it: marks, reminders, rows that came from it, deeds."""
        hanging = [one for one in self._meta.related_objects if one.on_delete is models.PROTECT]
        return any(
            one.related_model._base_manager.filter(**{one.field.name: self.pk}).exists()
            for one in hanging
        )

    def clean(self) -> None:
        """Say what is wrong with its time; the rest of its fields stand for themselves."""
        year = self.plan.year
        if self.when == self.When.DAY and not self.day:
            raise ValidationError({"day": _("Give the day.")})
        if self.day and not year.has(self.day):
            raise ValidationError({"day": _("This date lies outside the school year.")})
        if self.when == self.When.MONTHS and not self.months:
            raise ValidationError({"months": _("Choose at least one month.")})
        if set(self.months) - set(months_of(year)):
            raise ValidationError({"months": _("This month lies outside the school year.")})
        if self.when == self.When.QUARTER and not self.quarter:
            raise ValidationError({"quarter": _("Choose the quarter.")})

    def last_day(self) -> date:
        """The last day on which it is done in time."""
        year = self.plan.year
        if self.when == self.When.DAY and self.day:
            return self.day
        if self.when == self.When.MONTHS and self.months:
            return max(end_of_month(year, month) for month in self.months)
        if self.when == self.When.QUARTER and self.quarter:
            return self._end_of_quarter()
        return taught_until(year)

    def _end_of_quarter(self) -> date:
        year = self.plan.year
        prefetch_related_objects([year], "quarters")
        ends = {quarter.number: quarter.end for quarter in year.quarters.all()}
        return ends.get(self.quarter or 0) or taught_until(year)


TYPED = (
    *("part", "position", "code", "text", "kind", "upbringing", "when", "months", "quarter"),
    *("all_members", "outside", "evidence", "note", "carried"),
)


def said_in(words: dict[str, Any]) -> dict[str, Any]:
    """A row of a kept text as the fields of a living one; its people stand for themselves."""
    return {
        **{name: words[name] for name in TYPED},
        "day": date.fromisoformat(words["day"]) if words["day"] else None,
        "questions": "\n".join(words["questions"]),
    }
