"""What all steps of a round share: the lock, the text that was seen, who acted as whom."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.audit import about
from core.permissions import can
from lessons.models import Schedule, ScheduleDecision, ScheduleRevision
from lessons.workflow import SCHEDULE_WORKFLOW
from plans.services.rounds import acting_as, moment

Step = ScheduleDecision.Step


class ChangedError(ValidationError):
    """Somebody was quicker: what is decided on is not what was seen."""

    def __init__(self, schedule: Schedule) -> None:
        super().__init__(self.told(schedule))

    def told(self, schedule: Schedule) -> Any:
        verbs = [move.verb for move in SCHEDULE_WORKFLOW]
        last = about(schedule).filter(verb__in=verbs).first()
        if last is None:
            return _("The schedule was changed in the meantime. Read it as it stands now.")
        words = _("The schedule was changed at %(time)s by %(who)s. Read it as it stands now.")
        return words % {"time": moment(last.at), "who": last.actor_name}


def lock_schedule(schedule: Schedule) -> Schedule:
    """Whoever acts on a schedule takes its row first; the second waits for the first."""
    rows = Schedule.objects.select_related("association", "year", "school", "in_force__paper")
    return rows.select_for_update(of=("self",)).get(pk=schedule.pk)


def latest(schedule: Schedule) -> ScheduleRevision:
    """The text that was submitted last."""
    return schedule.revisions.select_related("by").order_by("-number")[0]


def to_decide(
    schedule: Schedule, verb: str, *, by: User, digest: str
) -> tuple[Schedule, ScheduleRevision]:
    """Lock the schedule and make sure that the decider saw what is decided on."""
    locked = lock_schedule(schedule)
    if locked.status != schedule.status:
        raise ChangedError(locked)
    can(by, locked.rule_for(verb), locked).enforce()
    revision = latest(locked)
    revision.schedule = locked
    if revision.digest != digest:
        raise ChangedError(locked)
    return locked, revision


def note(
    revision: ScheduleRevision, step: str, *, by: User, role: str = "", text: str = ""
) -> ScheduleDecision:
    """Write the step into the round; ``role``: the kind of post, or none for the head."""
    return ScheduleDecision.objects.create(
        revision=revision,
        step=step,
        person=by,
        **acting_as(by, role),
        name_ky=by.initials_in("ky"),
        name_ru=by.initials_in("ru"),
        text=text.strip(),
        digest=revision.digest,
        at=timezone.now().replace(microsecond=0),
    )
