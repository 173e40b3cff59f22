"""The election on the page of the minutes, and the page on which it is carried out."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from associations.models import Membership, User
from core.permissions import can
from core.views import ActionFormPage
from meetings.figures.elections import Count, count_of
from meetings.forms.elections import PREFIX, ApplyForm, ElectionForm, eligible
from meetings.forms.people import People
from meetings.models import AgendaItem, Candidate, Election
from meetings.views.pieces import options

Values = dict[str, Any]
MODES = Election._meta.get_field("mode").choices
ROW = (
    '<div class="candidate"><label class="form-check"><input class="form-check-input"'
    ' type="checkbox" name="election-candidates" value="{}"{}>'
    '<span class="form-check-label">{}</span></label>'
    '<input class="form-control" type="number" inputmode="numeric" min="0" max="500"'
    ' name="election-votes-{}" value="{}" aria-label="{}"></div>'
)


def election_card(
    item: AgendaItem, people: People, present: int, form: ElectionForm | None = None
) -> Values | None:
    """The election of this question: as it is stored, or as it was typed."""
    if item.kind != AgendaItem.Kind.ELECTION:
        return None
    rows = Election.objects.filter(item=item).prefetch_related("candidates__person")
    election = rows.first() or Election(item=item)
    values = _stored(election)
    if form:
        values |= {name: form.data.get(form.add_prefix(name), "") for name in FIELDS}
        values["votes"] = {
            int(key): form.data.get(f"{PREFIX}-votes-{key}", "") for key in form.chosen_keys()
        }
    keys = eligible(item, people)
    return {
        **values,
        "present": present or "",
        "applied": election.applied_at,
        "offices": options(Election.Office.choices, values["office"]),
        "modes": options(MODES, values["mode"]),
        "candidates": _candidates(keys, people, values["votes"]),
        "errors": _errors(form),
        "result": result_of(election, people),
    }


FIELDS = ("office", "mode", "voters", "invalid")


def result_of(election: Election, people: People) -> str:
    """Who was elected, or why nobody was yet."""
    count = count_of(election, election.candidates.all()) if election.pk else Count({}, None)
    if count.winner:
        return _("Elected: %(name)s") % {"name": people.rows[count.winner].list_name}
    return _("A tie: vote again, or put the question off.") if count.is_tie else ""


def election_difference(
    item: AgendaItem, form: ElectionForm | None, people: People
) -> list[tuple[str, str, str]]:
    """Both counts in words, when somebody was quicker."""
    if form is None:
        return []
    stored = Candidate.objects.filter(election__item=item)
    theirs = {row.person_id: row.votes for row in stored}
    return [(_("Election"), _said(theirs, people), _said(form.change().votes or {}, people))]


def _said(votes: dict[int, int | None], people: People) -> str:
    named = people.listed(set(votes))
    return "\n".join(f"{name}: {'–' if votes[pk] is None else votes[pk]}" for pk, name in named)


def fresh_result(item: AgendaItem, people: People) -> dict[str, str]:
    """What the line of the result reads after saving."""
    election = Election.objects.filter(item=item).first()
    return {f"{PREFIX}-result": result_of(election, people)} if election else {}


def shown_election(item: AgendaItem, user: User) -> Values | None:
    """What the page of the meeting says of an election, and whether it may be carried out."""
    election = getattr(item, "election", None)
    if item.kind != AgendaItem.Kind.ELECTION or election is None:
        return None
    election.item, election.association = item, item.meeting.association
    count = count_of(election, rows := list(election.candidates.all()))
    return {
        "election": election,
        "candidates": rows,
        "count": count,
        "apply": can(user, "meetings.apply_election", election),
    }


def _stored(election: Election) -> Values:
    values: Values = {name: getattr(election, name) for name in FIELDS}
    values = {name: "" if value is None else value for name, value in values.items()}
    rows = election.candidates.all() if election.pk else []
    votes = {row.person_id: "" if row.votes is None else row.votes for row in rows}
    return {**values, "votes": votes}


def _candidates(keys: list[int], people: People, votes: dict[int, Any]) -> SafeString:
    """People to tick with their votes, as one string."""
    said = _("votes")
    return format_html_join(
        "",
        ROW,
        (
            (
                *(pk, SafeString(" checked" if pk in votes else ""), name, pk),
                *(votes.get(pk, ""), f"{name}: {said}"),
            )
            for pk, name in people.listed(set(keys))
        ),
    )


def _errors(form: ElectionForm | None) -> SafeString:
    """Everything wrong with it, above its fields."""
    words = [word for many in form.faults().values() for word in many] if form else []
    said = ((word,) for word in dict.fromkeys(str(word) for word in words))
    inside = format_html_join("", '<div class="invalid-feedback" data-said>{}</div>', said)
    return format_html("{}", inside)


class ElectionApply(ActionFormPage):
    """Put who was elected into office; whose term ends by it is said before."""

    model = Election
    queryset = Election.objects.select_related(
        "association", "winner", "item__meeting__association", "item__meeting__school"
    )
    permission = "meetings.apply_election"
    template_name = "meetings/election_apply.html"
    form_class = ApplyForm

    def current(self) -> Membership | None:
        rows = Membership.objects.filter(association=self.object.association_id, until=None)
        return rows.filter(role=self.object.office).select_related("person").first()

    def get_initial(self) -> dict[str, Any]:
        current = self.current()
        return {"instead": current.pk if current else None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        current = self.current()
        election = self.object
        label = _("Put %(name)s into office") % {"name": election.winner.list_name}
        same = current is not None and current.person_id == election.winner_id
        return super().get_context_data(label=label, current=current, same=same, **kwargs)

    def form_invalid(self, form: Any) -> Any:
        """Show who holds the office now: whoever reads it again decides on that."""
        current = self.current()
        form.data = {**form.data.dict(), "instead": str(current.pk) if current else ""}
        return super().form_invalid(form)
