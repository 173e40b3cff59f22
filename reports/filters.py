"""How the data bank on teachers is narrowed."""

from typing import Any

import django_filters as filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.figures.bank import asked_on
from associations.models import Association, User
from core.filters import Narrowing

ALL = pgettext_lazy("filter", "all")
STATES = [
    ("unwritten", pgettext_lazy("data bank", "nothing is written yet")),
    ("unchecked", pgettext_lazy("data bank", "not looked at this half-year")),
    ("unconfirmed", pgettext_lazy("data bank", "to be confirmed")),
    ("confirmed", pgettext_lazy("data bank", "confirmed")),
]


def overseen(request: Any) -> Any:
    """All of the school for those who lead it; for a head, those the head heads."""
    user = request.user
    unions = Association.objects.visible_to(user).of_teachers().named().in_order()
    return unions if user.leads_school else unions.headed_by(user)


class BankFilter(Narrowing):
    q = filters.CharFilter(
        method="search",
        label=_("Name or login"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    association = filters.ModelChoiceFilter(
        queryset=overseen, method="of_association", label=_("Association"), empty_label=ALL
    )
    state = filters.ChoiceFilter(
        choices=STATES,
        method="of_state",
        label=pgettext_lazy("data bank", "State of the data"),
        empty_label=ALL,
    )

    class Meta:
        model = User
        fields = ["q", "association", "state"]

    def search(self, people: Any, name: str, words: str) -> Any:
        return people.search(words)

    def of_association(self, people: Any, name: str, union: Association) -> Any:
        return people.filter(pk__in=User.objects.members_of(union, timezone.localdate()))

    def of_state(self, people: Any, name: str, state: str) -> Any:
        return people.with_data(state, asked_on(timezone.localdate()))


class CompositionForm(forms.Form):
    """Of whom, and on which day."""

    association = forms.ChoiceField(label=_("Association"), required=False)
    day = forms.DateField(
        label=_("On the day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, data: Any, *, unions: list[Association], school: str) -> None:
        super().__init__(data)
        self.unions = {str(row.pk): row for row in unions}
        choices = [("", school), *((key, str(row)) for key, row in self.unions.items())]
        self.fields["association"].choices = choices

    def asked(self) -> tuple[Association | None, Any]:
        """The association, if one was asked for; the day, today unless another was."""
        said = self.cleaned_data if self.is_valid() else {}
        return self.unions.get(said.get("association", "")), said.get("day")
