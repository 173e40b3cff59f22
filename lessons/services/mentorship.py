"""A mentorship from the proposal to its closing note."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import User
from core.audit import record
from core.moves import move
from core.permissions import can
from lessons import notifications
from lessons.models import DiaryEntry, Mentorship
from lessons.services.finding import remember
from lessons.services.steps import put, say


@transaction.atomic
def propose_mentorship(mentorship: Mentorship, *, by: User) -> Mentorship:
    """Put the pair before the director. The page writes the record."""
    can(by, "lessons.create_mentorship").enforce()
    User.objects.select_for_update(of=("self",)).get(pk=mentorship.novice_id)
    pairs = Mentorship.objects.live().filter(novice=mentorship.novice, year=mentorship.year)
    if pairs.exists():  # somebody proposed one at the same moment
        words = _("This teacher has a mentor, or one is proposed.")
        raise ValidationError({"novice": words})
    mentorship.author = by
    mentorship.save()
    remember(mentorship)
    notifications.mentorship_proposed(mentorship, by)
    return mentorship


@transaction.atomic
def appoint_mentorship(
    mentorship: Mentorship, *, by: User, order_number: str, order_date: date
) -> None:
    """Write down the order by which the director appoints the mentor (IV.1)."""
    mentorship = lock_mentorship(mentorship)
    can(by, "lessons.appoint_mentorship", mentorship).enforce()
    if mentorship.proposed and mentorship.proposed.meeting.number is None:
        raise ValidationError(_("The meeting that proposes the mentor was not held yet."))
    if not mentorship.year.has(order_date):
        raise ValidationError({"order_date": _("This day lies outside the school year.")})
    put(mentorship, order_number=order_number, order_date=order_date)
    move(mentorship, "appoint", by=by, order=order_number, date=order_date)
    notifications.mentorship_appointed(mentorship, by)


@transaction.atomic
def decline_mentorship(mentorship: Mentorship, *, by: User, text: str) -> None:
    mentorship = lock_mentorship(mentorship)
    can(by, "lessons.decline_mentorship", mentorship).enforce()
    put(mentorship, closing_note=say(text, _("Say why.")))
    move(mentorship, "decline", by=by, text=text)
    notifications.mentorship_declined(mentorship, by)


@transaction.atomic
def end_mentorship(mentorship: Mentorship, *, by: User, day: date, text: str) -> None:
    """Close it with what it has brought; from then on nothing of it changes."""
    mentorship = lock_mentorship(mentorship)
    can(by, "lessons.end_mentorship", mentorship).enforce()
    if not mentorship.since <= day <= min(mentorship.until, timezone.localdate()):
        words = _("Choose a day of the mentorship that is not still to come.")
        raise ValidationError({"day": words})
    words = say(text, _("Say what the mentorship has brought."))
    put(mentorship, closing_note=words, ended_on=day)
    move(mentorship, "end", by=by, day=day, text=text)
    notifications.mentorship_ended(mentorship, by)


@transaction.atomic
def add_diaryentry(
    mentorship: Mentorship, *, by: User, day: date, kind: str, text: str
) -> DiaryEntry:
    """Write a line into the mentor's diary."""
    can(by, "lessons.create_diaryentry", mentorship).enforce()
    check_diary_day(mentorship, day)
    entry = DiaryEntry.objects.create(mentorship=mentorship, day=day, kind=kind, text=text)
    record(by, "create", entry, day=day, kind=kind, text=text)
    return entry


def check_diary_day(mentorship: Mentorship, day: date) -> None:
    if not mentorship.since <= day <= min(mentorship.last_day, timezone.localdate()):
        words = _("Choose a day of the mentorship that is not still to come.")
        raise ValidationError({"day": words})


@transaction.atomic
def remove_diaryentry(entry: DiaryEntry, *, by: User) -> None:
    can(by, "lessons.remove_diaryentry", entry).enforce()
    record(by, "remove", entry, day=entry.day, kind=entry.kind, text=entry.text)
    DiaryEntry.objects.filter(pk=entry.pk).delete()


def lock_mentorship(mentorship: Mentorship) -> Mentorship:
    rows = Mentorship.objects.for_table().select_related("proposed__meeting", "author")
    return rows.select_for_update(of=("self",)).get(pk=mentorship.pk)
