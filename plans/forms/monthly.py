"""What is said when the plan of a month is made."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core import dates
from core.forms import TidyForm
from plans.figures.layout import Said
from plans.figures.monthly import month_states, offered
from plans.models import PlanRow


class MonthForm(TidyForm):
    """Of which month; those that have a plan are not offered, and told if they come."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=date.fromisoformat)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = month_states(self.subject.association, self.subject.year)
        language = get_language() or "ky"
        said = [(state, dates.month_year(state.first, language)) for state in states]
        field = self.fields["month"]
        field.choices = [(state.first.isoformat(), words) for state, words in said]
        field.widget.choices = [
            (state.first.isoformat(), words) for state, words in said if state.plan is None
        ]

    def layout(self) -> Layout:
        return Layout("month")


class TakeForm(TidyForm):
    """Rows of the year's plan that run all the time, to be taken into the month.

    One that was taken meanwhile is where it was wanted: nobody is troubled about it.
    """

    rows = forms.ModelMultipleChoiceField(
        queryset=PlanRow.objects.none(),
        label=_("Rows of the year's plan"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one row."),
            "invalid_choice": _("A row is not one of the year's plan any more."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rows"]
        known = sorted(offered(self.subject), key=lambda row: (row.part, row.position, row.pk))
        there = self.subject.rows.exclude(origin=None).values("origin")
        wanted = Q(pk__in=[row.pk for row in known]) | Q(pk__in=there)
        field.queryset = PlanRow.objects.filter(wanted)
        field.choices = [(row.pk, in_a_line(row)) for row in known]


def in_a_line(row: Any) -> str:
    return f"{row.text} ({Said().when(row)})"
