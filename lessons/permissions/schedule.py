"""Who writes a schedule of open lessons, who decides on it, who moves and marks lessons."""

from associations.models import User
from core.permissions import ALLOWED, Verdict


def can_view_overview(user: User, subject: object = None) -> Verdict:
    """Everybody opens the calendar; what it shows, each noun says itself."""
    return ALLOWED
