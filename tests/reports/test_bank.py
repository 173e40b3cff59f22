"""The data bank as a whole: the list, its papers and tables, the composition, the desk."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from associations.figures.bank import cards_of, composition_of, with_rows
from associations.models import Award, Category, Course, Education, User, WorkPeriod
from reports.documents.bank import BankPaper, CompositionPaper
from tests import factories as make

BANK = reverse("reports:bank")
COMPOSITION = reverse("reports:composition")
DAY = date(2026, 3, 15)


def cards(school, day=DAY):
    people = User.objects.filter(school=school).order_by("pk")
    return cards_of(with_rows(people, day), day)


def counted(found, title):
    [group] = [group for group in found.groups if group.title == title]
    return {str(part.label): (part.count, part.share) for part in group.parts}


@pytest.fixture
def known(association, head, secretary, teacher):
    """Three teachers of an association: of the first much is known, of the last nothing."""
    make.a_profile(head, sex="male", birth_date=date(1963, 3, 15), address="Эркиндик, 1")
    make.a_row(head, Education, level="special", institution="Колледж", year=1984)
    make.a_row(head, Education, level="higher", institution="Институт", year=1990)
    make.a_row(head, Category, kind="highest", year=2020)
    make.a_row(head, Award, year=2027)
    make.a_row(head, WorkPeriod, since=date(2000, 9, 1))
    make.a_profile(secretary, sex="female", birth_date=date(1996, 3, 16))
    make.a_row(secretary, Category, kind="second", year=2022)
    make.a_row(secretary, Category, kind="first", year=2025)
    make.a_row(secretary, Award, year=2024)
    make.a_row(secretary, WorkPeriod, since=date(2022, 9, 1))
    User.objects.filter(pk=head.pk).update(phone="0700 123456")
    return association


def test_everybody_is_counted_once_in_each_table(known):
    found = composition_of(cards(known.school))

    assert found.total == 3
    assert counted(found, "Education") == {
        "higher": (1, 33), "incomplete higher": (0, 0), "secondary special": (0, 0),
        "secondary": (0, 0), "not written": (2, 67),
    }  # fmt: skip
    assert counted(found, "Qualification category")["first"] == (1, 33)
    assert counted(found, "Qualification category")["second"] == (0, 0)
    years = counted(found, "Teaching experience")
    assert (years["up to 3 years"][0], years["21 years and more"][0]) == (1, 1)
    ages = counted(found, "Age")
    assert (ages["up to 30"][0], ages["61 and more"][0], ages["not written"][0]) == (1, 1, 1)
    assert counted(found, "Sex") == {
        "female": (1, 33), "male": (1, 33), "not written": (1, 33),
    }  # fmt: skip
    # an award of a later year is none yet; a man of 63 has the age of a pension
    assert counted(found, "Besides") == {
        "of pension age": (1, 33), "have an award": (1, 33),
    }  # fmt: skip


def test_on_an_earlier_day_it_was_otherwise(known):
    found = composition_of(cards(known.school, date(2023, 1, 1)))

    assert counted(found, "Qualification category")["second"] == (1, 33)
    assert counted(found, "Besides")["of pension age"] == (0, 0)
    assert counted(found, "Besides")["have an award"] == (0, 0)
    assert counted(found, "Teaching experience")["up to 3 years"] == (1, 33)


def test_nobody_is_counted_where_nobody_is():
    found = composition_of([])

    assert found.total == 0
    assert counted(found, "Age")["up to 30"] == (0, 0)


def test_the_page_counts_the_members_of_that_day(client, director, known, head, stranger):
    client.force_login(director)
    page = client.get(COMPOSITION)
    assert page.context["counted"].total == 4  # the director belongs to no association

    ours = client.get(COMPOSITION, {"association": known.pk})
    assert (ours.context["counted"].total, ours.context["union"]) == (3, known)

    before = make.LONG_AGO - timedelta(days=1)
    none = client.get(COMPOSITION, {"association": known.pk, "day": before.isoformat()})
    assert none.context["counted"].total == 0

    client.force_login(head)
    assert client.get(COMPOSITION).context["counted"].total == 3


def test_a_day_that_is_none_is_told(client, director, known):
    client.force_login(director)

    page = client.get(COMPOSITION, {"day": "2026-02-31"})

    assert "Enter a valid date" in page.text
    assert page.context["day"] == timezone.localdate()


def test_the_paper_and_the_table_say_the_same_as_the_page(client, director, known):
    client.force_login(director)
    found = client.get(COMPOSITION, {"association": known.pk}).context["counted"]

    book = load_workbook(BytesIO(client.get(
        reverse("reports:composition_table"), {"association": known.pk, "language": "ru"}
    ).content)).active  # fmt: skip
    rows = list(book.values)

    assert rows[0] == ("Показатель", "Число", "Доля, %")
    assert rows[1][:2] == ("Всего учителей: 3", 3)
    numbers = [(row[1], row[2]) for row in rows[2:] if row[1] is not None and row[1] != ""]
    assert numbers == [(p.count, p.share) for group in found.groups for p in group.parts]
    paper = CompositionPaper(known.school, found, DAY, union=known, language="ky").html()
    assert "МУГАЛИМДЕРДИН САНДЫК ЖАНА САПАТТЫК КУРАМЫ" in paper
    assert "2026-жылдын 15-мартына карата" in paper
    assert paper.count("<rect") == sum(len(group.parts) for group in found.groups)


def test_a_head_sees_the_own_members_only(
    client, known, head, teacher, stranger, director, clerk
):
    client.force_login(head)
    shown = {card.person for card in client.get(BANK).context["cards"]}
    assert shown == _members(known)

    client.force_login(director)
    everybody = {card.person for card in client.get(BANK).context["cards"]}
    assert {stranger, director, teacher} <= everybody
    assert clerk not in everybody

    make.a_membership(known, clerk)  # a clerk who teaches, too
    assert clerk in {card.person for card in client.get(BANK).context["cards"]}


def _members(association):
    return {row.person for row in association.memberships.select_related("person")}


@pytest.mark.parametrize(
    ("state", "who"),
    [
        ("unwritten", {"teacher"}),
        ("unchecked", {"teacher", "secretary"}),
        ("unconfirmed", {"secretary"}),
        ("confirmed", {"head"}),
    ],
)
def test_the_list_is_narrowed_by_the_state_of_the_data(client, known, head, state, who):
    now = timezone.now()
    head.profile.checked_at = head.profile.confirmed_at = now
    head.profile.save()
    client.force_login(User.objects.get(pk=head.pk))

    page = client.get(BANK, {"state": state, "association": known.pk})

    assert {card.person.username for card in page.context["cards"]} == who


def test_the_list_is_searched_by_name(client, known, head):
    client.force_login(head)

    page = client.get(BANK, {"q": "ысакова"})

    assert [card.person.surname_ky for card in page.context["cards"]] == ["Ысакова"]


def test_contacts_leave_only_where_they_are_wished(client, known, head):
    client.force_login(head)
    url = reverse("reports:bank_table")

    plain = list(load_workbook(BytesIO(client.get(url).content)).active.values)
    full = list(
        load_workbook(BytesIO(client.get(url, {"contacts": "1"}).content)).active.values
    )

    assert len(plain) == len(full) == 4
    assert "0700 123456" not in str(plain)
    assert "Эркиндик" not in str(plain)
    row = next(row for row in full if "0700 123456" in row)
    assert row[2].date() == date(1963, 3, 15)
    assert "Эркиндик, 1" in row
    assert plain[0][2] == "Туулган жылы"
    assert full[0][2] == "Туулган күнү"


def test_a_line_of_the_paper_says_what_is_known(known, head):
    [row] = [
        row
        for row in BankPaper(known.school, cards(known.school), DAY, language="ru").cells()
        if "Абазбек" in row[1]
    ]

    assert row[2:6] == [1963, "высшее", "Институт, 1990", "–"]
    assert row[7] == "25 / 25 / 25"
    assert row[8] == "высшая (2020)"
    paper = BankPaper(known.school, cards(known.school), DAY, language="ky").html()
    assert "Бардыгы болуп 3 мугалим." in paper
    assert "Билими: жогорку – 1, жазылган эмес – 2." in paper


def test_the_list_asks_as_much_for_many_as_for_few(client, director, known):
    client.force_login(director)
    client.get(BANK)
    few = _asked(client)
    for number in range(12):
        person = make.a_person(known.school, surname_ky=f"Асанов{number}")
        make.a_membership(known, person)
        for kind in make.ROWS:
            make.a_row(person, kind)

    assert _asked(client) == few


def _asked(client):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(BANK).status_code == 200
    return len(asked)


# The desk


def test_the_desk_asks_until_one_has_looked(client, known, teacher):
    client.force_login(teacher)
    desk = reverse("reports:desk")
    assert client.get(desk).context["data_due"]

    client.post(reverse("associations:teacherprofile_check", args=[teacher.pk]))

    assert not client.get(desk).context["data_due"]


def test_the_head_is_told_what_waits_to_be_confirmed(client, known, head, director, clerk):
    desk = reverse("reports:desk")
    client.force_login(head)
    page = client.get(desk)
    assert page.context["data_count"] == 1  # the secretary's; not the own
    assert f"{BANK}?state=unconfirmed" in page.text

    client.force_login(director)
    assert client.get(desk).context["data_count"] == 1  # the head's
    client.force_login(clerk)
    page = client.get(desk)
    assert not page.context["data_due"]
    assert page.context["data_count"] == 0


def test_courses_of_long_ago_do_not_fill_the_paper(known, teacher):
    for year in (2018, 2021, 2024):
        make.a_row(teacher, Course, year=year, place="Борбор")
    [row] = [
        row
        for row in BankPaper(known.school, cards(known.school), DAY, language="ky").cells()
        if "Ысакова" in row[1]
    ]

    assert row[9] == "2024, Борбор, 72 саат; 2021, Борбор, 72 саат"
