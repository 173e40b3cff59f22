"""What happens to an event: who signs up and comes, what came out of it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from associations.models import User
from core import attachments
from core.audit import record
from core.models import Attachment
from core.moves import move
from core.numbering import next_number
from core.permissions import can
from core.uploads import Accepted
from lessons.documents.events import EventPaper
from lessons.models import Event, EventParticipant, EventPoint
from lessons.notifications import events as notifications
from lessons.services.deeds import hold_row, settle_row
from lessons.services.finding import remember
from lessons.services.steps import file_anew, put, say

FILE = "event_file"
WHEN_AND_WHERE = frozenset({"day", "begins", "place"})


@transaction.atomic
def change_event(event: Event, *, by: User, changed: Iterable[str]) -> None:
    """Tell those who come when the day, the hour or the place is another one."""
    if WHEN_AND_WHERE & set(changed):
        notifications.event_moved(event, by)


@transaction.atomic
def hold_event(event: Event, *, by: User, outcome: str, recommendations: str = "") -> None:
    """Say what came out of it; the programme with its outcome is filed."""
    event = lock_event(event)
    can(by, "lessons.hold_event", event).enforce()
    say(outcome, _("Say what came out of it."), "outcome")
    put(event, outcome=outcome, recommendations=recommendations, remark="")
    move(event, "hold", by=by, outcome=outcome, recommendations=recommendations)
    file_anew(event, "paper", EventPaper, by=by, day=event.day)
    remember(event)
    settle_row(event.plan_row, _("Event held: %(event)s") % {"event": event}, by=by)


@transaction.atomic
def cancel_event(event: Event, *, by: User, text: str) -> None:
    event = lock_event(event)
    can(by, "lessons.cancel_event", event).enforce()
    say(text, _("Say why it is cancelled."))
    move(event, "cancel", by=by, text=text)
    put(event, remark=text)
    settle_row(event.plan_row, _("Event cancelled: %(event)s") % {"event": event}, by=by)
    notifications.event_cancelled(event, by, text)


@transaction.atomic
def reopen_event(event: Event, *, by: User, text: str) -> None:
    """It was not so after all: planned again, with everything that was written."""
    event = lock_event(event)
    can(by, "lessons.reopen_event", event).enforce()
    say(text, _("Say why it is opened again."))
    move(event, "reopen", by=by, text=text)
    put(event, remark=text)
    settle_row(event.plan_row, _("Event opened again: %(event)s") % {"event": event}, by=by)


@transaction.atomic
def join_event(event: Event, *, by: User) -> None:
    """Sign up; the last seat goes to one person only."""
    event = lock_event(event)
    can(by, "lessons.join_event", event).enforce()
    EventParticipant.objects.create(event=event, person=by)
    record(by, "join", event)


@transaction.atomic
def leave_event(event: Event, *, by: User) -> None:
    event = lock_event(event)
    can(by, "lessons.leave_event", event).enforce()
    event.participants.filter(person=by).delete()
    record(by, "leave", event)


@transaction.atomic
def enlist_event(event: Event, *, by: User, people: Iterable[User], guest: str = "") -> None:
    """Put people on the list who did not sign up themselves; a guest by name."""
    event = lock_event(event)
    can(by, "lessons.enlist_event", event).enforce()
    there = set(event.participants.values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in there]
    if not new and not guest.strip():
        raise ValidationError(_("Choose somebody, or write the name of a guest."))
    for person in new:
        EventParticipant.objects.create(event=event, person=person)
    if guest.strip():
        EventParticipant.objects.create(event=event, guest=guest.strip())
    record(by, "enlist", event, people=[person.pk for person in new], guest=guest)


@transaction.atomic
def attend_event(event: Event, *, by: User, came: Iterable[EventParticipant]) -> None:
    """Who is ticked came; the others on the list did not."""
    event = lock_event(event)
    can(by, "lessons.attend_event", event).enforce()
    keys = [row.pk for row in came]
    gone = event.participants.exclude(certificate=None).exclude(pk__in=keys).by_name()
    if gone:
        words = _("Whose certificate has its number came: %(people)s")
        names = ", ".join(row.name for row in gone)
        raise ValidationError({"came": words % {"people": names}})
    event.participants.filter(pk__in=keys).update(came=True)
    event.participants.exclude(pk__in=keys).update(came=False)
    record(by, "attend", event, came=keys)


@transaction.atomic
def remove_eventparticipant(row: EventParticipant, *, by: User) -> Event:
    event = lock_event(row.event)
    row.event = event
    can(by, "lessons.remove_eventparticipant", row).enforce()
    record(by, "unlist", event, person=row.person_id, guest=row.guest)
    row.delete()
    return event


@transaction.atomic
def certify_event(event: Event, *, by: User) -> None:
    """Give each who came a number in the school's row of certificates of the year."""
    event = lock_event(event)
    can(by, "lessons.certify_event", event).enforce()
    rows = list(event.participants.filter(came=True, certificate=None).by_name())
    if not rows:
        raise ValidationError(_("Everybody who came has a number already."))
    for row in rows:
        row.certificate = next_number(f"certificate:{event.year_id}", scope=event.scope)
        row.save(update_fields=["certificate"])
    numbers = [rows[0].certificate, rows[-1].certificate]
    record(by, "certify", event, numbers=numbers)


@transaction.atomic
def remove_eventpoint(point: EventPoint, *, by: User) -> Event:
    event = lock_event(point.event)
    point.event = event
    can(by, "lessons.remove_eventpoint", point).enforce()
    record(by, "remove_point", event, title=point.title)
    point.delete()
    return event


@transaction.atomic
def attach_event(event: Event, *, by: User, file: Accepted, title: str = "") -> None:
    event = lock_event(event)
    can(by, "lessons.attach_event", event).enforce()
    attachments.keep(event, file, kind=FILE, title=title, by=by)
    record(by, "attach", event, name=file.name, digest=file.digest)


@transaction.atomic
def detach_event(event: Event, *, by: User, gone: Iterable[Attachment]) -> None:
    event = lock_event(event)
    can(by, "lessons.detach_event", event).enforce()
    for file in gone:
        attachments.withdraw(file)
        record(by, "withdraw_file", event, name=file.name)


def lock_event(event: Event) -> Event:
    rows = Event.objects.select_related("association", "year", "school", "plan_row", "paper")
    found: Event = rows.select_for_update(of=("self",)).get(pk=event.pk)
    hold_row(found.plan_row_id)
    return found
