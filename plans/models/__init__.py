"""Nouns: plans and their rows, what was decided on them, what teachers hand in."""

from plans.models.approval import PlanDecision, PlanReading, PlanRemark, PlanRevision
from plans.models.fulfilment import RowMark, RowReminder
from plans.models.plan import Plan
from plans.models.registries import IndividualPlan, TopicPlan, TopicProgress
from plans.models.rows import PlanPart, PlanRow
from plans.models.year import PlanningYear

__all__ = [
    "IndividualPlan",
    "Plan",
    "PlanDecision",
    "PlanPart",
    "PlanReading",
    "PlanRemark",
    "PlanRevision",
    "PlanRow",
    "PlanningYear",
    "RowMark",
    "RowReminder",
    "TopicPlan",
    "TopicProgress",
]
