"""An amendment changes nothing of what is to be done before it is approved itself."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from core.permissions import can
from plans import services
from plans.documents.snapshot import plan_data
from plans.figures.fulfilment import Asked, lines_by
from plans.figures.reminding import reminders_due
from plans.figures.standing import as_they_hold
from plans.models import Plan, PlanRemark, PlanRow
from plans.models.plan import first_of_month
from tests import factories as make
from tests.support import triggers_off

pytestmark = pytest.mark.django_db
DAY = timezone.localdate()
YESTERDAY = DAY - timedelta(days=1)
KEPT = import_module("plans.migrations.0003_what_holds")


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


@pytest.fixture
def plan(association, head, deputy, director, teacher):
    plan = make.a_plan(association)
    make.a_plan_row(
        plan, text="Күтүлгөн иш", months=[9], responsible=[teacher], due_now=YESTERDAY
    )
    make.a_plan_row(plan, text="Экинчи", months=[10, 11], all_members=True)
    make.a_plan_row(plan, text="Эски", months=[9], responsible=[teacher])
    approve(plan, head, deputy, director)
    return fresh(plan)


def approve(plan, head, deputy, director):
    services.submit_plan(fresh(plan), by=head)
    digest = plan.revisions.latest("number").digest
    services.agree_plan(fresh(plan), by=deputy, digest=digest)
    services.approve_plan(fresh(plan), by=director, digest=digest)


@pytest.fixture
def amended(plan, head, secretary):
    """The late row is written anew: its words, its months, its part, its person."""
    services.amend_plan(plan, by=head, reason="Мугалим алмашты")
    row = plan.rows.get(text="Күтүлгөн иш")
    row.text, row.months, row.part, row.kind = "Жаңы сөз", [5], 3, "report"
    services.save_row(row, by=head, people=[secretary])
    return fresh(plan)


@pytest.fixture
def row(amended):
    return amended.rows.get(text="Жаңы сөз")


def test_a_late_row_stays_late_and_with_whom_it_was(amended, row, teacher, secretary):
    assert row.due_now == YESTERDAY
    assert row in PlanRow.objects.tasks_of(teacher).in_state("late", DAY)
    assert row not in PlanRow.objects.tasks_of(secretary)
    assert can(teacher, "plans.report_planrow", row)
    assert not can(secretary, "plans.report_planrow", row)
    [task] = as_they_hold(PlanRow.objects.tasks_of(teacher).filter(pk=row.pk))
    assert (task.text, task.months, task.kind, task.part) == ("Күтүлгөн иш", [9], "other", 1)


def test_who_holds_it_is_reminded_in_the_words_that_hold(amended, row, teacher, secretary):
    due = [one for one in reminders_due(row.school_id, DAY) if one.row == row]
    assert [(one.person, one.row.text) for one in due] == [(teacher, "Күтүлгөн иш")]


def test_figures_count_the_part_that_holds(amended, row):
    late = PlanRow.objects.in_life().in_state("late", DAY).count()
    lines = lines_by("part", Asked([amended.association], amended.year, DAY))
    assert [(line.about.value, line.asked, line.late) for line in lines] == [(1, 3, late)]


def test_pages_of_what_is_to_be_done_tell_what_holds(amended, row, teacher, head, client):
    client.force_login(teacher)
    for url in (
        reverse("plans:task_list"),
        reverse("reports:desk"),
        row.get_absolute_url(),
        reverse("plans:planrow_report", args=[row.pk]),
        reverse("plans:planrow_list") + "?part=1",
    ):
        page = client.get(url).content.decode()
        assert "Күтүлгөн иш" in page, url
        assert "Жаңы сөз" not in page, url
    client.force_login(head)
    assert "Жаңы сөз" in client.get(reverse("plans:plan_rows", args=[amended.pk])).text


def test_what_is_written_is_what_is_submitted(amended):
    texts = [row["text"] for row in plan_data(amended)["rows"]]
    assert sorted(texts) == ["Жаңы сөз", "Экинчи", "Эски"]


def test_approved_the_amendment_holds(amended, row, head, deputy, director, teacher, secretary):
    approve(amended, head, deputy, director)

    row = fresh(row)
    assert row.due_now == row.last_day() != YESTERDAY
    assert list(row.doers_now.all()) == [secretary]
    assert row.in_force["text"] == "Жаңы сөз"
    assert row in PlanRow.objects.tasks_of(secretary)
    assert row not in PlanRow.objects.tasks_of(teacher)


def test_a_date_that_was_moved_stays_when_the_text_gives_the_row_no_other(
    plan, head, deputy, director
):
    moved = DAY + timedelta(days=9)
    row = plan.rows.get(text="Экинчи")
    services.postpone_planrow(row, by=head, new_due=moved, text="Карантин")
    services.amend_plan(plan, by=head, reason="Сөзү")
    row = fresh(row)
    row.text = "Экинчи, такталды"
    services.save_row(row, by=head)

    approve(plan, head, deputy, director)

    assert fresh(row).due_now == moved


def test_a_row_taken_out_still_holds_and_a_new_one_does_not(
    amended, row, head, teacher, secretary, deputy, director
):
    services.remove_row(row, by=head)
    new = make.a_plan_row(amended, text="Кошулган", responsible=[secretary])

    assert row in PlanRow.objects.tasks_of(teacher)
    assert new not in PlanRow.objects.tasks_of(secretary)
    assert not can(secretary, "plans.begin_planrow", fresh(new))

    approve(amended, head, deputy, director)
    assert row not in PlanRow.objects.tasks_of(teacher)
    assert fresh(row).in_force is None
    assert new in PlanRow.objects.tasks_of(secretary)


def test_giving_up_needs_no_date_put_back(amended, row, head, teacher):
    services.abandon_plan(amended, by=head)

    row = fresh(row)
    assert (row.text, row.months, row.due_now) == ("Күтүлгөн иш", [9], YESTERDAY)
    assert list(row.responsible.all()) == list(row.doers_now.all()) == [teacher]


def test_the_database_keeps_what_holds_while_an_amendment_is_written(amended, row, secretary):
    ways = (
        lambda: PlanRow.objects.filter(pk=row.pk).update(in_force=None),
        lambda: PlanRow.objects.filter(pk=row.pk).update(in_force={"text": "x"}),
        lambda: row.doers_now.add(secretary),
        row.doers_now.clear,
        lambda: PlanRow.objects.filter(pk=row.pk)._raw_delete("default"),
    )
    for change in ways:
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


# The plan of a month is made of the text in force


def test_a_month_is_made_of_what_holds(amended, head, teacher, secretary):
    services.remove_row(amended.rows.get(text="Экинчи"), by=head)
    make.a_plan_row(amended, text="Кошулган", months=[10])
    old = amended.rows.get(text="Эски")
    old.text, old.months = "Эски, башкача", [5]
    services.save_row(old, by=head, people=[secretary])

    month = services.make_month(fresh(amended), by=head, month=first_of_month(amended.year, 10))

    rows = {row.text: row for row in month.rows.all()}
    assert set(rows) == {"Эски", "Экинчи"}
    assert (rows["Эски"].carried, rows["Экинчи"].carried) == (True, False)
    assert list(rows["Эски"].responsible.all()) == [teacher]


def test_rows_taken_into_a_month_are_those_of_its_year(amended, head, association, school):
    month = services.make_month(fresh(amended), by=head, month=first_of_month(amended.year, 10))
    other = make.an_association(school, head=make.a_person(school))
    foreign = make.a_plan_row(make.a_plan(other), text="Бөтөн", when="year", months=[])
    new = make.a_plan_row(amended, text="Кошулган", when="year", months=[])

    for row in (foreign, new):
        with pytest.raises(ValidationError, match="not one of the year's plan"):
            services.take_rows(month, by=head, rows=[row])
    assert not month.rows.filter(text__in=["Бөтөн", "Кошулган"]).exists()


# What was there before


def test_the_migration_tells_rows_there_already_what_holds(amended, row, teacher):
    new = make.a_plan_row(amended, text="Кошулган")
    with triggers_off(connection):
        PlanRow.doers_now.through.objects.all().delete()
        PlanRow.objects.filter(plan=amended).update(in_force=None)
        PlanRow.objects.filter(pk=row.pk).update(due_now=row.last_day())
        KEPT.hold_rows(apps, None)

    row = fresh(row)
    assert row.in_force["text"] == "Күтүлгөн иш"
    assert row.due_now.month == 9
    assert list(row.doers_now.all()) == [teacher]
    assert fresh(new).in_force is None


def test_the_migration_ends_rows_of_all_year_with_teaching(association, head):
    plan = make.a_plan(association)
    facts = {"when": "year", "months": [], "due_now": plan.year.end}
    running = make.a_plan_row(plan, text="Жыл бою", **facts)
    moved = make.a_plan_row(plan, text="Жылдырылган", **facts)
    chosen = make.a_plan_row(plan, months=[8], due_now=plan.year.end)
    moved.marks.create(step="moved", author=head, new_due=plan.year.end)
    make.in_force(plan)

    KEPT.end_with_teaching(apps, None)

    assert fresh(running).due_now == plan.year.quarters.get(number=4).end
    assert fresh(moved).due_now == fresh(chosen).due_now == plan.year.end


def test_the_migration_closes_remarks_of_an_amendment_given_up(amended, head, deputy):
    services.submit_plan(amended, by=head)
    digest = amended.revisions.latest("number").digest
    remark = services.create_planremark(
        fresh(amended), by=deputy, digest=digest, text="Так эмес"
    )
    services.return_plan(fresh(amended), by=deputy, digest=digest, text="Оңдогула")
    KEPT.close_remarks(apps, None)
    assert fresh(remark).state == PlanRemark.State.OPEN
    Plan.objects.filter(pk=amended.pk).update(status="approved")

    KEPT.close_remarks(apps, None)

    assert fresh(remark).state == PlanRemark.State.CLOSED
