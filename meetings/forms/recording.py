"""What may be written about an item of the agenda.

Reading is loose: what is right is saved, what is not stays on the page with a word beside
it, and what was not sent at all is left as it is.
"""

import re
import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.figures.nobody import nobody_words
from meetings.figures.turnout import Turnout
from meetings.forms.controlling import (
    ControlForm,
    Earlier,
    control_changes,
    lived_rows,
    lost_rows,
)
from meetings.forms.elections import ElectionForm, election_form
from meetings.forms.loose import LongText, LooseForm, PeopleField, ShortText
from meetings.forms.people import People
from meetings.models import AgendaItem, Meeting, Resolution
from meetings.services.holding import votes_fault
from meetings.services.recording import ItemChange, RowChange

MOST_VOTES = 500
MOST_ROWS = 100
MOST_CONTROLLED = 300
ROW = re.compile(r"(speech|resolution|control)-([\w-]{1,60})-key", re.ASCII)
SIDES = ("for", "against", "abstained")
KEPT = gettext_lazy(
    "Something was reported or decided on it already. A later resolution cancels it."
)
KEYS = {"lead", "cancels"}
# What says that a row is meant, whatever else is set in it.
TELLING = ("text", "due", "all_members", "cancels_id", *(f"votes_{side}" for side in SIDES))


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
    emptied = frozenset({"text", "lead", "cancels"})

    text = LongText(most=20_000)
    kind = forms.ChoiceField(choices=Resolution.Kind, required=False)
    responsible = PeopleField()
    all_members = forms.BooleanField(required=False)
    lead = ShortText(most=200)
    controller = forms.ChoiceField(choices=Resolution.Controller, required=False)
    cancels = ShortText(most=300)
    due_kind = forms.ChoiceField(choices=Resolution.Due, required=False)
    due = forms.DateField(required=False)
    vote = forms.ChoiceField(choices=Resolution.Vote, required=False)
    votes_for = forms.IntegerField(required=False, min_value=0, max_value=MOST_VOTES)
    votes_against = forms.IntegerField(required=False, min_value=0, max_value=MOST_VOTES)
    votes_abstained = forms.IntegerField(required=False, min_value=0, max_value=MOST_VOTES)

    def __init__(self, data: Any, *, page: "Page", **kwargs: Any) -> None:
        super().__init__(data, people=page.people, **kwargs)
        self.page, self.meeting, self.voters = page, page.meeting, page.voters

    def clean_lead(self) -> int | None:
        name = self.cleaned_data["lead"]
        person = self.page.people.find(name) if name else None
        if name and person is None:
            raise ValidationError(_("Nobody of the school is called so: %s") % name)
        if person and person not in self.cleaned_data.get("responsible", ()):
            raise ValidationError(_("Tick this person among the responsible, too."))
        return person

    def clean_cancels(self) -> int | None:
        name = self.cleaned_data["cancels"]
        earlier = self.page.earlier.find(name) if name else None
        if name and earlier is None:
            raise ValidationError(
                _("There is no such open resolution. Choose it from the list.")
            )
        return earlier

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


@dataclass(frozen=True, slots=True)
class Page:
    """What the forms of one item know: its meeting, its people, who may vote, what was."""

    meeting: Meeting
    people: People
    voters: tuple[int, int]
    earlier: Earlier


class ItemSheet:
    """One item as it was sent: its fields, and its rows in the order of the page."""

    def __init__(
        self, data: Any, *, item: AgendaItem, people: People, counted: Turnout
    ) -> None:
        self.data, self.people, self.item, meeting = data, people, item, item.meeting
        self.form = ItemForm(data, people=people)
        self.voters, self.earlier = counted.voters(item.position), Earlier(meeting)
        page = Page(meeting, people, self.voters, self.earlier)
        self.speeches: list[tuple[uuid.UUID, LooseForm]] = []
        self.resolutions: list[tuple[uuid.UUID, LooseForm]] = []
        self.control: list[tuple[uuid.UUID, LooseForm]] = []
        self.kept: dict[str, list[Any]] = {}
        seen: set[uuid.UUID] = set()
        for kind, prefix in _rows(data):
            key = row_key(data[f"{prefix}-key"], prefix, seen)
            if kind == "speech":
                self.speeches.append((key, SpeechForm(data, prefix=prefix)))
            elif kind == "control":
                form: LooseForm = ControlForm(data, prefix=prefix, meeting=meeting)
                self.control.append((key, form))
            else:
                form = ResolutionForm(data, prefix=prefix, page=page)
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
            control=control_changes(self.control),
            election=self.election.change() if self.election else None,
        )

    @property
    def forms(self) -> list[LooseForm]:
        rows = [*self.speeches, *self.resolutions, *self.control]
        election = [self.election] if self.election else []
        return [self.form, *(form for _key, form in rows), *election]

    @property
    def has_lost(self) -> bool:
        """Whether anything typed was not kept; votes are, even if they do not add up."""
        return any(form.errors for form in self.forms) or bool(self.lost or self.kept)

    @cached_property
    def election(self) -> ElectionForm | None:
        most = self.voters[1]
        return election_form(self.data, item=self.item, people=self.people, most=most)

    @cached_property
    def lost(self) -> dict[str, list[str]]:
        return lost_rows(self.item, self.control)

    def faults(self) -> dict[str, list[str]]:
        found = {name: words for form in self.forms for name, words in form.faults().items()}
        if sum(1 for name in self.data if _is_typed(name)) > MOST_ROWS:
            found["title"] = [_("One item has at most %(most)s rows.") % {"most": MOST_ROWS}]
        return found | self.lost | self.kept

    def deadlines(self) -> dict[str, tuple[Any, dict[int, str]]]:
        """The dates that were set, by their fields, each with the names of who is to do it."""
        set_ = {}
        for _key, form in [*self.resolutions, *self.control]:
            keys = form.cleaned_data.get("responsible") or ()
            names = {pk: self.people.rows[pk].list_name for pk in keys if pk in self.people}
            if due := form.cleaned_data.get("due"):
                set_[form.add_prefix("due")] = (due, names)
        return set_

    def for_nobody(self) -> dict[str, list[str]]:
        """What is said of tasks that name nobody and no date, by the field of their words."""
        said = {
            form.add_prefix("text"): nobody_words(
                form.cleaned_data, form.cleaned_data.get("responsible")
            )
            for _key, form in self.resolutions
        }
        return {name: [words] for name, words in said.items() if words}

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
        said = {f"{name}_id" if name in KEYS else name: value for name, value in said.items()}
        blank = not people and not any(said.get(name) for name in TELLING) and not form.errors
        gone = self.is_gone(key, form)
        if (gone or blank) and key in self.lived:
            self.kept[form.add_prefix("text")] = [KEPT]
            return RowChange(key=key)
        return RowChange(key=key, fields=said, people=people, blank=blank, gone=gone)

    @cached_property
    def lived(self) -> set[uuid.UUID]:
        return lived_rows(self.item)


def _rows(data: Any) -> list[tuple[str, str]]:
    """The kinds and prefixes of the rows, as they stand on the page."""
    found = [match for name in data if (match := ROW.fullmatch(name))]
    typed = [match for match in found if match[1] != "control"][:MOST_ROWS]
    ours = [match for match in found if match[1] == "control"][:MOST_CONTROLLED]
    return [(match[1], f"{match[1]}-{match[2]}") for match in [*typed, *ours]]


def _is_typed(name: str) -> bool:
    """Rows that people add; those of earlier resolutions are as many as there are."""
    match = ROW.fullmatch(name)
    return bool(match) and match[1] != "control"


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
