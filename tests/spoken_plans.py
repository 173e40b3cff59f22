"""Plans at every stage, for the walk that listens to every page and every paper."""

from datetime import date

from associations.models import User
from plans import services
from plans.figures.template import is_heading
from plans.models import Plan, PlanRow
from tests import factories as make

TOPICS = ["draft", "handed_in", "discussed", "recommended", "approved", "returned"]


def plans(association, people):
    """One that holds and was amended, its month, and one of each other stage."""
    head = people["head"]
    year = make.a_year(association.school)
    make.a_planning(year, theme_ky="Сапаттуу билим", theme_ru="Качественное образование")
    held = approved(made(association, year, head), people)
    rows = [row for row in held.rows.in_order() if not is_heading(row.code)]
    amended(held, rows, people)
    marked(Plan.objects.get(pk=held.pk), people)
    month = services.make_month(held, by=head, month=date(year.start.year, 10, 1))
    services.submit_plan(month, by=head)
    month.refresh_from_db()
    services.agree_plan(month, by=people["deputy"], digest=digest(month))
    services.make_month(held, by=head, month=date(year.start.year, 11, 1))
    for stage in (None, "submitted", "agreed", "returned"):
        waiting(make.an_association(association.school, head=head), year, people, stage)
    handed_in(association, year, people)


def made(association, year, head):
    return services.make_plan(association, year=year, by=head, source="template")


def digest(plan):
    return plan.revisions.order_by("-number")[0].digest


def agreed(plan, people):
    services.submit_plan(plan, by=people["head"])
    plan.refresh_from_db()
    services.agree_plan(plan, by=people["deputy"], digest=digest(plan))
    plan.refresh_from_db()
    return plan


def approved(plan, people):
    agreed(plan, people)
    services.approve_plan(plan, by=people["director"], digest=digest(plan))
    return Plan.objects.get(pk=plan.pk)


def amended(plan, rows, people):
    """A row less, a row more, other words, another time, other people."""
    services.amend_plan(plan, by=people["head"], reason="Окуу жүктөмү өзгөрдү")
    plan = Plan.objects.get(pk=plan.pk)
    services.remove_row(rows[1], by=people["head"])
    row = PlanRow.objects.select_related("plan").get(pk=rows[2].pk)
    row.text, row.months = "Жаңы иш", [12]
    services.save_row(row, by=people["head"], people=[people["teacher"]])
    meeting = {"kind": "meeting", "part": 2, "months": [9], "questions": "Биринчи суроо"}
    make.a_plan_row(plan, text="Биринчи отурум", **meeting)
    seminar = {"kind": "seminar", "part": 4, "when": "quarter", "quarter": 2, "months": []}
    make.a_plan_row(plan, text="Семинар", outside="Усулчу", responsible=[], **seminar)
    approved(plan, people)


def marked(plan, people):
    head, teacher = people["head"], people["teacher"]
    rows = [row for row in plan.rows.kept().in_order() if not is_heading(row.code)]
    own = next(row for row in rows if row.responsible.filter(pk=teacher.pk).exists())
    services.report_planrow(own, by=teacher, text="Аткардык")
    plain = [row for row in rows if row.pk != own.pk]
    services.begin_planrow(plain[0], by=head)
    services.finish_planrow(plain[1], by=head, text="Аткарылды")
    services.part_planrow(plain[2], by=head, text="Жарымы аткарылды")
    services.cancel_planrow(plain[5], by=head, text="Карантин")
    services.postpone_planrow(plain[0], by=head, new_due=plan.year.end, text="Карантин")


def waiting(association, year, people, stage):
    people = {**people, "head": User.objects.get(pk=people["head"].pk)}  # heads one more now
    plan = made(association, year, people["head"])
    if stage == "agreed":
        agreed(plan, people)
    elif stage:
        services.submit_plan(plan, by=people["head"])
        plan.refresh_from_db()
    if stage == "returned":
        make.a_remark(plan, by=people["deputy"], text="Мөөнөтү кеч")
        services.return_plan(plan, by=people["deputy"], digest=digest(plan), text="Оңдоңуз")


def handed_in(association, year, people):
    teacher = people["teacher"]
    link = "https://example.kg/plan"
    for grade, state in enumerate(TOPICS, start=5):
        plan = make.a_topic_plan(association, teacher, year=year, grade=grade, link=link)
        if state == "approved":
            plan.progress.create(school=plan.school, quarter=1, planned=16, given=14)
        type(plan).objects.filter(pk=plan.pk).update(status=state)
    make.an_individual_plan(association, teacher, year=year, link=link, status="handed_in")
    make.an_individual_plan(association, people["secretary"], year=year, link=link)
