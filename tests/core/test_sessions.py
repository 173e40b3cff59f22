"""Sessions begin anew, grow old, and end when somebody says so."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from associations.models import User
from associations.services import accounts
from core.models import AuditEntry, Session
from core.sessions import handle_of
from tests import factories as make

DOOR = reverse("associations:sign_in")
HOME = reverse("associations:own_card")
SESSIONS = reverse("associations:session_list")
NEW = "жаңы узун сөз айкашы"


@pytest.fixture
def person(school):
    return make.a_person(school, username="aigul", password=make.PASSWORD, language="en")


@pytest.fixture
def leader(director):
    director.set_password(make.PASSWORD)
    director.save()
    return director


def signed_in(person, agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"):
    client = Client(headers={"User-Agent": agent})
    answer = client.post(DOOR, {"username": person.username, "password": make.PASSWORD})
    assert answer.status_code == 302
    return client


def is_in(client):
    return client.get(HOME).status_code == 200


def test_signing_in_changes_the_key(client, person):
    client.cookies["sessionid"] = "a" * 32
    client.post(DOOR, {"username": "aigul", "password": make.PASSWORD})

    assert client.cookies["sessionid"].value != "a" * 32
    assert Session.objects.count() == 1


def test_signing_in_again_changes_the_key_and_ends_the_old_session(person):
    client = signed_in(person)
    old = client.cookies["sessionid"].value

    client.post(DOOR, {"username": "aigul", "password": make.PASSWORD})

    assert not Session.objects.filter(pk=old).exists()
    assert is_in(client)


def test_somebody_else_signing_in_keeps_nothing_of_the_first(person, leader):
    client = signed_in(person)
    session = client.session
    session["mine"] = "secret"
    session.save()

    client.post(DOOR, {"username": "director", "password": make.PASSWORD})

    assert "mine" not in client.session
    assert Session.objects.get().account_id == leader.pk


@pytest.mark.parametrize(("minutes", "still"), [(59, True), (61, False)])
def test_an_hour_without_work_ends_a_session(person, minutes, still):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = signed_in(person)
        clock.shift(timedelta(minutes=minutes))

        assert is_in(client) == still
        assert Session.objects.exists() == still


@pytest.mark.parametrize(("minutes", "still"), [(29, True), (31, False)])
def test_half_an_hour_for_those_who_lead(leader, minutes, still):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = signed_in(leader)
        clock.shift(timedelta(minutes=minutes))

        assert is_in(client) == still


def test_work_keeps_a_session_awake_but_twelve_hours_end_it(person):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = signed_in(person)
        for _n in range(15):
            clock.shift(timedelta(minutes=47))
            assert is_in(client)
        session = client.session
        session["something"] = 1
        session.save()
        clock.shift(timedelta(minutes=20))

        assert not is_in(client)
        assert not Session.objects.exists()


def test_writing_into_the_session_does_not_make_it_younger(person):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = signed_in(person)
        begun = Session.objects.get().started_at
        clock.shift(timedelta(minutes=30))
        session = client.session
        session["something"] = 1
        session.save()

        assert Session.objects.get().started_at == begun


def test_reading_pages_writes_at_most_once_a_minute(person, django_assert_num_queries):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = signed_in(person)
        clock.shift(timedelta(seconds=30))
        client.get(HOME)
        assert Session.objects.get().seen_at < timezone.now()
        clock.shift(timedelta(seconds=40))
        client.get(HOME)
        assert Session.objects.get().seen_at == timezone.now()


def test_who_the_reader_is_takes_three_queries(teacher, django_assert_max_num_queries):
    client = Client()
    client.force_login(teacher)

    with django_assert_max_num_queries(3) as asked:
        client.get(reverse("associations:password_change"))

    tables = " ".join(query["sql"] for query in asked.captured_queries)
    assert "core_session" in tables
    assert "associations_post" in tables


def test_a_new_password_ends_all_other_sessions(person):
    here, there = signed_in(person), signed_in(person)

    answer = here.post(
        reverse("associations:password_change"),
        {"old_password": make.PASSWORD, "new_password": NEW, "new_password_again": NEW},
    )

    assert answer.status_code == 302
    assert Session.objects.filter(account_id=person.pk).count() == 1
    assert is_in(here)
    assert not is_in(there)


def test_a_password_changed_behind_the_back_ends_the_session_too(person):
    client = signed_in(person)

    User.objects.filter(pk=person.pk).update(password=make_password("something else"))

    assert not is_in(client)


def test_closing_an_account_ends_its_sessions_at_the_next_request(person, leader):
    client = signed_in(person)

    accounts.deactivate_person(person, by=leader)

    assert not is_in(client)
    assert not Session.objects.filter(account_id=person.pk).exists()


def test_the_list_shows_own_sessions_only_and_gives_no_key_away(person, leader):
    here = signed_in(person)
    there = signed_in(person, agent="Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile")
    signed_in(leader)

    page = here.get(SESSIONS).text

    assert page.count("badge-done") == 1
    assert "Firefox, Linux" in page
    assert "Chrome, Android" in page
    assert there.cookies["sessionid"].value not in page
    assert page.count('scope="row"') == 2


def test_one_session_is_ended_and_no_other(person):
    here, there, third = signed_in(person), signed_in(person), signed_in(person)
    handle = handle_of(there.cookies["sessionid"].value)

    here.post(reverse("associations:session_end", args=[handle]))

    assert [is_in(here), is_in(there), is_in(third)] == [True, False, True]
    assert AuditEntry.objects.order_by("pk").last().verb == "end_session"


def test_all_but_this_one_are_ended(person):
    here, there, third = signed_in(person), signed_in(person), signed_in(person)

    here.post(reverse("associations:session_end_others"))

    assert [is_in(here), is_in(there), is_in(third)] == [True, False, False]


@pytest.mark.parametrize("named_by", [handle_of, str])
def test_a_foreign_session_cannot_be_ended_by_any_name(person, leader, named_by):
    mine, theirs = signed_in(person), signed_in(leader)
    name = named_by(theirs.cookies["sessionid"].value)
    before = AuditEntry.objects.count()

    mine.post(reverse("associations:session_end", args=[name]))

    assert is_in(theirs)
    assert AuditEntry.objects.count() == before


def test_pages_are_kept_by_no_browser(person):
    assert signed_in(person).get(HOME).headers["Cache-Control"] == "no-store"


def test_what_was_typed_before_can_be_read_after_the_next_sign_in_by_oneself(person, leader):
    first, second = signed_in(person), signed_in(person)
    key = first.session["draft_key"]

    assert key == second.session["draft_key"]
    assert key != signed_in(leader).session["draft_key"]
    assert person.password not in key
