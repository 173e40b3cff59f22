"""Open lessons for the bench: a schedule that holds, and the calendar of its month."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from seed import WORDS, person

from associations.models import Post
from tests import factories as make

SIZES = (1, 25, 100)


def counts() -> dict[str, dict[str, list[int]]]:
    """Queries of each page at each size, the most that any reader causes."""
    from inside import queries  # noqa: PLC0415 -- it asks for us

    found: dict[str, dict[str, list[int]]] = {}
    for size in SIZES:
        known = a_school_of_lessons(size)
        for kind, name, url in known["pages"]:
            most = max(queries(url, reader) for reader in known["readers"])
            found.setdefault(kind, {}).setdefault(name, []).append(most)
    return found


@transaction.atomic
def a_school_of_lessons(size: int) -> dict[str, Any]:
    """Some lessons of one month by ten people, one in four of them moved."""
    school = make.a_school()
    year = make.a_year(school)
    head, director, *people = [person(school, number) for number in range(12)]
    make.a_post(director, Post.Kind.DIRECTOR)
    association = make.an_association(school, head=head)
    for other in people:
        make.a_membership(association, other)
    schedule = make.a_schedule(association, year=year)
    october = year.start.replace(month=10, day=1)
    for number in range(size):
        lesson = make.an_open_lesson(
            schedule,
            people[number % len(people)],
            topic=f"{number}. {WORDS}"[:300],
            day=october + timedelta(days=number % 28),
            period=number % 7 + 1,
            room=str(number % 40),
        )
        if number % 4 == 0:
            move(lesson, head)
    make.in_force_schedule(schedule)
    overview = reverse("lessons:overview")
    pages = [
        ("calendar", "school", f"{overview}?day={october}&whose=school"),
        ("calendar", "mine", f"{overview}?day={october}&whose=mine"),
        ("calendar", "association", f"{overview}?day={october}&whose={association.pk}"),
        ("detail", "schedule", schedule.get_absolute_url()),
        ("list", "schedules", reverse("lessons:schedule_list")),
        ("list", "open lessons", reverse("lessons:openlesson_list")),
    ]
    return {"pages": pages, "readers": [head.pk, people[0].pk, director.pk]}


def move(lesson: Any, by: Any) -> None:
    lesson.moves.create(
        school=lesson.school,
        old_day=lesson.day,
        new_day=lesson.day,
        reason=WORDS[:80],
        by=by,
        at=make.timezone.now(),
    )
