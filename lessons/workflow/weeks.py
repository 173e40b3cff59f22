"""The life of a subject week: written, approved, reported; and how each of its events goes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow


class WeekStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("subject week", "draft")
    SUBMITTED = "submitted", pgettext_lazy("subject week", "submitted")
    APPROVED = "approved", pgettext_lazy("subject week", "approved")
    RETURNED = "returned", pgettext_lazy("subject week", "returned")
    REPORTED = "reported", pgettext_lazy("subject week", "reported")


WEEK_EDITABLE = frozenset({WeekStatus.DRAFT, WeekStatus.RETURNED})
# What the whole school may read.
WEEK_SHOWN = frozenset({WeekStatus.APPROVED, WeekStatus.REPORTED})

WEEK_WORKFLOW = Workflow(
    Move(
        "submit",
        WEEK_EDITABLE,
        WeekStatus.SUBMITTED,
        pgettext_lazy("subject week", "Submit"),
    ),
    Move(
        "withdraw",
        {WeekStatus.SUBMITTED},
        WeekStatus.DRAFT,
        pgettext_lazy("subject week", "Withdraw"),
        confirm=_("The programme is yours to change again; it has to be submitted anew."),
        plain=True,
    ),
    Move(
        "approve",
        {WeekStatus.SUBMITTED},
        WeekStatus.APPROVED,
        pgettext_lazy("subject week", "Approve"),
        asks=True,
    ),
    # An approved programme is opened again for changes; what was held stays as it is.
    Move(
        "return",
        {WeekStatus.SUBMITTED, WeekStatus.APPROVED},
        WeekStatus.RETURNED,
        pgettext_lazy("subject week", "Return for revision"),
        asks=True,
        plain=True,
    ),
    Move(
        "report",
        {WeekStatus.APPROVED},
        WeekStatus.REPORTED,
        pgettext_lazy("subject week", "Hand in the report"),
        confirm=_("The report is put on paper as it stands now and is no longer changed."),
    ),
    Move(
        "reopen",
        {WeekStatus.REPORTED},
        WeekStatus.APPROVED,
        pgettext_lazy("subject week", "Open the report again"),
        asks=True,
        plain=True,
    ),
)


class WeekRowStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("event of a week", "planned")
    HELD = "held", pgettext_lazy("event of a week", "held")
    MISSED = "missed", pgettext_lazy("event of a week", "not held")


WEEK_ROW_WORKFLOW = Workflow(
    Move(
        "hold",
        {WeekRowStatus.PLANNED},
        WeekRowStatus.HELD,
        pgettext_lazy("event of a week", "Mark as held"),
        asks=True,
    ),
    Move(
        "miss",
        {WeekRowStatus.PLANNED},
        WeekRowStatus.MISSED,
        pgettext_lazy("event of a week", "Mark as not held"),
        asks=True,
        plain=True,
    ),
    Move(
        "reopen",
        {WeekRowStatus.HELD, WeekRowStatus.MISSED},
        WeekRowStatus.PLANNED,
        pgettext_lazy("event of a week", "Take the mark back"),
        plain=True,
    ),
)
