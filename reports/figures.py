"""What can be counted about a year: functions returning dataclasses, for screen and paper."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from associations.models import AcademicYear, Association, Membership, User
from associations.querysets import PERSON, parts_of
from meetings.models import JointAssociation, Meeting, Resolution
from meetings.workflow import MeetingStatus

MEETINGS_A_YEAR = 4  # clause 5.5 of the regulation


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
    meetings = _meeting_counts(keys, year)
    resolutions = _by_association(
        _resolution_counts(keys, year, day), "item__meeting__association"
    )
    expected = expected_by(year, day)
    return [
        _of_one(row, heads, meetings.get(row.pk, {}), resolutions.get(row.pk, {}), expected)
        for row in rows
    ]


def expected_by(year: AcademicYear | None, day: date) -> int:
    """One meeting a quarter: how many should have been held by the end of those past."""
    if year is None:
        return 0
    past = sum(1 for quarter in year.quarters.all() if quarter.end < day)
    return min(past, MEETINGS_A_YEAR)


def meetings_norm(signed: int, expected: int) -> Norm:
    """Hold the signed protocols against the norm of clause 5.5."""
    if signed >= MEETINGS_A_YEAR:
        word, tone = pgettext("norm", "fulfilled"), "done"
    elif signed < expected:
        word, tone = pgettext("norm", "behind"), "late"
    else:
        word, tone = pgettext("norm", "on time"), "wait"
    return Norm(signed, MEETINGS_A_YEAR, word, tone)


def _of_one(
    row: Association, heads: dict[int, User], met: Any, resolved: Any, expected: int
) -> AssociationYear:
    return AssociationYear(
        association=row,
        head=heads.get(row.pk),
        meetings=meetings_norm(met.get("signed", 0), expected),
        held=met.get("held", 0),
        unsigned=met.get("held", 0) - met.get("signed", 0),
        open=resolved.get("open", 0),
        late=resolved.get("late", 0),
    )


def _heads(keys: list[int], day: date) -> dict[int, User]:
    rows = Membership.objects.on(day).filter(association__in=keys, role="head")
    rows = rows.select_related("person").only("association", *parts_of("person", PERSON))
    return {row.association_id: row.person for row in rows}


def _meeting_counts(keys: list[int], year: AcademicYear | None) -> dict[int, Counter[str]]:
    """Own meetings and those held together with others: each counts for all who met."""
    own = Meeting.objects.filter(association__in=keys, year=year)
    joint = JointAssociation.objects.filter(association__in=keys, meeting__year=year)
    both = _held_and_signed(own, "").union(_held_and_signed(joint, "meeting__"), all=True)
    counts: dict[int, Counter[str]] = {key: Counter() for key in keys}
    for association, signed, held in both:
        counts[association].update(signed=signed, held=held)
    return counts


def _held_and_signed(rows: Any, prefix: str) -> Any:
    signed = [MeetingStatus.SIGNED, MeetingStatus.CORRECTING]
    held = [*signed, MeetingStatus.HELD, MeetingStatus.CIRCULATED, MeetingStatus.SIGNING]
    return rows.values_list("association").annotate(
        signed=Count("pk", filter=Q(**{f"{prefix}status__in": signed})),
        held=Count("pk", filter=Q(**{f"{prefix}status__in": held})),
    )


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
