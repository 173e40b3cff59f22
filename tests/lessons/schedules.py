"""What tests of schedules share: a schedule after some steps, each by whose step it is."""

from datetime import timedelta

from django.utils import timezone

from core.models import Notification
from lessons import services
from lessons.workflow import ScheduleStatus

STEPS = {
    ScheduleStatus.DRAFT: [],
    ScheduleStatus.SUBMITTED: ["submit"],
    ScheduleStatus.AGREED: ["submit", "agree"],
    ScheduleStatus.APPROVED: ["submit", "agree", "approve"],
    ScheduleStatus.RETURNED: ["submit", "return"],
}
RETURNING = {"return": {"text": "Оңдоңуз"}}


def past_day():
    """A school day that is not to come, and the half of the year in which it lies."""
    today = timezone.localdate()
    day = today - timedelta(days=today.weekday() == 6)
    return day, 1 if day.month > 8 else 2


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def digest(schedule):
    return schedule.revisions.order_by("-number")[0].digest


def taken(schedule, steps, *, head, deputy, director):
    actors = {"agree": deputy, "return": deputy, "approve": director}
    for verb in steps:
        schedule = fresh(schedule)
        said = dict(RETURNING.get(verb, {}))
        if verb in actors:
            said["digest"] = digest(schedule)
        getattr(services, f"{verb}_schedule")(schedule, by=actors.get(verb, head), **said)
    return fresh(schedule)


def told(person):
    return list(Notification.objects.filter(to=person).values_list("text", flat=True))
