"""The data bank: who writes what of whom, and what is true afterwards."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from associations import services
from associations.figures.bank import asked_on
from associations.models import ROWS, Award, Course, Education, TeacherProfile, User, WorkPeriod
from core import audit
from core.models import Notification
from core.permissions import Refused, can
from tests import factories as make

NUMBER = "21509199000123"
BORN = date(1990, 9, 15)
CAST = [
    "director", "deputy", "clerk", "head", "secretary", "teacher", "stranger", "other_head",
]  # fmt: skip


def verbs(person):
    return [line.verb for line in audit.about(person)]


def page_of(person):
    return reverse("associations:teacherprofile_detail", args=[person.pk])


@pytest.mark.parametrize("who", CAST)
def test_who_may_what(request, who, teacher):
    make.a_profile(teacher)
    person = request.getfixturevalue(who)

    may = {
        verb
        for verb in ("view", "change", "check", "confirm")
        if can(person, f"associations.{verb}_teacherprofile", teacher)
    }

    leaders = {"view", "change", "confirm"}
    assert may == {
        "director": leaders,
        "deputy": leaders,
        "head": {"view", "confirm"},
        "teacher": {"view", "change", "check"},
    }.get(who, set())


@pytest.mark.parametrize("who", CAST)
def test_data_exist_for_those_who_may_see_them(request, client, who, teacher):
    make.a_profile(teacher, address="Эркиндик көчөсү, 9")
    person = request.getfixturevalue(who)
    client.force_login(person)

    answer = client.get(page_of(teacher))

    sees = who in {"director", "deputy", "head", "teacher"}
    assert answer.status_code == (200 if sees else 404)
    assert ("Эркиндик көчөсү, 9" in answer.text) == sees
    rows = TeacherProfile.objects.visible_to(person).filter(person=teacher)
    assert rows.exists() == sees


def test_a_head_of_before_sees_nothing_any_more(client, teacher, head, association):
    make.a_profile(teacher)
    yesterday = timezone.localdate() - timedelta(days=1)
    association.memberships.filter(person=head).update(until=yesterday)
    client.force_login(User.objects.get(pk=head.pk))

    assert client.get(page_of(teacher)).status_code == 404


def test_what_there_is_once_is_written_and_the_record_keeps_no_personal_word(teacher):
    services.change_teacherprofile(
        teacher, by=teacher, sex="female", birth_date=BORN, personal_number=NUMBER
    )

    profile = TeacherProfile.objects.get(person=teacher)
    assert (profile.sex, profile.birth_date, profile.personal_number) == (
        "female",
        BORN,
        NUMBER,
    )
    assert profile.school == teacher.school
    assert profile.checked_at == profile.changed_at  # who writes has looked
    assert not profile.is_confirmed
    [line] = audit.about(teacher)
    assert line.changes == {"fields": "sex, birth_date, personal_number"}
    assert not Notification.objects.exists()


def test_what_changes_nothing_leaves_no_trace(teacher):
    services.change_teacherprofile(teacher, by=teacher, sex="female")
    before = TeacherProfile.objects.get()

    services.change_teacherprofile(teacher, by=teacher, sex="female")

    assert TeacherProfile.objects.get().changed_at == before.changed_at
    assert len(verbs(teacher)) == 1


def test_a_number_belongs_to_one_person(teacher, head):
    make.a_profile(head, personal_number=NUMBER)

    with pytest.raises(ValidationError, match="Somebody else has this personal number"):
        services.change_teacherprofile(teacher, by=teacher, personal_number=NUMBER)

    assert not TeacherProfile.objects.filter(person=teacher).exists()


@pytest.mark.parametrize("kind", ROWS)
def test_a_row_is_added_changed_and_taken_out(teacher, kind):
    said = dict(make.ROWS[kind])
    name = kind._meta.model_name
    services.add_row(teacher, by=teacher, row=kind, **said)

    row = kind.objects.get()
    assert (row.person, row.school) == (teacher, teacher.school)
    assert TeacherProfile.objects.get().person == teacher

    word = next(key for key, value in said.items() if isinstance(value, str))
    other = "second" if word == "kind" else "special" if word == "level" else "Башка"
    services.change_row(row, by=teacher, **{word: other})
    assert getattr(kind.objects.get(), word) == other

    assert services.remove_row(kind.objects.get(), by=teacher) == teacher
    assert not kind.objects.exists()
    assert verbs(teacher) == [f"remove_{name}", f"change_{name}", f"create_{name}"]
    assert audit.about(teacher)[1].changes == {word: [said[word], other]}


def test_a_row_saved_as_it_is_stays_confirmed(teacher, head):
    row = make.a_row(teacher, Course)
    services.confirm_teacherprofile(teacher, by=head)

    services.change_row(row, by=teacher, hours=row.hours)

    assert TeacherProfile.objects.get().is_confirmed
    assert verbs(teacher) == ["confirm_profile"]


def test_since_when_somebody_teaches_is_typed_once(teacher):
    for since, until, here in [((2018, 9, 1), None, True), ((2010, 9, 1), (2018, 8, 1), False)]:
        services.add_row(
            teacher, by=teacher, row=WorkPeriod, place="Мектеп", here=here,
            since=date(*since), until=date(*until) if until else None,
        )  # fmt: skip

    person = User.objects.get(pk=teacher.pk)
    # what the first period said stays: it may be changed on the person's card
    assert (person.teaches_since, person.joined_on) == (date(2018, 9, 1), date(2018, 9, 1))


def test_who_is_written_for_is_told(teacher, director):
    services.add_row(teacher, by=director, row=Award, **make.ROWS[Award])

    [notice] = Notification.objects.filter(to=teacher)
    assert "has changed your data" in notice.text
    profile = TeacherProfile.objects.get()
    assert profile.checked_at is None


def test_the_head_confirms_and_a_change_undoes_it(teacher, head):
    services.add_row(teacher, by=teacher, row=Course, **make.ROWS[Course])

    services.confirm_teacherprofile(teacher, by=head)

    profile = TeacherProfile.objects.get()
    assert profile.is_confirmed
    assert profile.confirmed_by == head
    with pytest.raises(Refused, match="confirmed as they stand"):
        services.confirm_teacherprofile(User.objects.get(pk=teacher.pk), by=head)

    services.change_row(Course.objects.get(), by=teacher, hours=36)
    assert not TeacherProfile.objects.get().is_confirmed


@pytest.mark.parametrize(
    ("who", "about", "words"),
    [
        ("teacher", "teacher", "The head of the association"),
        ("head", "head", "Nobody confirms the own data"),
        ("head", "secretary", "Nothing is written yet"),
    ],
)
def test_what_cannot_be_confirmed(request, teacher, head, who, about, words):
    make.a_profile(teacher)
    make.a_profile(head)
    person, reader = request.getfixturevalue(about), request.getfixturevalue(who)

    with pytest.raises(Refused, match=words):
        services.confirm_teacherprofile(person, by=reader)

    assert not TeacherProfile.objects.exclude(confirmed_at=None).exists()


def test_one_press_says_that_all_is_right(client, teacher):
    before = timezone.now() - timedelta(days=400)
    make.a_profile(teacher, changed_at=before, checked_at=before)
    client.force_login(teacher)
    assert "Twice a year everybody looks" in client.get(page_of(teacher)).text

    client.post(reverse("associations:teacherprofile_check", args=[teacher.pk]))

    assert "Twice a year everybody looks" not in client.get(page_of(teacher)).text
    profile = TeacherProfile.objects.get()
    assert (profile.changed_at, profile.checked_on) == (before, timezone.localdate())
    assert verbs(teacher) == ["check_profile"]


def test_one_press_is_enough_where_nothing_was_written(teacher):
    services.check_teacherprofile(teacher, by=teacher)

    profile = TeacherProfile.objects.get()
    assert profile.changed_at == profile.checked_at


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (date(2026, 11, 23), date(2026, 9, 1)),
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 8, 31), date(2026, 2, 1)),
        (date(2026, 1, 31), date(2025, 9, 1)),
    ],
)
def test_everybody_is_asked_twice_a_year(day, asked):
    assert asked_on(day) == asked


# The pages


def test_the_menu_leads_to_the_own_data(client, teacher):
    client.force_login(teacher)

    assert (
        client.get(reverse("associations:own_data"), follow=True).context["person"] == teacher
    )


def test_the_page_says_what_the_rows_sum_up_to(client, teacher):
    began = timezone.localdate().replace(day=1)
    make.a_row(
        teacher, WorkPeriod, since=began.replace(year=began.year - 7), place="Мектеп № 5"
    )
    make.a_row(teacher, Education, speciality="математика")
    make.a_row(teacher, Award)
    client.force_login(teacher)

    text = client.get(page_of(teacher)).text

    assert text.count("7 years") == 3  # in all, as a teacher, here
    assert "Ош мамлекеттик университети, математика, 2010" in text
    assert "2022, No. 118" in text


def test_a_form_leads_back_to_the_data_and_writes_them(client, teacher):
    client.force_login(teacher)
    url = reverse("associations:course_create", args=[teacher.pk])
    shown = client.get(url).text
    assert f'href="{page_of(teacher)}"' in shown
    assert "<datalist" in shown

    said = {"topic": "Баалоо", "place": "Борбор", "year": "2024", "hours": "72"}
    answer = client.post(url, said)

    assert answer.headers["Location"] == page_of(teacher)
    row = Course.objects.get()
    assert (row.topic, row.hours) == ("Баалоо", 72)
    change = client.get(reverse("associations:course_change", args=[row.pk]))
    assert f'href="{page_of(teacher)}"' in change.text
    gone = client.post(reverse("associations:course_remove", args=[row.pk]))
    assert gone.headers["Location"] == page_of(teacher)
    assert not Course.objects.exists()


@pytest.mark.parametrize(
    ("name", "said", "field", "words"),
    [
        ("course", {"topic": "Баалоо", "place": "Борбор", "year": "2999"}, "year",
         "This year is still to come."),
        ("course", {"topic": "Баалоо", "place": "Борбор", "year": "1066"}, "year",
         "greater than or equal to 1940"),
        ("workperiod", {"place": "Мектеп", "since": "2999-01-01"}, "since",
         "This day is still to come."),
        ("workperiod", {"place": "Мектеп", "since": "1899-01-01"}, "since", "too long ago"),
        ("workperiod", {"place": "Мектеп", "since": "2020-01-02", "until": "2020-01-01"},
         "until", "The end must not come before"),
    ],
)  # fmt: skip
def test_bad_rows_are_refused_beside_their_field(client, teacher, name, said, field, words):
    client.force_login(teacher)

    answer = client.post(reverse(f"associations:{name}_create", args=[teacher.pk]), said)

    assert words in " ".join(answer.context["form"].errors[field])
    assert all(value in answer.text for value in said.values())
    assert not TeacherProfile.objects.exists()


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"personal_number": "123"}, "personal_number", "has 14 digits"),
        ({"birth_date": "2024-01-01"}, "birth_date", "Nobody who teaches was born then."),
        ({"birth_date": "1850-01-01"}, "birth_date", "Nobody who teaches was born then."),
    ],
)
def test_bad_personal_data_are_refused_beside_their_field(client, teacher, said, field, words):
    client.force_login(teacher)

    answer = client.post(reverse("associations:teacherprofile_change", args=[teacher.pk]), said)

    assert words in " ".join(answer.context["form"].errors[field])
    assert not TeacherProfile.objects.exists()


def test_a_taken_number_is_told_and_nothing_typed_is_lost(client, teacher, head):
    make.a_profile(head, personal_number=NUMBER)
    client.force_login(teacher)
    said = {"personal_number": NUMBER, "address": "Токтогул көчөсү, 1"}

    answer = client.post(reverse("associations:teacherprofile_change", args=[teacher.pk]), said)

    assert "Somebody else has this personal number." in answer.text
    assert "Токтогул көчөсү, 1" in answer.text


def test_the_form_shows_what_is_known(client, teacher):
    make.a_profile(teacher, address="Токтогул көчөсү, 1")
    client.force_login(teacher)

    shown = client.get(reverse("associations:teacherprofile_change", args=[teacher.pk]))

    assert "Токтогул көчөсү, 1" in shown.text
