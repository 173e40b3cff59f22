"""What a signed protocol does to earlier resolutions. Nobody presses a button for it."""

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import Verdict, require
from meetings.models import ControlRow, Protocol, Resolution
from meetings.workflow import MeetingStatus, ProtocolState, ResolutionStatus


def can_cancel_resolution(user: User, resolution: Resolution) -> Verdict:
    """Only a later resolution does, when the protocol with it gets its second signature."""
    later = resolution.cancelled_by.filter(
        item__meeting__status=MeetingStatus.SIGNED, item__meeting__secretary=user.pk
    )
    held = later.exclude(status__in=[ResolutionStatus.DRAFT, ResolutionStatus.CANCELLED])
    return require(
        held.exists(), _("Only a later resolution cancels a resolution.")
    ) and resolution.may("cancel")


def can_close_resolution(user: User, resolution: Resolution) -> Verdict:
    """Only a meeting takes a resolution off control, when its protocol is signed."""
    decided = resolution.control_rows.filter(
        outcome=ControlRow.Outcome.DONE,
        item__meeting__status=MeetingStatus.SIGNED,
        item__meeting__secretary=user.pk,
    )
    return require(
        decided.exists(), _("Only a meeting takes a resolution off control.")
    ) and resolution.may("close")


def can_revive_resolution(user: User, resolution: Resolution) -> Verdict:
    """Only a corrected protocol does, which takes back what its earlier version said."""
    later = Protocol.objects.filter(
        state=ProtocolState.SIGNED,
        version__gt=1,
        meeting__school=resolution.school_id,
        meeting__status=MeetingStatus.SIGNED,
        meeting__secretary=user.pk,
    )
    return require(
        later.exists(), _("Only a corrected protocol puts a resolution back into force.")
    ) and resolution.may("revive")


def can_resume_resolution(user: User, resolution: Resolution) -> Verdict:
    """Put back, too; a report on it waits for its answer as it did before."""
    return can_revive_resolution(user, resolution) and resolution.may("resume")
