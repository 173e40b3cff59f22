"""Who runs a meeting, who heads its association, who keeps its minutes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from associations.models import Membership, User
from core.permissions import ALLOWED, Verdict, require
from meetings.models import Meeting

RUNNERS = {Membership.Role.HEAD, Membership.Role.SECRETARY}


def heads(user: User, meeting: Meeting) -> Verdict:
    if meeting.association_id in user.headed_ids:
        return ALLOWED
    return _refused(meeting, _("Only the head of the association does this."))


def runs(user: User, meeting: Meeting) -> Verdict:
    if meeting.association_id in user.ids_as(RUNNERS):
        return ALLOWED
    return _refused(meeting, _("Only the head or the secretary of the association does this."))


def _refused(meeting: Meeting, words: Any) -> Verdict:
    """Nobody is the head of the council: it has other words."""
    if meeting.association.is_council:
        words = _("Those who lead the school lead the council of the heads.")
    return Verdict(allowed=False, reason=words)


def signs(user: User, meeting: Meeting) -> Verdict:
    return require(
        user.pk in {meeting.chair_id, meeting.secretary_id},
        _("Only the chair and the secretary of the meeting do this."),
    )


def keeps_minutes(user: User, meeting: Meeting) -> Verdict:
    return (
        runs(user, meeting)
        or signs(user, meeting)
        or require(
            False,  # noqa: FBT003 -- a refusal with better words
            _("The minutes are kept by the head, the chair and the secretary."),
        )
    )
