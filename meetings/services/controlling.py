"""The item "control of earlier resolutions": put first, filled, and fixed at the signing."""

from typing import Any

from django.db.models import F

from associations.models import User
from core.audit import record
from meetings.figures.controlling import (
    control_item,
    control_rows,
    is_refreshed,
    standing_of,
    to_control,
)
from meetings.figures.starters import FIRST
from meetings.models import AgendaItem, ControlRow, Meeting


def begin_with_control(meeting: Meeting, *, by: User) -> None:
    """Let the agenda of a new meeting begin with what is unfinished, if anything is."""
    if not meeting.items.exists() and to_control(meeting).exists():
        title = FIRST.title_in(meeting.school.paper_language)
        AgendaItem.objects.create(
            meeting=meeting, position=1, kind=AgendaItem.Kind.CONTROL, title=title
        )
        record(by, "start", meeting, titles=title)


def fill_control(meeting: Meeting, *, by: User) -> None:
    """Bring the list of earlier resolutions up to date; what was decided on stays."""
    if not is_refreshed(meeting):
        return
    item = control_item(meeting)
    stray = ControlRow.objects.filter(item__meeting=meeting).exclude(item=item)
    stray.delete()
    if item is None:
        return
    item.meeting = meeting
    rows = {row.resolution_id: row for row in item.control_rows.in_order()}
    wanted = list(to_control(meeting).values_list("pk", flat=True))
    gone = [pk for pk, row in rows.items() if pk not in wanted and not row.outcome]
    item.control_rows.filter(resolution__in=gone).delete()
    kept = [pk for pk in rows if pk not in wanted and pk not in gone]
    new = [pk for pk in wanted if pk not in rows]
    _place(item, rows, [*kept, *wanted])
    if gone or new:
        record(by, "fill", item, added=len(new), dropped=len(gone))


def _place(item: AgendaItem, rows: dict[int, ControlRow], order: list[int]) -> None:
    """Put the rows in this order; those that are not there yet are made."""
    new = []
    for place, pk in enumerate(order, 1):
        row = rows.get(pk)
        if row is None:
            fields = {"school_id": item.school_id, "position": place}
            new.append(ControlRow(item=item, resolution_id=pk, **fields))
        elif row.position != place:
            ControlRow.objects.filter(pk=row.pk).update(position=place)
    ControlRow.objects.bulk_create(new)


def refill_coming(meeting: Meeting, *, by: User) -> None:
    """A protocol was signed: whoever meets next finds what it resolved on the list."""
    for other in _coming(meeting):
        fill_control(other, by=by)


def hold_coming(meeting: Meeting) -> None:
    """Take them before the record is written, as whoever writes their minutes does."""
    list(_coming(meeting).select_for_update(of=("self",)).values_list("pk", flat=True))


def _coming(meeting: Meeting) -> Any:
    """Meetings to come of those who met, with a list of earlier resolutions."""
    items = AgendaItem.objects.filter(kind=AgendaItem.Kind.CONTROL).exclude(meeting=meeting)
    coming = Meeting.objects.of_unions(meeting.unions).plannable()
    coming = coming.filter(date__gte=meeting.date, pk__in=items.values("meeting"))
    return coming.order_by("pk")


def fix_standing(meeting: Meeting) -> None:
    """Write down how each resolution stood, as the text says that is being signed."""
    for row in control_rows(meeting):
        code = standing_of(row, meeting).code
        if row.standing != code:
            ControlRow.objects.filter(pk=row.pk).update(standing=code, version=F("version") + 1)


def loosen_standing(meeting: Meeting) -> None:
    """The chair's text was taken back before it held: the standing is read anew."""
    ControlRow.objects.filter(item__meeting=meeting).update(standing="")
