"""What is told of events to those who have signed up."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from associations.models import User
from core import dates
from core.notifications import tell
from lessons.models import Event

SOON = timedelta(days=2)


def event_cancelled(event: Event, by: User, text: str) -> None:
    """At once when it would have been soon."""
    words = {"event": event, "words": text}
    tell(
        _people(event, by),
        lambda: _("Cancelled: %(event)s “%(words)s”") % words,
        about=event,
        urgent=_is_soon(event),
    )


def event_moved(event: Event, by: User) -> None:
    """The day, the hour or the place is another one."""
    tell(
        _people(event, by),
        lambda: _("Another day, hour or place: %(event)s, %(when)s") % _when(event),
        about=event,
        urgent=_is_soon(event),
    )


def _people(event: Event, by: User) -> list[User]:
    rows = event.participants.exclude(person=None).exclude(person=by.pk)
    return [row.person for row in rows.select_related("person") if row.person]


def _is_soon(event: Event) -> bool:
    return bool(event.day <= timezone.localdate() + SOON)


def _when(event: Event) -> dict[str, object]:
    day = dates.day_month(event.day, get_language() or "ky")
    hour = dates.clock(event.begins) if event.begins else ""
    told = ", ".join(part for part in (day, hour, event.place) if part)
    return {"event": event, "when": told}
