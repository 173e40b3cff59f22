"""Who plans an event, who signs up, who says who came and what came out of it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import ALLOWED, Verdict, require
from lessons.models import Event, EventParticipant, EventPoint
from lessons.workflow import EventStatus
from plans.permissions.roles import heads


def can_view_event(user: User, event: Event | None = None) -> Verdict:
    """Events are for the whole school."""
    return ALLOWED


def can_view_event_file(user: User, event: Event | None = None) -> Verdict:
    """Materials are seen with their event."""
    return ALLOWED


def can_create_event(user: User, event: Event | None = None) -> Verdict:
    return require(
        user.headed_ids - user.council_ids,
        _("Events are planned by the heads of associations."),
    )


def can_change_event(user: User, event: Event) -> Verdict:
    return heads(user, event) and _planned(event)


def can_hold_event(user: User, event: Event) -> Verdict:
    begun = require(event.day <= timezone.localdate(), _("This event is still to come."))
    return heads(user, event) and event.may("hold") and begun


def can_cancel_event(user: User, event: Event) -> Verdict:
    return heads(user, event) and event.may("cancel")


def can_reopen_event(user: User, event: Event) -> Verdict:
    return heads(user, event) and event.may("reopen")


def can_join_event(user: User, event: Event) -> Verdict:
    """Anybody of the school, until the day, while there are seats."""
    return (
        _coming(user, event)
        and require(not _is_in(user, event), _("You have signed up already."))
        and require(
            event.seats is None or len(event.on_the_list()) < event.seats,
            _("All seats are taken."),
        )
    )


def can_leave_event(user: User, event: Event) -> Verdict:
    mine = [row for row in event.on_the_list() if row.person_id == user.pk]
    return (
        _coming(user, event)
        and require(mine, _("You have not signed up for it."))
        and _without_certificate(*mine)
    )


def can_enlist_event(user: User, event: Event) -> Verdict:
    """Who writes the list: the head or the secretary, until it is said how it went."""
    return _keeps_list(user, event) and _planned(event)


def can_attend_event(user: User, event: Event) -> Verdict:
    """Who came is known from the day on."""
    begun = require(event.day <= timezone.localdate(), _("This event is still to come."))
    return _keeps_list(user, event) and _planned(event) and begun


def can_remove_eventparticipant(user: User, row: EventParticipant) -> Verdict:
    return can_enlist_event(user, row.event) and _without_certificate(row)


def can_certify_event(user: User, event: Event) -> Verdict:
    return heads(user, event) and require(
        event.status == EventStatus.HELD, _("Certificates are numbered once it was held.")
    )


def can_attach_event(user: User, event: Event) -> Verdict:
    return heads(user, event) and require(
        event.status != EventStatus.CANCELLED, _("The event was cancelled.")
    )


def can_detach_event(user: User, event: Event) -> Verdict:
    return can_attach_event(user, event)


def can_create_eventpoint(user: User, event: Event) -> Verdict:
    return can_change_event(user, event)


def can_change_eventpoint(user: User, point: EventPoint) -> Verdict:
    return can_change_event(user, point.event)


def can_remove_eventpoint(user: User, point: EventPoint) -> Verdict:
    return can_change_event(user, point.event)


def _planned(event: Event) -> Verdict:
    return require(event.is_planned, _("It has been said already how it went."))


def _coming(user: User, event: Event) -> Verdict:
    here = require(event.school_id == user.school_id, _("This is an event of another school."))
    over = _("Signing up is over.")
    return here and require(event.is_planned and event.day >= timezone.localdate(), over)


def _is_in(user: User, event: Event) -> bool:
    return any(row.person_id == user.pk for row in event.on_the_list())


def _without_certificate(*rows: EventParticipant) -> Verdict:
    """A number that was given once stays with its person, also in an event opened again."""
    return require(
        not any(row.certificate for row in rows),
        _("The certificate has its number already; who has one stays on the list."),
    )


def _keeps_list(user: User, event: Event) -> Verdict:
    return require(
        event.association_id in user.ids_as({"head", "secretary"}),
        _("Only the head and the secretary of the association do this."),
    )
