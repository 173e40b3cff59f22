"""What happens in classrooms on one side of the world (tests/world.py), by name.

Each topic adds the things it made to the dictionary: schedules and lessons here, visits,
events and mentorships below. What the whole school may see is marked with the school's mark.
"""

from lessons.models import Schedule
from tests import factories as make

STATES = ["draft", "submitted", "agreed", "returned"]


def lessons_of(side, open_mark):
    """``open_mark``: that of the school, for what everybody there may know."""
    return {**schedules_of(side, open_mark)}


def schedules_of(side, open_mark):
    """A schedule in each state, this year's approved; each has a line and a proposal."""
    found = {}
    for ago, state in enumerate(STATES, start=1):
        year = make.a_year(side.school, first=side.year.start.year - ago)
        schedule = make.a_schedule(side.association, year=year)
        found[f"schedule_{state}"] = schedule
        _lines(side, found, state, schedule, side.mark)
        Schedule.objects.filter(pk=schedule.pk).update(status=state)
    schedule = make.a_schedule(side.association, year=side.year)
    found["schedule_approved"] = schedule
    _lines(side, found, "approved", schedule, open_mark)
    for state in ("given", "not_given"):
        found[f"lesson_{state}"] = make.an_open_lesson(
            schedule, side.teacher, subject=side.subject, topic=f"тема {open_mark}"
        )
    make.in_force_schedule(schedule)
    for state in ("given", "not_given"):
        type(found["lesson"]).objects.filter(pk=found[f"lesson_{state}"].pk).update(
            status=state, remark=f"эскертүү {open_mark}"
        )
    return {name: type(thing).objects.get(pk=thing.pk) for name, thing in found.items()}


def _lines(side, found, state, schedule, mark):
    name = "lesson" if state == "approved" else f"lesson_{state}"
    words = {"subject": side.subject, "room": f"к. {mark}"}
    found[name] = make.an_open_lesson(schedule, side.teacher, topic=f"тема {mark}", **words)
    proposed = "lesson_proposed" if state == "draft" else f"lesson_proposed_{state}"
    found[proposed] = make.an_open_lesson(
        schedule, side.teacher, topic=f"сунуш {side.mark}", status="proposed", **words
    )
