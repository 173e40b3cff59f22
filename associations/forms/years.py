"""A school year with its quarters and holidays, on one page."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from associations.forms.base import SchoolForm, day_field, day_input
from associations.models import AcademicYear, Holiday, Quarter
from core.forms import TidyMixin

QUARTERS = {1: "I", 2: "II", 3: "III", 4: "IV"}


class HolidayForm(TidyMixin, forms.ModelForm):
    class Meta:
        model = Holiday
        fields = ["name_ky", "name_ru", "start", "end"]
        widgets = {"start": day_input(), "end": day_input()}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        start, end = said.get("start"), said.get("end")
        if start and end and end < start:
            self.add_error("end", _("The end must not come before the beginning."))
        return said


HolidayRows = forms.inlineformset_factory(
    AcademicYear, Holiday, form=HolidayForm, extra=2, max_num=40, can_delete=True
)


class YearForm(SchoolForm):
    """The year itself; quarters are eight fields, holidays are rows."""

    class Meta:
        model = AcademicYear
        fields = ["start", "end"]
        widgets = {"start": day_input(), "end": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add_quarters()
        self.holidays = HolidayRows(
            data=self.data if self.is_bound else None,
            instance=self.instance,
            prefix="holidays",
            queryset=Holiday.objects.order_by("start", "pk"),
        )
        for row in self.holidays.forms:
            row.fields["id"].queryset = Holiday.objects.filter(year_id=self.instance.pk)

    def _add_quarters(self) -> None:
        known = {row.number: row for row in self.instance.quarters.all()} if self.old else {}
        for number, roman in QUARTERS.items():
            for end, label in [
                ("start", pgettext_lazy("quarter", "begins")),
                ("end", pgettext_lazy("quarter", "ends")),
            ]:
                name = f"quarter_{number}_{end}"
                row = known.get(number)
                self.fields[name] = day_field(f"{roman} – {label}", required=False)
                self.initial.setdefault(name, getattr(row, end, None))

    @property
    def old(self) -> bool:
        return self.instance.pk is not None

    def quarter_rows(self) -> list[dict[str, Any]]:
        """The quarters for the template: a numeral and its two fields."""
        return [
            {
                "numeral": roman,
                "start": self[f"quarter_{number}_start"],
                "end": self[f"quarter_{number}_end"],
            }
            for number, roman in QUARTERS.items()
        ]

    def is_valid(self) -> bool:
        if self.is_bound and not self.holidays.is_valid():
            self.add_error(None, _("Please look at the rows of the holidays."))
        return super().is_valid()

    @cached_property
    def changed_data(self) -> list[str]:
        own = [field.name for field in self if field._has_changed()]
        return [*own, "holidays"] if self.holidays.has_changed() else own

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        start, end = said.get("start"), said.get("end")
        if start and end and start < end:
            self._check_quarters(said)
            self._check_holidays(said)
        return said

    def _check_quarters(self, said: dict[str, Any]) -> None:
        """Each inside the year, whole, and after the one before it."""
        before = None
        for number in QUARTERS:
            first, last = (said.get(f"quarter_{number}_{part}") for part in ("start", "end"))
            name = f"quarter_{number}_start"
            if bool(first) != bool(last):
                missing = "end" if first else "start"
                self.add_error(
                    f"quarter_{number}_{missing}", _("A quarter needs its first and last day.")
                )
            elif first and last:
                for sentence in self._wrong_with(said, first, last, before):
                    self.add_error(name, sentence)
                before = last

    def _wrong_with(
        self, said: dict[str, Any], first: Any, last: Any, before: Any
    ) -> list[str]:
        sentences = []
        if last <= first:
            sentences.append(_("The end must come after the beginning."))
        if first < said["start"] or last > said["end"]:
            sentences.append(_("This quarter lies outside the school year."))
        if before and first <= before:
            sentences.append(_("This quarter begins before the one before it ends."))
        return sentences

    def _check_holidays(self, said: dict[str, Any]) -> None:
        for row in self.holidays.forms:
            day = getattr(row, "cleaned_data", {})
            outside = day.get("start") and day["start"] < said["start"]
            outside = outside or (day.get("end") and day["end"] > said["end"])
            if outside and not day.get("DELETE"):
                row.add_error("start", _("These days lie outside the school year."))
                self.add_error(None, ValidationError(self._outside(day)))
        self.cleaned_data["holidays"] = self._spoken()

    def _outside(self, day: dict[str, Any]) -> str:
        words = _("“%(name)s” lies outside the school year.")
        return words % {"name": day.get("name_ky", "")}

    def _spoken(self) -> str:
        """The holidays in one line, for the record."""
        rows = [getattr(row, "cleaned_data", {}) for row in self.holidays.forms]
        return "; ".join(
            f"{row['name_ky']} {row['start']}–{row['end']}"
            for row in rows
            if {"name_ky", "start", "end"} <= row.keys() and not row["DELETE"]
        )

    def save(self, commit: bool = True) -> AcademicYear:  # noqa: FBT001, FBT002 -- Django's signature
        year: AcademicYear = super().save(commit)
        for number in QUARTERS:
            self._save_quarter(year, number)
        self.holidays.instance = year
        self.holidays.save()
        return year

    def _save_quarter(self, year: AcademicYear, number: int) -> None:
        start, end = (
            self.cleaned_data[f"quarter_{number}_{part}"] for part in ("start", "end")
        )
        if not start:
            year.quarters.filter(number=number).delete()
            return
        known = year.quarters.filter(number=number).first()
        quarter = known or Quarter(year=year, school_id=year.school_id, number=number)
        quarter.start, quarter.end = start, end
        quarter.save()
