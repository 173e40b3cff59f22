"""What happens in classrooms on one side of the world (tests/world.py), by name.

Each topic adds the things it made to the dictionary: schedules and lessons here, visits,
events and mentorships below. What the whole school may see is marked with the school's mark.
"""

from lessons.models import Schedule, SheetTemplate
from tests import factories as make

STATES = ["draft", "submitted", "agreed", "returned"]


def lessons_of(side, open_mark):
    """``open_mark``: that of the school, for what everybody there may know."""
    return {**schedules_of(side, open_mark), **mentorships_of(side), **visits_of(side)}


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


def mentorships_of(side):
    """The secretary helps the teacher: papers in each state, each with the side's mark."""
    mark, pair = side.mark, {"mentor": side.secretary, "novice": side.teacher}
    facts = {**pair, "year": side.year, "subject": side.subject}
    found = {
        "mentorship_proposed": make.a_mentorship(side.association, status="proposed", **facts),
        "mentorship": make.a_mentorship(side.association, order_number=mark, **facts),
        "mentorship_written": make.a_mentorship(side.association, order_number=mark, **facts),
    }
    begun, written = found["mentorship"], found["mentorship_written"]
    for name, one, who, state in (
        ("mentor_plan_draft", begun, "mentor", "draft"),
        ("mentor_plan_handed_in", begun, "novice", "handed_in"),
        ("mentor_plan", written, "mentor", "approved"),
    ):
        plan = make.a_mentorship_plan(one, who, rows=0, goal=f"максат {mark}")
        words = {"content": f"иш {mark}", "form": f"форма {mark}"}
        found[f"{name}_row"] = make.a_mentorship_row(plan, **words)
        type(plan).objects.filter(pk=plan.pk).update(status=state)
        found[name] = type(plan).objects.get(pk=plan.pk)
    found["diary_entry"] = make.a_diary_entry(begun, text=f"кеңеш {mark}")
    words = {"done": f"аткарылды {mark}", "proposals": f"сунуш {mark}"}
    for name, one, who, state in (
        ("mentor_report_draft", begun, "mentor", "draft"),
        ("mentor_report_handed_in", begun, "novice", "handed_in"),
        ("mentor_report", written, "mentor", "accepted"),
    ):
        found[name] = make.a_mentorship_report(one, who, status=state, **words)
    return found


def visits_of(side):
    """The secretary has visited the teacher: a sheet in each state, each with a visit."""
    mark, found = side.mark, {}
    words = {"subject": side.subject, "topic": f"тема {mark}", "purpose": f"максат {mark}"}
    for state in ("draft", "shared", "answered", "agreed"):
        visit = make.a_visit(side.association, side.teacher, side.secretary, **words)
        found[f"visit_{state}"] = visit
        texts = dict.fromkeys(("strengths", "to_improve", "conclusion"), f"көрүндү {mark}")
        found[f"sheet_{state}"] = make.a_sheet(visit, side.secretary, state, **texts)
    found["visit_not_held"] = make.a_visit(
        side.association, side.teacher, side.secretary, status="not_held", **words
    )
    found["advice"] = make.an_advice(found["sheet_agreed"], text=f"сунуш {mark}")
    found["sheet_template"] = found["sheet_agreed"].template
    drafts = SheetTemplate.objects.filter(school=side.school, status="draft")
    found["sheet_template_draft"] = drafts.first() or make.a_sheet_template(
        side.school, "admin", status="draft"
    )
    return found
