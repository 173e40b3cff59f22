"""Who may do what with open lessons, visits, events and mentorships."""

from lessons.permissions.schedule import (
    can_view_overview,
)

__all__ = [
    "can_view_overview",
]
