"""The calendar has changed: dates that fall on days without school move together."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from associations.models import AcademicYear, User
from core.audit import record
from core.permissions import can
from meetings.models import Meeting
from meetings.services.shifting import shift_meeting, shift_resolution
from plans.figures.calendar import Fallen, fallen, holiday_on
from plans.models import PlanRow
from plans.permissions.rows import holds
from plans.services.moving import move_date
from plans.services.rounds import lock_plans, lock_row


@transaction.atomic
def shift_calendar(
    year: AcademicYear, *, by: User, moves: Iterable[tuple[str, date]], reason: str
) -> None:
    """Move what was chosen, each to its new day; all of it or nothing.

    ``moves``: the key of what fell on a day without school, and its new day.
    """
    can(by, "plans.shift_calendar", year).enforce()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the dates are moved.")})
    known = {row.key: row for row in fallen(year)}
    holidays, moved = list(year.holidays.all()), []
    wanted = sorted(moves)
    _hold_plans([known[key] for key, _day in wanted if key in known])
    for key, day in wanted:
        row = known.get(key)
        if row is None:
            raise ValidationError(
                _("A date in this list was moved meanwhile. Please look again.")
            )
        if not year.has(day) or holiday_on(day, holidays):
            raise ValidationError({f"day-{key}": _("Choose a school day of this year.")})
        SHIFTS[row.kind](row.thing, by=by, day=day, reason=reason)
        moved.append(key)
    record(by, "shift_calendar", year, moved=moved, reason=reason)


def _hold_plans(chosen: list[Fallen]) -> None:
    """All plans are held before the first date moves: in the order of all who hold several."""
    rows = [row.thing.pk for row in chosen if row.kind == "row"]
    meetings = [row.thing.pk for row in chosen if row.kind == "meeting"]
    met = PlanRow.objects.filter(meeting__in=meetings).values_list("pk", flat=True)
    lock_plans([*rows, *met])


def shift_met(meeting: Meeting, *, by: User, day: date, reason: str) -> None:
    """The rows that it closes, due on the same day, go with the meeting."""
    rows = PlanRow.objects.to_be_done().filter(meeting=meeting, due_now=meeting.date).open()
    follow = list(rows.select_related("plan").order_by("pk"))
    shift_meeting(meeting, by=by, day=day, reason=reason)
    for row in follow:
        shift_row(row, by=by, day=day, reason=reason)


def shift_row(row: PlanRow, *, by: User, day: date, reason: str) -> None:
    """In a draft the day itself is written anew; where it holds or was submitted it is moved.

    Of a plan that is amended both: who gives the amendment up keeps the day that was moved.
    What moved already, with its meeting or with the same row of another plan, stays there.
    """
    row = lock_row(row)
    old, writable = row.due_now, row.plan.is_editable
    if old == day:
        return
    if writable and row.when == PlanRow.When.DAY and row.day == old:
        row.day = day
        row.version += 1
        row.save(update_fields=["day", "version"])
    if holds(row) or not writable:
        move_date(row, by=by, day=day, text=reason, verb="shift")
    else:
        PlanRow.objects.filter(pk=row.pk).update(due_now=day)
        record(by, "shift", row, due=[old, day], reason=reason)


SHIFTS: dict[str, Any] = {
    "meeting": shift_met,
    "row": shift_row,
    "deadline": shift_resolution,
}
