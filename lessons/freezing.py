"""What the database itself keeps unchanged of lessons: one tuple for each kind of paper."""

from core.triggers import Forbid

MENTORSHIP: tuple[Forbid, ...] = ()

_SHARED = """
EXISTS (
    SELECT 1 FROM lessons_visitsheet s WHERE s.visit_id = OLD.id AND s.status <> 'draft'
)
"""
_TEMPLATE = "SELECT status FROM lessons_sheettemplate WHERE id = {row}.template_id"
_LATER = ("status", "version", "agreed_at", "silent")  # how a sheet goes on

VISITS: tuple[Forbid, ...] = (
    # A version of a sheet that came into use is the one that visitors filled in.
    Forbid(
        table="lessons_sheettemplate",
        allow_columns=("status", "version"),
        when="OLD.status <> 'draft'",
    ),
    Forbid(
        table="lessons_sheettemplate",
        delete=False,
        when="(OLD.status = 'retired' AND NEW.status <> 'retired') "
        "OR (OLD.status = 'in_use' AND NEW.status = 'draft')",
        name="moves",
    ),
    Forbid(table="lessons_sheetcriterion", insert=True, when=f"({_TEMPLATE}) <> 'draft'"),
    # What a visitor shared stays; the teacher's words come to it, and then stay too.
    Forbid(
        table="lessons_visitsheet",
        allow_columns=(*_LATER, "reply", "self_analysis", "answered_at"),
        when="OLD.status <> 'draft'",
    ),
    Forbid(
        table="lessons_visitsheet",
        delete=False,
        allow_columns=_LATER,
        when="OLD.status = 'answered'",
        name="answered",
    ),
    Forbid(
        table="lessons_visitsheet", delete=False, when="OLD.status = 'agreed'", name="agreed"
    ),
    Forbid(
        table="lessons_visitsheet",
        delete=False,
        when="(OLD.status = 'shared' AND NEW.status = 'draft') "
        "OR (OLD.status = 'answered' AND NEW.status IN ('draft', 'shared'))",
        name="moves",
    ),
    Forbid(
        table="lessons_visit",
        allow_columns=("status", "version", "remark", "plan_row_id"),
        when=_SHARED,
    ),
    Forbid(
        table="lessons_advice",
        allow_columns=("status", "outcome", "closed_by_id", "closed_on"),
    ),
    Forbid(table="lessons_advice", delete=False, when="OLD.status <> 'open'", name="closed"),
)
