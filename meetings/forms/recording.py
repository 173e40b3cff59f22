"""What may be written about an item of the agenda.

Reading is loose: what is right is saved, what is not stays on the page with a word beside
it, and what was not sent at all is left as it is.
"""

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from meetings.figures.turnout import Turnout
from meetings.forms.loose import LongText, LooseForm, PeopleField, ShortText
from meetings.forms.people import People
from meetings.models import AgendaItem, Meeting, Resolution
from meetings.services.holding import votes_fault
from meetings.services.recording import ItemChange, RowChange

MOST_VOTES = 500
MOST_ROWS = 100
ROW = re.compile(r"(speech|resolution)-([\w-]{1,60})-key", re.ASCII)
SIDES = ("for", "against", "abstained")


class ItemForm(LooseForm):
    witness = "heard"
    emptied = frozenset({"guest_rapporteur", "heard"})

    title = ShortText(most=500)
    state = forms.ChoiceField(choices=AgendaItem.State, required=False)
    rapporteurs = PeopleField()
    guest_rapporteur = ShortText(most=200)
    heard = LongText()
    talk_attached = forms.BooleanField(required=False)

    def clean_title(self) -> str:
        if "title" in self.data and not self.cleaned_data["title"]:
            raise ValidationError(_("The question must have words."))
        return self.cleaned_data["title"]


class SpeechForm(LooseForm):
    witness = "text"
    emptied = frozenset({"who", "text"})

    who = ShortText(most=200)
    text = LongText()


class ResolutionForm(LooseForm):
    witness = "text"
    emptied = frozenset({"text"})

    text = LongText(most=20_000)
    kind = forms.ChoiceField(choices=Resolution.Kind, required=False)
    responsible = PeopleField()
    all_members = forms.BooleanField(required=False)
    due_kind = forms.ChoiceField(choices=Resolution.Due, required=False)
    due = forms.DateField(required=False)
    vote = forms.ChoiceField(choices=Resolution.Vote, required=False)
    votes_for = forms.IntegerField(required=False, min_value=0, max_value=MOST_VOTES)
    votes_against = forms.IntegerField(required=False, min_value=0, max_value=MOST_VOTES)
    votes_abstained = forms.IntegerField(required=False, min_value=0, max_value=MOST_VOTES)

    def __init__(self, data: Any, *, meeting: Meeting, voters: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.meeting, self.voters = meeting, voters

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due and due < self.meeting.date:
            raise ValidationError(_("The deadline lies before the meeting."))
        return due

    def said(self) -> dict[str, Any]:
        said = super().said()
        return {**said, **self.deadline(said)}

    def deadline(self, said: dict[str, Any]) -> dict[str, Any]:
        """Only a deadline by a date has one of its own; the year's end is a date, too."""
        kind = said.get("due_kind", Resolution.Due.DATE)
        if kind == Resolution.Due.DATE:
            return {}
        return {"due": self.meeting.year.end if kind == Resolution.Due.YEAR_END else None}

    def faults(self) -> dict[str, list[str]]:
        faults = super().faults()
        if words := self.votes_fault():
            faults.setdefault(self.add_prefix("votes_for"), []).append(words)
        return faults

    def votes_fault(self) -> str:
        """The votes are kept as they were typed; that they do not add up is said at once."""
        votes = [self.cleaned_data.get(f"votes_{side}") for side in SIDES]
        voted = self.cleaned_data.get("vote") in {Resolution.Vote.OPEN, Resolution.Vote.SECRET}
        counted = any(vote is not None for vote in votes)
        wrong = any(f"votes_{side}" in self.errors for side in SIDES)
        return votes_fault(votes, self.voters) if voted and counted and not wrong else ""


class ItemSheet:
    """One item as it was sent: its fields, and its rows in the order of the page."""

    def __init__(
        self, data: Any, *, item: AgendaItem, people: People, counted: Turnout
    ) -> None:
        self.data, self.people = data, people
        self.form = ItemForm(data, people=people)
        known = {"meeting": item.meeting, "voters": counted.voters(item.position)}
        self.speeches: list[tuple[uuid.UUID, LooseForm]] = []
        self.resolutions: list[tuple[uuid.UUID, LooseForm]] = []
        seen: set[uuid.UUID] = set()
        for kind, prefix in _rows(data):
            key = row_key(data[f"{prefix}-key"], prefix, seen)
            if kind == "speech":
                self.speeches.append((key, SpeechForm(data, prefix=prefix)))
            else:
                form = ResolutionForm(data, prefix=prefix, people=people, **known)
                self.resolutions.append((key, form))

        self._raise(self.speeches)
        self._raise(self.resolutions)

    def change(self) -> ItemChange:
        said = self.form.said()
        return ItemChange(
            rapporteurs=said.pop("rapporteurs", None),
            fields=said,
            speeches=[self._speech(key, form) for key, form in self.speeches],
            resolutions=[self._resolution(key, form) for key, form in self.resolutions],
        )

    @property
    def forms(self) -> list[LooseForm]:
        return [self.form, *(form for _key, form in [*self.speeches, *self.resolutions])]

    @property
    def has_lost(self) -> bool:
        """Whether anything typed was not kept; votes are, even if they do not add up."""
        return any(form.errors for form in self.forms)

    def faults(self) -> dict[str, list[str]]:
        found = {name: words for form in self.forms for name, words in form.faults().items()}
        if sum(1 for name in self.data if ROW.fullmatch(name)) > MOST_ROWS:
            found["title"] = [_("One item has at most %(most)s rows.") % {"most": MOST_ROWS}]
        return found

    def _raise(self, rows: list[tuple[uuid.UUID, LooseForm]]) -> None:
        """Where no script moves rows, a button moves one up."""
        for place, (_key, form) in enumerate(rows):
            if place and form.prefix == self.data.get("up"):
                rows[place - 1], rows[place] = rows[place], rows[place - 1]
                return

    def is_gone(self, key: uuid.UUID, form: LooseForm) -> bool:
        ticked = self.data.get(form.add_prefix("DELETE"), "") in {"on", "1", "true"}
        return ticked or self.data.get("remove") == form.prefix

    def _speech(self, key: uuid.UUID, form: LooseForm) -> RowChange:
        said = form.said()
        if "who" in said:
            name = said.pop("who")
            person = self.people.find(name)
            said |= {"person_id": person, "guest": "" if person else name}
        blank = not any(said.values()) and not form.errors
        return RowChange(key=key, fields=said, blank=blank, gone=self.is_gone(key, form))

    def _resolution(self, key: uuid.UUID, form: LooseForm) -> RowChange:
        said = form.said()
        people = said.pop("responsible", None)
        tells = ("text", "due", "votes_for", "votes_against", "votes_abstained", "all_members")
        blank = not people and not any(said.get(name) for name in tells) and not form.errors
        gone = self.is_gone(key, form)
        return RowChange(key=key, fields=said, people=people, blank=blank, gone=gone)


def _rows(data: Any) -> list[tuple[str, str]]:
    """The kinds and prefixes of the rows, as they stand on the page."""
    found = [match for name in data if (match := ROW.fullmatch(name))]
    return [(match[1], f"{match[1]}-{match[2]}") for match in found[:MOST_ROWS]]


def row_key(text: str, prefix: str, seen: set[uuid.UUID]) -> uuid.UUID:
    """Read the row's key; one that is broken or used twice becomes another, always the same."""
    try:
        key = uuid.UUID(text[:60])
    except ValueError:
        key = uuid.uuid5(uuid.NAMESPACE_OID, f"{prefix} {text[:200]}")
    if key in seen:
        key = uuid.uuid5(key, prefix)
    seen.add(key)
    return key
