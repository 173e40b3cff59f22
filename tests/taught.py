"""What happens in classrooms on one side of the world (tests/world.py), by name.

Each topic adds the things it made to the dictionary: schedules and lessons here, visits,
events and mentorships below. What the whole school may see is marked with the school's mark.
"""

from associations import archive
from associations.models import User
from lessons.models import OpenLesson, SheetTemplate
from lessons.services import make_feed
from tests import factories as make
from tests.gathered import gatherings_of
from tests.lessons.schedules import past_day, taken

STATES = {
    "draft": [],
    "submitted": ["submit"],
    "agreed": ["submit", "agree"],
    "returned": ["submit", "return"],
}


def lessons_of(side, open_mark):
    """``open_mark``: that of the school, for what everybody there may know."""
    return {
        **schedules_of(side, open_mark),
        **mentorships_of(side),
        **visits_of(side),
        **gatherings_of(side, open_mark),
    }


def schedules_of(side, open_mark):
    """A schedule in each state, this year's approved; each has a line and a proposal."""
    found = {}
    for ago, (state, steps) in enumerate(STATES.items(), start=1):
        year = make.a_year(side.school, first=side.year.start.year - ago)
        schedule = make.a_schedule(side.association, year=year)
        found[f"schedule_{state}"] = schedule
        _lines(side, found, state, schedule, side.mark)
        _go(side, schedule, steps)
    words = {"text": f"ачык сабак {side.mark}", "kind": "open_lesson", "part": 4}
    make.a_plan_row(side.plans["draft"], **words)
    day, half = past_day()
    schedule = make.a_schedule(side.association, year=side.year, half=half)
    found["schedule_approved"] = schedule
    _lines(side, found, "approved", schedule, open_mark, day=day)
    for state in ("given", "not_given"):
        words = {"subject": side.subject, "topic": f"тема {open_mark}", "day": day}
        found[f"lesson_{state}"] = make.an_open_lesson(schedule, side.teacher, **words)
    _go(side, schedule, ["submit", "agree", "approve"])
    for state in ("given", "not_given"):
        rows = OpenLesson.objects.filter(pk=found[f"lesson_{state}"].pk)
        rows.update(status=state, remark=f"эскертүү {open_mark}")
    found["feed"] = make_feed(by=side.teacher, of="mine")
    found["schedule_revision"] = schedule.revisions.select_related("paper").get()
    archive.render(found["schedule_revision"].paper)
    return {name: type(thing).objects.get(pk=thing.pk) for name, thing in found.items()}


def _lines(side, found, state, schedule, mark, **fields):
    name = "lesson" if state == "approved" else f"lesson_{state}"
    words = {"subject": side.subject, "room": f"к. {mark}", **fields}
    found[name] = make.an_open_lesson(schedule, side.teacher, topic=f"тема {mark}", **words)
    proposed = "lesson_proposed" if state == "draft" else f"lesson_proposed_{state}"
    words["room"] = f"к. {side.mark}"
    found[proposed] = make.an_open_lesson(
        schedule, side.teacher, topic=f"сунуш {side.mark}", status="proposed", **words
    )


def _go(side, schedule, steps):
    """As it goes in life: the head submits, the deputy and the director decide."""
    people = User.objects.filter(school=side.school)
    leaders = {
        "head": side.head,
        "deputy": people.filter(posts__kind="deputy").earliest("pk"),
        "director": people.get(posts__kind="director"),
    }
    taken(schedule, steps, **leaders)


def mentorships_of(side):
    """The secretary helps the teacher: papers in each state, each with the side's mark."""
    mark, pair = side.mark, {"mentor": side.secretary, "novice": side.teacher}
    facts = {**pair, "year": side.year, "subject": side.subject}
    found = {
        "mentorship_proposed": make.a_mentorship(
            side.association,
            status="proposed",
            **{**facts, "mentor": side.teacher, "novice": side.secretary},
        ),
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
