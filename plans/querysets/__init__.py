"""Questions about plans, their rows, what was decided on them, and what teachers hand in."""

from plans.querysets.plans import (
    OfPlan,
    PlanPartQuerySet,
    PlanQuerySet,
    RevisionPartQuerySet,
    RowPartQuerySet,
)
from plans.querysets.registries import (
    IndividualPlanQuerySet,
    TopicPartQuerySet,
    TopicPlanQuerySet,
)
from plans.querysets.rows import PlanRowQuerySet, RowMarkQuerySet

__all__ = [
    "IndividualPlanQuerySet",
    "OfPlan",
    "PlanPartQuerySet",
    "PlanQuerySet",
    "PlanRowQuerySet",
    "RevisionPartQuerySet",
    "RowMarkQuerySet",
    "RowPartQuerySet",
    "TopicPartQuerySet",
    "TopicPlanQuerySet",
]
