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
from plans.figures.monthly import month_rows, month_states
from plans.models import Plan, PlanRow


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
        field.queryset = PlanRow.objects.filter(
            pk__in=[row.pk for row in offered(self.subject)]
        )
        field.queryset = field.queryset.in_order().prefetch_related("responsible")
        field.label_from_instance = in_a_line


def offered(plan: Plan) -> list[Any]:
    """What a month's draft may still take: all that is open of the year and not in it."""
    annual = Plan.objects.annual().of_association(plan.association).of_year(plan.year).first()
    if annual is None or plan.month is None:
        return []
    there = set(plan.rows.values_list("origin_id", flat=True))
    rows = month_rows(annual, plan.month)
    return [row for row in [*rows.usual, *rows.running] if row.pk not in there]


def in_a_line(row: Any) -> str:
    return f"{row.text} ({Said().when(row)})"
