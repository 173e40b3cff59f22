"""Elections: the count is written down with the minutes, and carried out after the signing."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import Membership, User
from associations.services import seat_elected
from core import dates
from core.audit import record
from core.models import StaleError
from core.permissions import can
from meetings import notifications
from meetings.figures.elections import count_of
from meetings.figures.joint import number_for
from meetings.figures.turnout import turnout
from meetings.models import AgendaItem, Candidate, Election, Meeting

AHEAD = timedelta(days=366)
BASIS = {"ky": "{} № {} протокол", "ru": "протокол № {1} {0}"}


@dataclass(frozen=True, slots=True)
class ElectionChange:
    """What was said about an election. ``votes``: of each candidate, None if not spoken of."""

    fields: dict[str, Any] = field(default_factory=dict)
    votes: dict[int, int | None] | None = None

    @property
    def says_something(self) -> bool:
        numbers = (self.fields.get("voters"), self.fields.get("invalid"))
        return bool(self.votes) or any(number is not None for number in numbers)


def put_election(item: AgendaItem, change: ElectionChange | None) -> list[str]:
    """Write down candidates and votes, and who has won. Says what has changed.

    The minutes' own service calls it, with the meeting locked. What was carried out stays.
    """
    if change is None or item.kind != AgendaItem.Kind.ELECTION:
        return []
    election = Election.objects.filter(item=item).first()
    if election is None:
        election = Election(item=item, association=item.meeting.association)
    if election.applied_at or not (election.pk or change.says_something):
        return []
    election.item = item
    changed = [
        *_put_fields(election, change.fields),
        *_put_candidates(election, change.votes),
    ]
    if changed:
        _crown(election)
    return changed


def settle_elections(meeting: Meeting) -> None:
    """Where nobody said who took part in a vote, those who were present did."""
    counted = turnout(meeting)
    rows = Election.objects.filter(item__meeting=meeting, voters=None)
    for election in rows.select_related("item"):
        election.item.meeting = meeting
        election.voters = counted.voters(election.item.position)[1]
        election.save(update_fields=["voters"])


@transaction.atomic
def apply_election(
    election: Election, *, by: User, since: date, instead: int | None = None
) -> Meeting:
    """Put who was elected into office from a day on. For a head the director's order follows.

    ``instead`` is the term that runs now, as it was shown before; whoever is second is told.
    """
    can(by, "meetings.apply_election", election).enforce()
    _check_day(election, since)
    rows = Membership.objects.filter(association=election.association, until=None)
    member = rows.filter(person=election.winner).select_related("association").first()
    if member is None or election.winner is None or not election.winner.is_active:
        told = {"person": election.winner}
        raise ValidationError(
            _("%(person)s no longer belongs to the association. Elect somebody else."),
            params=told,
        )
    before = rows.filter(role=election.office).select_related("person").first()
    membership = seat_elected(
        member, role=election.office, since=since, basis=basis_of(election), instead=instead
    )
    _mark(election, by=by, since=since, membership=membership)
    names = [str(before.person) if before else "", str(election.winner)]
    meeting = election.item.meeting
    record(by, "apply_election", meeting, office=election.office, people=names, since=since)
    record(by, f"elect_{election.office}", election.association, people=names, since=since)
    notifications.election_applied(election, before.person if before else None, by)
    return meeting


def basis_of(election: Election) -> str:
    """Name the protocol as papers do: «2026-жылдын 12-октябрындагы № 3 протокол»."""
    meeting, ours = election.item.meeting, {election.association_id}
    language = meeting.school.paper_language
    words = BASIS.get(language, BASIS["ky"])
    return words.format(dates.dated(meeting.date, language), number_for(meeting, ours))


def _check_day(election: Election, since: date) -> None:
    if since < election.item.meeting.date:
        raise ValidationError({"since": _("This day lies before the election.")})
    if since > timezone.localdate() + AHEAD:
        raise ValidationError({"since": _("This day is more than a year away.")})


def _mark(election: Election, *, by: User, since: date, membership: Membership) -> None:
    """The row is frozen with its protocol: only these columns are free, and only once."""
    free = Election.objects.filter(pk=election.pk, applied_at=None)
    marks = {
        "membership": membership,
        "since": since,
        "applied_at": timezone.now(),
        "applied_by": by,
        "order_needed": election.office == Election.Office.HEAD,
    }
    if not free.update(**marks):
        raise StaleError
    for name, value in marks.items():
        setattr(election, name, value)


def _put_fields(election: Election, fields: dict[str, Any]) -> list[str]:
    changed = [name for name, value in fields.items() if getattr(election, name) != value]
    for name in changed:
        setattr(election, name, fields[name])
    if changed or election.pk is None:
        election.save()
    return [f"election.{name}" for name in changed]


def _put_candidates(election: Election, votes: dict[int, int | None] | None) -> list[str]:
    if votes is None:
        return []
    stored = {row.person_id: row for row in election.candidates.all()}
    changed = []
    for person in stored.keys() - votes.keys():
        row = stored.pop(person)
        row.election = election
        row.delete()
        changed.append("candidate.gone")
    for position, (person, given) in enumerate(votes.items(), 1):
        row = stored.get(person) or Candidate(election=election, person_id=person)
        if row.pk is None or row.votes != given:
            row.election, row.votes, row.position = election, given, position
            row.save()
            changed.append("candidate.votes")
    return changed


def _crown(election: Election) -> None:
    """Who has the most votes is elected; at a tie nobody is."""
    winner = count_of(election, election.candidates.all()).winner
    if election.winner_id != winner:
        election.winner_id = winner
        election.save(update_fields=["winner"])
