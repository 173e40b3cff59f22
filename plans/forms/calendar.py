"""What is moved when the calendar has changed, and to which days."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import TidyForm
from plans.figures.calendar import Fallen, fallen

NEW_DATE = _("New date")


class ShiftForm(TidyForm):
    """One line for each date: whether it moves, and to which day. All are ticked at first."""

    reason = forms.CharField(
        label=_("Why the dates are moved"),
        max_length=500,
        help_text=_("It stands beside every date that is moved."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = fallen(self.subject)
        for row in self.rows:
            self.fields[f"take-{row.key}"] = forms.BooleanField(
                label=pgettext_lazy("date", "Move"),
                required=False,
                initial=True,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
            self.fields[f"day-{row.key}"] = forms.DateField(
                label=NEW_DATE,
                required=False,
                initial=row.new,
                widget=forms.DateInput(
                    attrs={"type": "date", "aria-label": NEW_DATE}, format="%Y-%m-%d"
                ),
                error_messages={"invalid": _("There is no such day in the calendar.")},
            )

    def lines(self) -> list[tuple[Fallen, Any, Any]]:
        """Each date with its two fields, for the template."""
        return [(row, self[f"take-{row.key}"], self[f"day-{row.key}"]) for row in self.rows]

    def clean(self) -> dict[str, Any]:
        """The service wants the chosen ones with their days."""
        said = super().clean() or self.cleaned_data
        moves = []
        for row in self.rows:
            day = said.get(f"day-{row.key}")
            if said.get(f"take-{row.key}") and day:
                moves.append((row.key, day))
            elif said.get(f"take-{row.key}") and f"day-{row.key}" not in self.errors:
                self.add_error(f"day-{row.key}", _("Give the new date."))
        if not moves and not self.errors:
            self.add_error(None, _("Tick at least one date."))
        return {"moves": moves, "reason": said.get("reason", "")}
