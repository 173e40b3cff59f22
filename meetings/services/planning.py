"""Planning a meeting: its agenda, its people, calling them together, calling it off."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import User
from core import attachments
from core.audit import record
from core.models import StaleError
from core.moves import move
from core.permissions import can
from meetings import notifications
from meetings.figures import STARTERS, advice_on, items_to_take_over, missing_to_convene
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.services.controlling import begin_with_control, fill_control
from meetings.services.finding import remember_meeting
from meetings.workflow import MeetingStatus

TOLD = ("date", "starts_at", "place")  # what people must hear of when it changes


def sync_attendance(meeting: Meeting) -> bool:
    """Put who is a member on that day on the list; take off who is not and was not marked.

    Says whether the list is another one now.
    """
    members = {person.pk: person for person in meeting.members()}
    listed = meeting.attendance.exclude(person=None)
    unmarked = listed.filter(status=Attendance.Status.UNMARKED)
    gone, _tables = unmarked.exclude(person__in=members).delete()
    there = set(meeting.attendance.exclude(person=None).values_list("person_id", flat=True))
    new = [person for key, person in members.items() if key not in there]
    for person in new:
        Attendance.objects.create(meeting=meeting, person=person)
    return bool(gone or new)


def lock_plan(meeting: Meeting, *, by: User) -> Meeting:
    """Take the meeting as it is now, so that its plan is changed by one at a time."""
    now = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    can(by, "meetings.change_meeting", now).enforce()
    return now


@transaction.atomic
def arrange_meeting(
    meeting: Meeting,
    *,
    changed: Iterable[str] = (),
    was: date | None = None,
    by: User | None = None,
) -> None:
    """What follows from planning or changing a meeting: its list, its words, who is told.

    ``was`` is the day on which it stood before.
    """
    sync_attendance(meeting)
    begin_with_control(meeting, by=by or meeting.author)
    fill_control(meeting, by=by or meeting.author)
    remember_meeting(meeting)
    if meeting.status == MeetingStatus.CONVENED and set(changed) & set(TOLD):
        notifications.meeting_moved(meeting, was)


@transaction.atomic
def convene_meeting(meeting: Meeting, *, by: User) -> None:
    """Call the people together; nobody is called to a meeting without place or agenda."""
    can(by, "meetings.convene_meeting", meeting).enforce()
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update(of=("self",)))
    missing = missing_to_convene(meeting)
    if missing:
        raise ValidationError(missing)
    move(meeting, "convene", by=by)
    _stamp(meeting, convened_at=timezone.now())
    sync_attendance(meeting)
    fill_control(meeting, by=by)
    remember_meeting(meeting)
    notifications.meeting_convened(meeting)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User, reason: str) -> None:
    """Call the meeting off, saying why; whoever was called hears of it."""
    if not reason.strip():
        raise ValidationError(_("Say why the meeting is cancelled."))
    told = meeting.convened_at is not None
    move(meeting, "cancel", by=by, reason=reason)
    _stamp(meeting)
    people = notifications.participants(meeting) if told else _leaders(meeting, but=by)
    notifications.meeting_cancelled(meeting, people, reason)
    notifications.questions_cancelled(meeting, by)


def _leaders(meeting: Meeting, *, but: User) -> list[User]:
    people = [person for person in (meeting.chair, meeting.secretary) if person]
    return [person for person in people if person.pk != but.pk]


def _stamp(meeting: Meeting, **fields: Any) -> None:
    """Count the change: calendars and open forms compare this number."""
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1, **fields)
    meeting.refresh_from_db(fields=["version", *fields])


# The agenda


def place_last(item: AgendaItem) -> None:
    """Give a new question the place after the last one."""
    last = item.meeting.items.aggregate(last=Max("position"))["last"]
    item.position = (last or 0) + 1


@transaction.atomic
def reorder_items(meeting: Meeting, *, by: User, order: Sequence[str | int]) -> None:
    """Put the questions in this order; it must name each of them once."""
    meeting = lock_plan(meeting, by=by)
    items = {str(item.pk): item for item in meeting.items.all()}
    wanted = [str(key) for key in order]
    if sorted(wanted) != sorted(items):
        raise StaleError
    _number([items[key] for key in wanted])
    record(by, "sort", meeting)


def raise_item(item: AgendaItem, *, by: User) -> Meeting:
    return _shift(item, by=by, step=-1)


def lower_item(item: AgendaItem, *, by: User) -> Meeting:
    return _shift(item, by=by, step=1)


@transaction.atomic
def _shift(item: AgendaItem, *, by: User, step: int) -> Meeting:
    """Change places with the neighbour; at either end nothing happens."""
    meeting = lock_plan(item.meeting, by=by)
    items = list(meeting.items.in_order())
    place = next(n for n, other in enumerate(items) if other.pk == item.pk)
    target = place + step
    if 0 <= target < len(items):
        items[place], items[target] = items[target], items[place]
        _number(items)
        record(by, "sort", meeting)
    return meeting


def _number(items: Iterable[AgendaItem]) -> None:
    """Count the questions anew; only the place changes, so no form becomes stale."""
    for position, item in enumerate(items, start=1):
        if item.position != position:
            AgendaItem.objects.filter(pk=item.pk).update(position=position)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: User) -> Meeting:
    """Take a question off the agenda as if it had never been there."""
    meeting = lock_plan(item.meeting, by=by)
    item = meeting.items.get(pk=item.pk)
    can(by, "meetings.remove_agendaitem", item).enforce()
    _check_alone(item)
    record(by, "remove", meeting, titles=item.title)
    item.rapporteurs.clear()
    item.control_rows.all().delete()
    _delete(item)
    _number(meeting.items.in_order())
    remember_meeting(meeting)
    return meeting


def _delete(item: AgendaItem) -> None:
    """Rooms above know of questions too: a plan is adopted under one."""
    try:
        item.delete()
    except ProtectedError:
        words = _("Something is written about this question. Withdraw it instead.")
        raise ValidationError(words) from None


def _check_alone(item: AgendaItem) -> None:
    """Refuse to remove what something else refers to."""
    if attachments.ever_of([item]).exists():
        raise ValidationError(_("Files belong to this question. Withdraw it instead."))
    if item.carried_to.exists():
        raise ValidationError(
            _("A later meeting has taken this question over. Withdraw it instead.")
        )


@transaction.atomic
def withdraw_item(item: AgendaItem, *, by: User) -> Meeting:
    """Leave the question on the paper, marked as taken off the agenda."""
    meeting = _change_item(item, by, "withdraw", _set_withdrawn)
    notifications.question_withdrawn(item, by)
    return meeting


@transaction.atomic
def improve_item(item: AgendaItem, *, by: User) -> Meeting:
    """Write the heading the way papers want it."""
    return _change_item(item, by, "change", _improve_title)


def _change_item(
    item: AgendaItem, by: User, verb: str, change: Callable[[AgendaItem], None]
) -> Meeting:
    meeting = lock_plan(item.meeting, by=by)
    row = meeting.items.get(pk=item.pk)
    can(by, f"meetings.{verb}_agendaitem", row).enforce()
    before = row.title
    change(row)
    row.version += 1
    row.save()
    fill_control(meeting, by=by)
    record(by, verb, row, title=[before, row.title])
    remember_meeting(meeting)
    return meeting


def _set_withdrawn(item: AgendaItem) -> None:
    item.state = AgendaItem.State.WITHDRAWN


def _improve_title(item: AgendaItem) -> None:
    item.title = advice_on(item.title, item.meeting.school.paper_language) or item.title


@transaction.atomic
def take_over_items(meeting: Meeting, *, by: User, items: Iterable[AgendaItem]) -> None:
    """Put questions of earlier meetings on this agenda, with their speakers."""
    meeting = lock_plan(meeting, by=by)
    open_ones = {item.pk: item for item in items_to_take_over(meeting)}
    chosen = [open_ones.get(item.pk) for item in items]
    taken = [_carry(earlier, meeting) for earlier in chosen if earlier]
    if len(taken) != len(chosen):
        raise StaleError
    fill_control(meeting, by=by)
    record(by, "take_over", meeting, titles="; ".join(item.title for item in taken))
    remember_meeting(meeting)


def _carry(earlier: AgendaItem, meeting: Meeting) -> AgendaItem:
    item = AgendaItem(
        meeting=meeting,
        title=earlier.title,
        kind=earlier.kind,
        guest_rapporteur=earlier.guest_rapporteur,
        minutes=earlier.minutes,
        carried_from=earlier,
    )
    place_last(item)
    item.save()
    item.rapporteurs.set(earlier.rapporteurs.active())
    return item


@transaction.atomic
def start_meeting(meeting: Meeting, *, by: User, starters: Iterable[str]) -> None:
    """Put usual questions on the agenda, in the language of the school's papers."""
    meeting = lock_plan(meeting, by=by)
    chosen = [STARTERS[key] for key in starters if key in STARTERS]
    language = meeting.school.paper_language
    for starter in chosen:
        item = AgendaItem(meeting=meeting, kind=starter.kind, title=starter.title_in(language))
        place_last(item)
        item.save()
    if any(starter.kind == AgendaItem.Kind.CONTROL for starter in chosen):
        _control_first(meeting)
        fill_control(meeting, by=by)
    titles = "; ".join(starter.title_in(language) for starter in chosen)
    record(by, "start", meeting, titles=titles)
    remember_meeting(meeting)


def _control_first(meeting: Meeting) -> None:
    """How earlier resolutions were done is heard before anything new."""
    items = list(meeting.items.in_order())
    control = AgendaItem.Kind.CONTROL
    _number(sorted(items, key=lambda item: (item.kind != control, item.position)))
