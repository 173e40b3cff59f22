"""A plan is made from the template, from last year's, or empty; a draft may be thrown away."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from associations.models import AcademicYear, Holiday, Membership
from core.models import AuditEntry
from core.permissions import Refused
from plans import services
from plans.figures.needs import needs_of
from plans.figures.template import BY_CODE, TEMPLATE, text_in
from plans.models import Plan, PlanningYear, PlanRow
from plans.models.plan import taught_until
from plans.querysets.rows import HEADINGS
from plans.workflow import PlanStatus
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(school):
    return make.a_year(school)


@pytest.fixture
def last_year(school, year):
    return make.a_year(school, first=year.start.year - 1)


def made(association, head, year, source="template"):
    return services.make_plan(association, year=year, by=head, source=source)


def needs(plan):
    rows = list(plan.rows.in_order().prefetch_related("responsible"))
    return [(need.row, need.words) for need in needs_of(plan, rows, plan.association.members())]


# The template


def test_the_template_has_the_rows_of_the_regulation():
    rows = [line for line in TEMPLATE if line.code.count(".") == 1]
    by_part = [sum(line.part == part for line in rows) for part in (1, 2, 3, 4)]

    assert by_part == [9, 5, 6, 9]
    assert len(TEMPLATE) == 34
    assert {line.code for line in TEMPLATE if line.heading} == HEADINGS == {"I.4", "IV.1"}
    assert [line.code for line in TEMPLATE if line.code.startswith("I.4")] == [
        "I.4", "I.4.A", "I.4.B", "I.4.C",
    ]  # fmt: skip


def test_the_templates_numbers_have_no_gaps():
    numbers = {}
    for line in TEMPLATE:
        if line.code.count(".") == 1:
            numbers.setdefault(line.part, []).append(int(line.code.rpartition(".")[2]))

    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())


MISSPELLED = [
    "тийиштуу",
    "укутук",
    "деңгээл ",
    "талкуулп",
    "акттарга",
    "беруу",
    "учун",
    "сырткаркы",
]


def test_the_templates_words_are_written_as_they_are_spelled():
    words = " ".join(f"{line.ky} {line.ru}" for line in TEMPLATE)

    assert [word for word in MISSPELLED if word in words] == []
    assert all(line.ky != line.ru for line in TEMPLATE)


def test_a_template_row_is_told_in_the_other_language_and_a_typed_one_is_not():
    line = BY_CODE["II.1"]

    assert text_in("II.1", line.ky, "ru") == line.ru
    assert text_in("II.1", line.ru, "ky") == line.ky
    assert text_in("II.1", "Өзүбүз жаздык", "ru") == "Өзүбүз жаздык"
    assert text_in("", "Өзүбүз жаздык", "ru") == "Өзүбүз жаздык"
    assert text_in("II.1", line.ky, "en") == line.ky


def test_a_plan_from_the_template_has_all_its_lines(association, head, year):
    plan = made(association, head, year)

    rows = list(plan.rows.in_order())
    assert [row.code for row in rows] == [line.code for line in TEMPLATE]
    assert [row.text for row in rows] == [line.ky for line in TEMPLATE]
    assert [row.position for row in rows if row.part == 2] == [1, 2, 3, 4, 5]
    assert plan.status == PlanStatus.DRAFT
    assert plan.author == head


def test_its_words_are_those_of_the_schools_papers(association, head, year):
    association.school.paper_language = "ru"
    association.school.save()

    plan = made(association, head, year)

    assert plan.rows.get(code="II.1").text == BY_CODE["II.1"].ru


def test_each_row_has_its_usual_months_and_somebody_to_do_it(association, head, year):
    plan = made(association, head, year)

    info, reports = plan.rows.get(code="I.1"), plan.rows.get(code="IV.8")
    assert (info.when, info.months) == ("months", [9, 1])
    assert list(info.responsible.all()) == [head]
    assert info.due_now == date(year.start.year + 1, 1, 31)
    assert reports.all_members
    assert not reports.responsible.exists()
    meetings = plan.rows.get(code="I.8")
    assert (meetings.when, meetings.due_now) == ("year", taught_until(year))
    heading = plan.rows.get(code="I.4")
    assert not heading.responsible.exists()


def test_months_that_the_year_has_not_are_left_out(association, head, year):
    AcademicYear.objects.filter(pk=year.pk).update(end=date(year.start.year + 1, 4, 20))
    year.refresh_from_db()

    plan = made(association, head, year)

    assert plan.rows.get(code="I.3").months == [9]
    assert plan.rows.get(code="IV.9").when == "year"
    assert plan.rows.get(code="IV.6").due_now == year.end


def test_the_heading_comes_from_what_the_school_has_set(association, head, year):
    guide = PlanningYear.usual(year)
    guide.theme_ky, guide.priorities_ky = "Сапаттуу билим", "Биринчи\nЭкинчи"
    guide.save()

    plan = made(association, head, year, "empty")

    assert (plan.theme, plan.priorities) == ("Сапаттуу билим", "Биринчи\nЭкинчи")
    assert plan.theme_source == "school"
    assert not plan.rows.exists()


def test_making_a_plan_is_recorded(association, head, year):
    plan = made(association, head, year, "empty")

    entry = AuditEntry.objects.get(verb="create", object_id=plan.pk)
    assert (entry.actor, entry.changes) == (head, {"source": "empty"})


def test_a_year_has_one_plan(association, head, year):
    made(association, head, year, "empty")

    with pytest.raises(ValidationError, match="already a plan"):
        made(association, head, year)
    assert Plan.objects.count() == 1


def test_who_makes_it_at_the_same_moment_is_told(association, head, year, monkeypatch):
    made(association, head, year, "empty")
    monkeypatch.setattr("plans.services.making._check", lambda plan: None)

    with pytest.raises(ValidationError, match="already a plan"):
        made(association, head, year, "empty")
    assert Plan.objects.count() == 1


def test_no_plan_is_made_for_a_year_that_is_over(association, head, last_year):
    with pytest.raises(ValidationError, match="over"):
        made(association, head, last_year)


@pytest.mark.parametrize("who", ["teacher", "secretary", "other_head", "deputy", "director"])
def test_only_the_head_makes_the_plan(request, association, year, who):
    with pytest.raises(Refused):
        made(association, request.getfixturevalue(who), year)
    assert not Plan.objects.exists()


def test_the_council_has_no_plan(association, head, year):
    association.is_council = True
    association.save()

    with pytest.raises((Refused, ValidationError)):
        made(association, head, year)


# From last year's


@pytest.fixture
def before(association, last_year):
    return make.a_plan(
        association, year=last_year, theme="Эски тема", goal="Максат", tasks="А\nБ"
    )


def hold(plan):
    """As an approved plan stands; how it came to that is another matter."""
    revision = plan.revisions.create(
        number=1,
        snapshot="{}",
        digest="0",
        by=plan.author,
        at=timezone.now(),
        school=plan.school,
    )
    Plan.objects.filter(pk=plan.pk).update(in_force=revision)


def test_last_years_rows_are_taken_over_in_their_order(
    association, head, year, before, teacher
):
    make.a_plan_row(before, text="Экинчи", part=2, kind="seminar", months=[11], note="эскертүү")
    make.a_plan_row(
        before, text="Биринчи", responsible=[teacher], months=[9, 5], evidence="акт"
    )
    gone = make.a_plan_row(before, text="Алынган")
    PlanRow.objects.filter(pk=gone.pk).update(dropped=True)

    plan = made(association, head, year, "last_year")

    first, second = plan.rows.in_order()
    assert (first.text, first.months, first.evidence) == ("Биринчи", [9, 5], "акт")
    assert list(first.responsible.all()) == [teacher]
    assert first.due_now == date(year.start.year + 1, 5, 31)
    assert (second.text, second.part, second.kind, second.note) == (
        "Экинчи", 2, "seminar", "эскертүү",
    )  # fmt: skip
    assert second.origin == before.rows.get(text="Экинчи")
    assert second.key != second.origin.key
    assert (plan.goal, plan.tasks, plan.theme) == ("Максат", "А\nБ", "Эски тема")


def test_a_day_is_the_same_day_a_year_later(association, head, year, before):
    day = date(before.year.start.year, 10, 15)
    make.a_plan_row(before, when="day", day=day, months=[])

    row = made(association, head, year, "last_year").rows.get()

    assert (row.when, row.day, row.due_now) == ("day", date(year.start.year, 10, 15), row.day)


def test_a_day_outside_the_new_year_becomes_its_month(association, head, year, before):
    AcademicYear.objects.filter(pk=year.pk).update(end=date(year.start.year + 1, 5, 25))
    year.refresh_from_db()
    day = date(before.year.start.year + 1, 5, 31)
    make.a_plan_row(before, when="day", day=day, months=[])

    row = made(association, head, year, "last_year").rows.get()

    assert (row.when, row.day, row.months, row.due_now) == ("months", None, [5], year.end)


def test_there_must_be_an_earlier_plan_to_begin_from(association, head, year):
    with pytest.raises(ValidationError, match="no plan of an earlier year"):
        made(association, head, year, "last_year")
    assert not Plan.objects.exists()


def test_who_left_is_taken_off_and_asked_about(
    association, head, year, before, teacher, stranger
):
    make.a_plan_row(before, text="Кеткен", responsible=[teacher, stranger])

    plan = made(association, head, year, "last_year")

    row = plan.rows.get()
    assert list(row.responsible.all()) == [teacher]
    assert needs(plan) == [(row, f"{stranger.list_name} is no longer a member")]


def test_what_was_not_done_is_asked_about(association, head, year, before):
    make.a_plan_row(before, text="Аткарылды", status="done")
    late = make.a_plan_row(before, text="Аткарылган жок", status="not_done")
    meeting = make.a_ready_meeting(association)
    type(meeting).objects.filter(pk=meeting.pk).update(number=1)
    make.a_plan_row(before, text="Отурум", kind="meeting", meeting=meeting)
    hold(before)

    plan = made(association, head, year, "last_year")

    assert [(row.origin, words) for row, words in needs(plan)] == [
        (late, "last year: not done")
    ]


def test_a_plan_that_never_held_was_not_left_undone(association, head, year, before):
    make.a_plan_row(before, text="Эч ким белгилеген эмес")

    assert needs(made(association, head, year, "last_year")) == []


def test_a_row_that_was_kept_or_saved_is_decided_on(association, head, year, before, stranger):
    make.a_plan_row(before, text="Кеткен", responsible=[stranger])
    plan = made(association, head, year, "last_year")

    services.keep_row(plan.rows.get(), by=head)

    assert needs(plan) == []
    assert AuditEntry.objects.filter(verb="keep").count() == 1


def test_what_is_asked_is_answered_with_one_press(
    client, association, head, year, before, stranger
):
    make.a_plan_row(before, text="Кеткен", responsible=[stranger])
    plan = made(association, head, year, "last_year")
    row = plan.rows.get()
    client.force_login(head)
    rows, keep = (
        reverse("plans:plan_rows", args=[plan.pk]),
        reverse("plans:planrow_keep", args=[row.pk]),
    )

    page = client.get(rows).text
    assert f"{stranger.list_name} is no longer a member" in page
    assert reverse("plans:planrow_update", args=[row.pk]) in page
    assert keep in page
    assert keep not in client.get(plan.get_absolute_url()).text
    client.post(keep)

    assert "is no longer a member" not in client.get(rows).text


def test_days_off_are_asked_about_until_the_day_is_another(association, head, year):
    plan = made(association, head, year, "empty")
    sunday = date(year.start.year, 10, 4)
    sunday += timedelta(days=6 - sunday.weekday())
    holiday = sunday + timedelta(days=3)
    Holiday.objects.create(
        year=year, school=year.school, name_ky="Майрам", start=holiday, end=holiday
    )
    vacation = date(year.start.year, 11, 6)
    days = {"holiday": holiday, "weekend": sunday, "vacation": vacation}
    rows = {n: make.a_plan_row(plan, text=n, when="day", day=day) for n, day in days.items()}
    make.a_plan_row(plan, text="lesson", when="day", day=sunday - timedelta(days=1))

    said = {row.text: words.partition(": ")[2] for row, words in needs(plan)}

    assert said == {"holiday": "Майрам", "weekend": "a weekend", "vacation": "vacation"}
    services.keep_row(rows["holiday"], by=head)
    assert len(needs(plan)) == 3


def test_months_that_the_new_year_has_not_become_all_year(association, head, year, before):
    AcademicYear.objects.filter(pk=year.pk).update(end=date(year.start.year + 1, 5, 25))
    year.refresh_from_db()
    make.a_plan_row(before, months=[6])

    row = made(association, head, year, "last_year").rows.get()

    assert (row.when, row.months, row.due_now) == ("year", [], year.end)


def test_the_leap_day_is_the_last_of_february(association, head, school, year):
    leap = make.a_year(school, first=2023)
    make.a_plan_row(
        make.a_plan(association, year=leap), when="day", day=date(2024, 2, 29), months=[]
    )

    row = made(association, head, year, "last_year").rows.get()

    following = date(year.start.year + 1, 3, 1)
    assert (row.when, row.day) == ("day", following - timedelta(days=1))


# Throwing it away


def test_a_draft_is_thrown_away_with_its_rows(association, head, year):
    plan = made(association, head, year)

    services.remove_plan(plan, by=head)

    assert not Plan.objects.exists()
    assert not PlanRow.objects.exists()
    assert AuditEntry.objects.filter(verb="remove", actor=head).count() == 1


def test_what_was_submitted_once_stays(association, head, year):
    plan = made(association, head, year)
    services.submit_plan(plan, by=head)
    plan.refresh_from_db()
    services.withdraw_plan(plan, by=head)
    plan.refresh_from_db()

    with pytest.raises(Refused):
        services.remove_plan(plan, by=head)
    assert Plan.objects.filter(pk=plan.pk).exists()


def test_what_a_month_was_made_from_stays(association, head, year):
    plan = make.a_plan(association, year=year)
    make.a_plan_row(plan)
    month = services.make_month(plan, by=head, month=date(year.start.year, 10, 1))
    services.submit_plan(month, by=head)

    with pytest.raises(ValidationError, match="Another plan was made from this one"):
        services.remove_plan(plan, by=head)

    assert plan.rows.get() == month.rows.get().origin


# The pages


def test_the_head_makes_the_plan_with_two_presses(client, association, head, year):
    client.force_login(head)

    form = client.get(reverse("plans:plan_create")).context["form"]
    assert form["association"].value() == association.pk
    assert form["year"].value() == year.pk
    data = {"association": association.pk, "year": year.pk, "source": "template"}
    answer = client.post(reverse("plans:plan_create"), data, follow=True)

    assert answer.redirect_chain[-1][0] == reverse(
        "plans:plan_rows", args=[Plan.objects.get().pk]
    )
    assert PlanRow.objects.count() == 34
    assert BY_CODE["I.1"].ky in answer.text


def test_the_form_says_when_there_is_a_plan_already(client, association, head, year):
    made(association, head, year)
    client.force_login(head)

    data = {"association": association.pk, "year": year.pk, "source": "empty"}
    answer = client.post(reverse("plans:plan_create"), data)

    assert "There is already a plan for this year." in answer.text
    assert answer.context["form"]["source"].value() == "empty"


def test_a_form_sent_twice_makes_one_plan(client, association, head, year):
    client.force_login(head)
    token = client.get(reverse("plans:plan_create")).context["form"]["form_token"].value()
    data = {"association": association.pk, "year": year.pk, "source": "empty"}

    first, second = (
        client.post(reverse("plans:plan_create"), {**data, "form_token": token}) for _ in "ab"
    )

    assert first.url == second.url
    assert Plan.objects.count() == 1


def test_somebody_elses_association_is_no_choice(client, head, other_head, association, year):
    client.force_login(head)
    other = other_head.memberships.get(role=Membership.Role.HEAD).association

    data = {"association": other.pk, "year": year.pk, "source": "empty"}
    answer = client.post(reverse("plans:plan_create"), data)

    assert answer.context["form"].errors["association"]
    assert not Plan.objects.exists()


def test_the_draft_is_thrown_away_on_its_page(client, association, head, year):
    plan = made(association, head, year, "empty")
    client.force_login(head)

    assert "Remove the draft" in client.get(plan.get_absolute_url()).text
    answer = client.post(reverse("plans:plan_remove", args=[plan.pk]))

    assert answer.url == association.get_absolute_url()
    assert not Plan.objects.exists()
