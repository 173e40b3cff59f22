"""What the school sets for the plans of a year."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from associations.forms.base import SchoolForm, day_input
from core import dates
from plans.models import PlanningYear
from plans.models.plan import months_of


class PlanningYearForm(SchoolForm):
    """The theme and the priorities per language, the date, the months to tick."""

    months = forms.TypedMultipleChoiceField(
        label=capfirst(_("months of the monthly plans")),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one month.")},
    )

    class Meta:
        model = PlanningYear
        fields = [
            "theme_ky", "theme_ru", "priorities_ky", "priorities_ru", "plan_due", "months",
        ]  # fmt: skip
        widgets = {
            "theme_ky": forms.Textarea(attrs={"rows": 2}),
            "theme_ru": forms.Textarea(attrs={"rows": 2}),
            "priorities_ky": forms.Textarea(attrs={"rows": 4}),
            "priorities_ru": forms.Textarea(attrs={"rows": 4}),
            "plan_due": day_input(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "ky"
        self.fields["months"].choices = [
            (number, capfirst(dates.month_name(number, language)))
            for number in months_of(self.instance.year)
        ]

    def clean_months(self) -> list[int]:
        """In the order of the school year, whatever the browser sent."""
        chosen = set(self.cleaned_data["months"])
        return [number for number in months_of(self.instance.year) if number in chosen]
