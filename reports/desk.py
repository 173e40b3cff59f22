"""What the desk asks: short lists for the reader, several of them in one question."""

from datetime import date, time, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from associations.models import User
from core.questions import Lists, ReadersQuestion
from meetings.models import Meeting, Resolution
from meetings.workflow import MEETING_PLANNABLE
from reports.figures import waiting_url, waiting_words

SHOWN = 8
NEAREST = 4
SOON = timedelta(days=14)


def _waiting(reader: User, soon: date) -> Any:
    rows = Meeting.objects.visible_to(reader).waiting_for(reader).for_desk()
    near = rows.exclude(status__in=MEETING_PLANNABLE, date__gt=soon)
    return near.order_by("date", "pk")[:SHOWN]


def _coming(reader: User) -> Any:
    """The day stands in it: its words are written anew each day."""
    rows = Meeting.objects.visible_to(reader).coming(timezone.localdate()).for_desk()
    return rows[: NEAREST if reader.leads_school else SHOWN]


def _tasks(reader: User) -> Any:
    rows = Resolution.objects.to_do_by(reader)
    always = Q(due_kind="permanent", due_now=None)
    asked = rows.exclude(always & ~Q(mark="returned"))
    return asked.for_tasks().by_urgency()[:SHOWN]


def _answers(reader: User) -> Any:
    if not (reader.headed_ids or reader.leads_school):
        return Resolution.objects.none()
    rows = Resolution.objects.waiting_for(reader).with_mark_of(reader)
    return rows.for_tasks().by_urgency()[:SHOWN]


MEETINGS = ReadersQuestion(
    lambda reader, soon: (_waiting(reader, soon), _coming(reader)), kind=Lists, soon=date.min
)
RESOLUTIONS = ReadersQuestion(lambda reader: (_tasks(reader), _answers(reader)), kind=Lists)


def meetings_at_hand(user: User, day: date) -> dict[str, list[Any]]:
    """Meetings that wait for this person, the oldest first, and the next ones of interest.

    What waits has its next move with the reader and is not still far off; those who see all
    are told the nearest only.
    """
    rows = MEETINGS.ask(user, soon=day + SOON)
    waiting, coming = ([row for row in rows if row.list == n] for n in range(2))
    return {
        "waiting": [
            {
                "meeting": meeting,
                "words": waiting_words(meeting, user),
                "url": reverse(waiting_url(meeting), args=[meeting.pk]),
            }
            for meeting in sorted(waiting, key=_day)
        ],
        "coming": sorted(coming, key=_hour),
    }


def resolutions_at_hand(user: User) -> dict[str, list[Resolution]]:
    """What the person has to do once or was given back, and what the person answers.

    Those answers are to a report or a wish for another date. The most urgent come first.
    """
    rows = sorted(RESOLUTIONS.ask(user), key=_urgency)
    tasks, answers = ([row for row in rows if row.list == n] for n in range(2))
    return {"tasks": tasks, "answers": answers}


def _day(row: Meeting) -> tuple[date, int]:
    return row.date, row.pk


def _hour(row: Meeting) -> tuple[date, time, int]:
    return row.date, row.starts_at or time.max, row.pk


def _urgency(row: Resolution) -> tuple[date, int]:
    return row.due_now or date.max, row.pk
