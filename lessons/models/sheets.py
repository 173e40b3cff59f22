"""Analysis sheets: what is looked at in a lesson, what was seen, what is advised (3.7, 8.3)."""

import secrets
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import School, SchoolOwned, User, Versioned
from core.addresses import address
from core.languages import by_language
from core.models import WorkflowModel
from core.workflow import Workflow
from lessons.models.visits import Visit, VisitKind
from lessons.querysets.visits import (
    AdviceQuerySet,
    CriterionQuerySet,
    OfSchool,
    VisitSheetQuerySet,
)
from lessons.workflow import (
    ADVICE_WORKFLOW,
    SHEET_WORKFLOW,
    TEMPLATE_WORKFLOW,
    AdviceStatus,
    SheetStatus,
    TemplateStatus,
)

MOST_POINTS = 2


def sheet_code() -> str:
    """The code on a printed sheet, by which it is found again: nothing to mistake."""
    letters = "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _n in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class VisitRules(Versioned, SchoolOwned):
    """How many visits a school expects, and how long it waits for an answer."""

    owner = models.OneToOneField(
        School, models.PROTECT, related_name="visit_rules", editable=False
    )
    per_quarter = models.PositiveSmallIntegerField(
        _("visits that each teacher makes in a quarter"),
        default=2,
        validators=[MaxValueValidator(20)],
    )
    silence = models.PositiveSmallIntegerField(
        _("days after which a sheet counts without an answer"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )

    objects = OfSchool.as_manager()

    class Meta:
        verbose_name = _("rules of visits")
        verbose_name_plural = _("rules of visits")

    def __str__(self) -> str:
        return str(_("Rules of visits"))

    def get_absolute_url(self) -> str:
        return reverse("lessons:sheettemplate_list")


class SheetTemplate(Versioned, SchoolOwned, WorkflowModel):
    """One version of the sheet for one kind of visit. What was used never changes."""

    workflow: ClassVar[Workflow] = TEMPLATE_WORKFLOW

    kind = models.CharField(
        pgettext_lazy("visit", "kind"), max_length=6, choices=VisitKind, editable=False
    )
    number = models.PositiveSmallIntegerField(
        pgettext_lazy("sheet template", "version"), editable=False
    )
    status = models.CharField(
        pgettext_lazy("sheet template", "state"),
        max_length=7,
        choices=TemplateStatus,
        default=TemplateStatus.DRAFT,
        editable=False,
    )

    objects = OfSchool.as_manager()

    class Meta:
        verbose_name = _("template of an analysis sheet")
        verbose_name_plural = _("templates of analysis sheets")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "number"], name="sheettemplate_one_per_number"
            ),
            models.UniqueConstraint(
                fields=["school", "kind"],
                condition=Q(status="in_use"),
                name="sheettemplate_one_in_use",
            ),
            models.UniqueConstraint(
                fields=["school", "kind"],
                condition=Q(status="draft"),
                name="sheettemplate_one_draft",
                violation_error_message=_("A new version of this sheet is being written."),
            ),
        ]

    def __str__(self) -> str:
        words = _("Analysis sheet “%(kind)s”, version %(number)s")
        return words % {"kind": self.get_kind_display(), "number": self.number}

    def get_absolute_url(self) -> str:
        return address("lessons:sheettemplate_detail", self.pk)


class SheetCriterion(SchoolOwned):
    """One line of a sheet: what is looked at; with points from 0 to 2, or words only."""

    school_from = "template"

    template = models.ForeignKey(
        SheetTemplate, models.CASCADE, related_name="criteria", editable=False
    )
    position = models.PositiveSmallIntegerField(editable=False)
    text_ky = models.CharField(_("criterion in Kyrgyz"), max_length=300)
    text_ru = models.CharField(_("criterion in Russian"), max_length=300, blank=True)
    text = by_language("text")
    scored = models.BooleanField(_("with points from 0 to 2"), default=True)
    required = models.BooleanField(_("has to be filled in"), default=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(
                fields=["template", "position"], name="sheetcriterion_one_per_position"
            )
        ]

    def __str__(self) -> str:
        return str(self.text)

    def get_absolute_url(self) -> str:
        return self.template.get_absolute_url()

    def text_in(self, language: str) -> str:
        return self.text_ru if language == "ru" and self.text_ru else self.text_ky


class VisitSheet(Versioned, SchoolOwned, WorkflowModel):
    """What one visitor writes of one visit: the author's alone until it is shared.

    ``answers``: by the key of a criterion, its points (or none) and a remark.
    """

    workflow: ClassVar[Workflow] = SHEET_WORKFLOW
    school_from = "visit"

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="sheets", editable=False)
    author = models.ForeignKey(
        User, models.PROTECT, related_name="visit_sheets", editable=False
    )
    template = models.ForeignKey(
        SheetTemplate, models.PROTECT, related_name="sheets", editable=False
    )
    code = models.CharField(
        _("code of the printed sheet"),
        max_length=9,
        unique=True,
        default=sheet_code,
        editable=False,
    )
    answers = models.JSONField(default=dict, editable=False)
    lesson_type = models.CharField(_("type of the lesson"), max_length=120, blank=True)
    listed = models.PositiveSmallIntegerField(
        _("pupils on the list"), null=True, blank=True, validators=[MaxValueValidator(60)]
    )
    present = models.PositiveSmallIntegerField(
        _("pupils present"), null=True, blank=True, validators=[MaxValueValidator(60)]
    )
    strengths = models.TextField(_("strengths"), max_length=5_000, blank=True)
    to_improve = models.TextField(_("what to improve"), max_length=5_000, blank=True)
    # Each line becomes an advice, which stays open until somebody closes it.
    recommendation = models.TextField(_("advice"), max_length=5_000, blank=True)
    conclusion = models.TextField(_("conclusion"), max_length=5_000, blank=True)
    status = models.CharField(
        pgettext_lazy("analysis sheet", "state"),
        max_length=8,
        choices=SheetStatus,
        default=SheetStatus.DRAFT,
        editable=False,
    )
    shared_at = models.DateTimeField(null=True, editable=False)
    reply = models.TextField(
        _("answer of the teacher"), max_length=5_000, blank=True, editable=False
    )
    self_analysis = models.TextField(
        _("self-analysis"), max_length=5_000, blank=True, editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    agreed_at = models.DateTimeField(null=True, editable=False)
    # Agreed by nobody: the days of waiting were over.
    silent = models.BooleanField(default=False, editable=False)

    objects = VisitSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("analysis sheet")
        verbose_name_plural = _("analysis sheets")
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "author"],
                name="visitsheet_one_per_visitor",
                violation_error_message=_("Each visitor has one sheet of a visit."),
            )
        ]
        indexes = [
            models.Index(fields=["author", "status"], name="visitsheet_of_author"),
            models.Index(
                fields=["shared_at"],
                condition=Q(status__in=["shared", "answered"]),
                name="visitsheet_waiting",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Analysis sheet: %(visit)s") % {"visit": self.visit})

    def get_absolute_url(self) -> str:
        return address("lessons:visitsheet_detail", self.pk)

    @property
    def points(self) -> tuple[int, int]:
        """How many points were given, of how many that could have been."""
        given = [a["points"] for a in self.answers.values() if a.get("points") is not None]
        return sum(given), MOST_POINTS * len(given)

    def answer(self, criterion: SheetCriterion) -> dict[str, Any]:
        found: dict[str, Any] = self.answers.get(str(criterion.pk), {})
        return found


class Advice(SchoolOwned, WorkflowModel):
    """One line of advice from an agreed sheet; the next visit of the teacher opens with it."""

    workflow: ClassVar[Workflow] = ADVICE_WORKFLOW
    school_from = "sheet"

    sheet = models.ForeignKey(VisitSheet, models.PROTECT, related_name="advice", editable=False)
    teacher = models.ForeignKey(
        User, models.PROTECT, related_name="advice_received", editable=False
    )
    text = models.TextField(pgettext_lazy("advice", "text"), max_length=5_000, editable=False)
    status = models.CharField(
        pgettext_lazy("advice", "state"),
        max_length=7,
        choices=AdviceStatus,
        default=AdviceStatus.OPEN,
        editable=False,
    )
    outcome = models.CharField(
        pgettext_lazy("advice", "outcome"), max_length=500, blank=True, editable=False
    )
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    closed_on = models.DateField(null=True, editable=False)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("advice")
        verbose_name_plural = pgettext_lazy("plural", "advice")
        indexes = [models.Index(fields=["teacher", "status"], name="advice_of_teacher")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return self.sheet.get_absolute_url()
