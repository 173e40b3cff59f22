"""What the school says on a year, as a plan cites it."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from plans.figures.layout import lines
from plans.models import Plan, PlanningYear


@dataclass(frozen=True, slots=True)
class Guide:
    """The school's methodical theme and its priorities, in one language."""

    theme: str
    priorities: list[str]

    def __bool__(self) -> bool:
        return bool(self.theme or self.priorities)


def guide_of(plan: Plan) -> Guide:
    """While the plan is written, as the school says it now; then as it was submitted."""
    language = "ru" if get_language() == "ru" else "ky"
    if not plan.is_frozen:
        found: PlanningYear | None = getattr(plan.year, "planning", None)
        return Guide(found.theme, lines(found.priorities)) if found else Guide("", [])
    texts = plan.revisions.order_by("-number").values_list("snapshot", flat=True)
    told: dict[str, Any] = json.loads(texts[0]).get("guide", {})
    theme = told.get(f"theme_{language}") or told.get("theme_ky", "")
    return Guide(theme, told.get(f"priorities_{language}") or told.get("priorities_ky", []))
