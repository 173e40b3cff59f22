"""What can be counted about a year: functions returning dataclasses, for screen and paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from associations.models import AcademicYear, Association, User
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
    """Count for each association; three queries, however many there are.

    Two, if they were read ``with_facts`` already.
    """
    rows = list(associations)
    keys = [row.pk for row in rows]
    if not all(hasattr(row, "open_count") for row in rows):
        known = {row.pk: row for row in _facts_of(keys, year.pk if year else 0, day)}
        rows = [known[key] for key in keys]
    meetings = forecasts(keys, year, day)
    return [_of_one(row, meetings[row.pk]) for row in rows]


def with_facts(rows: Any, year: int, day: date) -> Any:
    """Each with its head of that day, and how the year's resolutions stand."""
    chief = FilteredRelation(
        "memberships",
        condition=Q(memberships__role="head", memberships__since__lte=day)
        & (Q(memberships__until=None) | Q(memberships__until__gte=day)),
    )
    resolutions = Resolution.objects.all()
    late, open_ = (resolutions.stands(state, day) for state in ("late", "open"))
    rows = rows.annotate(
        chief=chief,
        open_count=_resolutions(open_, year),
        late_count=_resolutions(late, year),
    )
    return rows.select_related("chief__person")


def _resolutions(which: Q, year: int) -> Any:
    rows = Resolution.objects.filter(
        which, item__meeting__association=OuterRef("pk"), item__meeting__year=year
    )
    counted = rows.order_by().values("item__meeting__association").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def _facts_of(keys: list[int], year: int, day: date) -> list[Association]:
    rows = with_facts(Association.objects.filter(pk__in=keys), year, day)
    return list(rows.order_by("pk", "chief"))  # the latest head stays


def _of_one(row: Any, met: Forecast) -> AssociationYear:
    return AssociationYear(
        association=row,
        head=row.chief.person if getattr(row, "chief", None) else None,
        meetings=Norm(met.signed, met.due, met.word, met.tone),
        forecast=met.sentence,
        held=met.held,
        unsigned=met.held - met.signed,
        open=row.open_count,
        late=row.late_count,
    )


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
