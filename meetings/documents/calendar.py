"""A meeting as a calendar file: it finds its earlier self in the calendar and replaces it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from meetings.models import AgendaItem, Meeting
from meetings.workflow import MeetingStatus

USUAL_MINUTES = 60


def calendar_file(meeting: Meeting) -> bytes:
    """Write the meeting for calendars, in the reader's language."""
    from icalendar import Calendar, Event  # noqa: PLC0415 -- few requests need it, every start

    calendar = Calendar()
    calendar.add("prodid", "-//Birikme//meetings//KY")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(Event(), meeting))
    return bytes(calendar.to_ical())


def _event(event: Any, meeting: Meeting) -> Any:
    items = list(meeting.items.in_order().exclude(state=AgendaItem.State.WITHDRAWN))
    start, end = _span(meeting, items)
    link = settings.BASE_URL + meeting.get_absolute_url()
    event.add("uid", f"meeting-{meeting.pk}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", meeting.version)
    event.add("dtstamp", timezone.now().astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", start)
    event.add("dtend", end)
    unions = ", ".join(str(row) for row in meeting.unions)
    event.add("summary", f"{unions}: {meeting.topic or meeting.get_kind_display()}")
    event.add("location", ", ".join(filter(None, [meeting.place, str(meeting.school)])))
    event.add("description", "\n".join([*map(_line, items), link]))
    event.add("url", link)
    event.add("status", _STATES.get(meeting.status, "CONFIRMED"))
    return event


_STATES: dict[str, str] = {
    MeetingStatus.PLANNED: "TENTATIVE",
    MeetingStatus.CANCELLED: "CANCELLED",
}


def _line(item: AgendaItem) -> str:
    return f"{item.position}. {item.title}"


def _span(meeting: Meeting, items: list[AgendaItem]) -> tuple[date, date]:
    """Begin and end in UTC; without an hour it is the whole day."""
    if meeting.starts_at is None:
        return meeting.date, meeting.date + timedelta(days=1)
    start = _moment(meeting.date, meeting.starts_at)
    if meeting.ends_at:
        return start, _moment(meeting.date, meeting.ends_at)
    minutes = sum(item.minutes or 0 for item in items) or USUAL_MINUTES
    return start, start + timedelta(minutes=minutes)


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour)).astimezone(UTC)
