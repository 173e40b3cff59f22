"""Who may do what with a resolution."""

from associations.models import User
from core.permissions import ALLOWED, Verdict
from meetings.models import Resolution
from meetings.permissions.roles import runs


def can_view_resolution(user: User, resolution: Resolution | None = None) -> Verdict:
    """Which resolutions exist for whom, the queryset says."""
    return ALLOWED


def can_finish_resolution(user: User, resolution: Resolution) -> Verdict:
    """Who runs the association says what is done; reports of the doers come with control."""
    return runs(user, resolution.item.meeting) and resolution.may("finish")


def can_renew_resolution(user: User, resolution: Resolution) -> Verdict:
    return runs(user, resolution.item.meeting) and resolution.may("renew")
