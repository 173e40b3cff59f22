"""Who writes a subject week, who approves it, who says how its events went."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import ALLOWED, Verdict, require
from lessons.models import SubjectWeek, WeekRow
from lessons.workflow.weeks import WeekRowStatus, WeekStatus
from plans.permissions.roles import heads, leads


def can_view_subjectweek(user: User, week: SubjectWeek | None = None) -> Verdict:
    """Which weeks exist for whom, the queryset says."""
    return ALLOWED


def can_view_week_photo(user: User, week: SubjectWeek | None = None) -> Verdict:
    """Photos are seen with their week."""
    return ALLOWED


def can_view_week_report(user: User, week: SubjectWeek) -> Verdict:
    """Until it is handed in, the report is for the association and who leads the school."""
    near = user.leads_school or week.association_id in user.association_ids
    return require(
        near or week.status == WeekStatus.REPORTED, _("The report is not handed in yet.")
    )


def can_create_subjectweek(user: User, week: SubjectWeek | None = None) -> Verdict:
    return require(
        user.headed_ids - user.council_ids,
        _("Subject weeks are planned by the heads of associations."),
    )


def can_change_subjectweek(user: User, week: SubjectWeek) -> Verdict:
    return heads(user, week) and require(
        week.is_editable, _("A programme that was submitted is no longer changed.")
    )


def can_submit_subjectweek(user: User, week: SubjectWeek) -> Verdict:
    return heads(user, week) and week.may("submit")


def can_withdraw_subjectweek(user: User, week: SubjectWeek) -> Verdict:
    return heads(user, week) and week.may("withdraw")


def can_approve_subjectweek(user: User, week: SubjectWeek) -> Verdict:
    return _decides(user, week) and week.may("approve")


def can_return_subjectweek(user: User, week: SubjectWeek) -> Verdict:
    """A programme that was approved is returned, too: something has to move."""
    return _decides(user, week) and week.may("return")


def can_write_subjectweek(user: User, week: SubjectWeek) -> Verdict:
    """The words of the report are written while the week runs and after it."""
    return heads(user, week) and require(
        week.status == WeekStatus.APPROVED,
        _("The report is written once the programme is approved."),
    )


def can_report_subjectweek(user: User, week: SubjectWeek) -> Verdict:
    return heads(user, week) and week.may("report")


def can_reopen_subjectweek(user: User, week: SubjectWeek) -> Verdict:
    """The head, as long as it is about the own report; or who leads the school."""
    return (heads(user, week) or _decides(user, week)) and week.may("reopen")


def can_attach_subjectweek(user: User, week: SubjectWeek) -> Verdict:
    """Any member of the association may add photos while the week is held and reported."""
    member = require(
        week.association_id in user.association_ids,
        _("Only members of the association do this."),
    )
    return member and require(
        week.status == WeekStatus.APPROVED, _("Photos are added between approval and report.")
    )


def can_detach_subjectweek(user: User, week: SubjectWeek) -> Verdict:
    return heads(user, week) and require(
        week.status == WeekStatus.APPROVED, _("Photos are added between approval and report.")
    )


def can_create_weekrow(user: User, week: SubjectWeek) -> Verdict:
    return can_change_subjectweek(user, week)


def can_change_weekrow(user: User, row: WeekRow) -> Verdict:
    return can_change_subjectweek(user, row.week) and _untouched(row)


def can_remove_weekrow(user: User, row: WeekRow) -> Verdict:
    return can_change_weekrow(user, row)


def can_hold_weekrow(user: User, row: WeekRow) -> Verdict:
    """The head, or who is responsible for it, from its day on."""
    begun = require(row.day <= _today(), _("This event is still to come."))
    return _tells(user, row) and begun and row.may("hold")


def can_miss_weekrow(user: User, row: WeekRow) -> Verdict:
    return _tells(user, row) and row.may("miss")


def can_reopen_weekrow(user: User, row: WeekRow) -> Verdict:
    return _tells(user, row) and row.may("reopen")


def _decides(user: User, week: SubjectWeek) -> Verdict:
    """Nobody approves a programme of their own association, if another can."""
    here = require(
        week.school_id == user.school_id, _("Only those who lead the school do this.")
    )
    return here and leads(user) and _may_decide(user, week)


def _may_decide(user: User, week: SubjectWeek) -> Verdict:
    """A small school may have a director and no deputy; and the director heads, too."""
    return require(
        week.association_id not in user.headed_ids
        or not User.objects.leading_beside(user).exists(),
        _("You head this association; another of those who lead the school decides."),
    )


def _tells(user: User, row: WeekRow) -> Verdict:
    """``row`` comes with its responsible people and its week."""
    mine = row.week.association_id in user.headed_ids or user in row.responsible.all()
    whose = require(mine, _("Only the head and those who are responsible do this."))
    return whose and require(
        row.week.status == WeekStatus.APPROVED,
        _("Marks are made between the approval of the programme and the report."),
    )


def _untouched(row: WeekRow) -> Verdict:
    return require(
        row.status == WeekRowStatus.PLANNED,
        _("What was held is no longer changed. Take its mark back first."),
    )


def _today() -> date:
    return timezone.localdate()
