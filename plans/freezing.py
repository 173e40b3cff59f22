"""What the database itself keeps unchanged of plans once they are submitted."""

from core.triggers import Forbid

FROZEN_STATES = "('submitted', 'agreed', 'approved')"

ANSWER = ("state", "answer", "answered_by_id", "answered_at")
VERDICT = ("verdict", "answer", "answered_by_id", "answered_at")
# How a row goes, not what was planned; what of it holds has a rule of its own.
LIVING = ("status", "due_now", "meeting_id", "version", "in_force")


def _of_plan(key: str) -> str:
    status = f"SELECT status FROM plans_plan WHERE id = {key}"  # noqa: S608 -- our own names
    return f"({status}) IN {FROZEN_STATES}"


def _of_row(key: str) -> str:
    row = f"SELECT plan_id FROM plans_planrow WHERE id = {key}"  # noqa: S608 -- our own names
    return _of_plan(f"({row})")


def _changes(*columns: str) -> str:
    return " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns)


def _filed(key: str) -> str:
    """Whether the text that holds is on paper: what it says of rows stays till the next."""
    text = "SELECT text.paper_id FROM plans_planrevision text"
    of = f"JOIN plans_plan one ON one.in_force_id = text.id WHERE one.id = {key}"
    return f"({text} {of}) IS NOT NULL"


def _leaves(state: str, *targets: str) -> str:
    allowed = ", ".join(f"'{target}'" for target in (state, *targets))
    return f"(OLD.status = '{state}' AND NEW.status NOT IN ({allowed}))"


def _of_evidence() -> str:
    """A file that a mark rests on: it stays what the mark said."""
    kind = "SELECT app_label || '.' || model FROM django_content_type"
    return f"({kind} WHERE id = {{row}}.content_type_id) = 'plans.rowmark'"


FIRST = (
    # The heading: what holds, where it was adopted and how it moves on stay free.
    Forbid(
        table="plans_plan",
        delete=False,
        allow_columns=("status", "version", "considered_id", "in_force_id"),
        when=f"OLD.status IN {FROZEN_STATES}",
    ),
    Forbid(
        table="plans_plan",
        update=False,
        when=f"OLD.in_force_id IS NOT NULL OR OLD.status IN {FROZEN_STATES}",
        name="kept",
    ),
    # It goes its way and no other: an approved plan is only opened to be amended.
    Forbid(
        table="plans_plan",
        delete=False,
        when=" OR ".join(
            [
                _leaves("submitted", "draft", "agreed", "returned"),
                _leaves("agreed", "submitted", "approved", "returned"),
                _leaves("approved", "draft"),
            ]
        ),
        name="moves",
    ),
    Forbid(
        table="plans_planrow",
        insert=True,
        allow_columns=LIVING,
        when=_of_plan("{row}.plan_id"),
    ),
    Forbid(table="plans_planrow_responsible", insert=True, when=_of_row("{row}.planrow_id")),
    Forbid(table="plans_planrevision", allow_columns=("paper_id",)),
    Forbid(
        table="plans_planrevision",
        delete=False,
        when=f"OLD.paper_id IS NOT NULL AND ({_changes('paper_id')})",
        name="filed",
    ),
    Forbid(table="plans_plandecision"),
    Forbid(table="plans_planremark", allow_columns=ANSWER),
    Forbid(
        table="plans_planremark",
        delete=False,
        when=f"OLD.state <> 'open' AND ({_changes(*ANSWER)})",
        name="answered",
    ),
    Forbid(table="plans_rowmark", allow_columns=VERDICT),
    Forbid(
        table="plans_rowmark",
        delete=False,
        when=f"OLD.verdict <> 'waiting' AND ({_changes(*VERDICT)})",
        name="answered",
    ),
    Forbid(table="core_attachment", when=_of_evidence(), name="evidence"),
    # What a teacher handed in and somebody approved.
    Forbid(table="plans_topicplan", when="OLD.status = 'approved'"),
    Forbid(table="plans_individualplan", when="OLD.status = 'approved'"),
)

# What holds of each row changes with the text in force alone, also while that is amended.
HOLDING = (
    Forbid(
        table="plans_planrow",
        delete=False,
        when=f"({_changes('in_force')}) AND {_filed('{row}.plan_id')}",
        name="holds",
    ),
    Forbid(table="plans_planrow", update=False, when="OLD.in_force IS NOT NULL", name="held"),
    Forbid(
        table="plans_planrow_doers_now",
        insert=True,
        when=_filed("(SELECT plan_id FROM plans_planrow WHERE id = {row}.planrow_id)"),
        name="holds",
    ),
)

FROZEN = (*FIRST, *HOLDING)
