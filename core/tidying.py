"""What the clock does on the ground floor. Each chore may be done at any time, any often."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core import bundles
from core.models import Attachment, FormToken, Progress, Session

DAY = timedelta(days=1)
FORMS_REMEMBERED = 7 * DAY
HALF_WRITTEN = DAY
BUNDLES_KEPT = 7 * DAY
BUNDLES_ERASED = DAY  # after they were withdrawn
WORK_REMEMBERED = 30 * DAY
TASKS_REMEMBERED = 14 * DAY


def remove_ended_sessions() -> int:
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


def forget_forms() -> int:
    """Forget forms that were sent so long ago that nobody sends them again."""
    return FormToken.objects.filter(at__lt=timezone.now() - FORMS_REMEMBERED).delete()[0]


def remove_half_written() -> int:
    storage: Any = Attachment._meta.get_field("file").storage
    return int(storage.sweep(timezone.now() - HALF_WRITTEN))


def give_up_silent() -> int:
    """Write down as failed what nobody works on any more; its person may try again."""
    silent = [row for row in Progress.objects.unfinished() if row.is_silent]
    return sum(
        Progress.objects.filter(
            pk=row.pk, attempt=row.attempt, state=row.state, touched_at=row.touched_at
        ).update(state=Progress.State.FAILED, message="")
        for row in silent
    )


def withdraw_bundles() -> int:
    return bundles.withdraw_bundles(timezone.now() - BUNDLES_KEPT)


def erase_bundles() -> int:
    return bundles.erase_bundles(timezone.now() - BUNDLES_ERASED)


def forget_work() -> int:
    old = Progress.objects.filter(touched_at__lt=timezone.now() - WORK_REMEMBERED)
    return old.delete()[0]


def forget_tasks() -> int:
    """Forget the worker's own notes about what it finished."""
    old = DBTaskResult.objects.finished()
    return int(old.filter(finished_at__lt=timezone.now() - TASKS_REMEMBERED).delete()[0])


CHORES: dict[str, Callable[[], int]] = {
    "ended sessions removed": remove_ended_sessions,
    "sent forms forgotten": forget_forms,
    "half-written files removed": remove_half_written,
    "long tasks given up": give_up_silent,
    "bundles withdrawn": withdraw_bundles,
    "bundles erased": erase_bundles,
    "long tasks forgotten": forget_work,
    "worker's notes forgotten": forget_tasks,
}
