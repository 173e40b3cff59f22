"""What the page of the minutes shows, read in a fixed number of queries.

Choices of people are written as strings, once: a page of twenty rows has twenty lists.
"""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from meetings.figures.nobody import nobody_words
from meetings.forms.attendance import CAME_UP
from meetings.forms.people import People
from meetings.models import AgendaItem, Attendance, Meeting, Resolution, Speech
from meetings.views.controlling import Controlled, more_of, resolutions_of
from meetings.views.elections import election_card
from meetings.views.folding import hidden_people, hidden_terms, terms_line
from meetings.views.pieces import (
    RESOLUTION_FIELDS,
    SIDES,
    STARTERS,
    agenda_of,
    boxes,
    chosen_in,
    empty_row,
    files_of,
    keys_among,
    number_or_blank,
    options,
    people_of,
    whole,
    words_beside,
)
from meetings.views.presence import Presence


class Minutes(Presence):
    """Everything about one meeting that is written during it."""

    def __init__(self, meeting: Meeting, opened: str = "") -> None:
        """``opened`` is the row or item whose controls a browser without script asked for."""
        self.meeting, self.language = meeting, meeting.school.paper_language
        self.opened = opened
        self.people = People(meeting.school_id, meeting=meeting)
        self.items = agenda_of(meeting)
        self.numbers = {item.pk: str(item.position) for item in self.items}
        self.resolutions, self.earlier = resolutions_of(meeting)
        self.controlled = Controlled(meeting, self.items, self.people)
        self.chosen = chosen_in(meeting)
        self.listed, self.guests = people_of(meeting, self.people)
        self.came = sum(row.status == Attendance.Status.PRESENT for row in self.listed)
        self.files = files_of(meeting, self.items)
        keys = {row.person_id for row in [*self.listed, *self.guests] if row.person_id}
        self.at_hand = {*keys, meeting.chair_id, meeting.secretary_id} - {None}

    def context(self, wanted: str = "") -> dict[str, Any]:
        """Everything; ``wanted`` is the empty row that a browser without script asked for."""
        return {
            "header": self.header({}, {}),
            "marks": [self.mark(row, {}) for row in self.listed],
            "guests": [self.guest(row) for row in self.guests],
            "cards": [self.with_empty(self.card(item), wanted) for item in self.items],
            "typed": dict.fromkeys(["title", "name", "post", "file_title", "kind"], ""),
            "kinds": CAME_UP,
            "names": self.people.choices(),
            "earlier": list(self.earlier.names.values()),
            "annexes": self.files[0],
            "speech_row": empty_row("speech", self.speech_row("__key__", "", "", {})),
            "resolution_row": empty_row("resolution", self.blank_resolution("__key__")),
            "person_row": empty_row("person", {"prefix": "p__key__", **self.details({})}),
        }

    def with_empty(self, card: dict[str, Any], wanted: str) -> dict[str, Any]:
        kind, _dash, pk = wanted.partition("-")
        if pk == str(card["pk"]) and kind == "speech":
            card["speeches"].append(self.speech_row(str(uuid.uuid4()), "", "", {}))
        elif pk == str(card["pk"]) and kind == "resolution":
            card["resolutions"].append(self.blank_resolution(str(uuid.uuid4())))
        return card

    def card(self, item: AgendaItem) -> dict[str, Any]:
        """One item as it is stored."""
        return {
            **self._card(item),
            "title": item.title,
            "states": options(AgendaItem.State.choices, item.state),
            "heard": item.heard,
            "attached": item.talk_attached,
            **self._speakers(item, self.chosen["item", item.pk], item.guest_rapporteur),
            "speeches": [self._stored_speech(row) for row in item.speeches.all()],
            "resolutions": [
                self._stored_resolution(row) for row in self.resolutions.get(item.pk, [])
            ],
            "control": self.controlled.of(item.pk, self.chosen),
            "election": election_card(item, self.people, self.came),
            "errors": {},
        }

    def typed_card(self, item: AgendaItem, sheet: Any) -> dict[str, Any]:
        """One item as it was typed, with a word beside what is not right."""
        data, errors = sheet.data, sheet.faults()
        chosen = keys_among(data.getlist("rapporteurs"))
        return {
            **self._card(item),
            "title": data.get("title", item.title),
            "states": options(AgendaItem.State.choices, data.get("state", item.state)),
            "heard": data.get("heard", item.heard),
            "attached": "talk_attached" in data,
            **self._speakers(item, chosen, data.get("guest_rapporteur", item.guest_rapporteur)),
            "speeches": [
                self._typed_speech(key, form, errors)
                for key, form in sheet.speeches
                if not sheet.is_gone(key, form)
            ],
            "resolutions": [
                self._typed_resolution(key, form, errors)
                for key, form in sheet.resolutions
                if not sheet.is_gone(key, form)
            ],
            "control": self.controlled.of(item.pk, self.chosen, sheet),
            "election": election_card(item, self.people, self.came, sheet.election),
            "errors": words_beside(errors, ""),
        }

    def _card(self, item: AgendaItem) -> dict[str, Any]:
        return {
            "pk": item.pk,
            "number": item.position,
            "is_open": item.state == AgendaItem.State.OPEN,
            "state": item.get_state_display(),
            "revision": item.version,
            "files": self.files[item.pk],
        }

    def _speakers(self, item: AgendaItem, chosen: set[int], guest: str) -> dict[str, Any]:
        people = self.people.listed(self.at_hand | chosen)
        is_open = self.opened == f"item-{item.pk}"
        names = [whole(name) for pk, name in people if pk in chosen]
        return {
            "guest": guest,
            "speakers_open": is_open,
            "rapporteurs": (boxes if is_open else hidden_people)("rapporteurs", people, chosen),
            "speakers": ", ".join([*names, *([guest] if guest else [])]),
        }

    def _stored_speech(self, row: Speech) -> dict[str, Any]:
        who = self.people.names.get(row.person_id, row.guest)
        return self.speech_row(str(row.key), who, row.text, {})

    def _typed_speech(self, key: Any, form: Any, errors: dict[str, Any]) -> dict[str, Any]:
        said = {name: form.data.get(form.add_prefix(name), "") for name in ("who", "text")}
        return self.speech_row(
            str(key), said["who"], said["text"], words_beside(errors, f"{form.prefix}-")
        )

    def speech_row(
        self, key: str, who: str, text: str, errors: dict[str, str]
    ) -> dict[str, Any]:
        return {
            "prefix": f"speech-{key}",
            "key": key,
            "who": who,
            "text": text,
            "errors": errors,
        }

    def _stored_resolution(self, row: Resolution) -> dict[str, Any]:
        values = {name: getattr(row, name) for name in RESOLUTION_FIELDS}
        values["due"] = row.due.isoformat() if row.due and row.due_kind == "date" else ""
        values["lead"] = self.people.names.get(row.lead_id, "")
        values["cancels"] = self.earlier.names.get(row.cancels_id, "")
        chosen, prefix = self.chosen["row", row.pk], f"resolution-{row.key}"
        if prefix == self.opened:
            return self.resolution_row(str(row.key), values, chosen, {})
        people, more = self.people.listed(chosen), more_of(values)
        kept = hidden_people(f"{prefix}-responsible", people, chosen)
        return {
            "closed": True,
            "prefix": prefix,
            "key": row.key,
            "text": row.text,
            "names": self._names(values, people),
            "line": terms_line(row, more, self.meeting),
            "more": more,
            "note": nobody_words(values, chosen),
            "kept": hidden_terms(prefix, values, kept),
        }

    def _names(self, values: dict[str, Any], people: list[tuple[int, str]]) -> str:
        everybody = [_("all members")] if values["all_members"] else []
        return ", ".join([*everybody, *(whole(name) for _pk, name in people)])

    def _typed_resolution(self, key: Any, form: Any, errors: dict[str, Any]) -> dict[str, Any]:
        fields = [*RESOLUTION_FIELDS, "lead", "cancels"]
        values = {name: form.data.get(form.add_prefix(name), "") for name in fields}
        ticked = form.data.getlist(form.add_prefix("responsible"))
        chosen = keys_among(ticked)
        return self.resolution_row(
            str(key), values, chosen, words_beside(errors, f"{form.prefix}-")
        )

    def blank_resolution(self, key: str) -> dict[str, Any]:
        blank = dict.fromkeys([*RESOLUTION_FIELDS, "lead", "cancels"], "")
        return self.resolution_row(key, {**blank, "kind": "task"}, set(), {})

    def resolution_row(
        self, key: str, values: dict[str, Any], chosen: set[int], errors: dict[str, str]
    ) -> dict[str, Any]:
        people = self.people.listed(self.at_hand | chosen)
        prefix = f"resolution-{key}"
        votes = {f"votes_{s}": number_or_blank(values[f"votes_{s}"]) for s in SIDES}
        return {
            "prefix": prefix,
            "key": key,
            **values,
            **votes,
            "more": more_of(values),
            "kinds": options(Resolution.Kind.choices, values["kind"]),
            "controllers": options(Resolution.Controller.choices, values["controller"]),
            "due_kinds": options(Resolution.Due.choices, values["due_kind"] or "none"),
            "vote_kinds": options(Resolution.Vote.choices, values["vote"] or "none"),
            "people": boxes(f"{prefix}-responsible", people, chosen),
            "names": self._names(values, [one for one in people if one[0] in chosen]),
            "language": self.language,
            "starters": STARTERS[self.language],
            "note": nobody_words(values, chosen),
            "errors": errors,
            "vote_errors": [errors[f"votes_{s}"] for s in SIDES if f"votes_{s}" in errors],
        }
