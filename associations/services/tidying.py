"""What the clock does about accounts and filed papers."""

from collections.abc import Callable
from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.utils import timezone

from associations.archive import render_paper
from associations.models import ArchivedDocument
from associations.services.staffing import forget_staff_lists

# An account under attack stays open where its owner has signed in within this time.
SIGN_INS_REMEMBERED = timedelta(days=180)
PAPERS_LATE = timedelta(minutes=10)
PAPERS_AT_ONCE = 200


def forget_sign_ins() -> int:
    before = timezone.now() - SIGN_INS_REMEMBERED
    logs = (AccessAttempt, AccessFailureLog, AccessLog)
    return sum(log.objects.filter(attempt_time__lt=before).delete()[0] for log in logs)


def render_left_papers() -> int:
    """Have papers made whose worker died before it came to them."""
    late = ArchivedDocument.objects.filter(
        file="", filed_at__lt=timezone.now() - PAPERS_LATE
    ).order_by("pk")
    left = list(late.values_list("pk", flat=True)[:PAPERS_AT_ONCE])
    for pk in left:
        render_paper.enqueue(pk)
    return len(left)


CHORES: dict[str, Callable[[], int]] = {
    "old sign-ins forgotten": forget_sign_ins,
    "papers left unmade sent to the worker": render_left_papers,
    "staff lists forgotten": forget_staff_lists,
}
