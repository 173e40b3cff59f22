"""Each morning people are reminded of what falls due: once, and not while they are away."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from django.db import transaction

from core.digests import for_each, morning, overdue_morning, write_digest
from meetings.figures.reminding import Due, reminders_due, schools_to_remind
from meetings.models import Reminder
from meetings.notifications import people_reminded


def remind_people() -> int:
    """Do it once the morning has come; asked again on the same day, nothing is said twice."""
    day = morning()
    return remind(day) if day else 0


def remind(day: date) -> int:
    return for_each(schools_to_remind(day), partial(_remind_school, day=day))


def _remind_school(school: int, day: date) -> int:
    """Each person alone; whoever could not be reminded is tried again with the next hour."""
    theirs: dict[int, list[Due]] = defaultdict(list)
    for reminder in reminders_due(school, day):
        theirs[reminder.person.pk].append(reminder)
    return for_each([theirs[pk] for pk in sorted(theirs)], _remind)


@transaction.atomic
def _remind(due: list[Due]) -> int:
    """Tell one person; the general letter is of what was told before today."""
    first = [reminder for reminder in due if _is_first(reminder)]
    if first:
        person = first[0].person
        people_reminded(person, first)
        if person.email and any(one.step != Reminder.Step.TODAY for one in first):
            write_digest(person, first[0].day)
    return len(first)


def unsaid_reminders() -> Iterator[str]:
    """What should have been said this morning: the clock stands still, or it failed."""
    if not (day := overdue_morning()):
        return
    for school in schools_to_remind(day):
        if people := {due.person.pk for due in reminders_due(school, day)}:
            words = "people still wait to be reminded; if the clock has run, its log says why"
            yield f"school {school}: {len(people)} {words}"


def _is_first(due: Due) -> bool:
    """Write down that the person is reminded; another clock may just have done so."""
    return Reminder.objects.get_or_create(
        resolution=due.resolution,
        person=due.person,
        day=due.day,
        defaults={"step": due.step, "school_id": due.resolution.school_id},
    )[1]


CHORES: dict[str, Callable[[], int]] = {"reminders written": remind_people}
EXAMINATIONS: dict[str, Callable[[], Iterator[str]]] = {"reminders": unsaid_reminders}
