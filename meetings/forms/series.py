"""The year's meetings in one form: for each a month, a day when it is known, and a topic."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from associations.models import AcademicYear, Association
from core import dates
from core.forms import TidyForm, TidyMixin, number_in
from core.models import FormToken
from meetings import figures
from meetings.models import Meeting
from meetings.services.series import SeriesRow, newest_of
from meetings.workflow import MeetingStatus

MOST_SENT = 50
ROW = re.compile(r"series-(\d{1,4})-\w+")
FIELDS = ("id", "version", "month", "day", "topic", "DELETE")


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
        self.fields["month"].choices = [("", "–"), *((_key_of(m), _named(m)) for m in shown)]

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


class SeriesForm(TidyForm):
    """The rows, the year they are of, and what the writer had seen of it."""

    year = forms.ChoiceField(label=_("School year"), widget=forms.HiddenInput)
    known = forms.IntegerField(
        label=_("Meetings of the year"), widget=forms.HiddenInput, min_value=0
    )
    form_token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, subject: Association, year: AcademicYear, **kwargs: Any
    ) -> None:
        super().__init__(None if data is None else counted(data), subject=subject, **kwargs)
        self.meetings = figures.meetings_of_year(subject, year)
        self.fields["year"].choices = [(str(year.pk), "")]
        self.initial |= {
            "year": year.pk,
            "known": newest_of(subject, year),
            "form_token": FormToken.fresh(),
        }
        self.planned = {row.pk: row for row in self.meetings if self._is_planned(row)}
        self.school_year = year
        self.theirs: dict[int, Meeting] = {}

    def _is_planned(self, meeting: Meeting) -> bool:
        own = meeting.association_id == self.subject.pk
        return own and meeting.status == MeetingStatus.PLANNED

    def make_rows(self, initial: list[dict[str, Any]] | None = None) -> "SeriesForm":
        """Draw the rows: as they were sent, or as they are to be offered."""
        today = timezone.localdate()
        fixed = [row for row in self.meetings if row.pk not in self.planned]
        self.rows = RowSet(
            self.data if self.is_bound and initial is None else None,
            prefix="series",
            initial=initial,
            taken=[row.date for row in fixed if not row.month_only],
            form_kwargs={
                "months": figures.months_ahead(self.school_year, today),
                "planned": self.planned,
                "year": self.school_year,
            },
        )
        return self

    def take_note(self) -> None:
        """Somebody was quicker: what is typed now stands against what is saved now.

        A row whose meeting says something else than its writer had seen tells what.
        """
        self.data["known"] = str(self.initial["known"])
        for place in range(figures.MOST_A_YEAR):
            meeting = self.planned.get(number_in(self.data.get(f"series-{place}-id", "")))
            if meeting and self.data.get(f"series-{place}-version") != str(meeting.version):
                self.data[f"series-{place}-version"] = str(meeting.version)
                self.theirs[meeting.pk] = meeting

    def is_valid(self) -> bool:
        if not self.rows.is_valid():
            self.add_error(None, _("Please look at the rows of the meetings."))
            for error in self.rows.non_form_errors():
                self.add_error(None, error)
        return super().is_valid()

    def said(self) -> list[SeriesRow]:
        return [form.row() for form in self.rows.forms if form.is_said]

    def lines(self) -> list[dict[str, Any]]:
        """The year in order: what is no longer changed here, and the rows that are."""
        rows = {form.meeting.pk: form for form in self.rows.forms if form.meeting}
        lines = [
            {"meeting": row, "form": rows.get(row.pk), "theirs": self.theirs.get(row.pk)}
            for row in self.meetings
            if row.pk in rows or row.pk not in self.planned
        ]
        new = [form for form in self.rows.forms if not form.meeting]
        return [*lines, *({"meeting": None, "form": form, "theirs": None} for form in new)]


def offered(form: SeriesForm, language: str) -> list[dict[str, Any]]:
    """What is planned; and where nothing is, the usual meetings of the year."""
    rows = [_stored(meeting) for meeting in form.planned.values()]
    today = timezone.localdate()
    usual = figures.usual_meetings(form.school_year, form.meetings, today)
    if rows:
        return [*rows, {}]
    return [{"month": _key_of(m), "topic": u.topic_in(language)} for m, u in usual] or [{}]


def typed(data: Any) -> list[dict[str, Any]]:
    """What was typed so far, and one row more, for browsers without a script."""
    number = min(rows_in(data), figures.MOST_A_YEAR)
    rows = [
        {name: data.get(f"series-{place}-{name}", "") for name in FIELDS}
        for place in range(number)
    ]
    return [*rows, {}][: figures.MOST_A_YEAR]


def counted(data: Any) -> Any:
    """Give the sent rows their number anew: what stands in a broken form is not lost."""
    ends = {"TOTAL": rows_in(data), "INITIAL": 0, "MIN_NUM": 0, "MAX_NUM": figures.MOST_A_YEAR}
    whole = data.copy()
    for name, number in ends.items():
        whole[f"series-{name}_FORMS"] = str(number)
    return whole


def rows_in(data: Any) -> int:
    """How many rows were sent."""
    places = [number_in(found[1]) for name in data if (found := ROW.fullmatch(name))]
    return min(max(places, default=-1) + 1, MOST_SENT)


def _stored(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.pk,
        "version": meeting.version,
        "month": _key_of(meeting.date),
        "day": None if meeting.month_only else meeting.date.day,
        "topic": meeting.topic,
    }


def _key_of(day: date) -> str:
    return f"{day:%Y-%m}"


def _named(month: date) -> str:
    return dates.month_year(month, get_language() or "ky")
