"""Pages of people, associations and the school: what the reader sees, and what changes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from associations.models import (
    AcademicYear,
    Association,
    Holiday,
    Membership,
    Post,
    School,
    Subject,
    User,
)
from core import audit
from core.models import FormToken
from tests import factories as make

Role = Membership.Role
TODAY = timezone.localdate


def url(name, *args):
    return reverse(f"associations:{name}", args=args)


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def as_(client):
    """Sign somebody in."""

    def as_(person):
        client.force_login(person)
        return client

    return as_


@pytest.fixture
def lead(as_, director):
    return as_(director)


# Lists


def test_the_list_says_who_heads_how_many_belong_and_what_is_taught(
    as_, teacher, association, head
):
    association.subjects.add(make.a_subject(association.school, name_ky="Алгебра"))
    elsewhere = make.an_association(make.a_school())

    page = text(as_(teacher).get(url("association_list")))

    assert association.name in page
    assert head.list_name in page
    assert "Алгебра" in page
    assert 'data-label="Members"> 2 </td>' in page
    assert elsewhere.name not in page
    assert "New association" not in page


def test_closed_associations_are_shown_when_asked_for(lead, association, school):
    closed = make.an_association(school, closed_on=date(2026, 6, 1))

    assert closed.name not in text(lead.get(url("association_list")))
    only = text(lead.get(url("association_list"), {"closed": "closed"}))
    assert closed.name in only
    assert association.name not in only


@pytest.mark.parametrize("name", ["association_list", "user_list"])
def test_lists_ask_as_many_queries_for_three_as_for_one(
    lead, school, association, teacher, name, django_assert_num_queries
):
    lead.get(url(name))
    with CaptureQueriesContext(connection) as one:
        lead.get(url(name))
    for _number in range(2):
        person = make.a_person(school)
        make.a_post(person, Post.Kind.CLERK, until=None)
        other = make.an_association(school, head=person)
        other.subjects.add(make.a_subject(school))
        make.a_membership(association, make.a_person(school))

    with django_assert_num_queries(len(one)):
        lead.get(url(name))


def test_htmx_gets_the_table_alone(lead, association):
    page = text(lead.get(url("association_list"), headers={"HX-Request": "true"}))

    assert association.name in page
    assert "<html" not in page


def names(answer):
    return [person.surname_ky for person in answer.context["user_list"]]


def test_people_stand_in_the_order_of_the_kyrgyz_alphabet(lead, school):
    for surname in ["Ясин", "Өмүров", "Осмонов", "Ёлкин", "Жээнбеков", "Үсөнов", "Нурлан"]:
        make.a_person(school, surname_ky=surname)

    assert names(lead.get(url("user_list"))) == [
        "Асылбеков", "Ёлкин", "Жээнбеков", "Нурлан", "Осмонов", "Өмүров", "Үсөнов", "Ясин",
    ]  # fmt: skip


def test_people_are_found_however_they_are_typed(
    lead, school, association, teacher, deputy, gone, foreigner
):
    make.a_person(school, surname_ky="Өмүрбеков", first_name_ky="Нурлан")

    def found(**said):
        return names(lead.get(url("user_list"), said))

    assert found(q="омур") == ["Өмүрбеков"]
    assert found(q="нурлан ӨМҮР") == ["Өмүрбеков"]
    assert found(q="бөлөк") == []
    assert found(post="deputy") == ["Токтосунова"]
    assert set(found(association=association.pk)) == {"Абазбек уулу", "Ысакова"}
    assert gone.surname_ky not in found(association=association.pk)
    assert found(active="closed") == [gone.surname_ky]
    assert len(found(active="all")) == len(found()) + 1


def test_nobody_found_is_explained(lead):
    page = text(lead.get(url("user_list"), {"q": "жокмындайадам"}))

    assert "Names are found by their beginnings" in page


def test_an_empty_school_is_offered_the_usual_associations(lead, school):
    page = text(lead.get(url("association_list")))
    assert "clause 6.1" in page
    assert "Add the usual associations" in page

    lead.post(url("association_usual"))

    assert Association.objects.filter(school=school).count() == 9
    assert "Add the usual associations" not in text(lead.get(url("association_list")))
    again = lead.post(url("association_usual"), follow=True)
    assert "has associations already" in text(again)


# One association


def test_an_association_shows_its_people_its_year_and_its_past(
    as_, stranger, association, head, teacher, director, school
):
    past = make.a_person(school, surname_ky="Бурунку")
    make.a_membership(association, past, until=date(2021, 5, 31))
    year = make.a_year(school)
    Holiday.objects.create(
        year=year, name_ky="Күзгү каникул", start=date(year.start.year, 11, 5),
        end=date(year.start.year, 11, 9),
    )  # fmt: skip

    answer = as_(stranger).get(association.get_absolute_url())
    page = text(answer)

    assert [row.person for row in answer.context["present"]] == [head, teacher]
    assert [row.person for row in answer.context["past"]] == [past]
    assert "1 past membership" in page
    assert 'class="badge" >head</span>' in page
    assert "Күзгү каникул" in page
    assert f"/meetings/?association={association.pk}" in page
    assert "Appoint the head" not in page


def test_an_association_without_year_and_people_explains_itself(lead, school):
    AcademicYear.objects.all().delete()
    empty = make.an_association(school)

    page = text(lead.get(empty.get_absolute_url()))

    assert "elect its head (clause 5.1)" in page
    assert "enters the school year" in page


def association_words(**said):
    return {
        "name_ky": "Чет тилдер усулдук бирикмеси",
        "genitive_ky": "чет тилдер усулдук бирикмесинин",
        **said,
    }


def test_an_association_is_made_once_though_the_form_is_sent_twice(lead, school):
    subject = make.a_subject(school)
    said = association_words(subjects=[subject.pk], form_token=FormToken.fresh())

    first = lead.post(url("association_create"), said)
    second = lead.post(url("association_create"), said)

    made = Association.objects.get(name_ky=said["name_ky"])
    assert first.url == second.url == made.get_absolute_url()
    assert made.school == school
    assert list(made.subjects.all()) == [subject]
    assert audit.about(made).get().verb == "create"


def test_a_name_that_is_taken_comes_back_with_a_sentence(lead, association):
    said = association_words(name_ky=association.name_ky, name_ru="Моё")

    page = text(lead.post(url("association_create"), said))

    assert "There is already an association of this name." in page
    assert 'value="Моё"' in page


def test_two_who_edit_an_association_see_both_texts(lead, association):
    Association.objects.filter(pk=association.pk).update(version=2, name_ru="Их")
    said = association_words(name_ru="Моё", version=1)

    answer = lead.post(url("association_update", association.pk), said)

    assert answer.status_code == 409
    assert "Их" in text(answer)
    assert "Моё" in text(answer)


def test_leaders_change_who_belongs_and_heads(lead, association, teacher, stranger, head):
    day = {"since": "2026-09-01", "basis": "№ 14"}
    lead.post(url("membership_create", association.pk), {"person": stranger.pk, **day})
    lead.post(
        url("membership_change", teacher.memberships.get().pk), {"role": "secretary", **day}
    )
    lead.post(url("association_appoint_head", association.pk), {"person": stranger.pk, **day})
    row = head.memberships.get(until=None)
    lead.post(url("membership_end", row.pk), {"until": "2026-10-01"})

    assert association.head(date(2026, 9, 1)) == stranger
    assert association.secretary(date(2026, 9, 1)) == teacher
    row.refresh_from_db()
    assert (row.role, row.until) == (Role.MEMBER, date(2026, 10, 1))


def test_who_is_second_reads_who_was_first(lead, association, teacher, secretary):
    day = {"since": "2026-09-01"}
    head_page = url("association_appoint_head", association.pk)
    lead.post(head_page, {"person": teacher.pk, **day})

    page = text(lead.post(head_page, {"person": secretary.pk, **day}))

    assert "heads the association since 1 September 2026" in page
    assert 'value="2026-09-01"' in page


def test_closing_an_association_is_asked_and_shown(lead, association):
    lead.post(url("association_close", association.pk), {"closed_on": "2026-06-01"})

    page = text(lead.get(association.get_absolute_url()))

    assert "Closed: 1 June 2026" in page
    assert "Close the association" not in page
    assert lead.get(url("association_close", association.pk)).status_code == 403


# People


def test_contacts_are_shown_to_whom_they_concern(as_, head, stranger, teacher):
    User.objects.filter(pk=teacher.pk).update(phone="0555 112233", email="t@mektep.kg")

    assert "0555 112233" in text(as_(head).get(teacher.get_absolute_url()))
    page = text(as_(stranger).get(teacher.get_absolute_url()))
    assert "0555 112233" not in page
    assert "t@mektep.kg" not in page
    assert "Contacts are seen by the person" in page


def test_a_person_is_shown_with_names_posts_and_memberships(lead, head, association):
    make.a_post(head, Post.Kind.DEPUTY, title_ky="орун басар", until=date(2022, 6, 1))
    make.a_membership(
        make.an_association(head.school), head, until=date(2021, 5, 31), role=Role.SECRETARY
    )

    page = text(lead.get(head.get_absolute_url()))

    assert "Абазбек уулу Руслан" in page
    assert "Р.Абазбек уулу" in page
    assert "Past posts" in page
    assert "орун басар" in page
    assert "Past memberships" in page
    assert "Close the account" in page


def person_words(**said):
    return {
        "surname_ky": "Үсөнова", "first_name_ky": "Гүлзат", "language": "ky", **said,
    }  # fmt: skip


def test_a_new_person_gets_a_login_and_no_password(lead, school):
    lead.post(url("user_create"), person_words())

    person = User.objects.get(username="g.usonova")
    assert person.school == school
    assert not person.has_usable_password()
    assert person.sort_key


@pytest.mark.parametrize("login", ["teacher", " TEACHER "])
def test_a_login_that_is_taken_comes_back_with_a_sentence(lead, teacher, login):
    page = text(lead.post(url("user_create"), person_words(username=login)))

    assert "This login is taken." in page
    assert 'value="Гүлзат"' in page


def test_a_login_of_another_school_is_taken_too(lead, foreigner):
    page = text(lead.post(url("user_create"), person_words(username="foreigner")))

    assert "This login is taken." in page


def test_a_person_without_a_name_is_refused_with_sentences(lead):
    answer = lead.post(url("user_create"), {"language": "ky"})

    assert set(answer.context["form"].errors) >= {"surname_ky", "first_name_ky"}


def test_a_person_is_renamed_and_keeps_school_login_and_password(lead, teacher):
    teacher.set_password("Kyzyl-Alma-Bagy-2026")
    teacher.save()
    said = person_words(username="teacher", version=teacher.version)

    lead.post(url("user_update", teacher.pk), said)

    teacher.refresh_from_db()
    assert teacher.surname_ky == "Үсөнова"
    assert teacher.check_password("Kyzyl-Alma-Bagy-2026")
    assert audit.about(teacher).first().changes["surname_ky"] == ["Ысакова", "Үсөнова"]


def test_the_page_of_a_person_never_takes_the_place_of_the_reader(lead, director, teacher):
    for name in ("user_detail", "user_update"):
        answer = lead.get(url(name, teacher.pk))
        assert answer.context["user"] == director


LIST = """Жумабекова Айгүл Сапар кызы; математика мугалими

Абазбек уулу Нурбек;физика мугалими;
Осмонов\tЭрлан\t\tтарых мугалими"""


def test_a_pasted_list_is_shown_first_and_added_once(lead, school):
    before = User.objects.count()
    page = text(lead.post(url("user_paste"), {"text": LIST}))
    assert "a.zhumabekova" in page
    assert "Add 3 people" in page
    assert User.objects.count() == before

    said = {"text": LIST, "add": "", "form_token": FormToken.fresh()}
    done = lead.post(url("user_paste"), said, follow=True)
    lead.post(url("user_paste"), said)

    assert "3 people were added." in text(done)
    assert User.objects.count() == before + 3
    person = User.objects.get(username="n.abazbek-uulu")
    assert (person.surname_ky, person.first_name_ky) == ("Абазбек уулу", "Нурбек")
    assert person.title_ky == "физика мугалими"
    assert User.objects.get(surname_ky="Осмонов").title_ky == "тарых мугалими"


def test_who_is_there_already_is_not_added_again(lead, school):
    make.a_person(school, surname_ky="Осмонов", first_name_ky="Эрлан", patronymic_ky="")

    page = text(lead.post(url("user_paste"), {"text": "осмонов ЭРЛАН\nОсмонов Эрлан"}))

    assert page.count("is there already") == 2
    assert 'name="add"' not in page


def test_a_line_that_is_no_name_stops_the_list(lead):
    before = User.objects.count()
    said = {"text": f"Жумабекова\n{'А' * 81} Айгүл\nОсмонов Эрлан", "add": ""}

    page = text(lead.post(url("user_paste"), said))

    assert "Write the surname and the first name." in page
    assert "This is too long for a name." in page
    assert "Осмонов Эрлан" in page
    assert User.objects.count() == before


def test_a_very_long_list_is_refused(lead):
    page = text(lead.post(url("user_paste"), {"text": "Осмонов Эрлан\n" * 301}))

    assert "At most 300 people at a time; this list has 301." in page


def test_posts_are_given_and_ended(lead, teacher):
    lead.post(
        url("post_create", teacher.pk),
        {"kind": "deputy", "since": "2026-09-01", "title_ky": "орун басар", "basis": "№ 3"},
    )
    post = teacher.posts.get()
    assert (post.kind, post.basis) == ("deputy", "№ 3")

    lead.post(url("post_end", post.pk), {"until": "2026-10-01"})

    assert teacher.posts.get().until == date(2026, 10, 1)


def test_a_second_director_is_refused_with_a_sentence(lead, teacher):
    said = {"kind": "director", "since": "2026-09-01", "title_ky": "Мектеп директору"}

    page = text(lead.post(url("post_create", teacher.pk), said))

    assert "The school already has a director." in page
    assert 'value="Мектеп директору"' in page
    assert not teacher.posts.exists()


def test_accounts_are_closed_and_opened_by_buttons(lead, teacher):
    lead.post(url("user_deactivate", teacher.pk))
    assert not User.objects.get(pk=teacher.pk).is_active
    assert "Open the account again" in text(lead.get(teacher.get_absolute_url()))

    lead.post(url("user_reactivate", teacher.pk))
    assert User.objects.get(pk=teacher.pk).is_active


# Strangers and foreigners


LEADERS_ONLY = [
    ("association_create", ()), ("association_update", ("association",)),
    ("association_close", ("association",)), ("membership_create", ("association",)),
    ("association_appoint_head", ("association",)), ("membership_change", ("membership",)),
    ("membership_end", ("membership",)), ("user_create", ()), ("user_paste", ()),
    ("user_update", ("teacher",)), ("post_create", ("teacher",)), ("post_end", ("post",)),
    ("school_settings", ()), ("school_sample", ()), ("academicyear_list", ()),
    ("academicyear_create", ()), ("academicyear_update", ("year",)), ("subject_list", ()),
    ("subject_create", ()), ("subject_update", ("subject",)),
]  # fmt: skip


@pytest.fixture
def things(association, teacher, deputy, school):
    return {
        "association": association,
        "membership": teacher.memberships.get(),
        "teacher": teacher,
        "post": deputy.posts.get(),
        "year": make.a_year(school),
        "subject": make.a_subject(school),
    }


def address(name, wanted, things):
    return url(name, *(things[thing].pk for thing in wanted))


@pytest.mark.parametrize(("name", "wanted"), LEADERS_ONLY)
def test_others_are_refused_with_a_reason(as_, teacher, things, name, wanted):
    client = as_(teacher)

    answer = client.get(address(name, wanted, things))

    assert answer.status_code == 403
    assert "Only the director and the deputy directors do this." in text(answer)


@pytest.mark.parametrize(("name", "wanted"), [row for row in LEADERS_ONLY if row[1]])
@pytest.mark.parametrize("method", ["get", "post"])
def test_for_a_foreign_director_nothing_of_ours_exists(
    as_, foreigner, things, name, wanted, method
):
    client = as_(foreigner)

    assert getattr(client, method)(address(name, wanted, things)).status_code == 404


def test_a_foreign_director_sees_none_of_us_in_lists(as_, foreigner, association, teacher):
    client = as_(foreigner)

    assert association.name not in text(client.get(url("association_list")))
    assert "Ысакова" not in text(client.get(url("user_list"), {"active": "all"}))
    assert client.get(association.get_absolute_url()).status_code == 404
    assert client.get(teacher.get_absolute_url()).status_code == 404
    for verb in ("user_deactivate", "user_reactivate"):
        assert client.post(url(verb, teacher.pk)).status_code == 404
    narrowed = client.get(url("user_list"), {"association": association.pk})
    assert association.name not in text(narrowed)


@pytest.fixture
def theirs(foreigner):
    """Things of the other school, to be smuggled into our forms."""
    school = foreigner.school
    return {
        "person": foreigner,
        "subject": make.a_subject(school, name_ky="Алардын предмети"),
        "association": make.an_association(school),
        "school": school,
    }


def test_foreign_keys_in_bodies_are_refused(lead, association, teacher, theirs):
    day = {"since": "2026-09-01"}
    person = {"person": theirs["person"].pk, **day}
    answers = [
        lead.post(url("membership_create", association.pk), person),
        lead.post(url("association_appoint_head", association.pk), person),
        lead.post(
            url("association_create"), association_words(subjects=[theirs["subject"].pk])
        ),
        lead.post(
            url("post_create", teacher.pk),
            {"kind": "director", "acting_for": theirs["person"].pk, **day},
        ),
    ]

    assert all("Select a valid choice" in text(answer) for answer in answers)
    assert not theirs["person"].memberships.exists()
    assert not teacher.posts.exists()
    assert Subject.objects.get(pk=theirs["subject"].pk).associations.count() == 0


def test_the_school_is_not_taken_from_a_body(lead, school, theirs):
    foreign = {"school": theirs["school"].pk, "school_id": theirs["school"].pk}
    lead.post(url("association_create"), association_words(**foreign))
    lead.post(url("user_create"), person_words(**foreign))
    lead.post(url("subject_create"), {"name_ky": "Ырдоо", **foreign})

    assert Association.objects.get(name_ky__startswith="Чет").school == school
    assert User.objects.get(surname_ky="Үсөнова").school == school
    assert Subject.objects.get(name_ky="Ырдоо").school == school
    assert School.objects.get(pk=theirs["school"].pk).name_ky == "Башка мектеп"


def test_a_member_is_added_once_though_the_form_is_sent_twice(lead, association, stranger):
    page = url("membership_create", association.pk)
    said = {"person": stranger.pk, "since": "2026-09-01", "form_token": FormToken.fresh()}

    assert lead.post(page, said).url == association.get_absolute_url()
    assert lead.post(page, said).url == association.get_absolute_url()
    assert association.memberships.filter(person=stranger).count() == 1


def test_several_members_are_added_at_once_or_none(lead, association, school, stranger):
    other = make.a_person(school)
    page = url("membership_create", association.pk)
    people = [stranger.pk, other.pk]

    lead.post(page, {"person": [*people, 0], "since": "2026-09-01"})
    assert not association.memberships.filter(person__in=people).exists()
    lead.post(page, {"person": people, "since": "2026-09-01"})
    assert association.memberships.filter(person__in=people, until=None).count() == len(people)


def test_each_form_shows_its_fields_in_their_layout(lead, association, teacher):
    row = teacher.memberships.get()

    for page, fields in [
        (url("membership_change", row.pk), ["role", "since", "basis"]),
        (url("membership_create", association.pk), ["person", "since", "basis"]),
        (url("post_create", teacher.pk), ["kind", "title_ky", "since", "acting_for"]),
        (url("association_update", association.pk), ["name_ky", "genitive_ru", "opened_on"]),
        (url("user_update", teacher.pk), ["surname_ky", "signature_ru", "username", "email"]),
    ]:
        shown = text(lead.get(page))
        assert [name for name in fields if f'name="{name}"' not in shown] == []
