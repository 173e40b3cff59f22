"""Who may see the desk."""

from typing import Any

from core.permissions import ALLOWED, Verdict


def can_view_desk(user: Any, subject: Any = None) -> Verdict:
    """Everybody has a desk; what lies on it, each noun says."""
    return ALLOWED
