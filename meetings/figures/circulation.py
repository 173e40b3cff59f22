"""How far the reading of minutes has come: who said what, and what the chair answered."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from meetings.models import Meeting, Remark
from meetings.workflow import MeetingStatus


@dataclass(frozen=True, slots=True)
class Reading:
    """The remarks on minutes; while they are read also who has none, and who is silent."""

    until: date
    remarks: list[Remark] = field(default_factory=list)
    consented: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    @property
    def open(self) -> int:
        return sum(1 for row in self.remarks if row.state == Remark.State.OPEN)

    @property
    def taken_up(self) -> int:
        return sum(1 for row in self.remarks if row.state == Remark.State.ACCEPTED)


def reading(meeting: Meeting, *, said_too: Any = True) -> Reading | None:
    """What was said about the minutes, or nothing if they were never given to be read.

    ``said_too``: whether the reader may know what was said, and by whom.
    """
    if not meeting.circulated_until:
        return None
    if not said_too:
        return Reading(meeting.circulated_until)
    remarks = list(meeting.remarks.select_related("author", "item").order_by("pk"))
    if meeting.status != MeetingStatus.CIRCULATED:
        return Reading(meeting.circulated_until, remarks)
    said = set(meeting.consents.values_list("person", flat=True))
    rows = meeting.attendance.present().exclude(person=None).in_order().select_related("person")
    rows = rows.exclude(person__in=[meeting.chair_id, meeting.secretary_id])
    people = [(row.person_id, row.person.list_name) for row in rows if row.person]
    spoke = said | {row.author_id for row in remarks}
    consented = [name for pk, name in people if pk in said]
    silent = [name for pk, name in people if pk not in spoke]
    return Reading(meeting.circulated_until, remarks, consented, silent)


def unread_changes(meeting: Meeting) -> bool:
    """Whether remarks were taken up that nobody has read in the text."""
    recalled = meeting.status == MeetingStatus.HELD and meeting.circulated_until
    return bool(recalled) and meeting.remarks.filter(state=Remark.State.ACCEPTED).exists()
