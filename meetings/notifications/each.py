"""Telling each reader of a resolution by the number in the reader's own register."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from associations.models import User
from core.notifications import tell
from meetings.figures.joint import number_for
from meetings.models import Meeting, Resolution

SHOWN = 140


def tell_each(
    people: Iterable[User], write: Callable[[User], str], *, about: Any, urgent: bool = False
) -> None:
    """As ``tell``, with words that depend on who reads them."""
    for person in people:
        tell([person], partial(write, person), about=about, urgent=urgent)


def number_told(meeting: Meeting, reader: User) -> str:
    """The number of a protocol as the reader's register has it; who reads is asked rarely."""
    ours = reader.association_ids if meeting.joint_rows else ()
    return str(number_for(meeting, ours) or "–")


def what_of(row: Resolution, reader: User) -> str:
    """«№ 3, 1.2: …»: which resolution it is."""
    text = row.text if len(row.text) <= SHOWN else f"{row.text[:SHOWN]}…"
    return f"№ {number_told(row.item.meeting, reader)}, {row.label}: {text}"
