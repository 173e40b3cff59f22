"""The life of a visit, of the sheet each visitor writes, of its template and its advice."""

from django.db import models
from django.utils.translation import gettext_lazy as _
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
    # No button: the days in which an answer, or the word on it, is waited for are over.
    Move(
        "count",
        {SheetStatus.SHARED, SheetStatus.ANSWERED},
        SheetStatus.AGREED,
        pgettext_lazy("analysis sheet", "Counted without an answer"),
        follows=True,
    ),
)


class TemplateStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("sheet template", "draft")
    IN_USE = "in_use", pgettext_lazy("sheet template", "in use")
    RETIRED = "retired", pgettext_lazy("sheet template", "replaced")


TEMPLATE_WORKFLOW = Workflow(
    Move(
        "use",
        {TemplateStatus.DRAFT},
        TemplateStatus.IN_USE,
        pgettext_lazy("sheet template", "Put into use"),
        confirm=_("From then on it does not change; new visits get sheets of this version."),
    ),
    # No button: a later version has come into use.
    Move(
        "retire",
        {TemplateStatus.IN_USE},
        TemplateStatus.RETIRED,
        pgettext_lazy("sheet template", "Replaced"),
        follows=True,
    ),
)


class AdviceStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("advice", "open")
    DONE = "done", pgettext_lazy("advice", "followed")
    DROPPED = "dropped", pgettext_lazy("advice", "dropped")


ADVICE_WORKFLOW = Workflow(
    Move(
        "finish",
        {AdviceStatus.OPEN},
        AdviceStatus.DONE,
        pgettext_lazy("advice", "Followed"),
        asks=True,
    ),
    Move(
        "drop",
        {AdviceStatus.OPEN},
        AdviceStatus.DROPPED,
        pgettext_lazy("advice", "Drop"),
        asks=True,
        plain=True,
    ),
)
