"""Who marks the rows of a plan that holds, and who confirms it."""

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import ALLOWED, Verdict, require
from plans.models import Plan, PlanRow, RowMark
from plans.permissions.roles import heads
from plans.querysets.rows import HEADINGS
from plans.workflow import ROW_OPEN


def can_view_planrow(user: User, row: PlanRow | None = None) -> Verdict:
    return ALLOWED


def can_view_evidence(user: User, mark: RowMark | None = None) -> Verdict:
    """A file of evidence is seen with its row."""
    return ALLOWED


def can_view_fulfilment(user: User, plan: Plan | None = None) -> Verdict:
    """Whose plan one sees, one sees how it goes."""
    return ALLOWED


def can_view_fulfilment_sheet(user: User, sheet: object = None) -> Verdict:
    """Leaders see all associations side by side, heads their own."""
    return require(
        user.leads_school or user.headed_ids - user.council_ids,
        _("This sheet is for heads of associations and those who lead the school."),
    )


def can_begin_planrow(user: User, row: PlanRow) -> Verdict:
    """Whoever does it says so; the head may say it for others."""
    return _does_or_heads(user, row) and _lives(row) and row.may("begin") and _not_held(row)


def can_finish_planrow(user: User, row: PlanRow) -> Verdict:
    return _heads_living(user, row) and row.may("finish")


def can_part_planrow(user: User, row: PlanRow) -> Verdict:
    return _heads_living(user, row) and row.may("part")


def can_miss_planrow(user: User, row: PlanRow) -> Verdict:
    return _heads_living(user, row) and row.may("miss") and _not_held(row)


def can_cancel_planrow(user: User, row: PlanRow) -> Verdict:
    return _heads_living(user, row) and row.may("cancel") and _not_held(row)


def can_reopen_planrow(user: User, row: PlanRow) -> Verdict:
    return _heads_living(user, row) and row.may("reopen")


def can_fulfil_planrow(user: User, row: PlanRow) -> Verdict:
    """No button: whoever closes what hangs on the row closes the row with it."""
    return _lives(row) and row.may("fulfil") and _not_held(row)


def can_resume_planrow(user: User, row: PlanRow) -> Verdict:
    return _lives(row) and row.may("resume") and _not_held(row)


def can_postpone_planrow(user: User, row: PlanRow) -> Verdict:
    return _heads_living(user, row) and _open(row)


def can_report_planrow(user: User, row: PlanRow) -> Verdict:
    """A doer says it is done, with evidence; the head confirms. The head marks directly."""
    return (
        require(does(user, row), _("Only those who are responsible for it do this."))
        and require(
            row.plan.association_id not in user.headed_ids,
            _("You head the association: mark it as done yourself."),
        )
        and _lives(row)
        and _open(row)
        and require(not waits(user, row), _("Your mark waits for the head already."))
    )


def can_answer_rowmark(user: User, mark: RowMark) -> Verdict:
    """The head confirms or returns what a teacher marked."""
    return heads(user, mark.row.plan) and require(
        mark.verdict == RowMark.Verdict.WAITING, _("This mark is answered already.")
    )


def can_confirm_rowmark(user: User, mark: RowMark) -> Verdict:
    return can_answer_rowmark(user, mark)


def can_return_rowmark(user: User, mark: RowMark) -> Verdict:
    return can_answer_rowmark(user, mark)


def can_link_planrow(user: User, row: PlanRow) -> Verdict:
    """A row is tied to its meeting by the head, also in a frozen plan."""
    return heads(user, row.plan)


def can_meet_planrow(user: User, row: PlanRow) -> Verdict:
    """A meeting is planned from a row of the kind, once."""
    return (
        can_link_planrow(user, row)
        and require(
            row.kind in {PlanRow.Kind.MEETING, PlanRow.Kind.SEMINAR},
            _("Only rows of the kind meeting or seminar become meetings."),
        )
        and require(row.meeting_id is None, _("This row has its meeting already."))
        and _open(row)
    )


def can_view_planrows(user: User, rows: object = None) -> Verdict:
    """One's own rows as tasks."""
    return ALLOWED


def does(user: User, row: PlanRow) -> bool:
    """Whether the row names the person, or everybody of an association of theirs.

    As the text in force has it: who is put in by an amendment waits for its approval.
    """
    held = row.in_force
    if held is None:
        people, everybody = {person.pk for person in row.responsible.all()}, row.all_members
    else:
        people, everybody = {one["pk"] for one in held["people"]}, held["all_members"]
    ours = row.plan.association_id in user.association_ids
    return bool(everybody and ours) or user.pk in people


def waits(user: User, row: PlanRow) -> bool:
    """Whether what the person reported of it is not answered yet."""
    return any(
        mark.author_id == user.pk and mark.verdict == RowMark.Verdict.WAITING
        for mark in row.marks.all()
    )


def _heads_living(user: User, row: PlanRow) -> Verdict:
    return heads(user, row.plan) and _lives(row)


def _does_or_heads(user: User, row: PlanRow) -> Verdict:
    return require(
        row.plan.association_id in user.headed_ids or does(user, row),
        _("Only those who are responsible for it do this."),
    )


def _lives(row: PlanRow) -> Verdict:
    return require(holds(row), _("Rows are marked once the plan holds."))


def holds(row: PlanRow) -> bool:
    """Whether it is to be done by the text in force: an amendment is no plan yet."""
    return row.in_force is not None and row.code not in HEADINGS


def is_held(row: PlanRow) -> bool:
    return row.meeting is not None and row.meeting.number is not None


def _not_held(row: PlanRow) -> Verdict:
    return require(not is_held(row), _("Its meeting was held: this row is done."))


def is_open(row: PlanRow) -> bool:
    return row.status in ROW_OPEN and not is_held(row)


def _open(row: PlanRow) -> Verdict:
    return require(is_open(row), _("This row is closed already."))
