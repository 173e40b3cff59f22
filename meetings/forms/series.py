"""The year's meetings in one form: its rows, and what the writer had seen of the year."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import AcademicYear, Association
from core.forms import TidyForm, number_in
from core.models import FormToken
from meetings import figures
from meetings.forms.series_rows import MOST_SENT, RowSet, key_of
from meetings.models import Meeting
from meetings.services.series import SeriesRow, newest_of
from meetings.workflow import MeetingStatus

ROW = re.compile(r"series-(\d{1,4})-\w+")
FIELDS = ("id", "version", "month", "day", "topic", "DELETE")


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
    return [{"month": key_of(m), "topic": u.topic_in(language)} for m, u in usual] or [{}]


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
        "month": key_of(meeting.date),
        "day": None if meeting.month_only else meeting.date.day,
        "topic": meeting.topic,
    }
