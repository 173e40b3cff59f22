"""Who may do what while minutes are read before they are signed."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import ALLOWED, Verdict, require
from meetings.models import Attendance, Meeting, Remark
from meetings.permissions.roles import signs
from meetings.workflow import MeetingStatus

# When remarks are answered: while they are read, and after they were taken back to be mended.
ANSWERABLE = frozenset({MeetingStatus.HELD, MeetingStatus.CIRCULATED})


def can_circulate_meeting(user: User, meeting: Meeting) -> Verdict:
    return signs(user, meeting) and meeting.may("circulate")


def can_recall_meeting(user: User, meeting: Meeting) -> Verdict:
    return signs(user, meeting) and meeting.may("recall")


def can_view_remarks(user: User, meeting: Meeting) -> Verdict:
    """Those who met, who were there, who sign, and the leaders: as ``SaidOfMinutes`` has it.

    Guests, and who only has a task from it, read the signed protocol.
    """
    met = meeting.union_ids
    signers = {meeting.chair_id, meeting.secretary_id}
    return require(
        user.leads_school
        or met & set(user.association_ids)
        or user.pk in signers
        or user.pk in present_ids(meeting),
        _("What was said of the minutes is seen by those who met."),
    )


def can_create_remark(user: User, meeting: Meeting) -> Verdict:
    """Remarks are for those who were there; the chair answers them."""
    return (
        require(
            meeting.status == MeetingStatus.CIRCULATED,
            _("Remarks are made while the minutes are being read."),
        )
        and require(
            meeting.chair_id != user.pk,
            _("The chair answers remarks. Take the minutes back to mend them."),
        )
        and require(
            user.pk in present_ids(meeting),
            _("Remarks are made by those who were present at the meeting."),
        )
        and in_time(meeting)
    )


def can_create_consent(user: User, meeting: Meeting) -> Verdict:
    """Chair and secretary say it with their signatures."""
    return (
        require(
            user.pk not in {meeting.chair_id, meeting.secretary_id},
            _("Chair and secretary consent by signing."),
        )
        and can_create_remark(user, meeting)
        and require(
            user.pk not in {row.person_id for row in meeting.consents.all()},
            _("You have said already that you have no remarks."),
        )
    )


def can_answer_remarks(user: User, meeting: Meeting) -> Verdict:
    return require(
        meeting.chair_id == user.pk, _("Only the chair of the meeting does this.")
    ) and require(meeting.status in ANSWERABLE, _("A signed protocol is no longer changed."))


def can_answer_remark(user: User, remark: Remark) -> Verdict:
    return can_answer_remarks(user, remark.meeting) and require(
        remark.state == Remark.State.OPEN, _("This remark is answered already.")
    )


def has_been_read(meeting: Meeting) -> Verdict:
    """Whether nothing of the reading stands in the way of signing."""
    if meeting.status not in ANSWERABLE or not meeting.circulated_until:
        return ALLOWED
    answered = require(
        all(row.state != Remark.State.OPEN for row in meeting.remarks.all()),
        _("Answer the remarks on the minutes first."),
    )
    if meeting.status == MeetingStatus.HELD:
        return answered
    return answered and require(
        not in_time(meeting) or not unheard_ids(meeting),
        _("Those who were present may still remark on the minutes."),
    )


def in_time(meeting: Meeting) -> Verdict:
    """The last day belongs to the readers; after it silence is consent."""
    until = meeting.circulated_until
    return require(
        until and timezone.localdate() <= until,
        _("The time for remarks is over: silence counts as consent."),
    )


def present_ids(meeting: Meeting) -> set[int]:
    return {
        row.person_id
        for row in meeting.attendance.all()
        if row.person_id and row.status == Attendance.Status.PRESENT
    }


def unheard_ids(meeting: Meeting) -> set[int]:
    """Those present who have not yet said that they have no remarks."""
    said = {row.person_id for row in meeting.consents.all()}
    silent = present_ids(meeting) - said - {meeting.chair_id, meeting.secretary_id}
    return set(User.objects.active().filter(pk__in=silent).values_list("pk", flat=True))
