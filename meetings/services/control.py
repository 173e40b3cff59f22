"""What becomes of resolutions after the signing."""

from django.db import transaction
from django.utils import timezone

from associations.models import User
from core.moves import move
from meetings.models import Resolution


@transaction.atomic
def finish_resolution(resolution: Resolution, *, by: User, outcome: str = "") -> None:
    """Mark it as done. Its words stay as they were signed; only the mark is new."""
    move(resolution, "finish", by=by, outcome=outcome)
    _mark(resolution, outcome=outcome, finished_on=timezone.localdate())


@transaction.atomic
def renew_resolution(resolution: Resolution, *, by: User) -> None:
    """Take the mark back: it was not done after all."""
    move(resolution, "renew", by=by, outcome=resolution.outcome)
    _mark(resolution, outcome="", finished_on=None)


def _mark(resolution: Resolution, **marks: object) -> None:
    Resolution.objects.filter(pk=resolution.pk).update(**marks)
