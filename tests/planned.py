"""Plans of one side of the world (tests/world.py): one in every state, marks in every text."""

from datetime import date
from hashlib import sha256

from django.utils import timezone

from associations.models import Post, User
from core.pdf import canonical
from plans import services
from plans.documents.snapshot import plan_data
from plans.models import Plan, PlanDecision, PlanRemark, PlanRevision, PlanRow
from plans.services.forcing import hold_rows
from tests import factories as make

Step = PlanDecision.Step
SUBMITTED, AGREED = [(Step.SUBMITTED, "head")], [(Step.AGREED, "deputy")]
RETURNED, APPROVED = [(Step.RETURNED, "deputy")], [(Step.APPROVED, "director")]
# How many years ago, and which steps its last round has. What holds is this year's plan.
ANNUAL = {
    "approved": (0, [*SUBMITTED, *AGREED, *APPROVED]),
    "draft": (1, []),
    "submitted": (2, SUBMITTED),
    "agreed": (3, [*SUBMITTED, *AGREED]),
    "returned": (4, [*SUBMITTED, *RETURNED]),
    "amending": (5, [*SUBMITTED, *AGREED, *APPROVED]),
}
MONTHS = {
    "month": (10, []),
    "month_submitted": (11, SUBMITTED),
    "month_agreed": (12, [*SUBMITTED, *AGREED]),
}
HOLDS = {"approved", "amending", "month_agreed"}
STATUS = {"month": "draft", "month_submitted": "submitted", "month_agreed": "agreed"}


def plans_of(side):
    """By state: annual ones of this year and five before, monthly ones of this year."""
    plans = {}
    for state, (ago, steps) in ANNUAL.items():
        year = make.a_year(side.school, first=side.year.start.year - ago) if ago else side.year
        plans[state] = _plan(side, state, steps, year=year)
    for state, (month, steps) in MONTHS.items():
        first = date(side.year.start.year, month, 1)
        fields = {"year": side.year, "period": "month", "month": first}
        plans[state] = _plan(side, state, steps, **fields)
    _mark(side, plans["approved"])
    return plans


def _mark(side, plan):
    """The meeting was marked as done; what all do, the teacher reported, with a file."""
    mark = side.mark
    _row, meeting, of_all = plan.rows.in_order()
    services.finish_planrow(meeting, by=side.head, text=f"аткарылды {mark}")
    services.report_planrow(of_all, by=side.teacher, text=f"отчет {mark}")
    said = of_all.marks.get(verdict="waiting")
    words = {"kind": "evidence", "title": f"далил {mark}", "name": f"evidence-{mark}.pdf"}
    side.files["evidence"] = make.a_file(said, by=side.teacher, **words)


def _plan(side, state, steps, **fields):
    mark = side.mark
    plan = make.a_plan(
        side.association,
        theme=f"тема {mark}",
        goal=f"максат {mark}",
        priorities=f"багыт {mark}\nэкинчи багыт {mark}",
        tasks=f"милдет {mark}",
        **fields,
    )
    _rows(side, plan)
    if steps:
        revision = _revision(side, plan, steps)
        if state == "returned":
            _remark(side, revision)
        if state in HOLDS:
            Plan.objects.filter(pk=plan.pk).update(in_force=revision)
            hold_rows(plan, revision.content)
    if state != "amending":
        Plan.objects.filter(pk=plan.pk).update(status=STATUS.get(state, state))
    return Plan.objects.get(pk=plan.pk)


def _rows(side, plan):
    """The teacher's row, a meeting with its questions, one of everybody."""
    mark = side.mark
    words = {
        "outside": f"сырттан {mark}",
        "evidence": f"далил {mark}",
        "note": f"эскертүү {mark}",
    }
    make.a_plan_row(plan, text=f"иш-чара {mark}", responsible=[side.teacher], **words)
    questions = f"суроо {mark}\nэкинчи суроо {mark}"
    make.a_plan_row(plan, text=f"отурум {mark}", kind="meeting", questions=questions)
    make.a_plan_row(
        plan, text=f"баары {mark}", part=4, when="year", months=[], all_members=True
    )


def _revision(side, plan, steps):
    text = canonical(plan_data(plan)).decode()
    digest = sha256(text.encode()).hexdigest()
    revision = PlanRevision.objects.create(
        plan=plan,
        number=1,
        snapshot=text,
        digest=digest,
        by=side.head,
        at=timezone.now(),
    )
    for step, who in steps:
        person = _person(side, who)
        PlanDecision.objects.create(
            revision=revision,
            step=step,
            person=person,
            name_ky=person.full_name_in("ky"),
            name_ru=person.full_name_in("ru"),
            text=f"сөз {side.mark}",
            digest=digest,
            at=timezone.now(),
        )
    return revision


def _person(side, who):
    if who == "head":
        return side.head
    kind = Post.Kind.DEPUTY if who == "deputy" else Post.Kind.DIRECTOR
    return User.objects.get(posts__kind=kind, school=side.school)


def _remark(side, revision):
    row = revision.plan.rows.in_order().first()
    PlanRemark.objects.create(
        revision=revision,
        row_key=row.key,
        quote=row.text,
        text=f"эскертүү {side.mark}",
        author=_person(side, "deputy"),
    )


def row_of(side, state="approved", place=0):
    rows = PlanRow.objects.filter(plan=side.plans[state]).in_order()
    return rows[place]


def amendment_of(side):
    """What was submitted to change the plan that is amended."""
    plan = side.plans["amending"]
    held = plan.revisions.get()
    facts = {"by": side.head, "at": timezone.now(), "reason": f"негиз {side.mark}"}
    return PlanRevision.objects.create(
        plan=plan, number=2, snapshot=held.snapshot, digest=held.digest, **facts
    )


TOPICS = ["draft", "handed_in", "discussed", "recommended", "approved", "returned"]


def handed_in_of(side):
    """What the teacher of the side handed in: a plan in each state, individual ones too."""
    found = {}
    for grade, state in enumerate(TOPICS, start=5):
        found[state] = make.a_topic_plan(
            side.association,
            side.teacher,
            year=side.year,
            subject=side.subject,
            grade=grade,
            letters=f"А {side.mark}",
            link=f"https://example.kg/{side.mark}",
            remark=f"кайтаруу {side.mark}" if state == "returned" else "",
        )
        if state == "approved":
            found[state].progress.create(
                school=side.school, quarter=1, planned=16, given=14, reason=f"себеп {side.mark}"
            )
        type(found[state]).objects.filter(pk=found[state].pk).update(status=state)
    for state, ago in (("individual", 0), ("individual_draft", 1)):
        first = side.year.start.year - ago
        year = make.a_year(side.school, first=first) if ago else side.year
        words = {"theme": f"тема {side.mark}", "link": f"https://example.kg/{side.mark}"}
        status = "handed_in" if state == "individual" else "draft"
        found[state] = make.an_individual_plan(
            side.association, side.teacher, year=year, status=status, **words
        )
    return found
