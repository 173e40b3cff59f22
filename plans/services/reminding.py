"""Each morning people are reminded of rows of plans, in the letter of that morning."""

from collections.abc import Callable
from datetime import date
from itertools import groupby

from django.db import transaction

from associations.models import User
from core.digests import morning, write_digest
from meetings.services.reminding import remind
from plans.figures.reminding import Due, reminders_due, schools_to_remind
from plans.models import RowReminder
from plans.notifications import people_reminded_of_rows


def remind_of_rows() -> int:
    """Do it once the morning has come; asked again on the same day, nothing is said twice.

    What meetings remind of is said in between, so that one letter brings both.
    """
    day = morning()
    if day is None:
        return 0
    people = [person for school in schools_to_remind(day) for person in _remind(school, day)]
    if people:
        remind(day)
    for person in people:
        if person.email:
            write_digest(person, day)
    return len(people)


@transaction.atomic
def _remind(school: int, day: date) -> list[User]:
    """Tell each person all at once; whoever was told something."""
    due = [one for one in reminders_due(school, day) if _is_first(one)]
    due.sort(key=lambda one: one.person.pk)
    people = []
    for _pk, group in groupby(due, key=lambda one: one.person.pk):
        reminders = list(group)
        people_reminded_of_rows(reminders[0].person, reminders)
        people.append(reminders[0].person)
    return people


def _is_first(due: Due) -> bool:
    """Write down that the person is reminded; another clock may just have done so."""
    return RowReminder.objects.get_or_create(
        row=due.row, person=due.person, day=due.day, defaults={"school_id": due.row.school_id}
    )[1]


CHORES: dict[str, Callable[[], int]] = {"people reminded of rows of plans": remind_of_rows}
