"""The life of a plan, of its rows, and of the plans that teachers hand in."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow


class PlanStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("plan", "draft")
    SUBMITTED = "submitted", pgettext_lazy("plan", "submitted")
    AGREED = "agreed", pgettext_lazy("plan", "agreed")
    APPROVED = "approved", pgettext_lazy("plan", "approved")
    RETURNED = "returned", pgettext_lazy("plan", "returned")


# When its text may be written. A draft of a plan that was approved once is an amendment.
PLAN_EDITABLE = frozenset({PlanStatus.DRAFT, PlanStatus.RETURNED})
PLAN_FROZEN = frozenset({PlanStatus.SUBMITTED, PlanStatus.AGREED, PlanStatus.APPROVED})

PLAN_WORKFLOW = Workflow(
    Move(
        "submit",
        PLAN_EDITABLE,
        PlanStatus.SUBMITTED,
        pgettext_lazy("plan", "Submit"),
        asks=True,
    ),
    Move(
        "withdraw",
        {PlanStatus.SUBMITTED},
        PlanStatus.DRAFT,
        pgettext_lazy("plan", "Withdraw"),
        confirm=_("The plan is yours to change again; it has to be submitted anew."),
        plain=True,
    ),
    Move(
        "agree",
        {PlanStatus.SUBMITTED},
        PlanStatus.AGREED,
        pgettext_lazy("plan", "Agree"),
        asks=True,
    ),
    # No button: the head is the deputy too, and nobody acts on both steps.
    Move(
        "skip",
        {PlanStatus.SUBMITTED},
        PlanStatus.AGREED,
        pgettext_lazy("plan", "Agreement is not needed"),
        follows=True,
    ),
    Move(
        "retract",
        {PlanStatus.AGREED},
        PlanStatus.SUBMITTED,
        pgettext_lazy("plan", "Take the agreement back"),
        asks=True,
        plain=True,
    ),
    Move(
        "approve",
        {PlanStatus.AGREED},
        PlanStatus.APPROVED,
        pgettext_lazy("plan", "Approve"),
        asks=True,
    ),
    Move(
        "return",
        {PlanStatus.SUBMITTED, PlanStatus.AGREED},
        PlanStatus.RETURNED,
        pgettext_lazy("plan", "Return for revision"),
        asks=True,
        plain=True,
    ),
    Move(
        "amend",
        {PlanStatus.APPROVED},
        PlanStatus.DRAFT,
        pgettext_lazy("plan", "Amend the plan"),
        asks=True,
        plain=True,
    ),
    Move(
        "abandon",
        PLAN_EDITABLE,
        PlanStatus.APPROVED,
        pgettext_lazy("plan", "Give up the amendment"),
        confirm=_("The plan stays as it was approved; what was written since is dropped."),
        plain=True,
    ),
)


class RowStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("plan row", "planned")
    IN_PROGRESS = "in_progress", pgettext_lazy("plan row", "in progress")
    DONE = "done", pgettext_lazy("plan row", "done")
    PARTLY = "partly", pgettext_lazy("plan row", "partly done")
    NOT_DONE = "not_done", pgettext_lazy("plan row", "not done")
    CANCELLED = "cancelled", pgettext_lazy("plan row", "cancelled")


# What somebody still has to do something about.
ROW_OPEN = frozenset({RowStatus.PLANNED, RowStatus.IN_PROGRESS})
ROW_CLOSED = frozenset(
    {RowStatus.DONE, RowStatus.PARTLY, RowStatus.NOT_DONE, RowStatus.CANCELLED}
)

ROW_WORKFLOW = Workflow(
    Move(
        "begin",
        {RowStatus.PLANNED},
        RowStatus.IN_PROGRESS,
        pgettext_lazy("plan row", "Begin"),
        plain=True,
    ),
    Move(
        "finish",
        ROW_OPEN | {RowStatus.PARTLY, RowStatus.NOT_DONE},
        RowStatus.DONE,
        pgettext_lazy("plan row", "Mark as done"),
        asks=True,
    ),
    Move(
        "part",
        ROW_OPEN,
        RowStatus.PARTLY,
        pgettext_lazy("plan row", "Mark as partly done"),
        asks=True,
        plain=True,
    ),
    Move(
        "miss",
        ROW_OPEN,
        RowStatus.NOT_DONE,
        pgettext_lazy("plan row", "Mark as not done"),
        asks=True,
        plain=True,
    ),
    Move(
        "cancel",
        ROW_OPEN,
        RowStatus.CANCELLED,
        pgettext_lazy("plan row", "Cancel"),
        asks=True,
        plain=True,
    ),
    Move(
        "reopen",
        ROW_CLOSED,
        RowStatus.PLANNED,
        pgettext_lazy("plan row", "Open again"),
        asks=True,
        plain=True,
    ),
    # No buttons: what hangs on the row was done, or it turned out that it was not.
    Move(
        "fulfil",
        ROW_OPEN,
        RowStatus.DONE,
        pgettext_lazy("plan row", "Done by what hangs on it"),
        follows=True,
    ),
    Move(
        "resume",
        {RowStatus.DONE},
        RowStatus.PLANNED,
        pgettext_lazy("plan row", "Open again by what hangs on it"),
        follows=True,
    ),
)


class TopicPlanStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("calendar-thematic plan", "draft")
    HANDED_IN = "handed_in", pgettext_lazy("calendar-thematic plan", "handed in")
    DISCUSSED = "discussed", pgettext_lazy("calendar-thematic plan", "discussed")
    RECOMMENDED = "recommended", pgettext_lazy("calendar-thematic plan", "recommended")
    APPROVED = "approved", pgettext_lazy("calendar-thematic plan", "approved")
    RETURNED = "returned", pgettext_lazy("calendar-thematic plan", "returned")


TOPIC_PLAN_EDITABLE = frozenset({TopicPlanStatus.DRAFT, TopicPlanStatus.RETURNED})

TOPIC_PLAN_WORKFLOW = Workflow(
    Move(
        "hand_in",
        TOPIC_PLAN_EDITABLE,
        TopicPlanStatus.HANDED_IN,
        pgettext_lazy("calendar-thematic plan", "Hand in"),
    ),
    Move(
        "discuss",
        {TopicPlanStatus.HANDED_IN},
        TopicPlanStatus.DISCUSSED,
        pgettext_lazy("calendar-thematic plan", "Discussed at a meeting"),
        asks=True,
    ),
    Move(
        "recommend",
        {TopicPlanStatus.DISCUSSED},
        TopicPlanStatus.RECOMMENDED,
        pgettext_lazy("calendar-thematic plan", "Recommend for approval"),
    ),
    Move(
        "approve",
        {TopicPlanStatus.RECOMMENDED},
        TopicPlanStatus.APPROVED,
        pgettext_lazy("calendar-thematic plan", "Approve"),
    ),
    Move(
        "return",
        {TopicPlanStatus.HANDED_IN, TopicPlanStatus.DISCUSSED, TopicPlanStatus.RECOMMENDED},
        TopicPlanStatus.RETURNED,
        pgettext_lazy("calendar-thematic plan", "Return for revision"),
        asks=True,
        plain=True,
    ),
)


class IndividualPlanStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("individual plan", "draft")
    HANDED_IN = "handed_in", pgettext_lazy("individual plan", "handed in")
    APPROVED = "approved", pgettext_lazy("individual plan", "approved")
    RETURNED = "returned", pgettext_lazy("individual plan", "returned")


INDIVIDUAL_PLAN_EDITABLE = frozenset(
    {IndividualPlanStatus.DRAFT, IndividualPlanStatus.RETURNED}
)

INDIVIDUAL_PLAN_WORKFLOW = Workflow(
    Move(
        "hand_in",
        INDIVIDUAL_PLAN_EDITABLE,
        IndividualPlanStatus.HANDED_IN,
        pgettext_lazy("individual plan", "Hand in"),
    ),
    Move(
        "approve",
        {IndividualPlanStatus.HANDED_IN},
        IndividualPlanStatus.APPROVED,
        pgettext_lazy("individual plan", "Approved by a resolution"),
        asks=True,
    ),
    Move(
        "return",
        {IndividualPlanStatus.HANDED_IN},
        IndividualPlanStatus.RETURNED,
        pgettext_lazy("individual plan", "Return for revision"),
        asks=True,
        plain=True,
    ),
)
