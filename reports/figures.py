"""What can be counted about a year: functions returning dataclasses, for screen and paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from associations.models import AcademicYear, Association, Membership, User
from associations.querysets import PERSON, parts_of
from meetings.figures import Forecast, forecasts
from meetings.models import Meeting, Resolution
from meetings.workflow import MeetingStatus


@dataclass(frozen=True, slots=True)
class Norm:
    """Something the regulation counts: what is done, what is due, and how it stands today."""

    done: int
    due: int
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class AssociationYear:
    """How one association's year stands."""

    association: Association
    head: User | None
    meetings: Norm
    forecast: str
    held: int
    unsigned: int
    open: int
    late: int


def association_years(
    associations: Iterable[Association], year: AcademicYear | None, day: date
) -> list[AssociationYear]:
    """Count for each association; four queries, however many there are."""
    rows = list(associations)
    keys = [row.pk for row in rows]
    heads = _heads(keys, day)
    meetings = forecasts(keys, year, day)
    resolutions = _by_association(
        _resolution_counts(keys, year, day), "item__meeting__association"
    )
    return [_of_one(row, heads, meetings[row.pk], resolutions.get(row.pk, {})) for row in rows]


def _of_one(
    row: Association, heads: dict[int, User], met: Forecast, resolved: Any
) -> AssociationYear:
    return AssociationYear(
        association=row,
        head=heads.get(row.pk),
        meetings=Norm(met.signed, met.due, met.word, met.tone),
        forecast=met.sentence,
        held=met.held,
        unsigned=met.held - met.signed,
        open=resolved.get("open", 0),
        late=resolved.get("late", 0),
    )


def _heads(keys: list[int], day: date) -> dict[int, User]:
    rows = Membership.objects.on(day).filter(association__in=keys, role="head")
    rows = rows.select_related("person").only("association", *parts_of("person", PERSON))
    return {row.association_id: row.person for row in rows}


def _resolution_counts(keys: list[int], year: AcademicYear | None, day: date) -> Any:
    rows = Resolution.objects.in_force().filter(
        item__meeting__association__in=keys, item__meeting__year=year
    )
    return rows.values("item__meeting__association").annotate(
        open=Count("pk", filter=Q(due__gte=day) | ~Q(due_kind="none") & Q(due=None)),
        late=Count("pk", filter=Q(due__lt=day)),
    )


def _by_association(rows: Any, key: str) -> dict[int, Any]:
    return {row[key]: row for row in rows}


def waiting_words(meeting: Meeting, user: User) -> str:
    """Say what the next move is, and that it is this person's."""
    if meeting.status in {MeetingStatus.HELD, MeetingStatus.CORRECTING}:
        return _("Sign the protocol as chair")
    if meeting.status == MeetingStatus.CIRCULATED:
        if meeting.chair_id == user.pk:
            return _("Answer the remarks, then sign the protocol as chair")
        return _("Read the minutes and say what you remark")
    if meeting.status == MeetingStatus.SIGNING:
        return _("Sign the protocol as secretary")
    if meeting.status == MeetingStatus.CONVENED:
        return _("Keep the minutes and hold the meeting")
    return _("Prepare and convene the meeting")


def waiting_url(meeting: Meeting) -> str:
    """The page on which that move is made."""
    pages: dict[str, str] = {
        MeetingStatus.HELD: "meetings:meeting_sign",
        MeetingStatus.CIRCULATED: "meetings:meeting_minutes",
        MeetingStatus.CORRECTING: "meetings:meeting_record",
        MeetingStatus.SIGNING: "meetings:meeting_countersign",
        MeetingStatus.CONVENED: "meetings:meeting_record",
    }
    return pages.get(meeting.status, "meetings:meeting_detail")
