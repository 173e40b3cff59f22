"""Who was there, and how many of them could vote."""

from dataclasses import dataclass, field

from meetings.models import Attendance, Meeting

FEWEST = 3
"""Fewer people than this are no association at work."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many belong to the list, how many came, and when the ones who left did so."""

    members: int
    present: int
    unmarked: int
    late: int
    left_after: list[int] = field(default_factory=list)

    def voters(self, position: int) -> tuple[int, int]:
        """The fewest and the most votes that can be counted at this item.

        Who came late may have missed it; who left after an earlier item did.
        """
        most = self.present - sum(1 for left in self.left_after if left < position)
        return max(0, most - self.late), most

    @property
    def has_quorum(self) -> bool:
        return self.present * 2 >= self.members


def turnout(meeting: Meeting) -> Turnout:
    rows = list(
        meeting.attendance.exclude(status=Attendance.Status.INVITED).values_list(
            "status", "came_late", "left_after__position"
        )
    )
    there = [row for row in rows if row[0] == Attendance.Status.PRESENT]
    return Turnout(
        members=len(rows),
        present=len(there),
        unmarked=sum(1 for row in rows if row[0] == Attendance.Status.UNMARKED),
        late=sum(1 for row in there if row[1]),
        left_after=[row[2] for row in there if row[2] is not None],
    )


def vote_fault(counted: int, voters: tuple[int, int]) -> bool:
    """Whether so many votes cannot have been given. Nobody marked yet: nothing to say."""
    fewest, most = voters
    return most > 0 and not fewest <= counted <= most
