"""Saving the minutes while they are written: an item, the list of people, the heading.

Each saves by itself, with the version that the writer had before their eyes. Rows are known
by the key that the page gave them, and go only when somebody says so, never by absence.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from associations.models import User
from associations.models.base import ForeignSchoolError
from core.audit import record
from core.models import StaleError
from core.permissions import can
from meetings import notifications
from meetings.figures.controlling import control_item
from meetings.models import AgendaItem, Attendance, ControlRow, Meeting, Resolution, Speech
from meetings.services.controlling import fill_control
from meetings.services.elections import ElectionChange, put_election
from meetings.services.finding import remember_meeting
from meetings.services.planning import sync_attendance

Row = Speech | Resolution


@dataclass(frozen=True, slots=True)
class RowChange:
    """What was said about one row. ``people``: who is responsible, None if not spoken of."""

    key: UUID
    fields: dict[str, Any] = field(default_factory=dict)
    people: set[int] | None = None
    gone: bool = False
    blank: bool = False


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What was said about one item; what is not named stays as it is."""

    fields: dict[str, Any] = field(default_factory=dict)
    rapporteurs: set[int] | None = None
    speeches: list[RowChange] = field(default_factory=list)
    resolutions: list[RowChange] = field(default_factory=list)
    control: list[RowChange] = field(default_factory=list)
    election: ElectionChange | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What was said about one person on the list, and the version of the row it was said of."""

    person: int
    version: int
    fields: dict[str, Any]


@transaction.atomic
def save_item(item: AgendaItem, *, by: User, version: int, change: ItemChange) -> AgendaItem:
    """Write down what was heard, said and resolved about one item."""
    meeting = _open(item.meeting_id, by)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    item.meeting = meeting
    changed = [
        *_put(item, change.fields),
        *_put_people(item, "rapporteurs", change.rapporteurs),
    ]
    for model, rows in ((Speech, change.speeches), (Resolution, change.resolutions)):
        changed += _put_rows(item, model, rows)
    changed += _put_control(item, change.control)
    changed += put_election(item, change.election)
    _refuse_stale(item, version, changed)
    if changed:
        item.version += 1
        item.save()
        if "title" in changed or meeting.number:
            remember_meeting(meeting)
        record(by, "record", item, fields=sorted(set(changed)))
        if "state" in changed and item.state == AgendaItem.State.WITHDRAWN:
            notifications.question_withdrawn(item, by)
    return item


@transaction.atomic
def save_attendance(meeting: Meeting, *, by: User, marks: list[Mark]) -> list[int]:
    """Mark people. Returns those whom somebody else has marked otherwise meanwhile."""
    meeting = _open(meeting.pk, by)
    rows = _listed(meeting, by)
    theirs, marked = [], []
    for mark in marks:
        row = rows.get(mark.person)
        if row is None:
            raise ForeignSchoolError("person")
        version = row.version
        if not _put(row, mark.fields):
            continue
        if version != mark.version:
            theirs.append(mark.person)
        else:
            row.version += 1
            row.save()
            marked.append(mark.person)
    if marked:
        record(by, "mark", meeting, people=marked)
    return theirs


@transaction.atomic
def save_header(meeting: Meeting, *, by: User, version: int, fields: dict[str, Any]) -> Meeting:
    """Write down when and where it was, who led it and who kept the minutes."""
    meeting = _open(meeting.pk, by)
    fixed = {"month_only": False} if "date" in fields else {}
    changed = _put(meeting, {**fields, **fixed})
    _refuse_stale(meeting, version, changed)
    if changed:
        meeting.version += 1
        meeting.save()
        if meeting.is_plannable:
            sync_attendance(meeting)
        remember_meeting(meeting)
        record(by, "record", meeting, fields=sorted(changed))
    return meeting


@transaction.atomic
def add_item(
    meeting: Meeting, *, by: User, title: str, kind: str = AgendaItem.Kind.DISCUSSION
) -> AgendaItem:
    """Take up a question that came up during the meeting."""
    meeting = _open(meeting.pk, by)
    controls = kind == AgendaItem.Kind.CONTROL
    if controls and control_item(meeting):
        words = _("The agenda has its control of earlier resolutions already.")
        raise ValidationError({"kind": words})
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(meeting=meeting, position=last + 1, title=title, kind=kind)
    if controls:
        fill_control(meeting, by=by)
    remember_meeting(meeting)
    record(by, "create", item, title=title)
    return item


@transaction.atomic
def add_guest(meeting: Meeting, *, by: User, post: str, person: int | None, guest: str) -> None:
    """Note somebody who was invited: one of the school's people, or a name and a post."""
    meeting = _open(meeting.pk, by)
    _check_school({person} if person else set(), meeting)
    row = Attendance.objects.create(
        meeting=meeting,
        person_id=person,
        guest=guest,
        post=post,
        status=Attendance.Status.INVITED,
    )
    record(by, "invite", meeting, who=str(row.person or row.guest), post=post)


@transaction.atomic
def remove_guest(row: Attendance, *, by: User) -> Meeting:
    """Take somebody who was invited off the list; members stay on it."""
    meeting = _open(row.meeting_id, by)
    row = meeting.attendance.get(pk=row.pk, status=Attendance.Status.INVITED)
    who = str(row.person or row.guest)
    row.delete()
    record(by, "uninvite", meeting, who=who)
    return meeting


def _open(pk: int, by: User) -> Meeting:
    """Lock the meeting, so that nothing is written into a text that is being signed."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=pk)
    can(by, "meetings.record_meeting", meeting).enforce()
    return meeting


def _refuse_stale(row: Any, version: int, changed: list[str]) -> None:
    """Take all back if somebody else was quicker; the same words twice are once."""
    if changed and row.version != version:
        raise StaleError


def _listed(meeting: Meeting, by: User) -> dict[int | None, Attendance]:
    """Those who belong to the list; until the meeting is held, new members join it."""
    if meeting.is_plannable and sync_attendance(meeting):
        record(by, "change", meeting, list="members")
    rows = meeting.attendance.select_for_update(of=("self",)).exclude(person=None)
    return {row.person_id: row for row in rows.exclude(status=Attendance.Status.INVITED)}


def _put(row: Any, fields: dict[str, Any]) -> list[str]:
    """Set what differs and say which."""
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    return changed


def _put_people(row: Any, name: str, wanted: set[int] | None) -> list[str]:
    if wanted is None:
        return []
    people = getattr(row, name)
    if set(people.values_list("pk", flat=True)) == wanted:
        return []
    _check_school(wanted, row)
    people.set(wanted)
    return [name]


def _check_school(people: set[int], row: Any) -> None:
    if User.objects.filter(pk__in=people, school=row.school_id).count() != len(people):
        raise ForeignSchoolError("person")


def _put_rows(item: AgendaItem, model: type[Row], changes: list[RowChange]) -> list[str]:
    """Write the rows in the order of the page; rows it does not name come after them."""
    stored = {row.key: row for row in model.objects.filter(item=item).in_order()}
    name, changed, order = model._meta.model_name, [], []
    for change in changes:
        row = stored.pop(change.key, None)
        if change.gone or change.blank:
            changed += _drop(row)
            continue
        row = row or model(key=change.key)
        row.item = item
        order.append((row, change))
    rest = [(row, RowChange(key=row.key)) for row in stored.values()]
    for position, (row, change) in enumerate([*order, *rest], 1):
        said = _put_row(row, change, position)
        changed += [f"{name}.{field}" for field in said]
    return changed


def _put_row(row: Row, change: RowChange, position: int) -> list[str]:
    changed = _put(row, {**change.fields, "position": position})
    if isinstance(row, Resolution):
        changed += _put_lead(row, change.people)
    if changed or row.pk is None:
        row.version += 0 if row.pk is None else 1
        row.save()
    return [*changed, *_put_people(row, "responsible", change.people)]


def _put_lead(row: Resolution, people: set[int] | None) -> list[str]:
    """Who answers for it is one of those who do it, and goes with them."""
    if row.lead_id is None:
        return []
    if people is None:
        people = set(row.responsible.values_list("pk", flat=True)) if row.pk else set()
    return [] if row.lead_id in people else _put(row, {"lead_id": None})


def _put_control(item: AgendaItem, changes: list[RowChange]) -> list[str]:
    """What was decided on earlier resolutions. Their rows come and go by themselves."""
    if not changes:
        return []
    rows = {row.key: row for row in ControlRow.objects.filter(item=item)}
    changed = []
    for change in changes:
        row = rows.get(change.key)
        said = _put(row, change.fields) if row else []
        if row and said:
            row.item, row.version = item, row.version + 1
            row.save()
            changed += [f"controlrow.{name}" for name in said]
    return changed


def _drop(row: Row | None) -> list[str]:
    if row is None:
        return []
    if isinstance(row, Resolution):
        row.reminders.all().delete()
    row.delete()
    return [f"{row._meta.model_name}.gone"]
