"""Staff lists from Excel: looked at, taken over without doubles, taken back."""

from datetime import date, timedelta
from io import BytesIO
from time import perf_counter

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from associations import services
from associations.imports.matching import lines_of
from associations.models import Category, Education, Post, StaffImport, TeacherProfile, User
from associations.services.staffing import forget_staff_lists
from core import audit
from core.permissions import Refused
from core.uploads import accept
from tests import factories as make
from tests.associations import staff_books as books

CREATE = reverse("associations:staffimport_create")


def take_in(sheet, by):
    return services.create_staffimport(by=by, file=accept(books.sent(sheet)))


def taken(sheet, by, **said):
    staff = take_in(sheet, by)
    return services.apply_staffimport(staff, by=by, answers=said.pop("answers", {}), **said)


def kinds(staff):
    return [line.kind for line in lines_of(staff)]


def book(*rows):
    sheet = Workbook().active
    for row in rows:
        sheet.append(row)
    return sheet


HEAD = ["Аты-жөнү", "ПИН", "Туулган күнү", "Жынысы", "Телефону"]
PIN, OTHER = "21509199000123", "20101198000001"


@pytest.mark.parametrize("style", [books.with_numbers, books.with_words])
def test_sixty_teachers_come_in_once_however_often_the_list_is_sent(director, style):
    before = User.objects.count()
    begun = perf_counter()
    taken(style(), director)
    again = take_in(style(), director)
    lines = lines_of(again)
    spent = perf_counter() - begun

    assert User.objects.count() == before + 60
    assert [line.kind for line in lines] == ["same"] * 60
    services.apply_staffimport(again, by=director, answers={})
    assert User.objects.count() == before + 60
    assert spent < 30  # of a machine that does other things, too; bench/staff.py has the figure


def test_what_stands_in_the_cells_of_the_first_book(director):
    staff = taken(books.with_numbers(), director)

    number, name, born, _kind, year = next(books.teachers())
    person = User.objects.get(profile__personal_number=number)
    assert (person.full_name_in("ky"), person.profile.birth_date) == (name, born)
    education = person.educations.get()
    assert (education.institution, education.year) == ("Ош мамлекеттик университети", year - 12)
    assert education.level == "higher"
    assert Education.objects.filter(level="special").count() == 12  # those of the college
    category = person.categories.get()
    assert (category.kind, category.year) == ("highest", year)
    assert Category.objects.filter(kind="none").count() == 15
    # a column «role» makes nobody a director, and nobody can sign in yet
    assert staff.unknown == ["role"]
    assert Post.objects.filter(person__profile__isnull=False).count() == 0
    assert not person.has_usable_password()


def test_days_are_read_however_they_are_written(director):
    taken(books.with_words(), director)

    born = {name: born for _number, name, born, *_rest in books.teachers()}
    found = TeacherProfile.objects.select_related("person")
    assert {row.person.full_name_in("ky").title(): row.birth_date for row in found} == {
        name.title(): day for name, day in born.items()
    }
    assert set(found.values_list("sex", flat=True)) == {"female"}


def test_the_same_sixty_are_found_again_by_another_list(director):
    """The first list knows numbers, the second only names and birthdays."""
    taken(books.with_numbers(), director)
    before = User.objects.count()

    staff = take_in(books.with_words(), director)

    assert set(kinds(staff)) == {"changed"}  # it knows the sex
    services.apply_staffimport(staff, by=director, answers={})
    assert User.objects.count() == before


def test_trouble_is_told_with_its_cell_and_comes_in_only_by_leaving_it_out(director):
    association = make.an_association(director.school, name_ky="Так илимдер усулдук бирикмеси")
    staff = take_in(books.with_gaps(), director)

    lines = {line.number: line for line in lines_of(staff)}
    assert lines[63].problems == [("C63", "There is no such day.")]
    assert lines[64].problems[0] == ("64", "Write the surname and the first name.")
    assert [lines[n].problems[0][1] for n in (2, 62)] == [
        "This person stands in the list twice."
    ] * 2
    assert lines[3].notes == [("C3", "Only a year: the day and the month are needed.")]
    with pytest.raises(ValidationError, match="Some lines have trouble"):
        services.apply_staffimport(staff, by=director, answers={})
    assert not TeacherProfile.objects.exists()

    services.apply_staffimport(staff, by=director, answers={}, without_trouble=True)

    assert association.memberships.count() == 59
    assert User.objects.filter(phone="700000002").count() == 1
    assert not User.objects.filter(surname_ky="Осмонова").exists()


def test_lines_that_only_have_a_border_are_none(director):
    sheet = book(HEAD, ["Асанова Айгүл", PIN])
    sheet["A5000"].font = Font(bold=True)

    assert kinds(take_in(sheet, director)) == ["new"]


@pytest.mark.parametrize(
    ("cell", "place", "year"),
    [
        ("ОшМУ, 2001", "ОшМУ", 2001),
        ("ОшМУ (2001-ж.)", "ОшМУ", 2001),
        ("КНУ, 1998 г.", "КНУ", 1998),
        ("ОшМУ 2001-жылы", "ОшМУ", 2001),
        ("№ 2001 мектеп", "№ 2001 мектеп", None),
    ],
)
def test_the_year_may_stand_beside_the_institution(director, cell, place, year):
    sheet = book(["Аты-жөнү", "Бүтүргөн окуу жайы, жылы"], ["Асанова Айгүл", cell])

    [line] = lines_of(take_in(sheet, director))

    assert (line.said["institution"], line.said.get("graduated")) == (place, year)


@pytest.mark.parametrize(
    ("birth", "kind"),
    [(None, "changed"), (date(1990, 9, 15), "changed"), (date(1991, 1, 1), "new")],
)
def test_a_name_is_the_same_person_unless_something_speaks_against_it(
    director, teacher, birth, kind
):
    make.a_profile(teacher, birth_date=date(1990, 9, 15))

    staff = take_in(book(HEAD, ["ысакова айгүл Сапар кызы", None, birth, "аял"]), director)

    [line] = lines_of(staff)
    assert line.kind == kind
    assert line.candidates == ([teacher] if birth is None else [])


def test_who_is_asked_about_may_be_another(director, teacher):
    staff = take_in(book(HEAD, [teacher.full_name_in("ky"), None, None, "аял"]), director)

    services.apply_staffimport(staff, by=director, answers={"2": "new"})

    assert User.objects.filter(surname_ky="Ысакова").count() == 2
    assert not TeacherProfile.objects.filter(person=teacher).exists()


def test_by_the_number_a_changed_name_is_the_same_person(director, teacher):
    make.a_profile(teacher, personal_number=PIN)

    taken(book(HEAD, ["Токтосунова Айгүл Сапар кызы", PIN]), director)

    assert User.objects.get(pk=teacher.pk).surname_ky == "Токтосунова"
    assert "import" in [line.verb for line in audit.about(teacher)]


def test_one_number_is_nobody_elses(director):
    sheet = book(HEAD, ["Асанова Айгүл", PIN], ["Бообекова Гүлзат", PIN])

    staff = take_in(sheet, director)

    assert kinds(staff) == ["trouble", "trouble"]
    assert "this personal number" in lines_of(staff)[0].problems[0][1]


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("B2", "123", "has 14 digits"),
        ("C2", "кечээ", "no date"),
        ("C2", "01.01.2999", "cannot be"),
        ("D2", "???", "аял or эркек"),
        ("A2", "<script>alert(1)</script>", "no name"),
        ("E2", "0" * 41, "too long"),
    ],
)
def test_bad_cells_are_told_by_their_address(director, cell, value, words):
    sheet = book(HEAD, ["Асанова Айгүл", PIN, "15.09.1990", "аял", "0700"])
    sheet[cell] = value

    [line] = lines_of(take_in(sheet, director))

    assert (cell, True) in [(where, words in text) for where, text in line.problems]
    assert line.kind == "trouble"


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (book(["Сабак", "Класс"], ["Алгебра", "7"]), "No heading with names was found"),
        (book(HEAD), "There is nobody below the heading"),
        (book(HEAD, *[["Асанова Айгүл"]] * 1001), "more than 1000 lines"),
    ],
)
def test_lists_that_cannot_be(client, director, sheet, words):
    client.force_login(director)

    page = client.post(CREATE, {"file": books.sent(sheet)})

    assert words in page.text
    assert not StaffImport.objects.exists()


def test_what_is_no_book_is_refused(client, director):
    client.force_login(director)
    png = SimpleUploadedFile("list.xlsx", b"\x89PNG\r\n\x1a\n", "image/png")

    page = client.post(CREATE, {"file": png})

    assert page.context["form"].errors["file"]
    assert not StaffImport.objects.exists()


def test_a_list_is_taken_back_whole(director, teacher):
    make.a_profile(teacher, personal_number=PIN, address="Эркиндик, 1")
    User.objects.filter(pk=teacher.pk).update(phone="0555")
    association = make.an_association(director.school, name_ky="Так илимдер")
    union, head = "Так илимдер", [*HEAD, "Билими", "Категориясы", "Усулдук бирикме"]
    rows = [
        [teacher.full_name_in("ky"), PIN, "15.09.1990", "аял", "0700", "жогорку", "I", union],
        ["Бообекова Гүлзат", OTHER, "01.01.1980", "аял", "0701", "орто", "жок", union],
    ]  # fmt: skip
    people = User.objects.count()
    staff = taken(book(head, *rows), director)
    assert User.objects.count() == people + 1
    assert association.memberships.count() == 2

    services.undo_staffimport(staff, by=director)

    assert User.objects.count() == people
    assert association.memberships.count() == 0
    profile = TeacherProfile.objects.get()
    assert (profile.birth_date, profile.sex, profile.address) == (None, "", "Эркиндик, 1")
    assert User.objects.get(pk=teacher.pk).phone == "0555"
    assert not Education.objects.exists()
    assert not Category.objects.exists()
    with pytest.raises(Refused, match="taken back already"):
        services.undo_staffimport(staff, by=director)


def test_what_was_changed_since_stays(director, teacher):
    staff = taken(book(HEAD, [teacher.full_name_in("ky"), PIN, None, "аял", "0700"]), director)
    User.objects.filter(pk=teacher.pk).update(phone="0999")
    services.change_teacherprofile(User.objects.get(pk=teacher.pk), by=teacher, address="Ош")

    services.undo_staffimport(staff, by=director)

    assert User.objects.get(pk=teacher.pk).phone == "0999"
    profile = TeacherProfile.objects.get()
    assert (profile.personal_number, profile.address) == ("", "Ош")


def test_of_whom_something_speaks_by_now_the_account_is_closed(director):
    staff = taken(book(HEAD, ["Бообекова Гүлзат", PIN]), director)
    person = User.objects.get(surname_ky="Бообекова")
    make.a_post(person, Post.Kind.CLERK)

    services.undo_staffimport(staff, by=director)

    assert User.objects.get(pk=person.pk).is_active is False


@pytest.mark.parametrize("name", ["Бообекова Гүлзат", "Ысакова Айгүл Сапар кызы"])
def test_of_two_lists_the_first_is_taken_back_first(director, teacher, name):
    """Whom the first list brought is gone, or has no data: the second minds neither."""
    before = User.objects.count()
    first = taken(book(HEAD, [name, None, None, "аял"]), director)
    second = taken(book(HEAD, [name, None, None, None, "0700"]), director)
    assert User.objects.filter(phone="0700").count() == 1

    for staff in (first, second):
        services.undo_staffimport(staff, by=director)

    assert User.objects.count() == before
    assert not User.objects.filter(phone="0700").exists()
    assert not TeacherProfile.objects.exists()


def test_after_a_day_nothing_is_taken_back(director):
    staff = taken(book(HEAD, ["Бообекова Гүлзат", PIN]), director)
    StaffImport.objects.update(applied_at=timezone.now() - timedelta(days=1, minutes=1))

    with pytest.raises(Refused, match="for a day only"):
        services.undo_staffimport(staff, by=director)


def test_a_list_is_taken_over_once_and_by_leaders(director, deputy, teacher):
    staff = taken(book(HEAD, ["Бообекова Гүлзат", PIN]), deputy)

    with pytest.raises(Refused, match="taken over already"):
        services.apply_staffimport(staff, by=director, answers={})
    with pytest.raises(Refused):
        take_in(book(HEAD, ["Асанова Айгүл"]), teacher)
    assert StaffImport.objects.visible_to(teacher).count() == 0


def test_the_clock_forgets_what_nobody_needs(director):
    looked = take_in(book(HEAD, ["Асанова Айгүл", None, None, "аял"]), director)
    StaffImport.objects.update(made_at=timezone.now() - timedelta(days=8))
    staff = taken(book(HEAD, ["Бообекова Гүлзат", PIN]), director)
    StaffImport.objects.filter(pk=staff.pk).update(
        applied_at=timezone.now() - timedelta(days=2)
    )

    assert forget_staff_lists() == 2

    assert not StaffImport.objects.filter(pk=looked.pk).exists()
    left = StaffImport.objects.get()
    assert (left.rows, left.done) == ([], [])


# The pages


def test_the_list_is_looked_at_taken_over_and_taken_back_on_its_pages(
    client, director, teacher
):
    client.force_login(director)
    rows = [
        ["Бообекова Гүлзат", PIN, "15.09.1990", "аял"],
        [teacher.full_name_in("ky"), None, None, "аял"],
    ]
    page = client.post(CREATE, {"file": books.sent(book(HEAD, *rows))}, follow=True)
    staff = StaffImport.objects.get()
    assert [row["line"].kind for row in page.context["lines"]] == ["new", "changed"]
    assert "Date of birth: 15.09.1990" in " ".join(page.text.split())
    assert "Is it the same person?" in page.text
    assert not User.objects.filter(surname_ky="Бообекова").exists()

    page = client.post(
        reverse("associations:staffimport_apply", args=[staff.pk]),
        {"who-3": "new"},
        follow=True,
    )

    assert User.objects.filter(surname_ky="Ысакова").count() == 2
    assert "Take it back" in page.text
    page = client.post(reverse("associations:staffimport_undo", args=[staff.pk]), follow=True)
    assert not User.objects.filter(surname_ky="Бообекова").exists()
    assert "taken back already" in page.text


def test_trouble_is_left_out_by_a_tick(client, director):
    client.force_login(director)
    client.post(
        CREATE,
        {"file": books.sent(book(HEAD, ["Асанова Айгүл", "12"], ["Бообекова Гүлзат", PIN]))},
    )
    staff = StaffImport.objects.get()
    url = reverse("associations:staffimport_apply", args=[staff.pk])

    page = client.post(url, follow=True)
    assert "Some lines have trouble" in page.text
    assert "B2" in page.text
    client.post(url, {"without_trouble": "1"})

    assert TeacherProfile.objects.get().personal_number == PIN


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_template_is_understood(client, director, language):
    client.force_login(director)
    answer = client.get(reverse("associations:staff_template"), {"language": language})
    sheet = load_workbook(BytesIO(answer.content)).active
    row = [PIN, "Бообекова Гүлзат", "15.09.1990", "аял", "мугалим", "", "0700", "Ош", "жогорку",
           "ОшМУ", 2012, "математика", "биринчи", 2020, "01.09.2012", "01.09.2015"]  # fmt: skip
    sheet.append(row)

    [line] = lines_of(take_in(sheet, director))

    assert line.problems == line.notes == []
    assert len(line.said) == 16  # the name is two; no association was named
    assert line.said["teaches_since"] == date(2012, 9, 1)
