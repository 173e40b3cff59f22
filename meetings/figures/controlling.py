"""Earlier resolutions at a meeting: which of them it looks at, and how they stood that day."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from meetings.models import (
    AgendaItem,
    ControlRow,
    Meeting,
    Resolution,
    ResolutionReport,
)
from meetings.querysets.seen import in_unions
from meetings.workflow import (
    MEETING_NUMBERED,
    RESOLUTION_OPEN,
    MeetingStatus,
    ResolutionStatus,
)

DONE, REPORTED, LATE, MOVED, OPEN = "done", "reported", "late", "moved", "open"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a resolution stood: in one word, how many days late, and until when it was due."""

    word: str
    days: int = 0
    due: date | None = None

    @property
    def code(self) -> str:
        return f"{self.word} {self.days} {self.due or ''}".strip()


def read_standing(code: str) -> Standing:
    word, days, due = [*code.split(), ""][:3]
    return Standing(word, int(days), date.fromisoformat(due) if due else None)


def earlier_resolutions(meeting: Meeting) -> Any:
    """What those who meet have resolved before, in protocols that have their number."""
    ours = in_unions(meeting.union_ids, "item__meeting__")
    held = Q(item__meeting__status__in=MEETING_NUMBERED, item__meeting__date__lte=meeting.date)
    return Resolution.objects.filter(ours, held).exclude(item__meeting=meeting.pk)


def open_to_cancel(meeting: Meeting) -> Any:
    """What a resolution of this meeting may cancel; and what one of them does cancel."""
    rows = earlier_resolutions(meeting)
    ours = Resolution.objects.filter(item__meeting=meeting.pk, cancels=OuterRef("pk"))
    return rows.filter(Q(status__in=RESOLUTION_OPEN) | Exists(ours))


def to_control(meeting: Meeting) -> Any:
    """What the meeting has to look at: what is open, and what was done since the last one.

    What was approved, recommended or taken note of, and asks nobody, does not come back.
    """
    since = _last_meeting(meeting) or meeting.year.start
    done = Q(status=ResolutionStatus.DONE, finished_on__gt=since)
    rows = earlier_resolutions(meeting).tasks()
    rows = rows.filter(Q(status__in=RESOLUTION_OPEN) | done)
    return rows.order_by(
        "item__meeting__date", "item__meeting", "item__position", "position", "pk"
    )


def _last_meeting(meeting: Meeting) -> date | None:
    rows = Meeting.objects.filter(in_unions(meeting.union_ids, "")).numbered()
    rows = rows.filter(date__lte=meeting.date).exclude(pk=meeting.pk)
    days = rows.order_by("-date").values_list("date", flat=True)
    return days.first()


def control_rows(meeting: Meeting) -> Any:
    """The rows of the control item, each with the last report up to the meeting's day."""
    evening = timezone.make_aware(datetime.combine(day_of(meeting), time.max))
    reports = ResolutionReport.objects.filter(resolution=OuterRef("resolution"))
    last = reports.filter(at__lte=evening).order_by("-pk")
    rows = ControlRow.objects.filter(item__meeting=meeting).in_order()
    return rows.select_related(
        "resolution__item__meeting__association", "resolution__item__meeting__year"
    ).annotate(
        reported_text=Subquery(last.values("text")[:1]),
        reported_by=Subquery(last.values("author")[:1]),
        reported_at=Subquery(last.values("at")[:1]),
    )


def standing_of(row: Any, meeting: Meeting) -> Standing:
    """How it stood on the day of the meeting: what came later is for the next one.

    Once a protocol was signed it stays as written, whatever the meeting has changed.
    """
    if row.standing:
        return read_standing(row.standing)
    resolution, day = row.resolution, day_of(meeting)
    due, finished = resolution.due_now, resolution.finished_on
    done = resolution.status == ResolutionStatus.DONE
    if done and (not finished or finished <= day):
        return Standing(DONE, due=due)
    if row.reported_at and (done or resolution.status == ResolutionStatus.REPORTED):
        return Standing(REPORTED, due=due)
    if due and due < day:
        return Standing(LATE, (day - due).days, due)
    return Standing(MOVED if due != signed_due(resolution) else OPEN, due=due)


def signed_due(resolution: Resolution) -> date | None:
    """The deadline as it was signed, as a day: the end of the year is one, too."""
    if resolution.due_kind == Resolution.Due.YEAR_END:
        return resolution.item.meeting.year.end
    return resolution.due if resolution.due_kind == Resolution.Due.DATE else None


def day_of(meeting: Meeting) -> date:
    """The day of which the minutes speak: a meeting to come is prepared as of today."""
    return min(meeting.date, timezone.localdate())


def is_refreshed(meeting: Meeting) -> bool:
    """Whether new rows may still come: not into a text that was signed already."""
    return meeting.is_recordable and meeting.status != MeetingStatus.CORRECTING


def control_item(meeting: Meeting) -> AgendaItem | None:
    """The question under which earlier resolutions are looked at; a meeting has one."""
    items = meeting.items.filter(kind=AgendaItem.Kind.CONTROL)
    return items.exclude(state=AgendaItem.State.WITHDRAWN).in_order().first()
