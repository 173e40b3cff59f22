"""Whose meeting it is and under which number, for the register of this reader."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from associations.models import Association
from core.keyed import KeysQuestion
from meetings.models import JointAssociation, Meeting

NOBODY: frozenset[int] = frozenset()


MET_WITH = KeysQuestion(
    lambda meetings: (
        JointAssociation.objects.filter(meeting__in=meetings)
        .select_related("association")
        .order_by("association__sort_key", "association")
    )
)


def as_registered(meetings: Iterable[Meeting], ours: Collection[int]) -> None:
    """Give each its number and its associations as the register of ``ours`` has them.

    The associations of joint meetings are read at once, and only if there are joint ones.
    """
    rows: list[Any] = list(meetings)
    if joint := [row for row in rows if row.kind == Meeting.Kind.JOINT]:
        found = defaultdict(list)
        for other in MET_WITH.ask({row.pk for row in joint}):
            found[other.meeting_id].append(other)
        for row in joint:
            row.__dict__["joint_rows"] = found[row.pk]
    for row in rows:
        row.registered = number_for(row, ours)
        row.whose = partial(whose, row, ours)  # in the language of the page or the paper


def number_for(meeting: Meeting, ours: Collection[int] = NOBODY) -> int | str | None:
    """The reader's own number, if the protocol has one there; or all: «3/5»."""
    if not meeting.joint_rows or meeting.number is None:
        return meeting.number
    numbers: dict[int, int | None] = {meeting.association_id: meeting.number}
    numbers |= {row.association_id: row.number for row in meeting.joint_rows}
    own = [number for union, number in numbers.items() if union in ours]
    return own[0] if len(own) == 1 else "/".join(map(str, own or numbers.values()))


def whose(meeting: Meeting, ours: Collection[int] = NOBODY) -> str:
    """The names of those who met, the reader's own first."""
    unions: list[Association] = meeting.unions
    return ", ".join(str(row) for row in sorted(unions, key=lambda row: row.pk not in ours))
