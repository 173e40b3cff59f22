"""The deadlines of an association, and a text to remind its members of them."""

from typing import Any

from django.db.models import Max
from django.utils import timezone

from associations.models import Association
from core.views import DetailPage
from meetings.figures.reminding import coming_deadlines, people_away
from meetings.notifications.messages import deadlines_message, doers_in_words


class DeadlineList(DetailPage):
    """What is late or falls due within a week; what was reported waits for somebody else."""

    model = Association
    queryset = Association.objects.select_related("school")
    template_name = "meetings/deadline_list.html"
    permission = "meetings.remind_association"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = timezone.localdate()
        rows = coming_deadlines(self.object, day)
        rows = list(rows.annotate(reminded=Max("reminders__day")))
        away = people_away(rows, day)
        for row in rows:
            row.who, row.late = doers_in_words(row), (day - row.due_now).days
            row.away = [
                person.list_name for person in row.responsible.all() if person.pk in away
            ]
        message = deadlines_message(self.object, rows, day) if rows else ""
        shown = {"rows": rows, "message": message, "this_year": day.year}
        return super().get_context_data(**shown, **kwargs)
