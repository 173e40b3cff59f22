"""What people do on their desk."""

from django.db import transaction
from django.utils import timezone

from associations.models import User
from core.audit import record


@transaction.atomic
def mark_notices_seen(*, by: User) -> None:
    """Take all notices off the desk."""
    seen = by.notifications.filter(seen_at=None).update(seen_at=timezone.now())
    if seen:
        record(by, "see_notices", by, number=seen)
