"""What the database itself keeps unchanged of lessons: one tuple for each kind of paper."""

from core.triggers import Forbid

_SCHEDULE = "(SELECT status FROM lessons_schedule WHERE id = {row}.schedule_id)"
_GOES_ON = ("status", "remark", "version")  # how a lesson goes, not what was planned
_PLACE = ("day", "month", "period", "room")  # what a line of change moves

SCHEDULE: tuple[Forbid, ...] = (
    # Whose it is and of which half stays; where it stands and what holds moves on.
    Forbid(
        table="lessons_schedule",
        delete=False,
        allow_columns=("status", "version", "in_force_id"),
        when="OLD.status IN ('submitted', 'agreed', 'approved')",
    ),
    Forbid(
        table="lessons_schedule",
        update=False,
        when="OLD.in_force_id IS NOT NULL OR OLD.status IN ('submitted', 'agreed', 'approved')",
        name="kept",
    ),
    Forbid(
        table="lessons_schedule",
        delete=False,
        when="(OLD.status = 'approved' AND NEW.status <> 'approved') "
        "OR (OLD.status = 'agreed' AND NEW.status NOT IN ('agreed', 'approved', 'returned'))",
        name="moves",
    ),
    Forbid(
        table="lessons_openlesson",
        insert=True,
        allow_columns=_GOES_ON,
        when=f"{_SCHEDULE} IN ('submitted', 'agreed')",
    ),
    Forbid(
        table="lessons_openlesson",
        allow_columns=(*_GOES_ON, *_PLACE),
        when=f"OLD.status NOT IN ('proposed', 'declined') AND {_SCHEDULE} = 'approved'",
        name="approved",
    ),
    Forbid(table="lessons_openlessonmove"),
    Forbid(table="lessons_schedulerevision", allow_columns=("paper_id",)),
    Forbid(
        table="lessons_schedulerevision",
        delete=False,
        when="OLD.paper_id IS NOT NULL AND NEW.paper_id IS DISTINCT FROM OLD.paper_id",
        name="filed",
    ),
    Forbid(table="lessons_scheduledecision"),
)

MENTORSHIP = (
    # Once ordered, a pair is what the order says; once it is over, it stays as it was.
    Forbid(
        table="lessons_mentorship",
        allow_columns=("status", "version", "closing_note", "ended_on"),
        when="OLD.status = 'appointed'",
    ),
    Forbid(
        table="lessons_mentorship",
        when="OLD.status IN ('declined', 'ended')",
        name="over",
    ),
    Forbid(
        table="lessons_mentorshipplan",
        allow_columns=("paper_id",),
        when="OLD.status = 'approved'",
    ),
    # How a row went is told afterwards; what was planned stays.
    Forbid(
        table="lessons_mentorshiprow",
        insert=True,
        allow_columns=("mark", "words", "marked_on", "version"),
        when="(SELECT status FROM lessons_mentorshipplan WHERE id = {row}.plan_id)"
        " IN ('handed_in', 'approved')",
    ),
    Forbid(
        table="lessons_mentorshipreport",
        allow_columns=("paper_id",),
        when="OLD.status = 'accepted'",
    ),
)

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

_WEEK = "(SELECT status FROM lessons_subjectweek WHERE id = {row}.week_id)"
_ROW = "(SELECT week_id FROM lessons_weekrow WHERE id = {row}.weekrow_id)"
_OF_ROW = f"(SELECT status FROM lessons_subjectweek WHERE id = {_ROW})"  # noqa: S608 -- ours
_REPORT = ("winners", "best", "failed", "proposals")
_WENT = ("status", "groups", "pupils", "winners", "remark", "version")
_SET = "('submitted', 'approved', 'reported')"
_EVENT = "(SELECT status FROM lessons_event WHERE id = {row}.event_id) = 'held'"
_RESULTS = "(SELECT status FROM lessons_olympiad WHERE id = {row}.olympiad_id) = 'finished'"
_FILED = ("status", "remark", "version", "paper_id")

EVENTS: tuple[Forbid, ...] = (
    # The programme as it was submitted; what comes of it is written while it runs.
    Forbid(
        table="lessons_subjectweek",
        allow_columns=(*_FILED, *_REPORT, "report_paper_id", "decided_by_id", "decided_at"),
        when=f"OLD.status IN {_SET}",
    ),
    Forbid(
        table="lessons_subjectweek",
        delete=False,
        allow_columns=(*_FILED, "report_paper_id"),
        when="OLD.status = 'reported'",
        name="reported",
    ),
    Forbid(
        table="lessons_weekrow", insert=True, allow_columns=_WENT, when=f"{_WEEK} IN {_SET}"
    ),
    Forbid(table="lessons_weekrow", when=f"{_WEEK} = 'reported'", name="reported"),
    Forbid(table="lessons_weekrow_responsible", insert=True, when=f"{_OF_ROW} IN {_SET}"),
    # An event that was held is what its paper says.
    Forbid(table="lessons_event", allow_columns=_FILED, when="OLD.status = 'held'"),
    Forbid(table="lessons_eventpoint", insert=True, when=_EVENT),
    Forbid(
        table="lessons_eventparticipant",
        insert=True,
        allow_columns=("certificate",),
        when=_EVENT,
    ),
    # Results that are final, and proposals that were answered.
    Forbid(
        table="lessons_olympiad",
        allow_columns=(*_FILED, "winners_paper_id"),
        when="OLD.status = 'finished'",
    ),
    Forbid(table="lessons_olympiadresult", insert=True, when=_RESULTS),
    Forbid(table="lessons_taskfile", allow_columns=("withdrawn_at",)),
    Forbid(table="lessons_clubproposal", when="OLD.status <> 'proposed'"),
)

FROZEN = SCHEDULE + MENTORSHIP + VISITS + EVENTS
