"""Who has handed in what: calendar-thematic and individual plans; hours of the programmes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from associations.models import AcademicYear, Association, User
from plans.models import IndividualPlan, PlanningYear, TopicPlan, TopicProgress

TONES = {"approved": "done", "returned": "late", "handed_in": "wait", "recommended": "wait"}


@dataclass(slots=True)
class HandedIn:
    """What one member has handed in, and whether anything is late."""

    person: User
    topics: list[TopicPlan] = field(default_factory=list)
    individual: IndividualPlan | None = None
    late: bool = False


@dataclass(slots=True)
class Programme:
    """One programme with its four quarters, and their sum."""

    plan: TopicPlan
    quarters: list[TopicProgress | None]

    @property
    def filled(self) -> list[TopicProgress]:
        return [row for row in self.quarters if row]

    @property
    def planned(self) -> int:
        return sum(row.planned for row in self.filled)

    @property
    def given(self) -> int:
        return sum(row.given for row in self.filled)

    @property
    def left(self) -> int:
        return sum(row.left for row in self.filled)


def handed_in(
    association: Association, year: AcademicYear, viewer: User, day: date
) -> list[HandedIn]:
    """Every member of the association, with what the reader may see of each; four queries."""
    members = User.objects.members_of(association, min(max(day, year.start), year.end))
    rows = {person.pk: HandedIn(person) for person in members.in_order().named()}
    topics = TopicPlan.objects.visible_to(viewer).filter(association=association, year=year)
    for plan in topics.select_related("subject", "person").order_by("grade", "letters", "pk"):
        rows.setdefault(plan.person_id, HandedIn(plan.person)).topics.append(plan)
    own = IndividualPlan.objects.visible_to(viewer).filter(association=association, year=year)
    for single in own.select_related("person"):
        rows.setdefault(single.person_id, HandedIn(single.person)).individual = single
    planning = PlanningYear.objects.filter(year=year).first() or PlanningYear.usual(year)
    for row in rows.values():
        row.late = day > planning.plan_due and not _all_in(row)
    return list(rows.values())


def _all_in(row: HandedIn) -> bool:
    """At least one calendar-thematic plan and the individual one, all out of the drafts."""
    plans: list[Any] = [*row.topics, *([row.individual] if row.individual else [])]
    handed = all(not plan.is_editable for plan in plans)
    return bool(row.topics) and row.individual is not None and handed


def programmes(plans: Iterable[TopicPlan]) -> list[Programme]:
    """The hours of these programmes by quarter; one query."""
    rows = list(plans)
    found: dict[int, dict[int, TopicProgress]] = defaultdict(dict)
    for progress in TopicProgress.objects.filter(topic_plan__in=rows):
        found[progress.topic_plan_id][progress.quarter] = progress
    return [
        Programme(plan, [found[plan.pk].get(quarter) for quarter in range(1, 5)])
        for plan in rows
    ]


def tone_of(plan: Any) -> str:
    return TONES.get(plan.status, "")
