"""Each morning people are reminded of what falls due: once, and not while they are away."""

from collections.abc import Callable
from datetime import date
from itertools import groupby

from django.db import transaction

from core.digests import morning, write_digest
from meetings.figures.reminding import Due, reminders_due, schools_to_remind
from meetings.models import Reminder
from meetings.notifications import people_reminded


def remind_people() -> int:
    """Do it once the morning has come; asked again on the same day, nothing is said twice."""
    day = morning()
    return remind(day) if day else 0


def remind(day: date) -> int:
    return sum(_remind_school(school, day) for school in schools_to_remind(day))


@transaction.atomic
def _remind_school(school: int, day: date) -> int:
    due = [reminder for reminder in reminders_due(school, day) if _is_first(reminder)]
    due.sort(key=lambda reminder: reminder.person.pk)
    for _pk, group in groupby(due, key=lambda reminder: reminder.person.pk):
        reminders = list(group)
        person = reminders[0].person
        people_reminded(person, reminders)
        if person.email and any(one.step != Reminder.Step.TODAY for one in reminders):
            write_digest(person, day)  # the general ones are of what was told before today
    return len(due)


def _is_first(due: Due) -> bool:
    """Write down that the person is reminded; another clock may just have done so."""
    return Reminder.objects.get_or_create(
        resolution=due.resolution,
        person=due.person,
        day=due.day,
        defaults={"step": due.step, "school_id": due.resolution.school_id},
    )[1]


CHORES: dict[str, Callable[[], int]] = {"reminders written": remind_people}
