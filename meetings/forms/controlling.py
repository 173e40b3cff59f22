"""Earlier resolutions on the page of the minutes: what is decided on them, or cancelled."""

from collections.abc import Iterable
from functools import cached_property, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from core.languages import fold
from meetings.figures.controlling import open_to_cancel
from meetings.figures.joint import as_registered, number_for
from meetings.forms.loose import LooseForm, ShortText
from meetings.models import AgendaItem, ControlRow, Meeting, Resolution
from meetings.services.recording import RowChange
from meetings.workflow import ResolutionStatus

LONGEST = 100


class ControlForm(LooseForm):
    """What the meeting decided on one earlier resolution."""

    witness = "key"
    emptied = frozenset({"remark", "due"})

    outcome = forms.ChoiceField(choices=ControlRow.Outcome, required=False)
    due = forms.DateField(required=False)
    remark = ShortText(most=300)

    def __init__(self, data: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.meeting = meeting

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due and due < self.meeting.date:
            raise ValidationError(_("The new date lies before the meeting."))
        return due

    def faults(self) -> dict[str, list[str]]:
        """A date that is still to be written is asked for at once; the tap is kept."""
        faults = super().faults()
        moved = self.cleaned_data.get("outcome") == ControlRow.Outcome.MOVED
        if moved and not self.cleaned_data.get("due") and "due" not in self.errors:
            faults[self.add_prefix("due")] = [_("Write the new date.")]
        return faults


def control_changes(rows: Iterable[tuple[UUID, LooseForm]]) -> list[RowChange]:
    return [RowChange(key=key, fields=form.said()) for key, form in rows]


def lost_rows(item: AgendaItem, rows: list[tuple[UUID, LooseForm]]) -> dict[str, list[str]]:
    """Rows that were decided on while somebody took their resolution off the list."""
    if not rows:
        return {}
    known = set(item.control_rows.values_list("key", flat=True))
    words = _("This resolution is no longer on the list. Open the page again.")
    return {form.add_prefix("outcome"): [words] for key, form in rows if key not in known}


def lived_rows(item: AgendaItem) -> set[UUID]:
    """Resolutions something has happened to since they were signed: they are not taken out."""
    rows = Resolution.objects.filter(item=item).exclude(status=ResolutionStatus.DRAFT)
    parts = ("reports", "deadline_changes", "control_rows", "cancelled_by")
    lived = [Q(**{f"{part}__isnull": False}) for part in parts]
    return set(rows.filter(reduce(or_, lived)).values_list("key", flat=True))


class Earlier:
    """The resolutions that one of this meeting may cancel, by number and words.

    The page has them once, as names to choose from; what was chosen comes back as a name.
    """

    def __init__(self, meeting: Meeting, rows: Iterable[Resolution] | None = None) -> None:
        self.meeting, self._given = meeting, rows

    @cached_property
    def rows(self) -> list[Resolution]:
        rows = list(self._read() if self._given is None else self._given)
        as_registered([row.item.meeting for row in rows], ())
        return rows

    @cached_property
    def names(self) -> dict[int, str]:
        return {row.pk: f"{self.number(row)} {_start(row.text)}" for row in self.rows}

    def _read(self) -> Any:
        own = ["text", "position", "item__position"]
        meeting = [f"item__meeting__{name}" for name in ("number", "kind", "date", "year")]
        rows = open_to_cancel(self.meeting).select_related("item__meeting")
        rows = rows.only(*own, *meeting, "item__meeting__association")
        return rows.order_by("-item__meeting__date", "item__position", "position", "pk")

    def number(self, row: Resolution) -> str:
        """«№ 2 · 1.3», with the day if it is of another year or association."""
        meeting = row.item.meeting
        same = meeting.year_id == self.meeting.year_id
        same = same and self.meeting.association_id in meeting.union_ids
        day = "" if same else f" ({meeting.date:%d.%m.%Y})"
        return f"№ {number_for(meeting, self._ours)}{day} · {row.label}"

    @cached_property
    def _ours(self) -> set[int]:
        return self.meeting.union_ids

    def find(self, text: str) -> int | None:
        """Which resolution a name means: the whole of it, or its number alone."""
        wanted = fold(text)
        whole = [pk for pk, name in self.names.items() if fold(name) == wanted]
        numbered = [row.pk for row in self.rows if fold(self.number(row)) == wanted]
        found = whole or numbered
        return found[0] if len(found) == 1 else None


def _start(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"
