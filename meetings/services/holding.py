"""Holding: the meeting has taken place, and its protocol gets its number."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from associations.models import User
from core.models import StaleError
from core.moves import move
from core.permissions import can
from meetings import notifications
from meetings.figures.elections import faults_of, has_winner
from meetings.figures.turnout import FEWEST, Turnout, turnout, vote_fault
from meetings.models import AgendaItem, ControlRow, Meeting, Resolution
from meetings.services.controlling import fill_control
from meetings.services.elections import settle_elections
from meetings.services.finding import remember_meeting
from meetings.services.joint import take_numbers


@transaction.atomic
def hold_meeting(meeting: Meeting, *, by: User, nevertheless: bool = False) -> None:
    """Give the protocol its number; from now on it waits for its two signatures."""
    can(by, "meetings.view_meeting", meeting).enforce()
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not meeting.may("hold"):
        raise StaleError
    missing = list(missing_to_hold(meeting))
    doubts = [] if nevertheless else list(doubts_of_holding(meeting))
    if missing or doubts:
        raise ValidationError([*missing, *doubts])
    take_numbers(meeting)  # before the record is written: all wait in one order
    fill_control(meeting, by=by)
    _tidy(meeting)
    settle_elections(meeting)
    meeting.held_at = timezone.now()
    meeting.version += 1
    meeting.save(update_fields=["number", "held_at", "version"])
    move(meeting, "hold", by=by, number="/".join(map(str, meeting.numbers)))
    remember_meeting(meeting)
    notifications.meeting_held(meeting)


def missing_to_hold(meeting: Meeting) -> Iterator[str]:
    """Name everything without which the meeting cannot be held."""
    yield from _missing_heading(meeting)
    counted = turnout(meeting)
    if not counted.members:
        yield _("Nobody is on the list of those present.")
    elif counted.unmarked:
        words = ngettext(
            "%(number)s person is marked neither present nor absent.",
            "%(number)s people are marked neither present nor absent.",
            counted.unmarked,
        )
        yield words % {"number": counted.unmarked}
    elif not counted.present:
        yield _("Nobody was present.")
    yield from _missing_items(meeting, counted)
    yield from faults_of(meeting, counted).missing


def doubts_of_holding(meeting: Meeting) -> Iterator[str]:
    """Name what the chair should know before pressing, and may accept."""
    counted = turnout(meeting)
    if not counted.has_quorum:
        words = _("Fewer than half of the members were present: %(present)s of %(members)s.")
        yield words % {"present": counted.present, "members": counted.members}
    if 0 < counted.present < FEWEST:
        yield _("Fewer than three members were present.")
    yield from faults_of(meeting, counted).doubts
    rows = Meeting.objects.of_unions(meeting.unions).of_year(meeting.year)
    if rows.plannable().filter(date__lt=meeting.date).exists():
        yield _("An earlier meeting is not held yet; its protocol would get a later number.")


def _missing_heading(meeting: Meeting) -> Iterator[str]:
    if meeting.month_only:
        yield _("The day of the meeting is missing.")
    elif meeting.date > timezone.localdate():
        yield _("The date of the meeting is still to come.")
    wanted = {
        "place": _("The place is missing."),
        "chair": _("Who chaired the meeting is missing."),
        "secretary": _("Who kept the minutes is missing."),
    }
    yield from (words for name, words in wanted.items() if not getattr(meeting, name))


def _missing_items(meeting: Meeting, counted: Turnout) -> Iterator[str]:
    parts = ["resolutions__responsible", "control_rows__resolution__item__meeting"]
    items = list(meeting.items.in_order().select_related("election").prefetch_related(*parts))
    if not items:
        yield _("The agenda is empty.")
        return
    written = any(row.text.strip() for item in items for row in item.resolutions.all())
    if not written and not any(map(has_winner, items)):
        yield _("Nothing was resolved: a meeting has at least one resolution.")
    for item in items:
        yield from _missing_of(item, counted)


def _missing_of(item: AgendaItem, counted: Turnout) -> Iterator[str]:
    if item.state == AgendaItem.State.OPEN and not _resolved(item):
        words = _("Item %(number)s is neither decided nor postponed nor withdrawn.")
        yield words % {"number": item.position}
    faults = [resolution_fault(row, counted, item.position) for row in item.resolutions.all()]
    for fault in [*faults, *(control_fault(row) for row in item.control_rows.all())]:
        if fault:
            yield _("Item %(number)s: %(fault)s") % {"number": item.position, "fault": fault}


def _resolved(item: AgendaItem) -> bool:
    """What has a resolution is decided; so is the control of those that were looked at."""
    written = any(row.text.strip() for row in item.resolutions.all())
    return written or bool(item.control_rows.all()) or has_winner(item)


def control_fault(row: ControlRow) -> str:
    """Say what is missing where an earlier resolution was decided on; or nothing."""
    if row.outcome != ControlRow.Outcome.MOVED or row.due:
        return ""
    words = _("the new date of resolution %(label)s of protocol № %(number)s is missing.")
    earlier = row.resolution
    return words % {"label": earlier.label, "number": earlier.item.meeting.number}


def resolution_fault(row: Resolution, counted: Turnout, position: int) -> str:
    """Say what of a resolution cannot be so, in a sentence; or nothing."""
    if not row.text.strip():
        said = row.all_members or row.responsible.all() or row.due or row.cancels_id
        return _("a resolution has people or a date, but no words.") if said else ""
    if row.due_kind == Resolution.Due.DATE and row.due is None:
        return _("The date of the deadline is missing.")
    if row.vote == Resolution.Vote.NONE:
        return ""
    return votes_fault(
        [row.votes_for, row.votes_against, row.votes_abstained], counted.voters(position)
    )


def votes_fault(votes: list[int | None], voters: tuple[int, int]) -> str:
    """Say why these votes do not add up; empty while nobody has counted."""
    if all(vote is None for vote in votes):
        return _("The votes are not counted.")
    given = sum(vote or 0 for vote in votes)
    if not vote_fault(given, voters):
        return ""
    words = _("The votes do not add up: %(given)s were given, %(present)s people could vote.")
    return words % {"given": given, "present": voters[1]}


def _tidy(meeting: Meeting) -> None:
    """Drop rows in which nobody wrote anything, and number the rest without gaps.

    A question with a resolution is decided, whether or not somebody has said so too.
    """
    for item in meeting.items.in_order():
        item.meeting = meeting
        if item.state == AgendaItem.State.OPEN:
            item.state = AgendaItem.State.DECIDED
            item.save(update_fields=["state"])
        speeches = list(item.speeches.in_order())
        _keep(
            item, speeches, [row for row in speeches if row.text or row.guest or row.person_id]
        )
        resolutions = list(item.resolutions.in_order())
        _keep(item, resolutions, [row for row in resolutions if row.text.strip()])


def _keep(item: AgendaItem, rows: list[Any], kept: list[Any]) -> None:
    for row in rows:
        row.item = item
        if row not in kept:
            row.delete()
    for position, row in enumerate(kept, 1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
