"""The life of an olympiad or contest in the school: planned, its results final, cancelled."""

from django.db import models
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow


class OlympiadStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("olympiad", "planned")
    FINISHED = "finished", pgettext_lazy("olympiad", "results are final")
    CANCELLED = "cancelled", pgettext_lazy("olympiad", "cancelled")


OLYMPIAD_WORKFLOW = Workflow(
    Move(
        "finish",
        {OlympiadStatus.PLANNED},
        OlympiadStatus.FINISHED,
        pgettext_lazy("olympiad", "Make the results final"),
        asks=True,
    ),
    Move(
        "cancel",
        {OlympiadStatus.PLANNED},
        OlympiadStatus.CANCELLED,
        pgettext_lazy("olympiad", "Cancel"),
        asks=True,
        plain=True,
    ),
    Move(
        "reopen",
        {OlympiadStatus.FINISHED, OlympiadStatus.CANCELLED},
        OlympiadStatus.PLANNED,
        pgettext_lazy("olympiad", "Open again"),
        asks=True,
        plain=True,
    ),
)
