"""What is said when the plan of a month is made."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core import dates
from core.forms import TidyForm
from plans.figures.layout import Said
from plans.figures.monthly import month_states, offered
from plans.models import PlanRow


class MonthForm(TidyForm):
    """Of which month; those that have a plan are not offered."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=date.fromisoformat)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = month_states(self.subject.association, self.subject.year)
        language = get_language() or "ky"
        self.fields["month"].choices = [
            (state.first.isoformat(), dates.month_year(state.first, language))
            for state in states
            if state.plan is None
        ]

    def layout(self) -> Layout:
        return Layout("month")


class TakeForm(TidyForm):
    """Rows of the year's plan that run all the time, to be taken into the month."""

    rows = forms.ModelMultipleChoiceField(
        queryset=PlanRow.objects.none(),
        label=_("Rows of the year's plan"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one row.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rows"]
        known = {row.pk: row for row in offered(self.subject)}
        field.queryset = PlanRow.objects.filter(pk__in=known).in_order()
        field.label_from_instance = lambda row: in_a_line(known[row.pk])


def in_a_line(row: Any) -> str:
    return f"{row.text} ({Said().when(row)})"
