"""What is told to whom when a meeting moves. The text is written once per reader."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from associations.models import User
from core.notifications import tell
from meetings.figures.planning import spoken_time
from meetings.models import Meeting

EVE = timedelta(days=1)


def meeting_convened(meeting: Meeting, *, but: Iterable[User] = ()) -> None:
    """Everybody on the list is called; ``but`` have been already."""
    told = set(but)
    people = [person for person in participants(meeting) if person not in told]
    tell(people, lambda: invitation(meeting), about=meeting, urgent=_is_today(meeting))


def meeting_moved(meeting: Meeting, was: date | None = None) -> None:
    """Date, hour or place are others than people were told; ``was``: the day they know."""
    people, urgent = participants(meeting), _is_near(meeting.date, was)
    tell(people, lambda: _changed(meeting), about=meeting, urgent=urgent)


def meeting_cancelled(meeting: Meeting, people: Iterable[User], reason: str) -> None:
    urgent = _is_near(meeting.date)
    tell(people, lambda: _cancelled(meeting, reason), about=meeting, urgent=urgent)


def meeting_left(meeting: Meeting, called: Iterable[User]) -> None:
    """Who was called and is no longer on the list need not come."""
    there = set(participants(meeting))
    people = [person for person in called if person not in there]
    tell(people, lambda: _left(meeting), about=meeting, urgent=_is_near(meeting.date))


def meeting_held(meeting: Meeting) -> None:
    """Chair and secretary are told that their signatures are waited for."""
    tell(_signers(meeting), lambda: _held(meeting), about=meeting)


def protocol_awaits_secretary(meeting: Meeting) -> None:
    if meeting.secretary:
        tell([meeting.secretary], lambda: _awaiting(meeting), about=meeting)


def protocol_signed(meeting: Meeting) -> None:
    """Everybody who was called to the meeting, and those who have tasks from it."""
    tell(participants(meeting), lambda: _signed(meeting), about=meeting)


def protocol_reopened(meeting: Meeting, reason: str) -> None:
    tell(_signers(meeting), lambda: _reopened(meeting, reason), about=meeting)


def participants(meeting: Meeting) -> list[User]:
    """Who is on the meeting's list or leads it, each once, those who still work here."""
    listed = Q(attendance__meeting=meeting) | Q(pk__in=[meeting.chair_id, meeting.secretary_id])
    return list(User.objects.active().filter(listed).distinct().in_order())


def _signers(meeting: Meeting) -> list[User]:
    return [person for person in (meeting.chair, meeting.secretary) if person]


def _is_today(meeting: Meeting) -> bool:
    """The letter of tomorrow's morning would come too late."""
    return meeting.date == timezone.localdate()


def _is_near(*days: date | None) -> bool:
    """Whoever counts on today or tomorrow may be on the way before the next letter comes."""
    today = timezone.localdate()
    return any(day is not None and today <= day <= today + EVE for day in days)


def _facts(meeting: Meeting, **more: str) -> dict[str, str]:
    language = translation.get_language() or "ky"
    return {
        "association": ", ".join(str(row) for row in meeting.unions),
        "when": spoken_time(meeting, language),
        "place": meeting.place,
        "topic": meeting.topic,
        "number": "/".join(str(number) for number in meeting.numbers),
        **more,
    }


def invitation(meeting: Meeting) -> str:
    words = (
        _("You are invited to a meeting: %(association)s, %(when)s, %(place)s. %(topic)s")
        if meeting.topic
        else _("You are invited to a meeting: %(association)s, %(when)s, %(place)s.")
    )
    return words % _facts(meeting)


def _changed(meeting: Meeting) -> str:
    words = _("The meeting was moved: %(association)s. Now: %(when)s, %(place)s.")
    return words % _facts(meeting)


def _cancelled(meeting: Meeting, reason: str) -> str:
    words = _("The meeting was cancelled: %(association)s, %(when)s. Reason: %(reason)s")
    return words % _facts(meeting, reason=reason)


def _left(meeting: Meeting) -> str:
    words = _("You need not come to this meeting any more: %(association)s, %(when)s.")
    return words % _facts(meeting)


def _held(meeting: Meeting) -> str:
    words = _(
        "Protocol № %(number)s, %(association)s, waits for two signatures: "
        "the chair's first, then the secretary's."
    )
    return words % _facts(meeting)


def _awaiting(meeting: Meeting) -> str:
    words = _("Protocol № %(number)s, %(association)s, waits for your signature.")
    return words % _facts(meeting)


def _signed(meeting: Meeting) -> str:
    words = _("Protocol № %(number)s, %(association)s, is signed.")
    return words % _facts(meeting)


def _reopened(meeting: Meeting, reason: str) -> str:
    words = _("Protocol № %(number)s, %(association)s, is being mended. Reason: %(reason)s")
    return words % _facts(meeting, reason=reason)
