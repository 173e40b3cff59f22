"""Dates that move because the school's calendar does: each keeps the old one and the reason."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.audit import record
from core.permissions import can
from meetings import notifications
from meetings.models import DeadlineChange, Meeting, Resolution
from meetings.services.planning import arrange_meeting


@transaction.atomic
def shift_meeting(meeting: Meeting, *, by: User, day: date, reason: str) -> None:
    """Put a meeting to come on another day; whoever was called to it is told."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    can(by, "meetings.shift_meeting", meeting).enforce()
    old, meeting.date = meeting.date, day
    meeting.clean()
    meeting.version += 1
    meeting.save()
    record(by, "shift", meeting, date=[old, day], reason=reason)
    arrange_meeting(meeting, changed=["date"], by=by)


@transaction.atomic
def shift_resolution(resolution: Resolution, *, by: User, day: date, reason: str) -> None:
    """Move a deadline: the date as signed stays on the paper, this one holds."""
    row = Resolution.objects.select_for_update(of=("self",)).get(pk=resolution.pk)
    can(by, "meetings.shift_resolution", row).enforce()
    if row.deadline_changes.filter(state=DeadlineChange.State.ASKED).exists():
        raise ValidationError(_("A new date is asked for already: answer that first."))
    change = DeadlineChange.objects.create(
        resolution=row,
        old=row.due_now,
        new=day,
        reason=reason,
        asked_by=by,
        state=DeadlineChange.State.GRANTED,
        answered_by=by,
        answered_at=timezone.now(),
    )
    Resolution.objects.filter(pk=row.pk).update(due_now=day)
    record(by, "shift", row, due=[change.old, day], reason=reason)
    notifications.deadline_granted(change)
