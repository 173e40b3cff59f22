"""Joint meetings: several associations, one protocol, a number in the register of each."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from associations.models import Association, User
from core.audit import record
from core.models import StaleError
from core.numbering import next_number
from core.permissions import can
from meetings import notifications
from meetings.models import Attendance, JointAssociation, Meeting
from meetings.services.finding import remember_meeting
from meetings.services.planning import sync_attendance
from meetings.workflow import MeetingStatus


@transaction.atomic
def join_meeting(meeting: Meeting, *, by: User, associations: Iterable[Association]) -> Meeting:
    """Let these associations meet together with the host; with none it meets alone again."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    can(by, "meetings.join_meeting", meeting).enforce()
    wanted = {row.pk: row for row in associations if row.pk != meeting.association_id}
    there = set(meeting.joint.values_list("association_id", flat=True))
    _refuse_strange(meeting, wanted.values(), there)
    if there == wanted.keys():
        return meeting
    meeting.joint.exclude(association__in=wanted).delete()
    for key in sorted(wanted.keys() - there):
        JointAssociation.objects.create(
            meeting=meeting, association=wanted[key], year_id=meeting.year_id
        )
    called = notifications.participants(meeting)
    _turn(meeting)
    if meeting.status == MeetingStatus.CONVENED:
        notifications.meeting_convened(meeting, but=called)
        notifications.meeting_left(meeting, called)
    names = [str(row) for row in meeting.unions[1:]]
    record(by, "join", meeting, titles=", ".join(names))
    notifications.meeting_joined(meeting, [wanted[key] for key in wanted.keys() - there])
    return meeting


def take_numbers(meeting: Meeting) -> None:
    """Take the next number in the register of each association.

    Always in the order of the keys: two joint meetings of the same associations that are held
    at the same moment wait for each other, but never crosswise.
    """
    rows = {row.association_id: row for row in meeting.joint_rows}
    for key in sorted([meeting.association_id, *rows]):
        number = next_number(f"protocol:{key}:{meeting.year_id}", scope=meeting.scope)
        if row := rows.get(key):
            row.number, row.year_id = number, meeting.year_id
            row.save(update_fields=["number", "year"])
        else:
            meeting.number = number


def _refuse_strange(meeting: Meeting, wanted: Iterable[Association], there: set[int]) -> None:
    """Refuse what no form offers; but who meets with it already may have closed meanwhile."""
    for row in wanted:
        if row.school_id != meeting.school_id:
            raise StaleError
        if row.is_council or (row.closed_on and row.pk not in there):
            raise ValidationError(_("Only associations at work meet together."))


def _turn(meeting: Meeting) -> None:
    """Let kind, list and words follow from who meets now."""
    joint = meeting.joint.exists()
    meeting.kind = Meeting.Kind.JOINT if joint else Meeting.Kind.ORDINARY
    meeting.version += 1
    meeting.save(update_fields=["kind", "version"])
    meeting.refresh_from_db()
    invited = meeting.attendance.filter(status=Attendance.Status.INVITED)
    guests = invited.filter(person__in=meeting.members().order_by().values("pk"))
    guests.update(status=Attendance.Status.UNMARKED)  # they come as members now
    sync_attendance(meeting)
    remember_meeting(meeting)
