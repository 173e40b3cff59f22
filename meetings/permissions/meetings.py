"""Who may do what with a meeting: the person, and the moment."""

from django.utils.translation import gettext_lazy as _

from associations.models import Association, User
from core.permissions import ALLOWED, Verdict, require
from meetings.models import AgendaItem, Extract, Meeting, Protocol
from meetings.permissions.circulation import has_been_read
from meetings.permissions.roles import RUNNERS, heads, keeps_minutes, runs, signs
from meetings.workflow import MeetingStatus


def can_view_meeting(user: User, meeting: Meeting | None = None) -> Verdict:
    """Which meetings exist for whom, the queryset says."""
    return ALLOWED


def can_view_minutes(user: User, meeting: Meeting) -> Verdict:
    """Before the meeting is held its minutes are notes of those who write them."""
    return keeps_minutes(user, meeting) or require(
        meeting.number, _("The minutes are seen when the meeting has been held.")
    )


def can_create_meeting(user: User, association: Association | None = None) -> Verdict:
    run = user.ids_as(RUNNERS)
    return require(
        association.pk in run if association else run,
        _("Meetings are planned by the head or the secretary of the association."),
    )


def can_change_meeting(user: User, meeting: Meeting) -> Verdict:
    return keeps_minutes(user, meeting) and require(
        meeting.is_plannable, _("The meeting has taken place; its plan is no longer changed.")
    )


def can_record_meeting(user: User, meeting: Meeting) -> Verdict:
    return (
        keeps_minutes(user, meeting)
        and require(
            meeting.status != MeetingStatus.CIRCULATED,
            _("The minutes are being read. Take them back to mend them."),
        )
        and require(meeting.is_recordable, _("A signed protocol is no longer changed."))
    )


def can_convene_meeting(user: User, meeting: Meeting) -> Verdict:
    return runs(user, meeting) and meeting.may("convene")


def can_hold_meeting(user: User, meeting: Meeting) -> Verdict:
    return keeps_minutes(user, meeting) and meeting.may("hold")


def can_sign_meeting(user: User, meeting: Meeting) -> Verdict:
    chairs = require(meeting.chair_id == user.pk, _("Only the chair of the meeting does this."))
    return chairs and meeting.may("sign") and has_been_read(meeting)


def can_countersign_meeting(user: User, meeting: Meeting) -> Verdict:
    writes = require(
        meeting.secretary_id == user.pk, _("Only the secretary of the meeting does this.")
    )
    return writes and meeting.may("countersign")


def can_reopen_meeting(user: User, meeting: Meeting) -> Verdict:
    return signs(user, meeting) and meeting.may("reopen")


def can_correct_meeting(user: User, meeting: Meeting) -> Verdict:
    return (signs(user, meeting) or heads(user, meeting)) and meeting.may("correct")


def can_cancel_meeting(user: User, meeting: Meeting) -> Verdict:
    return (heads(user, meeting) or signs(user, meeting)) and meeting.may("cancel")


def can_view_talk(user: User, item: AgendaItem) -> Verdict:
    """Files are seen with the minutes they belong to."""
    return can_view_minutes(user, item.meeting)


def can_view_annex(user: User, meeting: Meeting) -> Verdict:
    return can_view_minutes(user, meeting)


def can_view_scan(user: User, meeting: Meeting) -> Verdict:
    return can_view_minutes(user, meeting)


def can_change_agendaitem(user: User, item: AgendaItem) -> Verdict:
    return can_change_meeting(user, item.meeting)


def can_remove_agendaitem(user: User, item: AgendaItem) -> Verdict:
    """Only what nothing was said about disappears; anything else is withdrawn, and stays."""
    return can_change_agendaitem(user, item) and require(
        _nothing_recorded(item),
        _("Something is written about this question. Withdraw it instead."),
    )


def can_withdraw_agendaitem(user: User, item: AgendaItem) -> Verdict:
    return can_change_agendaitem(user, item) and require(
        item.state != AgendaItem.State.WITHDRAWN, _("This question is withdrawn already.")
    )


def can_view_protocol(user: User, protocol: Protocol | None = None) -> Verdict:
    return ALLOWED


def can_create_extract(user: User, meeting: Meeting) -> Verdict:
    may = keeps_minutes(user, meeting) or require(
        user.leads_school,
        _("Extracts are made by those who keep the minutes or lead the school."),
    )
    return may and require(
        any(row.state == "signed" for row in meeting.protocols.all()),
        _("The protocol is not signed yet."),
    )


def can_view_extract(user: User, extract: Extract | None = None) -> Verdict:
    return ALLOWED


def can_add_scan(user: User, meeting: Meeting) -> Verdict:
    return keeps_minutes(user, meeting) and require(
        meeting.status == "signed", _("The protocol is not signed yet.")
    )


def _nothing_recorded(item: AgendaItem) -> bool:
    written = item.heard or item.talk_attached or item.state != AgendaItem.State.OPEN
    proposed = getattr(item, "proposal", None)
    said = item.speeches.all() or item.resolutions.all() or getattr(item, "election", None)
    return not (written or proposed or said or _controlled(item))


def _controlled(item: AgendaItem) -> bool:
    """Whether it was decided there what becomes of an earlier resolution."""
    is_control = item.kind == AgendaItem.Kind.CONTROL
    return is_control and item.control_rows.exclude(outcome="").exists()
