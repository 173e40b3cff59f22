"""What may be written about an election: office, candidates, votes; and from when it holds."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import TidyForm
from meetings.figures.elections import Count, sum_faults
from meetings.forms.loose import LooseForm, PeopleField
from meetings.forms.people import People
from meetings.models import AgendaItem, Candidate, Election
from meetings.services.elections import ElectionChange

PREFIX = "election"
MOST_VOTES = 500


class ElectionForm(LooseForm):
    """The count. Only who is ticked is a candidate, whatever stands beside the others."""

    witness = "office"

    office = forms.ChoiceField(choices=Election.Office, required=False)
    mode = forms.ChoiceField(choices=Election._meta.get_field("mode").choices, required=False)
    voters = forms.IntegerField(required=False, min_value=0, max_value=MOST_VOTES)
    invalid = forms.IntegerField(required=False, min_value=0, max_value=MOST_VOTES)
    candidates = PeopleField()

    def __init__(self, data: Any, *, item: AgendaItem, people: People, most: int) -> None:
        super().__init__(data, prefix=PREFIX, people=people)
        self.most = most
        self.eligible = eligible(item, people)
        for key in self.chosen_keys():
            self.fields[f"votes-{key}"] = forms.IntegerField(
                required=False, min_value=0, max_value=MOST_VOTES
            )

    def chosen_keys(self) -> list[str]:
        known = {str(pk) for pk in self.eligible}
        return [key for key in self.data.getlist(f"{PREFIX}-candidates") if key in known]

    def clean_candidates(self) -> set[int]:
        chosen: set[int] = self.cleaned_data["candidates"]
        if chosen - set(self.eligible):
            raise ValidationError(_("Candidates are members of the association."))
        return chosen

    def change(self) -> ElectionChange:
        said = self.said()
        chosen = said.pop("candidates", None)
        votes = {
            int(name.removeprefix("votes-")): said.pop(name)
            for name in list(said)
            if name.startswith("votes-")
        }
        if said.get("mode") == Election.Vote.OPEN:
            said["invalid"] = None
        return ElectionChange(fields=said, votes=None if chosen is None else self.kept(votes))

    def kept(self, votes: dict[int, int | None]) -> dict[int, int | None]:
        """In the order of the page; a number that is none leaves its candidate uncounted."""
        return {pk: votes.get(pk) for pk in self.eligible if str(pk) in self.chosen_keys()}

    def faults(self) -> dict[str, list[str]]:
        faults = super().faults()
        change = self.change()
        if not self.errors and change.votes:
            invalid = change.fields.get("invalid") or 0
            count = Count(change.votes, change.fields.get("voters"), invalid)
            if words := list(sum_faults(count, self.most)):
                faults[self.add_prefix("voters")] = words
        return faults


class ApplyForm(TidyForm):
    since = forms.DateField(
        label=gettext_lazy("From which day on?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    instead = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate()


def eligible(item: AgendaItem, people: People) -> list[int]:
    """Who may stand: the members on the day of the meeting, and who stands already."""
    stand = Candidate.objects.filter(election__item=item).values_list("person", flat=True)
    members = item.meeting.association.members(item.meeting.date).order_by()
    keys = {*members.values_list("pk", flat=True), *stand}
    return [pk for pk in people.rows if pk in keys]


def election_form(
    data: Any, *, item: AgendaItem, people: People, most: int
) -> ElectionForm | None:
    """The election's part of what was sent, if the question is one and it was sent."""
    if item.kind != AgendaItem.Kind.ELECTION or f"{PREFIX}-office" not in data:
        return None
    return ElectionForm(data, item=item, people=people, most=most)
