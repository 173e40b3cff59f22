"""Making meetings found by their words."""

from core.search import remember
from meetings.models import AgendaItem, Meeting, Resolution


def remember_meeting(meeting: Meeting) -> None:
    """Find the meeting by its topic and agenda; once it was held, by its minutes too.

    Before that the minutes are notes of those who write them, and others search here.
    """
    items = list(_items(meeting))
    resolutions = _resolutions(items) if meeting.number else []
    texts = [meeting.topic, *(item.title for item in items)]
    if meeting.number:
        texts += [meeting.place, *_minutes(items)]
        texts += [resolution.text for resolution in resolutions]
    remember(meeting, title=str(meeting), text="\n".join(texts), day=meeting.date)
    for resolution in resolutions:
        remember(resolution, title=resolution.label, text=resolution.text, day=resolution.due)


def _items(meeting: Meeting) -> list[AgendaItem]:
    return list(
        meeting.items.in_order().prefetch_related("speeches__person", "resolutions__item")
    )


def _minutes(items: list[AgendaItem]) -> list[str]:
    spoken = [speech for item in items for speech in item.speeches.all()]
    said = [f"{speech.person or speech.guest} {speech.text}" for speech in spoken]
    return [*(item.heard for item in items), *said]


def _resolutions(items: list[AgendaItem]) -> list[Resolution]:
    return [resolution for item in items for resolution in item.resolutions.all()]
