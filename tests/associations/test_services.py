"""What is true after somebody did something with people, posts and associations."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from associations import services
from associations.imports import NewPerson
from associations.models import (
    AcademicYear,
    ActivationCode,
    Association,
    Membership,
    Post,
    School,
    Subject,
    User,
)
from core import audit
from core.models import AuditEntry
from core.permissions import Refused
from tests import factories as make

Role = Membership.Role
SINCE = date(2026, 9, 1)


def verbs(thing):
    return [entry.verb for entry in audit.about(thing)]


def test_a_member_comes_and_goes_and_stays_in_the_past(director, association, stranger):
    row = services.add_member(association, by=director, person=stranger, since=SINCE)
    services.end_membership(row, by=director, until=SINCE + timedelta(days=9))

    row.refresh_from_db()
    assert (row.role, row.school_id) == (Role.MEMBER, association.school_id)
    assert stranger in association.members(SINCE + timedelta(days=9))
    assert stranger not in association.members(SINCE + timedelta(days=10))
    assert verbs(association) == ["end_membership", "add_member"]


def test_nobody_belongs_twice_at_once(director, association, teacher):
    with pytest.raises(ValidationError, match="already belongs"):
        services.add_member(association, by=director, person=teacher, since=SINCE)


def test_what_ended_does_not_end_again(director, teacher):
    row = teacher.memberships.get()
    services.end_membership(row, by=director, until=SINCE)

    stale = Membership(pk=row.pk, association=row.association, person=teacher)
    with pytest.raises(ValidationError, match="ended already"):
        services.end_membership(stale, by=director, until=SINCE)


def test_a_membership_does_not_end_before_it_began(director, teacher):
    with pytest.raises(ValidationError, match="must not come before"):
        services.end_membership(teacher.memberships.get(), by=director, until=date(2019, 1, 1))

    assert teacher.memberships.get().until is None


def test_a_new_head_follows_the_old_one_who_stays_as_a_member(
    director, association, head, teacher
):
    services.appoint_head(association, teacher, since=SINCE, basis="№ 14", by=director)

    eve = SINCE - timedelta(days=1)
    assert association.head(eve) == head
    assert association.head(SINCE) == teacher
    assert head in association.members(SINCE)
    rows = association.memberships.filter(person=head).order_by("since")
    assert [(row.role, row.until) for row in rows] == [(Role.HEAD, eve), (Role.MEMBER, None)]
    assert teacher.memberships.filter(until=None).get().basis == "№ 14"
    assert audit.about(association).first().changes["head"] == [str(head), str(teacher)]


def test_a_head_may_come_from_outside_and_be_the_first(director, school, stranger):
    empty = make.an_association(school)

    services.appoint_head(empty, stranger, since=SINCE, by=director)

    assert empty.head(SINCE) == stranger


def test_on_the_first_day_a_role_is_changed_in_place(director, association, stranger):
    services.add_member(association, by=director, person=stranger, since=SINCE)

    services.appoint_head(association, stranger, since=SINCE, by=director)

    assert association.memberships.filter(person=stranger).count() == 1
    assert association.head(SINCE) == stranger


def test_of_two_who_appoint_at_once_the_second_is_told(
    director, deputy, association, teacher, secretary
):
    services.appoint_head(association, teacher, since=SINCE, by=director)

    with pytest.raises(ValidationError) as refusal:
        services.appoint_head(association, secretary, since=SINCE, by=deputy)

    assert "heads the association since" in refusal.value.messages[0]
    assert str(teacher) in refusal.value.messages[0]
    assert association.head(SINCE) == teacher
    assert association.secretary() == secretary


def test_the_head_is_not_appointed_again(director, association, head):
    with pytest.raises(ValidationError, match="heads the association since"):
        services.appoint_head(association, head, since=SINCE, by=director)


def test_nobody_is_something_before_belonging(director, association, head, stranger):
    services.add_member(association, by=director, person=stranger, since=SINCE)

    with pytest.raises(ValidationError, match="belongs to the association only since"):
        services.appoint_head(
            association, stranger, since=SINCE - timedelta(days=5), by=director
        )

    assert association.head(SINCE) == head


def test_a_member_becomes_secretary(director, association, teacher):
    services.change_role(
        teacher.memberships.get(), by=director, role=Role.SECRETARY, since=SINCE
    )

    assert association.secretary(SINCE) == teacher
    assert association.secretary(SINCE - timedelta(days=1)) is None


def test_a_role_one_has_is_not_given_again(director, teacher):
    with pytest.raises(ValidationError, match="already"):
        services.change_role(
            teacher.memberships.get(), by=director, role=Role.MEMBER, since=SINCE
        )


def test_changing_the_role_to_head_appoints(director, association, teacher, head):
    services.change_role(teacher.memberships.get(), by=director, role=Role.HEAD, since=SINCE)

    assert association.head(SINCE) == teacher
    assert association.memberships.get(person=head, until=None).role == Role.MEMBER


def test_closing_ends_memberships_and_keeps_the_past(director, association, teacher, head):
    services.close_association(association, by=director, closed_on=SINCE)

    assert set(association.members(SINCE)) == {teacher, head}
    assert not association.members(SINCE + timedelta(days=1))
    assert association not in Association.objects.active()
    with pytest.raises(Refused):
        services.close_association(association, by=director, closed_on=SINCE)
    with pytest.raises(ValidationError, match="closed already"):
        services.add_member(association, by=director, person=teacher, since=SINCE)


@pytest.mark.parametrize("who", ["head", "secretary", "teacher", "clerk"])
def test_only_leaders_write_and_a_refusal_changes_nothing(request, association, stranger, who):
    person = request.getfixturevalue(who)
    row = association.memberships.first()
    before = AuditEntry.objects.count()

    for act in [
        lambda: services.add_member(association, by=person, person=stranger, since=SINCE),
        lambda: services.end_membership(row, by=person, until=SINCE),
        lambda: services.change_role(row, by=person, role=Role.SECRETARY, since=SINCE),
        lambda: services.appoint_head(association, person, since=SINCE, by=person),
        lambda: services.close_association(association, by=person, closed_on=SINCE),
        lambda: services.add_people(association.school, by=person, people=[]),
        lambda: services.add_post(person, by=person, kind="deputy", since=SINCE),
        lambda: services.add_usual_subjects(association.school, by=person),
        lambda: services.add_usual_associations(association.school, by=person),
    ]:
        with pytest.raises(Refused):
            act()

    assert AuditEntry.objects.count() == before
    assert not Post.objects.filter(person=person, kind="deputy").exists()


def test_a_foreign_person_does_not_become_a_member(director, association, foreigner):
    with pytest.raises(ValidationError, match="another school"):
        services.add_member(association, by=director, person=foreigner, since=SINCE)


def test_people_get_logins_from_their_names(director, school):
    new = NewPerson("", "Абазбек уулу", "Руслан", "", "физика мугалими")

    first, second = services.add_people(school, by=director, people=[new, new])

    assert (first.username, second.username) == ("r.abazbek-uulu", "r.abazbek-uulu2")
    assert not first.has_usable_password()
    assert (first.school, first.title_ky) == (school, "физика мугалими")
    assert verbs(first) == ["create"]


def test_a_login_counts_over_all_schools(foreigner):
    make.a_person(foreigner.school, username="a.usonova")

    assert services.suggest_login("Үсөнова", "Айжан") == "a.usonova2"
    assert services.suggest_login("Ү", "") == "u"
    assert services.suggest_login("—", "") == "person"


def test_a_school_has_one_director_and_perhaps_one_acting(director, teacher, stranger):
    with pytest.raises(ValidationError, match="already has a director"):
        services.add_post(teacher, by=director, kind="director", since=SINCE)

    services.add_post(stranger, by=director, kind="director", since=SINCE, acting_for=director)

    acting = User.objects.get(pk=stranger.pk)
    assert acting.leads_school
    assert verbs(stranger) == ["create_post"]


def test_a_post_ends_but_not_the_last_one_that_leads(director, deputy):
    services.end_post(deputy.posts.get(), by=director, until=date(2026, 1, 1))

    assert deputy.posts.get().until == date(2026, 1, 1)
    with pytest.raises(ValidationError, match="Somebody must lead"):
        services.end_post(director.posts.get(), by=director, until=SINCE)
    assert director.posts.get().until is None


def test_a_clerk_leaves_freely_and_once(director, clerk):
    post = clerk.posts.get()
    stale = clerk.posts.get()
    services.end_post(post, by=director, until=SINCE)

    with pytest.raises(ValidationError, match="ended already"):
        services.end_post(stale, by=director, until=SINCE)


@pytest.mark.django_db
def test_a_school_is_created_with_its_year_its_director_and_a_code():
    school, person, code = services.create_school(
        {"name_ky": "Долон орто мектеби", "place_ky": "Нарын ш."},
        director={"surname_ky": "Асылбеков", "first_name_ky": "Кубанычбек"},
        first_year=2026,
    )

    person = User.objects.get(pk=person.pk)
    assert person.is_director
    assert person.username == "k.asylbekov"
    assert school.pk == person.school_id
    assert AcademicYear.objects.get(school=school).quarters.count() == 4
    assert ActivationCode.objects.get(person=person).used_at is None
    assert len(code.replace("-", "")) == 12
    assert not list(audit.verify(school.pk))


def test_who_is_elected_to_an_office_nobody_holds_takes_it_up(association, teacher):
    assert association.secretary() is None
    row = association.memberships.get(person=teacher, until=None)
    since = SINCE + timedelta(days=60)

    services.seat_elected(row, role=Role.SECRETARY, since=since, basis="№ 3", instead=None)

    assert association.secretary(since) == teacher
    assert association.secretary(since - timedelta(days=1)) is None


def test_a_head_is_not_made_secretary_by_an_election(association, head, secretary):
    row = association.memberships.get(person=head, until=None)
    held = association.memberships.get(role=Role.SECRETARY, until=None)
    facts = {"since": SINCE + timedelta(days=60), "basis": "№ 3", "instead": held.pk}

    with pytest.raises(ValidationError, match="heads the association"):
        services.seat_elected(row, role=Role.SECRETARY, **facts)

    held.refresh_from_db()
    assert (held.role, held.until) == (Role.SECRETARY, None)
    assert association.head() == head


@pytest.mark.django_db
def test_a_school_without_a_name_is_not_created():
    with pytest.raises(ValidationError):
        services.create_school(
            {"place_ky": "Нарын ш."},
            director={"surname_ky": "Асылбеков", "first_name_ky": "Кубанычбек"},
            first_year=2026,
        )

    assert not School.objects.exists()


def test_usual_subjects_come_once(director, school):
    make.a_subject(school, name_ky="Математика", name_ru="Наша математика")

    services.add_usual_subjects(school, by=director)
    services.add_usual_subjects(school, by=director)

    names = Subject.objects.filter(school=school).values_list("name_ky", flat=True)
    assert len(names) == len(set(names)) == 29
    assert Subject.objects.get(school=school, name_ky="Математика").name_ru == "Наша математика"


def test_usual_associations_are_for_a_school_that_has_none(director, school):
    services.add_usual_subjects(school, by=director)
    services.add_usual_associations(school, by=director)

    rows = Association.objects.filter(school=school)
    assert rows.count() == 9
    exact = rows.get(name_ky="Так илимдер усулдук бирикмеси")
    assert exact.genitive_ky == "так илимдер усулдук бирикмесинин"
    assert exact.genitive_ru == "методического объединения учителей точных наук"
    assert "Алгебра" in exact.subjects.values_list("name_ky", flat=True)
    with pytest.raises(ValidationError, match="has associations already"):
        services.add_usual_associations(school, by=director)


@pytest.mark.django_db(transaction=True)
def test_two_appointments_at_the_same_moment_give_one_head(
    director, association, teacher, secretary
):
    outcomes = []

    def appoint(person):
        try:
            with translation.override("en"):
                services.appoint_head(association, person, since=SINCE, by=director)
            outcomes.append("appointed")
        except ValidationError as refusal:
            outcomes.append(refusal.messages[0])
        finally:
            connection.close()

    threads = [Thread(target=appoint, args=[person]) for person in (teacher, secretary)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    [told] = [outcome for outcome in outcomes if outcome != "appointed"]
    assert "heads the association since" in told
    assert association.memberships.filter(role=Role.HEAD, until=None).count() == 1
