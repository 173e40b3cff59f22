"""My tasks: one's rows of plans beside what meetings resolved, and what waits for the head."""

from typing import Any

from django.utils import timezone

from meetings.views.control import TaskList
from plans.figures.standing import as_they_hold, task_state
from plans.models import PlanRow
from plans.workflow import ROW_OPEN

MOST = 100


class MyTasks(TaskList):
    """The page of tasks, complete: it stands here since plans stand above meetings."""

    permission = "plans.view_planrows"

    def get_template_names(self) -> list[str]:
        if self.request.headers.get("HX-Request"):
            return super().get_template_names()
        return ["plans/task_list.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        all_of_year = self.filterset.data.get("show") == "year"
        rows = as_they_hold(own_rows(user, all_of_year=all_of_year))
        for row in rows:
            row.words, row.tone = task_state(row, today)
            heads = row.plan.association_id in user.headed_ids
            row.verb = "finish" if heads else "report"
            row.markable = row.standing in ROW_OPEN and (heads or row.mark != "waiting")
        waiting = reported_to(user)[:MOST] if user.headed_ids else []
        reported = [row.as_it_holds() for row in waiting]
        return super().get_context_data(plan_rows=rows, reported_rows=reported, **kwargs)


def own_rows(user: Any, *, all_of_year: bool) -> Any:
    """What names the reader: all that is open, or all of the years that still run."""
    rows = PlanRow.objects.visible_to(user).tasks_of(user).for_marking(user)
    today = timezone.localdate()
    rows = rows.filter(plan__year__end__gte=today) if all_of_year else rows.open()
    return rows.select_related("plan__association", "meeting").by_urgency()[:MOST]


def reported_to(user: Any) -> Any:
    """Rows on which a mark waits for the reader's answer."""
    rows = PlanRow.objects.visible_to(user).waiting_for(user)
    return rows.select_related("plan__association").by_urgency()
