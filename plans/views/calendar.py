"""The page that moves what falls on days without school."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from associations.models import AcademicYear
from core.views import ActionFormPage
from plans import services
from plans.forms.calendar import ShiftForm

KINDS = {
    "meeting": _("meeting"),
    "row": _("row of a plan"),
    "deadline": _("deadline of a resolution"),
}


class CalendarShift(ActionFormPage):
    """Every date that can no longer be kept, with a new one proposed: one confirmation."""

    model = AcademicYear
    queryset = AcademicYear.objects.select_related("school")
    permission = "plans.shift_calendar"
    template_name = "plans/calendar_shift.html"
    form_class = ShiftForm
    action = services.shift_calendar
    label = _("Move the dates")
    hint = _(
        "Holidays and the end of the year are changed among the school years; here stands what "
        "falls on days without school since then."
    )

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        if isinstance(answer, HttpResponseRedirect):
            number = len(form.cleaned_data["moves"])
            words = ngettext(
                "%(number)s date was moved.", "%(number)s dates were moved.", number
            )
            messages.success(self.request, words % {"number": number})
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        lines = [
            {
                "row": row,
                "kind": KINDS[row.kind],
                "words": words_of(row),
                "union": union_of(row),
                "take": take,
                "day": day,
            }
            for row, take, day in context["form"].lines()
        ]
        return {**context, "lines": lines}


def words_of(row: Any) -> str:
    """What it is; of a meeting its topic: the day and the association stand beside it."""
    return (row.kind == "meeting" and row.thing.topic) or str(row.thing)


def union_of(row: Any) -> Any:
    """Whose date it is."""
    if row.kind == "meeting":
        return row.thing.association
    return (
        row.thing.plan.association if row.kind == "row" else row.thing.item.meeting.association
    )
