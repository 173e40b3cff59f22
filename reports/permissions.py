"""Who may see the desk, the control sheet, and search."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import ALLOWED, Verdict, require


def can_view_desk(user: Any, subject: Any = None) -> Verdict:
    """Everybody has a desk; what lies on it, each noun says."""
    return ALLOWED


def can_view_control_sheet(user: Any, subject: Any = None) -> Verdict:
    """Leaders see all associations on it, heads their own."""
    return require(
        user.leads_school or user.headed_ids,
        _("The control sheet is for heads of associations and those who lead the school."),
    )


def can_view_search(user: Any, subject: Any = None) -> Verdict:
    """Everybody searches among what they may see."""
    return ALLOWED


def can_view_bank(user: Any, subject: Any = None) -> Verdict:
    """Leaders see the data of all teachers, heads those of their members (6.9)."""
    return require(
        user.leads_school or user.headed_ids,
        _("The data bank is for heads of associations and those who lead the school."),
    )
