"""What the database itself keeps unchanged of lessons: one tuple for each kind of paper."""

from core.triggers import Forbid

MENTORSHIP: tuple[Forbid, ...] = ()
