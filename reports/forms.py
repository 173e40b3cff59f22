"""What may be asked for: one box, and what narrows it."""

from functools import cache
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from associations.models import User
from meetings.figures.offered import Offered, offered_to
from meetings.filters import ALL, ResolutionFilter
from reports.nouns import NOUNS, Wish

Choices = list[tuple[Any, Any]]


class WordsForm(forms.Form):
    """The box alone: what narrows a search is offered to who asks for it."""

    narrowing: tuple[forms.BoundField, ...] = ()

    q = forms.CharField(
        label=_("Words to look for"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "class": "form-control"}
        ),
    )

    def wish(self) -> Wish:
        return Wish(self.cleaned_data["q"] if self.is_valid() else "")


class SearchForm(WordsForm):
    """With what narrows it; what it offers is only what the reader may see."""

    kind = forms.ChoiceField(label=pgettext_lazy("found", "What"), required=False)
    year = forms.ChoiceField(label=_("School year"), required=False)
    association = forms.ChoiceField(label=_("Association"), required=False)
    person = forms.ChoiceField(
        label=_("Person"),
        required=False,
        help_text=_("who spoke, presented, or is responsible"),
    )
    state = forms.ChoiceField(label=_("State of resolutions"), required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.offered: Offered = offered_to(user)
        unions = [(row.pk, str(row)) for row in self.offered.associations]
        choices: dict[str, Choices] = {
            "kind": _said(get_language(), "kind"),
            "year": [(row.pk, str(row)) for row in self.offered.years],
            "association": unions,
            "person": [(row.pk, row.list_name) for row in self.offered.people],
            "state": _said(get_language(), "state"),
        }
        for name, rows in choices.items():
            self.fields[name].choices = [("", ALL), *rows]  # type: ignore[attr-defined]
        for row in self.offered.people:
            row.school = user.school

    @property
    def narrowing(self) -> tuple[forms.BoundField, ...]:  # type: ignore[override]
        return tuple(field for field in self if field.name != "q")

    def wish(self) -> Wish:
        """What was asked for; what cannot be chosen finds nothing."""
        said = self.cleaned_data if self.is_valid() else {}
        found = {name: str(said.get(name, "")) for name in ("kind", "state")}
        return Wish(
            words=said.get("q", ""),
            year=_chosen(self.offered.years, said.get("year")),
            association=_chosen(self.offered.associations, said.get("association")),
            person=_chosen(self.offered.people, said.get("person")),
            **found,
        )


def search_form(data: Any, user: User) -> WordsForm:
    """What narrows a search is read and drawn when it is asked for, or narrows already."""
    wanted = {"narrow", *SearchForm.base_fields} - {"q"}
    return SearchForm(data, user=user) if wanted & data.keys() else WordsForm(data)


@cache
def _said(language: str | None, name: str) -> Choices:
    """What everybody is offered, in words of one language."""
    rows = {
        "kind": [(noun.kind, noun.word) for noun in NOUNS],
        "state": ResolutionFilter.STATES,
    }
    return [(value, str(label)) for value, label in rows[name]]


def _chosen(rows: Any, key: Any) -> Any:
    return next((row for row in rows if str(row.pk) == key), None)
