"""Who prepares an olympiad, who may see its tasks and when, who writes its results."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import ALLOWED, Verdict, require
from lessons.models import Olympiad, OlympiadResult, TaskFile
from lessons.workflow.olympiads import OlympiadStatus
from plans.permissions.roles import heads


def can_view_olympiad(user: User, olympiad: Olympiad | None = None) -> Verdict:
    """That one takes place the whole school may know."""
    return ALLOWED


def can_view_results(user: User, olympiad: Olympiad) -> Verdict:
    """Until they are final, results are for the association, the jury, and the leaders."""
    near = user.leads_school or _belongs(user, olympiad)
    return require(
        near or olympiad.status == OlympiadStatus.FINISHED, _("The results are not final yet.")
    )


def can_view_task(user: User, task: TaskFile) -> Verdict:
    """Which task files exist for whom, the queryset says; the hour is asked here once more."""
    return require(
        task.author_id == user.pk or task.olympiad.tasks_are_open,
        _("The tasks are still closed."),
    )


def can_create_olympiad(user: User, olympiad: Olympiad | None = None) -> Verdict:
    return require(
        user.headed_ids - user.council_ids,
        _("Olympiads are planned by the heads of associations."),
    )


def can_change_olympiad(user: User, olympiad: Olympiad) -> Verdict:
    return heads(user, olympiad) and _planned(olympiad)


def can_finish_olympiad(user: User, olympiad: Olympiad) -> Verdict:
    return heads(user, olympiad) and olympiad.may("finish") and _begun(olympiad)


def can_cancel_olympiad(user: User, olympiad: Olympiad) -> Verdict:
    return heads(user, olympiad) and olympiad.may("cancel")


def can_reopen_olympiad(user: User, olympiad: Olympiad) -> Verdict:
    return heads(user, olympiad) and olympiad.may("reopen")


def can_create_taskfile(user: User, olympiad: Olympiad) -> Verdict:
    """Members of the association and of the jury; what they add, they alone see."""
    return _works_on(user, olympiad) and _planned(olympiad)


def can_remove_taskfile(user: User, task: TaskFile) -> Verdict:
    return require(
        task.author_id == user.pk, _("Only who added the file takes it away.")
    ) and _planned(task.olympiad)


def can_create_olympiadresult(user: User, olympiad: Olympiad) -> Verdict:
    """Members of the association and of the jury, from the day on."""
    return _works_on(user, olympiad) and _planned(olympiad) and _begun(olympiad)


def can_paste_olympiad(user: User, olympiad: Olympiad) -> Verdict:
    return can_create_olympiadresult(user, olympiad)


def can_change_olympiadresult(user: User, row: OlympiadResult) -> Verdict:
    return can_create_olympiadresult(user, row.olympiad)


def can_remove_olympiadresult(user: User, row: OlympiadResult) -> Verdict:
    return can_create_olympiadresult(user, row.olympiad)


def _belongs(user: User, olympiad: Any) -> bool:
    member = olympiad.association_id in user.association_ids
    return bool(member or olympiad.chair_id == user.pk or user in olympiad.jury.all())


def _works_on(user: User, olympiad: Olympiad) -> Verdict:
    return require(
        _belongs(user, olympiad),
        _("Only members of the association and of the jury do this."),
    )


def _planned(olympiad: Olympiad) -> Verdict:
    return require(olympiad.is_planned, _("The results are final, or it was cancelled."))


def _begun(olympiad: Olympiad) -> Verdict:
    return require(olympiad.day <= timezone.localdate(), _("Its day is still to come."))
