"""The life of an event: a seminar, a training, a conference, an extracurricular event."""

from django.db import models
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow


class EventStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("event", "planned")
    HELD = "held", pgettext_lazy("event", "held")
    CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")


EVENT_OPEN = frozenset({EventStatus.PLANNED})

EVENT_WORKFLOW = Workflow(
    Move(
        "hold",
        EVENT_OPEN,
        EventStatus.HELD,
        pgettext_lazy("event", "Mark as held"),
        asks=True,
    ),
    Move(
        "cancel",
        EVENT_OPEN,
        EventStatus.CANCELLED,
        pgettext_lazy("event", "Cancel"),
        asks=True,
        plain=True,
    ),
    Move(
        "reopen",
        {EventStatus.HELD, EventStatus.CANCELLED},
        EventStatus.PLANNED,
        pgettext_lazy("event", "Open again"),
        asks=True,
        plain=True,
    ),
)
