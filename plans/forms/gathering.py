"""A meeting planned from a row; where a plan is adopted."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.forms import TidyForm, number_in
from meetings.forms.planning import MeetingForm
from meetings.models import AgendaItem, Meeting
from plans import services
from plans.models import Plan, PlanRow
from plans.models.plan import first_of_month


class RowMeetingForm(MeetingForm):
    """A meeting with what its row of the plan says: date, topic; its questions follow it."""

    def __init__(self, *args: Any, row: PlanRow, **kwargs: Any) -> None:
        self.row = row
        super().__init__(*args, **kwargs)

    @transaction.atomic
    def save(self, commit: bool = True) -> Meeting:  # noqa: FBT001, FBT002 -- Django's own
        meeting = super().save(commit)
        services.meet_from_row(self.row, by=self.user, meeting=meeting)
        return meeting


def day_of(row: PlanRow) -> date | None:
    """On which day to propose the meeting: its own, else a working day of its month."""
    if row.day and row.due_now == row.day:
        return row.day
    if row.due_now is None:
        return None
    first = row.due_now.replace(day=1)
    if row.when == PlanRow.When.MONTHS and row.months and row.due_now == row.last_day():
        first = first_of_month(row.plan.year, row.months[0])
    return max(first, timezone.localdate())


class LinkForm(TidyForm):
    """A meeting of the association that stands for the row."""

    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        label=_("Meeting"),
        required=False,
        empty_label=_("none"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, plan = self.fields["meeting"], self.subject.plan
        field.queryset = _meetings(plan).select_related("association")
        field.initial = self.subject.meeting_id
        field.label_from_instance = named

    def layout(self) -> Layout:
        return Layout("meeting")


class ConsiderForm(TidyForm):
    """At which meeting the plan is adopted: one to come, or under a question already heard."""

    where = forms.ChoiceField(label=_("Where the plan is adopted"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = _meetings(self.subject)
        own = meetings.filter(association=self.subject.association)
        coming = [(f"meeting-{m.pk}", named(m)) for m in own.plannable()]
        heard = AgendaItem.objects.filter(meeting__in=meetings.filter(number__isnull=False))
        heard = heard.select_related("meeting").order_by("meeting__date", "position", "pk")
        asked = [(f"item-{i.pk}", f"{named(i.meeting)}: {i.title}") for i in heard]
        groups = [(_("meetings to come"), coming), (_("meetings held"), asked)]
        self.fields["where"].choices = [row for row in groups if row[1]]
        if self.subject.adopting:
            self.fields["where"].initial = f"item-{self.subject.considered_id}"

    def layout(self) -> Layout:
        return Layout("where")

    def clean(self) -> dict[str, Any]:
        """The service wants the thing itself, one or the other."""
        said = super().clean() or self.cleaned_data
        kind, _dash, key = said.pop("where", "").partition("-")
        models = {"meeting": Meeting, "item": AgendaItem}
        if kind in models:
            said[kind] = models[kind].objects.get(pk=number_in(key))
        return said


def _meetings(plan: Plan) -> Any:
    rows = Meeting.objects.of_association(plan.association).filter(year=plan.year)
    return rows.exclude(status="cancelled").order_by("date", "pk")


def named(meeting: Meeting) -> str:
    day = meeting.day_in(get_language() or "ky")
    number = f"№ {meeting.number}, " if meeting.number else ""
    return f"{number}{day}{f' – {meeting.topic}' if meeting.topic else ''}"
