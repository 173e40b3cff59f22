"""Rows of the year's meetings: for each a month, a day when it is known, and a topic."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from associations.models import AcademicYear
from core import dates
from core.forms import TidyMixin, number_in
from meetings import figures
from meetings.models import Meeting
from meetings.services.series import SeriesRow

MOST_SENT = 50


class RowForm(TidyMixin, forms.Form):
    """One meeting of the year: a planned one, or one still to be planned."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    month = forms.ChoiceField(required=False, label=pgettext_lazy("calendar", "Month"))
    day = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=31,
        label=_("Day, if it is known"),
    )
    topic = forms.CharField(
        required=False, max_length=300, label=pgettext_lazy("meeting", "Topic")
    )

    def __init__(
        self,
        *args: Any,
        months: list[date],
        planned: dict[int, Meeting],
        year: AcademicYear,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.planned, self.year = planned, year
        self.meeting = planned.get(self._key())
        own = [self.meeting.date.replace(day=1)] if self.meeting else []
        shown = sorted({*months, *own})
        self.fields["month"].choices = [("", "–"), *((key_of(m), named(m)) for m in shown)]

    def _key(self) -> int:
        """Whose row it is; what cannot be a key is told as any other mistake."""
        said = self.data.get(self.add_prefix("id")) if self.is_bound else self.initial.get("id")
        return number_in(str(said or ""))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("DELETE") or self.is_blank(said) or self.errors:
            return said
        if said.get("id") and self.meeting is None:
            raise ValidationError(
                _("This meeting is no longer changed here. Look at its own page.")
            )
        self._check(said)
        return said

    def is_blank(self, said: dict[str, Any]) -> bool:
        """A row in which nobody wrote anything is no meeting."""
        return not any(said.get(name) for name in ("id", "month", "day", "topic"))

    def _check(self, said: dict[str, Any]) -> None:
        if not said.get("month"):
            self.add_error("month", _("Choose the month."))
            return
        try:
            row = self.row()
        except ValueError:
            self.add_error("day", _("There is no such day in this month."))
            return
        if self.meeting and not row.differs(self.meeting):
            return
        if not row.topic:
            self.add_error("topic", _("Write what the meeting is about."))
        if row.day and not self._stands(row.day):
            self._check_day(row.day)

    def _stands(self, day: date) -> bool:
        """Whether it was on this day before."""
        return bool(self.meeting and not self.meeting.month_only and self.meeting.date == day)

    def _check_day(self, day: date) -> None:
        if day < timezone.localdate():
            self.add_error("day", _("This day has passed already."))
        elif not self.year.has(day):
            self.add_error("day", _("This day lies outside the school year."))

    def row(self) -> SeriesRow:
        """What was said; a day that is not in the month is a ``ValueError``."""
        said = self.cleaned_data
        month = date.fromisoformat(f"{said['month']}-01") if said.get("month") else date.min
        gone = bool(said.get("DELETE"))
        return SeriesRow(
            month=month,
            day=month.replace(day=said["day"]) if said.get("day") and not gone else None,
            topic=" ".join(said.get("topic", "").split()),
            meeting=said.get("id"),
            version=said.get("version") or 0,
            gone=gone,
        )

    @property
    def is_said(self) -> bool:
        """Whether it has anything to write down."""
        return bool(self.cleaned_data) and not self.is_blank(self.cleaned_data)


class Rows(forms.BaseFormSet):
    """All rows together."""

    def __init__(self, *args: Any, taken: list[date], **kwargs: Any) -> None:
        self.taken = taken
        words = {"too_many_forms": _("A year has at most %(num)d meetings here.")}
        super().__init__(*args, error_messages=words, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        called_off = _("Call this meeting off")
        form.fields["DELETE"].label = called_off if form.meeting else _("Leave this row out")

    def clean(self) -> None:
        """Two meetings on one day: said once of the later row, if it is new or changed."""
        if any(self.errors):
            return
        days = set(self.taken)
        for form in self.forms:
            row = form.row() if form.is_said else None
            if row is None or row.gone:
                continue
            changed = form.meeting is None or row.differs(form.meeting)
            if row.day in days and changed:
                form.add_error("day", _("There is another meeting on this day."))
            if row.day:
                days.add(row.day)


RowSet = forms.formset_factory(
    RowForm,
    formset=Rows,
    extra=0,
    can_delete=True,
    max_num=figures.MOST_A_YEAR,
    absolute_max=MOST_SENT,
    validate_max=True,
)


def key_of(day: date) -> str:
    return f"{day:%Y-%m}"


def named(month: date) -> str:
    return dates.month_year(month, get_language() or "ky")
