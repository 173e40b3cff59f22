"""How plans are fulfilled: every number is that of the rows it leads to."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.permissions import can
from plans import services
from plans.documents.rows import PlanRowRegister
from plans.figures.fulfilment import COUNTED, Asked, fulfilment_of, lines_by, total_of
from plans.figures.template import HEADINGS
from plans.models import PlanRow
from plans.querysets import rows as rules
from plans.views.fulfilment import fulfilment_shown
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
LATE, SOON = timedelta(days=-3), timedelta(days=5)


@pytest.fixture
def plan(association, head, teacher):
    """Two rows done (one by its meeting), one of each other end, four open, one late."""
    return a_full_plan(association, teacher)


def a_full_plan(association, teacher):
    day = TODAY()
    meeting = make.a_meeting(association, status="held", number=1)
    rows = [
        {"text": "Бүттү", "status": "done", "part": 1},
        {"text": "Отурум", "part": 1, "kind": "meeting", "due_now": day + LATE},
        {"text": "Жарым", "status": "partly", "part": 2},
        {"text": "Калды", "status": "not_done", "part": 2},
        {"text": "Жокко", "status": "cancelled", "part": 3},
        {"text": "Кеч", "part": 3, "due_now": day + LATE, "responsible": [teacher]},
        {"text": "Бара жатат", "part": 4, "status": "in_progress", "due_now": day + SOON},
        {"text": "Алдыда", "part": 4, "due_now": day + SOON},
        {"text": "Жылдырылды", "part": 4, "due_now": day + SOON},
        {"text": "Үстүндө", "part": 1, "code": "I.4"},
    ]
    usual = {"due_now": day + SOON}
    plan = make.a_plan_in_force(association, *({**usual, **row} for row in rows))
    PlanRow.objects.filter(plan=plan, text="Отурум").update(meeting=meeting)
    moved = plan.rows.get(text="Жылдырылды")
    new = moved.due_now + timedelta(days=1)
    services.postpone_planrow(moved, by=association.head(), new_due=new, text="Карантин.")
    return plan


EXPECTED = {
    "asked": 8, "done": 2, "partly": 1, "not_done": 1, "open": 4, "late": 1, "moved": 1,
    "cancelled": 1,
}  # fmt: skip


def standing(plan):
    return list(plan.rows.with_standing())


def asked_of(*associations):
    return Asked(list(associations), make.a_year(associations[0].school), TODAY())


def test_a_plan_is_counted_in_all_by_part_and_by_month(plan):
    figure = fulfilment_of(standing(plan), TODAY())

    assert dict(zip(COUNTED, figure.total.counts, strict=True)) == EXPECTED
    assert figure.total.share == 25
    assert [(line.about.value, line.asked) for line in figure.parts] == [
        (1, 2), (2, 2), (3, 1), (4, 3),
    ]  # fmt: skip
    for lines in (figure.parts, figure.months):
        assert total_of(lines).counts == figure.total.counts


def test_the_database_counts_as_the_page_does(plan, association):
    figure = fulfilment_of(standing(plan), TODAY())
    asked = asked_of(association)

    [line] = lines_by("association", asked)
    assert line.counts == figure.total.counts
    for way, lines in (("part", figure.parts), ("month", figure.months)):
        assert [(one.about, one.counts) for one in lines_by(way, asked)] == [
            (one.about, one.counts) for one in lines
        ]


def test_an_association_without_a_plan_has_a_line_of_zeros(plan, association, school):
    other = make.an_association(school)

    first, second = lines_by("association", asked_of(association, other))

    assert first.asked == 8
    assert second.counts == (0,) * len(COUNTED)
    assert second.share == 0


def test_a_plan_that_does_not_hold_is_not_counted(association, head):
    make.a_plan_row(make.a_plan(association))

    assert lines_by("association", asked_of(association))[0].asked == 0


def test_lines_above_sub_rows_are_those_of_the_template():
    assert rules.HEADINGS == HEADINGS


def test_a_new_row_of_an_amendment_does_not_count_yet(plan, head):
    services.amend_plan(plan, by=head, reason="Жаңы иш чыкты.")
    plan.refresh_from_db()
    make.a_plan_row(plan, text="Жаңы")
    rows = standing(plan)
    for row in rows:
        row.plan = plan

    assert fulfilment_shown(plan, rows, TODAY())["total"][0].line.asked == 8


# Each number leads to its rows


@pytest.mark.parametrize("way", ["association", "part", "month"])
def test_every_number_of_the_sheet_is_that_of_its_rows(client, plan, director, school, way):
    make.an_association(school)
    client.force_login(director)
    page = client.get(reverse("plans:fulfilment_sheet"), {"by": way}).content.decode()

    cells = re.findall(r'href="(/plans/rows/\?[^"]+)"\s*>(\d+)</a>', page)
    assert len(cells) >= 14
    for url, number in cells:
        rows = client.get(url.replace("&amp;", "&")).context["planrow_list"]
        assert len(rows) == int(number), url


def test_the_numbers_of_a_plan_lead_to_its_rows(client, plan, association, head, school):
    other = make.an_association(school, head=head)
    a_full_plan(other, head)
    figure = fulfilment_shown(plan, standing(plan), TODAY())
    client.force_login(head)

    for row in [*figure["total"], *figure["parts"], *figure["months"]]:
        for cell in row.cells:
            rows = client.get(cell.url).context["planrow_list"]
            assert len(rows) == cell.number, cell.url


def test_the_sheet_shows_the_associations_side_by_side(client, plan, deputy, school):
    other = make.an_association(school, name_ky="Тил бирикмеси", head=make.a_person(school))
    make.a_plan(other)
    client.force_login(deputy)

    page = client.get(reverse("plans:fulfilment_sheet")).content.decode()

    assert plan.get_absolute_url() in page
    assert "2 of 8 done, 1 late" in page
    assert ">draft</span>" in page


@pytest.mark.parametrize(
    ("who", "seen"),
    [("director", 2), ("deputy", 2), ("head", 1), ("other_head", 1)],
)
def test_leaders_see_all_and_heads_their_own(request, client, plan, other_head, who, seen):
    client.force_login(request.getfixturevalue(who))

    sheet = client.get(reverse("plans:fulfilment_sheet")).context["sheet"]

    assert len(sheet.shown) == seen


@pytest.mark.parametrize("who", ["teacher", "secretary", "clerk"])
def test_the_sheet_is_for_those_who_lead(request, plan, secretary, who):
    assert not can(request.getfixturevalue(who), "plans.view_fulfilment_sheet")


# The list of rows


def listed(client, **asked):
    page = client.get(reverse("plans:planrow_list"), asked)
    return [row.text for row in page.context["planrow_list"]]


def test_rows_are_found_by_state_month_part_and_person(client, plan, teacher, head):
    client.force_login(teacher)

    assert listed(client, state="late") == ["Кеч"]
    assert set(listed(client, state="done")) == {"Бүттү", "Отурум"}
    assert listed(client, state="moved") == ["Жылдырылды"]
    assert set(listed(client, part="2")) == {"Жарым", "Калды"}
    assert listed(client, person=teacher.pk) == ["Кеч"]
    assert listed(client, month="1999-01") == listed(client, month="x")
    late = (TODAY() + LATE).strftime("%Y-%m")
    assert "Кеч" in listed(client, month=late)


def test_a_late_row_says_so_and_can_be_reported(client, plan, teacher, head):
    client.force_login(teacher)
    page = client.get(reverse("plans:planrow_list"), {"state": "late"}).content.decode()

    row = plan.rows.get(text="Кеч")
    assert "late by 3 days" in page
    assert reverse("plans:planrow_report", args=[row.pk]) in page
    client.force_login(head)
    page = client.get(reverse("plans:planrow_list"), {"state": "late"}).content.decode()
    assert reverse("plans:planrow_finish", args=[row.pk]) in page


def test_a_stranger_sees_no_rows(client, plan, stranger):
    client.force_login(stranger)

    assert listed(client) == []
    assert client.get(plan.rows.first().get_absolute_url()).status_code == 404


# The number of questions


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return [one["sql"] for one in found if one["sql"].startswith("SELECT")]


def test_questions_do_not_grow_with_associations_and_rows(client, plan, director, head, school):
    pages = {
        reverse("plans:fulfilment_sheet"): (director, 9),
        reverse("plans:fulfilment_sheet") + "?by=month": (director, 9),
        reverse("plans:planrow_list"): (director, 5),
        reverse("plans:task_list"): (head, 6),
        plan.rows.get(text="Отурум").get_absolute_url(): (head, 8),
    }

    def ask():
        found = {}
        for url, (reader, _most) in pages.items():
            client.force_login(reader)
            found[url] = queries(client, url)
        return found

    few = ask()
    for _ in range(3):
        other = make.an_association(school, head=head)
        a_full_plan(other, head)
    many = ask()

    assert {url: len(rows) for url, rows in many.items()} == {
        url: len(rows) for url, rows in few.items()
    }
    for url, (_reader, most) in pages.items():
        assert len(many[url]) <= most, (url, many[url])


# The list leaves


@pytest.mark.parametrize(
    ("language", "title", "state"),
    [("ky", "ИШ ПЛАНДАРЫНЫН АТКАРЫЛЫШЫ", "3 күн кечикти"),
     ("ru", "ВЫПОЛНЕНИЕ ПЛАНОВ РАБОТЫ", "просрочено, дней: 3")],
)  # fmt: skip
def test_a_register_prints_the_rows_that_are_left(
    plan, teacher, school, language, title, state
):
    rows = PlanRow.objects.for_table().by_urgency().for_marking(teacher)
    late = rows.in_state("late", TODAY())

    paper = PlanRowRegister(school, late, TODAY(), language=language)

    assert paper.title() == title
    [row] = paper.cells()
    assert [row[0], row[2], row[3]] == [
        "Кеч",
        teacher.list_name_in(language),
        TODAY() + LATE,
    ]
    assert row[4] == state
    [moved] = PlanRowRegister(school, rows.in_state("moved", TODAY()), TODAY()).cells()
    assert "жылдырылды" in moved[3]


def test_the_table_leaves_with_the_filter(client, plan, head):
    client.force_login(head)

    answer = client.get(reverse("plans:planrow_list_table"), {"state": "late"})

    book = zipfile.ZipFile(BytesIO(answer.content))
    words = "".join(book.read(name).decode(errors="replace") for name in book.namelist())
    assert "Кеч" in words
    assert "Алдыда" not in words
