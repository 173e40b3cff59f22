"""Circulation: those who were present read the minutes before they are signed."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import Holiday, User
from core.audit import record
from core.moves import move
from core.permissions import can
from meetings import notifications
from meetings.models import Consent, Meeting, Remark
from meetings.permissions.circulation import unheard_ids
from meetings.services.holding import missing_to_hold

SUNDAY = 7


@transaction.atomic
def circulate_meeting(meeting: Meeting, *, by: User, days: int) -> None:
    """Give the minutes to those who were present, to be read for so many days."""
    meeting = _locked(meeting.pk)
    can(by, "meetings.circulate_meeting", meeting).enforce()
    if missing := list(missing_to_hold(meeting)):
        raise ValidationError(missing)
    if not unheard_ids(meeting):
        raise ValidationError(_("Nobody else was present who could read the minutes."))
    meeting.circulated_until = last_day(meeting, timezone.localdate(), days)
    meeting.version += 1
    meeting.save(update_fields=["circulated_until", "version"])
    move(meeting, "circulate", by=by, until=meeting.circulated_until)
    notifications.minutes_circulated(meeting, by)


@transaction.atomic
def recall_meeting(meeting: Meeting, *, by: User, reason: str) -> None:
    """Take the minutes back to mend them. Who had no remarks has not read the new text."""
    meeting = _locked(meeting.pk)
    can(by, "meetings.recall_meeting", meeting).enforce()
    today = timezone.localdate()
    consents = Consent.objects.filter(meeting=meeting)
    said = list(consents.order_by("pk").values_list("person", flat=True))
    consents.delete()
    meeting.circulated_until = min(meeting.circulated_until or today, today)
    meeting.version += 1
    meeting.save(update_fields=["circulated_until", "version"])
    move(meeting, "recall", by=by, reason=reason, consents=said)
    notifications.minutes_recalled(meeting, by, reason)


@transaction.atomic
def create_remark(meeting: Meeting, *, by: User, text: str, item: int | None = None) -> Remark:
    """Remark on a question of the minutes, or on the whole. It takes back a consent."""
    meeting = _locked(meeting.pk)
    can(by, "meetings.create_remark", meeting).enforce()
    if not text.strip():
        raise ValidationError({"text": _("Write what you remark.")})
    place = meeting.items.filter(pk=item).first() if item else None
    if item and place is None:
        raise ValidationError({"item": _("This question is not one of this meeting's.")})
    Consent.objects.filter(meeting=meeting, person=by).delete()
    remark = Remark.objects.create(meeting=meeting, item=place, author=by, text=text)
    record(by, "remark", meeting, item=place.position if place else None, remark=remark.pk)
    notifications.remark_made(remark)
    return remark


@transaction.atomic
def create_consent(meeting: Meeting, *, by: User) -> Consent:
    """Say that one has read the minutes and has no remarks."""
    meeting = _locked(meeting.pk)
    can(by, "meetings.create_consent", meeting).enforce()
    consent = Consent.objects.create(meeting=meeting, person=by)
    record(by, "consent", meeting)
    return consent


@transaction.atomic
def answer_remark(remark: Remark, *, by: User, state: str, answer: str) -> None:
    """Say whether the remark was taken up, and why."""
    meeting = _locked(remark.meeting_id)
    remark = Remark.objects.get(pk=remark.pk)
    remark.meeting = meeting
    can(by, "meetings.answer_remark", remark).enforce()
    if not answer.strip():
        raise ValidationError({"answer": _("Write an answer.")})
    remark.state, remark.answer = state, answer
    remark.answered_by, remark.answered_at = by, timezone.now()
    remark.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    record(by, "answer", meeting, remark=remark.pk, state=state)
    notifications.remark_answered(remark)


def last_day(meeting: Meeting, start: date, days: int) -> date:
    """Count calendar days; the last one is neither a Sunday nor a holiday."""
    day = start + timedelta(days=days)
    spans = Holiday.objects.filter(school=meeting.school_id, end__gte=day)
    free = list(spans.values_list("start", "end"))
    while day.isoweekday() == SUNDAY or any(first <= day <= last for first, last in free):
        day += timedelta(days=1)
    return day


def _locked(pk: int) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).get(pk=pk)
