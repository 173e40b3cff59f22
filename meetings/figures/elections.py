"""Who has won an election, and what of its count cannot be so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from meetings.figures.turnout import Turnout
from meetings.models import AgendaItem, Candidate, Election, Meeting

MAJORITY = 2


@dataclass(frozen=True, slots=True)
class Count:
    """The votes of an election: each candidate's, how many ballots in all, who took part."""

    votes: dict[int, int | None]
    voters: int | None
    invalid: int = 0

    @property
    def is_counted(self) -> bool:
        return bool(self.votes) and all(votes is not None for votes in self.votes.values())

    @property
    def given(self) -> int:
        return sum(votes or 0 for votes in self.votes.values()) + self.invalid

    @property
    def leaders(self) -> list[int]:
        """Who has the most votes; more than one is a tie, and nobody without a vote leads."""
        if not self.is_counted:
            return []
        most = max(votes or 0 for votes in self.votes.values())
        return [who for who, votes in self.votes.items() if votes == most] if most else []

    @property
    def winner(self) -> int | None:
        return self.leaders[0] if len(self.leaders) == 1 else None

    @property
    def is_tie(self) -> bool:
        return len(self.leaders) > 1


def count_of(election: Election, candidates: Iterable[Candidate]) -> Count:
    votes = {row.person_id: row.votes for row in candidates}
    return Count(votes, election.voters, election.invalid or 0)


@dataclass(frozen=True, slots=True)
class Faults:
    """What cannot be so, and what may be but is worth a second look."""

    missing: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def election_of(item: AgendaItem) -> Election | None:
    """The election of this question; a question that is none (any more) has none."""
    if item.kind != AgendaItem.Kind.ELECTION:
        return None
    return Election.objects.filter(item=item).prefetch_related("candidates__person").first()


def wants_result(item: AgendaItem) -> bool:
    """Whether somebody has to come out of it: not if it was put off or withdrawn."""
    put_off = {AgendaItem.State.POSTPONED, AgendaItem.State.WITHDRAWN}
    return item.kind == AgendaItem.Kind.ELECTION and item.state not in put_off


def has_winner(item: AgendaItem) -> bool:
    """Whether somebody was elected; a question without an election has none to ask."""
    election = getattr(item, "election", None)
    return item.kind == AgendaItem.Kind.ELECTION and bool(election and election.winner_id)


def faults_of(meeting: Meeting, counted: Turnout) -> Faults:
    """Check every election of the meeting that should have a result."""
    faults = Faults()
    for item in meeting.items.in_order().filter(kind=AgendaItem.Kind.ELECTION):
        if not wants_result(item):
            continue
        told = {"number": item.position}
        named = _("Item %(number)s: %(fault)s")
        election = election_of(item)
        count = count_of(election, election.candidates.all()) if election else Count({}, None)
        most = counted.voters(item.position)[1]
        for words, found in (
            (faults.missing, count_faults(count, most)),
            (faults.doubts, count_doubts(count, most)),
        ):
            words.extend(named % {**told, "fault": why} for why in found)
    return faults


def count_faults(count: Count, most: int) -> Iterator[str]:
    """Say why this count elects nobody, or cannot be right."""
    if not count.votes:
        yield _("the election has no candidate.")
    elif not count.is_counted:
        yield _("the votes of the election are not counted.")
    elif not count.leaders:
        yield _("nobody got a vote.")
    elif count.is_tie:
        yield _("a tie: vote again, or put the question off.")
    yield from sum_faults(count, most)


def sum_faults(count: Count, most: int) -> Iterator[str]:
    """Say why the votes do not add up; nothing while nobody has counted or was marked."""
    voters = most if count.voters is None else count.voters
    if 0 < most < voters:
        words = _("%(voters)s people cannot have voted: %(present)s were present.")
        yield words % {"voters": voters, "present": most}
    elif voters and count.given > voters:
        words = _("more votes were given (%(given)s) than people voted (%(voters)s).")
        yield words % {"given": count.given, "voters": voters}


def count_doubts(count: Count, most: int) -> Iterator[str]:
    """What the chair should know before pressing, and may accept."""
    if not count.winner:
        return
    if count.given < most:
        words = _("fewer votes were given (%(given)s) than people were present (%(present)s).")
        yield words % {"given": count.given, "present": most}
    won = count.votes[count.winner] or 0
    if won * MAJORITY <= count.given:
        words = _("who was elected has no more than half of the votes (%(won)s of %(given)s).")
        yield words % {"won": won, "given": count.given}
