"""The control sheet counts what the register shows, for whoever answers for it."""

import subprocess
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from meetings.models import DeadlineChange, JointAssociation, ResolutionReport
from reports.control import labels_of_states
from tests import factories as make

SHEET = reverse("reports:control_sheet")
PDF = reverse("reports:control_sheet_pdf")
TABLE = reverse("reports:control_sheet_table")
WAYS = ["association", "person", "meeting", "month"]
MOST_QUERIES = 9


def held(association, number=1, **fields):
    return make.a_meeting(association, number=number, status="held", **fields)


def task(meeting, days=None, **fields):
    """A resolution due so many days from now."""
    if days is not None:
        due = timezone.localdate() + timedelta(days=days)
        fields = {"due_kind": "date", "due": due, "due_now": due, **fields}
    item = meeting.items.first() or make.an_item(meeting)
    return make.a_resolution(item, **{"status": "in_force", **fields})


@pytest.fixture
def tasks(association, head, secretary, teacher, other_head):
    """One of every kind for our association, and a late one of the other."""
    today = timezone.localdate()
    ours, theirs = (
        held(association, topic="Биздин"),
        held(other_head.memberships.get().association),
    )
    moved = task(ours, 70, responsible=[head])
    DeadlineChange.objects.create(
        resolution=moved, new=moved.due, reason="себеп", asked_by=head, state="granted"
    )
    return {
        "late": task(ours, -3, responsible=[teacher]),
        "week": task(ours, 0, responsible=[teacher, head]),
        "far": task(ours, 70, all_members=True),
        "permanent": task(ours, due_kind="permanent", responsible=[teacher]),
        "note": task(ours, kind="note"),
        "approved": task(ours, kind="approve"),
        "draft": task(ours, -9, status="draft"),
        "in_time": task(ours, 5, status="done", finished_on=today, responsible=[head]),
        "done_late": task(ours, -5, status="done", finished_on=today),
        "cancelled": task(ours, -5, status="cancelled"),
        "moved": moved,
        "theirs": task(theirs, -1, responsible=[other_head]),
    }


@pytest.fixture
def sheet(client):
    def of(person, **asked):
        client.force_login(person)
        return client.get(SHEET, asked)

    return of


def numbers(page):
    """Each line's numbers: under way, this week, late, in time, done late, moved."""
    shown = page.context["sheet"].shown
    return {line.name: [int(cell["number"]) for cell in line.cells] for line in shown}


def test_it_counts_by_association(sheet, director, tasks, association, other_head):
    theirs = other_head.memberships.get().association

    assert numbers(sheet(director)) == {
        str(association): [5, 1, 1, 1, 1, 1],
        str(theirs): [1, 0, 1, 0, 0, 0],
    }
    assert sheet(director).context["sheet"].total.counts == [6, 1, 2, 1, 1, 1]


def test_it_counts_by_person_also_what_all_do(sheet, director, tasks, head, secretary, teacher):
    found = numbers(sheet(director, by="person"))

    assert found[teacher.list_name] == [4, 1, 1, 0, 0, 0]
    assert found[head.list_name] == [3, 1, 0, 1, 0, 1]
    assert found[secretary.list_name] == [1, 0, 0, 0, 0, 0]
    assert "In all" not in sheet(director, by="person").text


def test_it_counts_by_meeting_and_by_month(sheet, director, tasks):
    by_meeting = numbers(sheet(director, by="meeting"))
    by_month = numbers(sheet(director, by="month"))

    assert [row for name, row in by_meeting.items() if "Биздин" in name] == [[5, 1, 1, 1, 1, 1]]
    assert by_month["without a date"] == [1, 0, 0, 0, 0, 0]
    assert [sum(column) for column in zip(*by_month.values(), strict=True)] == [
        6,
        1,
        2,
        1,
        1,
        1,
    ]


@pytest.mark.parametrize("by", WAYS)
@pytest.mark.parametrize("who", ["director", "head"])
def test_every_number_is_that_of_the_rows_it_leads_to(sheet, client, tasks, by, who, request):
    page = sheet(request.getfixturevalue(who), by=by)
    shown = page.context["sheet"]
    cells = [*shown.total_cells, *(cell for line in shown.shown for cell in line.cells)]

    assert len(cells) > 5
    for cell in cells:
        rows = client.get(cell["url"]).context["paginator"].count
        assert rows == int(cell["number"]), (by, cell)


@pytest.mark.parametrize(
    ("verdict", "ago", "due", "numbers"),
    [
        ("accepted", 3, -1, {"in_time": 1}),
        ("accepted", 0, -1, {"done_late": 1}),
        ("accepted", 3, None, {"in_time": 1}),
        ("waiting", 3, -1, {"open": 1}),
        ("waiting", 0, -1, {"open": 1, "late": 1}),
        ("returned", 3, -1, {"open": 1, "late": 1}),
    ],
)
def test_what_all_do_stands_for_each_by_the_own_report(
    sheet, client, director, association, teacher, secretary, verdict, ago, due, numbers
):
    """Reported so many days ago, after a report that was returned; due in so many days."""
    given = task(held(association), due, all_members=True)
    for mark, days in {"returned": ago + 5, verdict: ago}.items():
        with time_machine.travel(timezone.now() - timedelta(days=days), tick=False):
            ResolutionReport.objects.create(
                resolution=given, author=teacher, text="Бүттү", verdict=mark
            )

    shown = {line.name: line for line in sheet(director, by="person").context["sheet"].shown}
    said = {
        name: {
            cell["state"]: int(cell["number"]) for cell in line.cells if cell["number"] != "0"
        }
        for name, line in shown.items()
    }

    assert said[teacher.list_name] == numbers
    assert said[secretary.list_name] == {"open": 1, **({"late": 1} if due else {})}
    for cell in shown[teacher.list_name].cells:
        page = client.get(cell["url"]).context
        assert page["paginator"].count == int(cell["number"]), cell
        words = [row.state_words for row in page["resolution_list"]]
        assert cell["state"] == "open" or set(words) <= {SAID.get(cell["state"])}


SAID = {"in_time": "done in time", "done_late": "done, late by 1 day", "late": "late by 1 day"}


def test_what_two_resolved_together_counts_for_the_host(
    sheet, client, director, tasks, association, other_head
):
    guest = other_head.memberships.get().association
    meeting = tasks["late"].item.meeting
    JointAssociation.objects.create(meeting=meeting, association=guest, year=meeting.year)

    page = sheet(director)

    assert numbers(page)[str(guest)] == [1, 0, 1, 0, 0, 0]
    for line in page.context["sheet"].shown:
        assert client.get(line.cells[2]["url"]).context["paginator"].count == 1


def test_a_head_sees_the_own_associations_only(sheet, tasks, head, association, other_head):
    assert list(numbers(sheet(head))) == [str(association)]
    other = other_head.memberships.get().association
    assert numbers(sheet(head, association=other.pk)) == numbers(sheet(head))


def test_one_association_is_looked_at_alone(sheet, director, tasks, association):
    page = sheet(director, by="meeting", association=association.pk)

    assert len(numbers(page)) == 1
    assert "Show all associations" in page.text


def test_lateness_is_said_by_word(sheet, director, tasks):
    """In the head of the column, and on phones before the number."""
    page = sheet(director).text

    assert '<th scope="col" class="number">Late</th>' in page
    assert 'data-label="Late"' in page


def test_another_year_is_counted_by_itself(sheet, director, tasks, school, association):
    past = make.a_year(school, first=timezone.localdate().year - 3)

    page = sheet(director, year=past.pk, by="month")

    assert numbers(page) == {}
    assert "Nothing to control yet" in page.text
    assert "You are looking at a past" in page.text
    assert numbers(sheet(director, year=past.pk))[str(association)] == [0] * 6


def test_a_closed_association_stands_on_the_sheets_of_its_years(
    sheet, director, tasks, association
):
    type(association).objects.filter(pk=association.pk).update(closed_on=timezone.localdate())

    assert str(association) in numbers(sheet(director))


def test_who_heads_nothing_is_told_why(sheet, teacher, clerk):
    for person in (teacher, clerk):
        page = sheet(person)
        assert page.status_code == 403
        assert "for heads of associations" in page.text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ky", ["ТОКТОМДОРДУН АТКАРЫЛЫШЫН КӨЗӨМӨЛДӨӨ БАРАГЫ", "Жалпы", "Кечигип"]),
        ("ru", ["ЛИСТ КОНТРОЛЯ ИСПОЛНЕНИЯ РЕШЕНИЙ", "Всего", "Просрочено"]),
    ],
)
def test_it_is_one_page_for_the_council_with_a_line_for_the_deputy(
    client, director, deputy, tasks, language, words
):
    client.force_login(director)

    pdf = b"".join(client.get(PDF, {"language": language}))
    command = ["pdftotext", "-layout", "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()

    assert text.count("\f") == 1
    assert [word for word in words if word not in text] == []
    assert deputy.initials_in(language) in text
    assert [line.split()[-6:] for line in text.splitlines() if words[1] in line] == [
        ["6", "1", "2", "1", "1", "1"]
    ]


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_nine_associations_stand_on_one_page(client, director, school, language):
    long = "кыргыз тили жана адабияты мугалимдеринин усулдук бирикмеси"
    for number in range(9):
        names = {"name_ky": f"{number} {long}", "name_ru": f"{number} {long}"}
        task(held(make.an_association(school, head=make.a_person(school), **names)), -1)
    client.force_login(director)

    pdf = b"".join(client.get(PDF, {"language": language}))

    assert len(PdfReader(BytesIO(pdf)).pages) == 1


@pytest.mark.parametrize("by", WAYS)
def test_the_table_has_the_numbers_of_the_page(sheet, client, director, tasks, by):
    shown = [line.counts for line in sheet(director, by=by).context["sheet"].lines]

    book = load_workbook(BytesIO(client.get(TABLE, {"by": by}).content)).active
    rows = [list(row) for row in book.iter_rows(values_only=True)]

    assert len(rows[0]) == 1 + len(labels_of_states())
    assert [row[1:] for row in rows[1 : 1 + len(shown)]] == shown
    assert len(rows) == 1 + len(shown) + (by != "person")


@pytest.mark.parametrize("by", WAYS)
def test_it_asks_as_often_for_many_rows_as_for_one(client, director, school, by):
    def add(number):
        association = make.an_association(school, head=make.a_person(school))
        meeting = held(association, number)
        for days in (-3, 0, 70):
            task(meeting, days, responsible=[association.head()])
            task(meeting, days, all_members=True)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(SHEET, {"by": by}).status_code == 200
        return len(queries)

    client.force_login(director)
    add(1)
    client.get(SHEET, {"by": by})
    one = asked()
    for number in range(2, 5):
        add(number)

    assert asked() == one <= MOST_QUERIES
