"""The life of a visit to a lesson, and of the analysis sheet that each visitor writes."""

from django.db import models
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow


class VisitStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("visit", "planned")
    HELD = "held", pgettext_lazy("visit", "held")
    NOT_HELD = "not_held", pgettext_lazy("visit", "not held")


VISIT_WORKFLOW = Workflow(
    Move(
        "hold",
        {VisitStatus.PLANNED},
        VisitStatus.HELD,
        pgettext_lazy("visit", "The visit took place"),
    ),
    Move(
        "miss",
        {VisitStatus.PLANNED},
        VisitStatus.NOT_HELD,
        pgettext_lazy("visit", "The visit did not take place"),
        asks=True,
        plain=True,
    ),
)


class SheetStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("analysis sheet", "draft")
    SHARED = "shared", pgettext_lazy("analysis sheet", "shared")
    ANSWERED = "answered", pgettext_lazy("analysis sheet", "answered")
    AGREED = "agreed", pgettext_lazy("analysis sheet", "agreed")


SHEET_WORKFLOW = Workflow(
    Move(
        "share",
        {SheetStatus.DRAFT},
        SheetStatus.SHARED,
        pgettext_lazy("analysis sheet", "Finish and share"),
        asks=True,
    ),
    Move(
        "answer",
        {SheetStatus.SHARED},
        SheetStatus.ANSWERED,
        pgettext_lazy("analysis sheet", "Answer"),
        asks=True,
    ),
    Move(
        "agree",
        {SheetStatus.SHARED, SheetStatus.ANSWERED},
        SheetStatus.AGREED,
        pgettext_lazy("analysis sheet", "Agree"),
    ),
    # No button: the days in which an answer is waited for are over.
    Move(
        "count",
        {SheetStatus.SHARED},
        SheetStatus.AGREED,
        pgettext_lazy("analysis sheet", "Counted without an answer"),
        follows=True,
    ),
)
