"""Rows of a draft are added, changed in their place, moved, pasted, taken out."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.models import AuditEntry, StaleError
from core.permissions import Refused
from plans import services
from plans.figures.pasting import is_several, pasted_rows
from plans.models import Plan, PlanRow
from plans.models.plan import MOST_ROWS
from tests import factories as make

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def plan(association):
    return make.a_plan(association)


@pytest.fixture
def row(plan, teacher):
    return make.a_plan_row(plan, text="Биринчи", responsible=[teacher])


def sent(row, **said):
    """What the form of the row sends."""
    fields = {
        "text": row.text,
        "part": row.part,
        "kind": row.kind,
        "when": row.when,
        "months": row.months,
        "responsible": [person.pk for person in row.responsible.all()],
        "version": row.version,
    }
    return {**fields, **said}


def new(**said):
    return {
        "text": "Жаңы",
        "part": 1,
        "kind": "other",
        "when": "months",
        "months": [10],
        **said,
    }


def texts(plan, part=1):
    rows = plan.rows.kept().filter(part=part).in_order()
    return [row.text for row in rows]


def change(client, row, data, **headers):
    return client.post(reverse("plans:planrow_update", args=[row.pk]), data, headers=headers)


def add(client, plan, data, **headers):
    return client.post(reverse("plans:planrow_create", args=[plan.pk]), data, headers=headers)


# One row


def test_a_row_is_added_at_the_end_of_its_part(client, plan, row, head, teacher):
    make.a_plan_row(plan, text="Башка бөлүм", part=3)
    client.force_login(head)

    answer = add(client, plan, new(responsible=[teacher.pk], months=[5, 10]))

    added = plan.rows.get(text="Жаңы")
    assert answer.url == f"{reverse('plans:plan_rows', args=[plan.pk])}#row-{added.pk}"
    assert texts(plan) == ["Биринчи", "Жаңы"]
    assert added.months == [10, 5]
    assert added.due_now == date(plan.year.start.year + 1, 5, 31)
    assert list(added.responsible.all()) == [teacher]
    assert AuditEntry.objects.filter(verb="create", object_id=added.pk, actor=head).count() == 1


def test_a_row_is_changed_and_counted(client, row, head):
    client.force_login(head)

    change(client, row, sent(row, text="Оңдолгон", when="quarter", quarter=2))

    row.refresh_from_db()
    assert (row.text, row.when, row.quarter, row.months) == ("Оңдолгон", "quarter", 2, [])
    assert row.due_now == row.plan.year.quarters.get(number=2).end
    assert row.version == 2
    assert AuditEntry.objects.filter(verb="change", object_id=row.pk, actor=head).count() == 1


def test_a_date_that_was_moved_stays_moved_when_only_words_change(client, row, head):
    moved = date(row.plan.year.start.year, 12, 1)
    PlanRow.objects.filter(pk=row.pk).update(due_now=moved)
    client.force_login(head)

    change(client, row, sent(row, text="Башкача"))

    row.refresh_from_db()
    assert (row.text, row.due_now) == ("Башкача", moved)


def test_a_row_goes_to_the_end_of_another_part(client, plan, row, head):
    make.a_plan_row(plan, text="Төртүнчү бөлүм", part=4)
    client.force_login(head)

    answer = change(client, row, sent(row, part=4), **HTMX)

    assert texts(plan, 4) == ["Төртүнчү бөлүм", "Биринчи"]
    assert answer.headers["HX-Refresh"] == "true"


def test_in_its_place_a_script_gets_the_row_alone(client, row, head):
    client.force_login(head)

    form = client.get(reverse("plans:planrow_update", args=[row.pk]), headers=HTMX)
    saved = change(client, row, sent(row, text="Жеринде"), **HTMX)

    assert "<html" not in form.text
    assert 'name="text"' in form.text
    assert f'id="row-{row.pk}"' in saved.text
    assert "Жеринде" in saved.text
    assert "<html" not in saved.text
    assert "at least 4 meetings" in saved.text


def test_without_a_script_the_page_opens_the_row_in_its_place(client, plan, row, head):
    second = make.a_plan_row(plan, text="Экинчи")
    client.force_login(head)

    page = client.get(reverse("plans:planrow_update", args=[second.pk]))

    assert page.text.count('name="text"') == 1
    assert page.text.index("Биринчи") < page.text.index('name="text"')
    assert "<html" in page.text


def test_an_added_row_comes_with_the_place_for_the_next(client, plan, row, head):
    client.force_login(head)

    answer = add(client, plan, new(part=2), **HTMX)

    assert "Жаңы" in answer.text
    assert 'id="add-2"' in answer.text
    assert 'hx-swap-oob="true"' in answer.text


# What is wrong with it


def test_a_row_without_words_says_so_and_keeps_the_rest(client, plan, row, head, teacher):
    client.force_login(head)

    page = add(client, plan, new(text="  ", note="эскертүү", responsible=[teacher.pk]))

    form = page.context["form"]
    assert form.errors == {"text": ["Write what is to be done."]}
    assert form["note"].value() == "эскертүү"
    assert form["responsible"].value() == [str(teacher.pk)]
    assert "Write what is to be done." in page.text
    assert plan.rows.count() == 1


def test_a_month_outside_the_school_year_is_told(client, plan, head):
    plan.year.end = date(plan.year.start.year + 1, 5, 31)
    plan.year.save()
    client.force_login(head)

    page = add(client, plan, new(months=[7]))

    errors = page.context["form"].errors
    assert "This month lies outside the school year." in errors["months"]
    assert not plan.rows.exists()


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"when": "months", "months": []}, "months", "Choose at least one month."),
        ({"when": "day", "day": ""}, "day", "Give the day."),
        ({"when": "day", "day": "2031-01-01"}, "day", "This date lies outside"),
        ({"when": "day", "day": "31.02.2026"}, "day", "no such day"),
        ({"when": "quarter"}, "quarter", "Choose the quarter."),
    ],
)
def test_a_time_that_is_none_is_told_beside_it(client, plan, head, said, field, words):
    client.force_login(head)

    page = add(client, plan, new(**said))

    assert words in " ".join(page.context["form"].errors[field])
    assert page.context["form"]["text"].value() == "Жаңы"
    assert not plan.rows.exists()


def test_who_left_is_told_by_name_and_stays_chosen(client, plan, row, head, teacher):
    teacher.memberships.update(until=date(2021, 1, 1))
    client.force_login(head)

    page = change(client, row, sent(row, text="Жаңы сөз"))

    form = page.context["form"]
    assert teacher.list_name in form.errors["responsible"][0]
    assert form["responsible"].value() == [str(teacher.pk)]
    assert "(no longer a member)" in page.text
    assert form["text"].value() == "Жаңы сөз"
    row.refresh_from_db()
    assert row.text == "Биринчи"


def test_somebody_of_another_school_is_no_choice(client, plan, head, foreigner):
    client.force_login(head)

    page = add(client, plan, new(responsible=[foreigner.pk]))

    assert page.context["form"].errors["responsible"]
    assert foreigner.list_name not in page.text


def test_a_plan_has_an_end(client, plan, head):
    row = make.a_plan_row(plan)
    PlanRow.objects.bulk_create(
        PlanRow(plan=plan, school_id=plan.school_id, text="х", position=n)
        for n in range(2, MOST_ROWS + 1)
    )
    client.force_login(head)

    page = add(client, plan, new(text="Артык"))

    assert f"at most {MOST_ROWS} rows" in page.text
    assert page.context["form"]["text"].value() == "Артык"
    assert plan.rows.count() == MOST_ROWS
    assert row in plan.rows.all()


# Two people


def test_the_slower_is_shown_both_texts(client, row, head):
    client.force_login(head)
    data = sent(row, text="Меники")
    change(client, row, sent(row, text="Аныкы"))

    page = change(client, row, data)

    assert page.status_code == 409
    assert ("What is to be done", "Аныкы", "Меники") in [
        (str(label), theirs, mine) for label, theirs, mine in page.context["differences"]
    ]
    row.refresh_from_db()
    assert row.text == "Аныкы"


def test_in_its_place_the_slower_keeps_the_own_text_knowingly(client, row, head):
    client.force_login(head)
    data = sent(row, text="Меники")
    change(client, row, sent(row, text="Аныкы"))

    shown = change(client, row, data, **HTMX)

    assert "Аныкы" in shown.text
    assert "Меники" in shown.text
    again = change(client, row, {**data, "version": 2}, **HTMX)
    row.refresh_from_db()
    assert row.text == "Меники"
    assert "Меники" in again.text


def test_a_plan_submitted_meanwhile_is_not_written(client, plan, row, head):
    client.force_login(head)
    Plan.objects.filter(pk=plan.pk).update(status="submitted")

    answer = change(client, row, sent(row, text="Кечикти"))

    assert answer.status_code == 403
    row.refresh_from_db()
    assert row.text == "Биринчи"


@pytest.mark.parametrize("status", ["submitted", "agreed", "approved"])
def test_no_service_writes_a_frozen_plan(plan, row, head, status):
    Plan.objects.filter(pk=plan.pk).update(status=status)

    for act in (services.remove_row, services.raise_row, services.keep_row, services.save_row):
        with pytest.raises(Refused):
            act(row, by=head)
    with pytest.raises(Refused):
        services.reorder_rows(plan, by=head, order=[row.pk])
    with pytest.raises(Refused):
        services.add_row(PlanRow(plan=plan, text="х"), by=head)


# Order


def test_a_row_goes_up_and_down_within_its_part(client, plan, row, head):
    second = make.a_plan_row(plan, text="Экинчи")
    client.force_login(head)

    client.post(reverse("plans:planrow_raise", args=[second.pk]))
    assert texts(plan) == ["Экинчи", "Биринчи"]
    client.post(reverse("plans:planrow_lower", args=[second.pk]))
    assert texts(plan) == ["Биринчи", "Экинчи"]
    answer = client.post(reverse("plans:planrow_lower", args=[second.pk]))

    assert texts(plan) == ["Биринчи", "Экинчи"]
    assert answer.url.endswith(f"#row-{second.pk}")
    assert AuditEntry.objects.filter(verb="sort").count() == 2
    row.refresh_from_db()
    assert row.version == 1  # no open form becomes stale


def test_the_neighbours_change_places_and_the_others_stay(plan, row, head):
    second, third = (make.a_plan_row(plan, text=text) for text in ("Экинчи", "Үчүнчү"))

    services.raise_row(third, by=head)

    assert texts(plan) == ["Биринчи", "Үчүнчү", "Экинчи"]
    PlanRow.objects.filter(pk=second.pk).update(dropped=True)
    with pytest.raises(StaleError):
        services.raise_row(second, by=head)
    assert texts(plan) == ["Биринчи", "Үчүнчү"]


def test_rows_are_dragged_within_their_part(client, plan, row, head):
    second, third = (make.a_plan_row(plan, text=text) for text in ("Экинчи", "Үчүнчү"))
    make.a_plan_row(plan, text="Башка", part=2)
    client.force_login(head)

    order = [third.pk, row.pk, second.pk]
    url = reverse("plans:plan_reorder", args=[plan.pk])
    answer = client.post(url, {"order": order}, headers={"X-Autosave": "1"})

    assert answer.status_code == 204
    assert texts(plan) == ["Үчүнчү", "Биринчи", "Экинчи"]
    assert texts(plan, 2) == ["Башка"]


def test_an_order_that_is_not_that_of_the_part_is_an_old_one(plan, row, head):
    second = make.a_plan_row(plan, text="Экинчи")
    other = make.a_plan_row(plan, text="Башка", part=2)

    for order in ([row.pk], [row.pk, second.pk, other.pk], [], [row.pk, row.pk, second.pk]):
        with pytest.raises(StaleError):
            services.reorder_rows(plan, by=head, order=order)
    assert texts(plan) == ["Биринчи", "Экинчи"]


# Taking out


def test_a_row_is_taken_out(client, plan, row, head):
    client.force_login(head)

    client.post(reverse("plans:planrow_remove", args=[row.pk]))

    assert not plan.rows.exists()
    entry = AuditEntry.objects.get(verb="remove", object_id=plan.pk)
    assert entry.changes == {"titles": "Биринчи"}


def amended(plan, head, deputy, director):
    """The plan approved, and opened again."""
    for act, by in ((services.submit_plan, head), ("agree", deputy), ("approve", director)):
        plan = Plan.objects.get(pk=plan.pk)
        if callable(act):
            act(plan, by=by)
        else:
            digest = plan.revisions.get().digest
            getattr(services, f"{act}_plan")(plan, by=by, digest=digest)
    plan = Plan.objects.get(pk=plan.pk)
    services.amend_plan(plan, by=head, reason="Өзгөрдү")
    return Plan.objects.get(pk=plan.pk)


def test_an_amendment_drops_what_holds_and_puts_it_back(
    client, plan, row, head, deputy, director
):
    plan = amended(plan, head, deputy, director)
    new_row = make.a_plan_row(plan, text="Жаңы")
    client.force_login(head)

    for one in (row, new_row):
        client.post(reverse("plans:planrow_remove", args=[one.pk]))

    assert list(plan.rows.values_list("text", "dropped")) == [("Биринчи", True)]
    page = client.get(reverse("plans:plan_rows", args=[plan.pk]))
    assert "Taken out by this amendment" in page.text
    client.post(reverse("plans:planrow_restore", args=[row.pk]))
    assert texts(plan) == ["Биринчи"]


# The heading


def test_the_heading_is_written(client, plan, head):
    client.force_login(head)
    said = {"theme": "Тема", "theme_source": "cabinet", "goal": "М", "priorities": "А\nБ"}

    client.post(reverse("plans:plan_update", args=[plan.pk]), {**said, "version": 1})

    plan.refresh_from_db()
    assert (plan.theme, plan.theme_source, plan.priorities) == ("Тема", "cabinet", "А\nБ")
    assert plan.version == 2
    page = client.get(plan.get_absolute_url()).text
    assert "<li>А</li><li>Б</li>" in "".join(part.strip() for part in page.split("\n"))


def test_the_slower_writer_of_the_heading_is_shown_both(client, plan, head):
    client.force_login(head)
    url, said = reverse("plans:plan_update", args=[plan.pk]), {"theme_source": "own"}
    client.post(url, {**said, "theme": "Аныкы", "version": 1})

    page = client.post(url, {**said, "theme": "Меники", "version": 1})

    assert page.status_code == 409
    assert "Аныкы" in page.text
    assert "Меники" in page.text


def test_a_monthly_plan_has_no_goal_of_its_own(client, association, head):
    year = make.a_year(association.school)
    month = make.a_plan(association, period="month", month=year.start)
    client.force_login(head)

    form = client.get(reverse("plans:plan_update", args=[month.pk])).context["form"]

    assert [name for name in form.fields if name not in {"form_token", "version"}] == [
        "theme", "theme_source",
    ]  # fmt: skip


# Text from Word

TABLE = (
    "№\tИш-чара\tМөөнөтү\tЖооптуу\n"
    "1.\tАчык сабактарды өткөрүү\tоктябрь, май\tЫсакова\n"
    "2.\tСеминар\tII чейрек\tбардык мүчөлөр\n"
    "3)\tСынак\tв мае\tдиректор; ата-энелер\n"
)


def test_a_pasted_table_is_understood_cell_by_cell():
    rows = pasted_rows(TABLE, [9, 10, 11, 12, 1, 2, 3, 4, 5], {7: "Ысакова А. С."})

    lesson, seminar, contest = rows
    assert (lesson.text, lesson.months, lesson.people) == (
        "Ачык сабактарды өткөрүү", (10, 5), (7,),
    )  # fmt: skip
    assert (seminar.quarter, seminar.all_members) == (2, True)
    assert (contest.text, contest.months, contest.rest) == (
        "Сынак", (5,), "директор; ата-энелер",
    )  # fmt: skip


def test_pasted_lines_lose_their_bullets_and_nothing_else():
    rows = pasted_rows("• Биринчи иш\n\n2. Экинчи иш, май айында\nА) үчүнчү", [5], {})

    assert [row.text for row in rows] == ["Биринчи иш", "Экинчи иш, май айында", "үчүнчү"]


def test_one_line_is_one_row():
    assert not is_several("Бир сап\n")
    assert is_several("Бир\nэки")
    assert is_several("1\tБир")


def test_several_lines_are_asked_about_first(client, plan, head, teacher):
    client.force_login(head)

    page = add(client, plan, new(text=TABLE, months=[]))

    assert "These lines look like 3 rows." in page.text
    assert "Make 3 rows of it" in page.text
    assert page.context["form"]["text"].value() == TABLE
    assert not plan.rows.exists()


def test_a_pasted_table_becomes_rows_of_one_part(client, plan, row, head, teacher):
    client.force_login(head)

    add(client, plan, new(text=TABLE, months=[], split="rows"))

    assert texts(plan) == ["Биринчи", "Ачык сабактарды өткөрүү", "Семинар", "Сынак"]
    lesson, seminar, contest = plan.rows.in_order()[1:]
    assert (lesson.when, lesson.months, lesson.due_now.month) == ("months", [10, 5], 5)
    assert list(lesson.responsible.all()) == [teacher]
    assert (seminar.when, seminar.quarter, seminar.all_members) == ("quarter", 2, True)
    assert contest.note == "директор; ата-энелер"
    assert AuditEntry.objects.filter(verb="paste", object_id=plan.pk).count() == 1


def test_pasted_lines_may_stay_one_row(client, plan, head):
    client.force_login(head)

    add(client, plan, new(text="Бир\nэки", split="one"))

    assert texts(plan) == ["Бир эки"]


def test_a_pasted_line_without_a_date_is_for_all_the_year(plan, head):
    rows = services.add_rows(
        PlanRow(plan=plan), pasted_rows("Биринчи\nэкинчи", [10], {}), by=head
    )

    assert [(row.text, row.when, row.months) for row in rows] == [
        ("Биринчи", "year", []), ("экинчи", "year", [])
    ]  # fmt: skip


def test_more_rows_than_a_plan_holds_are_not_pasted(client, plan, head):
    client.force_login(head)
    many = "\n".join(f"{n}-иш" for n in range(MOST_ROWS + 1))

    page = add(client, plan, new(text=many, split="rows"))

    assert f"at most {MOST_ROWS} rows" in page.text
    assert not plan.rows.exists()


def test_one_row_is_no_novel(client, plan, head):
    client.force_login(head)

    page = add(client, plan, new(text="сөз " * 600))

    assert "at most 2000 letters" in page.text.replace(",", "")
    assert not plan.rows.exists()


def test_services_say_what_is_wrong_before_anything_is_written(plan, head):
    with pytest.raises(ValidationError):
        services.add_rows(
            PlanRow(plan=plan), pasted_rows("х\n" * (MOST_ROWS + 1), [], {}), by=head
        )
    assert not plan.rows.exists()


def test_a_part_that_is_none_is_told(client, plan, head):
    client.force_login(head)

    for part in ("-1", "'; DROP", "9", ""):
        page = add(client, plan, new(part=part))
        assert page.context["form"].errors["part"]
        assert page.context["adding"] == 1
