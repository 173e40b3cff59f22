"""Setting the year's meetings in one go: all of it, or nothing."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import AcademicYear, Association, User
from core.audit import record
from core.models import StaleError
from core.permissions import can
from meetings.figures import likely_day, meetings_of_year, usual_leaders
from meetings.models import Meeting
from meetings.services.planning import arrange_meeting, cancel_meeting
from meetings.workflow import MeetingStatus


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One meeting of the year as it was said; ``day`` is None while only the month is known."""

    month: date
    topic: str
    day: date | None = None
    meeting: int | None = None
    version: int = 0
    gone: bool = False

    def differs(self, meeting: Meeting) -> bool:
        now = None if meeting.month_only else meeting.date
        return (self.month, self.day, self.topic) != (
            meeting.date.replace(day=1),
            now,
            meeting.topic,
        )


def newest_of(association: Association, year: AcademicYear) -> int:
    """By which a page knows whether somebody has planned another meeting since."""
    rows = Meeting.objects.filter(association=association, year=year).order_by("-pk")
    return rows.values_list("pk", flat=True).first() or 0


@transaction.atomic
def save_series(
    association: Association, *, by: User, year: AcademicYear, rows: list[SeriesRow], known: int
) -> None:
    """Plan, change and call off the year's meetings; ``known`` is the newest the writer saw."""
    can(by, "meetings.create_meeting", association).enforce()
    association = Association.objects.select_for_update(of=("self",)).get(pk=association.pk)
    if newest_of(association, year) != known:
        raise StaleError
    series = _Series(association, year, by)
    for row in sorted(rows, key=lambda row: not row.meeting):  # free the days first
        series.write(row)


class _Series:
    """The meetings of the year while they are being written."""

    def __init__(self, association: Association, year: AcademicYear, by: User) -> None:
        self.association, self.year, self.by = association, year, by
        meetings = meetings_of_year(association, year)
        self.days = {row.pk: row.date for row in meetings}
        own = Meeting.objects.filter(association=association, year=year)
        planned = own.filter(status=MeetingStatus.PLANNED).select_for_update(of=("self",))
        self.planned = {row.pk: row for row in planned}
        self.leaders = usual_leaders(association, by)

    def write(self, row: SeriesRow) -> None:
        if row.meeting:
            (self.call_off if row.gone else self.change)(row)
        elif not row.gone:
            self.plan(row)

    def call_off(self, row: SeriesRow) -> None:
        meeting = self.planned.get(row.meeting or 0)
        if meeting is None:
            return  # it is no longer merely planned: the page has said so
        if meeting.version != row.version:
            raise StaleError
        reason = _("Taken out of the meetings of the year.")
        cancel_meeting(meeting, by=self.by, reason=reason)
        del self.days[meeting.pk]

    def change(self, row: SeriesRow) -> None:
        meeting = self.planned.get(row.meeting or 0)
        if meeting is None:
            raise StaleError
        if not row.differs(meeting):
            return
        if meeting.version != row.version:
            raise StaleError
        can(self.by, "meetings.change_meeting", meeting).enforce()
        before = _said(meeting)
        del self.days[meeting.pk]
        self._put(meeting, row, stays=meeting.date.replace(day=1) == row.month)
        meeting.version += 1
        meeting.save(update_fields=["date", "month_only", "topic", "version"])
        self.days[meeting.pk] = meeting.date
        arrange_meeting(meeting, by=self.by)
        changes = {name: [before[name], now] for name, now in _said(meeting).items()}
        changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        record(self.by, "change", meeting, **changed)

    def plan(self, row: SeriesRow) -> None:
        meeting = Meeting(
            association=self.association, year=self.year, author=self.by, **self.leaders
        )
        if self.association.is_council:
            meeting.kind = Meeting.Kind.HEADS
        self._put(meeting, row, stays=False)
        meeting.save()
        self.days[meeting.pk] = meeting.date
        arrange_meeting(meeting, by=self.by)
        record(self.by, "create", meeting, **_said(meeting))

    def _put(self, meeting: Meeting, row: SeriesRow, *, stays: bool) -> None:
        """Its day: the one that was said, or a likely one of the month until there is one."""
        meeting.topic, meeting.month_only = row.topic, row.day is None
        if row.day:
            meeting.date = row.day
        elif not stays:
            today = timezone.localdate()
            day = likely_day(row.month, self.year, self.days.values(), today)
            if day is None:
                raise ValidationError(_("No day is left in this month."))
            meeting.date = day


def _said(meeting: Meeting) -> dict[str, str]:
    """What the form tells of it, for the record."""
    return {"topic": meeting.topic, "date": meeting.day_in("ky")}
