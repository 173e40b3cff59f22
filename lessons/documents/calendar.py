"""A calendar as a file that telephones and other programs read again and again."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from lessons.figures.calendar import Entry

USUAL = timedelta(hours=1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # the same bytes as long as nothing changes


def calendar_file(name: str, entries: Iterable[Entry]) -> bytes:
    """Write the calendar; an entry that changes keeps its name and replaces itself."""
    from icalendar import Calendar, Event  # noqa: PLC0415 -- few requests need it, every start

    calendar = Calendar()
    calendar.add("prodid", "-//Birikme//lessons//KY")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(Event(), entry))
    return bytes(calendar.to_ical())


def _event(event: Any, entry: Entry) -> Any:
    start, end = _span(entry)
    event.add("uid", f"{entry.uid}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", entry.version)
    event.add("dtstamp", LONG_AGO)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", f"{entry.kind}: {entry.title}")
    if entry.place:
        event.add("location", entry.place)
    if entry.url:
        event.add("url", settings.BASE_URL + entry.url)
    event.add("status", "CONFIRMED" if entry.firm else "TENTATIVE")
    event.add("transp", "OPAQUE" if entry.begins else "TRANSPARENT")
    return event


def _span(entry: Entry) -> tuple[date, date]:
    """Begin and end in UTC; without an hour whole days, the end not counted."""
    if entry.begins is None:
        return entry.day, entry.until + timedelta(days=1)
    start = _moment(entry.day, entry.begins)
    return start, _moment(entry.day, entry.ends) if entry.ends else start + USUAL


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour)).astimezone(UTC)
