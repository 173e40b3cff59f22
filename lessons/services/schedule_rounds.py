"""What all steps of a round share: the lock, and the text that was seen."""

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import can
from lessons.models import Schedule, ScheduleDecision, ScheduleRevision
from plans.services.rounds import ChangedError, latest, note, seen_text

__all__ = ["ScheduleChangedError", "Step", "latest", "lock_schedule", "note", "to_decide"]

Step = ScheduleDecision.Step


class ScheduleChangedError(ChangedError):
    """Somebody was quicker with a schedule."""

    words = _("The schedule was changed in the meantime. Read it as it stands now.")
    words_by = _("The schedule was changed at %(time)s by %(who)s. Read it as it stands now.")


def lock_schedule(schedule: Schedule) -> Schedule:
    """Whoever acts on a schedule takes its row first; the second waits for the first."""
    rows = Schedule.objects.select_related("association", "year", "school", "in_force__paper")
    return rows.select_for_update(of=("self",)).get(pk=schedule.pk)


def to_decide(
    schedule: Schedule, verb: str, *, by: User, digest: str
) -> tuple[Schedule, ScheduleRevision]:
    """Lock the schedule and make sure that the decider saw what is decided on."""
    locked = lock_schedule(schedule)
    if locked.status != schedule.status:
        raise ScheduleChangedError(locked)
    can(by, locked.rule_for(verb), locked).enforce()
    return locked, seen_text(locked, digest, ScheduleChangedError)
