"""The own account: password, card, language; opening and closing of accounts."""

import pytest
from django.urls import reverse
from django.utils import timezone

from associations import figures
from associations.services import accounts
from core.models import AuditEntry, StaleError
from core.permissions import Refused
from tests import factories as make

NEW = "жаңы узун сөз айкашы"
PASSWORD = reverse("associations:password_change")
CARD = reverse("associations:own_card")
LANGUAGE = reverse("associations:language")


@pytest.fixture
def person(school):
    return make.a_person(school, username="aigul", password=make.PASSWORD, language="en")


def change(client, old=make.PASSWORD, new=NEW, again=None):
    said = {"old_password": old, "new_password": new, "new_password_again": again or new}
    return client.post(PASSWORD, said)


def test_a_new_password_needs_the_old_one(client, person):
    client.force_login(person)

    page = change(client, old="guess")

    assert "This is not your password." in page.text
    person.refresh_from_db()
    assert person.check_password(make.PASSWORD)


def test_the_old_password_cannot_be_guessed_at(client, person):
    client.force_login(person)
    for _n in range(5):
        change(client, old="guess")

    assert change(client).status_code == 429
    person.refresh_from_db()
    assert person.check_password(make.PASSWORD)


def test_a_good_password_is_taken_and_written_down_without_itself(client, person, director):
    accounts.issue_codes([person], by=director)
    client.force_login(person)

    change(client)

    person.refresh_from_db()
    assert person.check_password(NEW)
    entry = AuditEntry.objects.order_by("pk").last()
    assert (entry.verb, entry.changes) == ("change_password", {})
    assert not person.codes.filter(expires_at__gt=timezone.now()).exists()


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("password1234", "everybody thinks of first"),
        ("short", "at least 12"),
        ("aigul-aigul-aigul", "your name or your login"),
        ("x" * 129, "at most 128"),
    ],
)
def test_a_bad_password_is_refused_with_its_reason(client, person, new, said):
    client.force_login(person)

    assert said in change(client, new=new).text
    person.refresh_from_db()
    assert person.check_password(make.PASSWORD)


def test_one_password_written_in_two_ways_is_one(client, person):
    client.force_login(person)
    change(client, new="чайниктин кайнаган суусу й")
    client.logout()

    said = {"username": "aigul", "password": "чайниктин кайнаган суусу и\u0306"}
    client.post(reverse("associations:sign_in"), said)

    assert client.get(CARD).status_code == 200


def test_everybody_keeps_the_own_contacts(client, person):
    client.force_login(person)
    said = {"email": "a@mektep.kg", "phone": "0700 123456", "language": "ru", "version": "1"}

    answer = client.post(CARD, {**said, "username": "boss", "is_active": ""})

    assert answer.headers["Location"] == CARD
    person.refresh_from_db()
    assert (person.email, person.phone, person.language) == (
        "a@mektep.kg",
        "0700 123456",
        "ru",
    )
    assert (person.username, person.is_active) == ("aigul", True)
    assert AuditEntry.objects.get(verb="change").object_id == person.pk


def test_a_card_changed_meanwhile_shows_both_texts(client, person):
    client.force_login(person)
    said = {"email": "", "phone": "1", "language": "en", "version": "1"}
    client.post(CARD, said)

    late = client.post(CARD, {**said, "phone": "2"})

    assert late.status_code == 409
    person.refresh_from_db()
    assert person.phone == "1"


def test_a_language_is_kept_for_who_is_signed_in(client, person):
    client.force_login(person)

    answer = client.post(LANGUAGE, {"language": "ru", "next": CARD})

    person.refresh_from_db()
    assert person.language == "ru"
    assert answer.headers["Location"] == CARD
    assert client.get(CARD).headers["Content-Language"] == "ru"
    assert AuditEntry.objects.get().changes == {"language": ["en", "ru"]}


def test_the_language_one_has_is_not_chosen_again(person):
    accounts.choose_language(person, language=person.language)

    assert not AuditEntry.objects.filter(verb="choose_language").exists()


def test_visitors_keep_their_language_in_a_cookie(client, db):
    client.post(LANGUAGE, {"language": "ru"})

    page = client.get(reverse("associations:sign_in"))
    assert page.headers["Content-Language"] == "ru"
    cookie = client.cookies["django_language"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("language", ["", "de", "../ru", "ru\r\nX: y"])
def test_languages_we_do_not_speak_change_nothing(client, person, language):
    client.force_login(person)

    client.post(LANGUAGE, {"language": language, "next": "//evil.example"})

    person.refresh_from_db()
    assert person.language == "en"
    assert "django_language" not in client.cookies


def test_the_language_switch_stays_in_the_house(client, db):
    answer = client.post(LANGUAGE, {"language": "ru", "next": "https://evil.example/"})

    assert answer.headers["Location"] == "/"


def test_the_door_speaks_the_language_of_who_was_here(client, person):
    client.post(
        reverse("associations:sign_in"), {"username": "aigul", "password": make.PASSWORD}
    )
    client.post(reverse("associations:sign_out"))

    assert client.get(reverse("associations:sign_in")).headers["Content-Language"] == "en"


# opening and closing


def test_a_closed_account_cannot_sign_in_and_the_record_says_who_closed_it(person, director):
    accounts.deactivate_person(person, by=director)

    person.refresh_from_db()
    assert not person.is_active
    entry = AuditEntry.objects.get(verb="deactivate")
    assert (entry.actor, entry.object_id) == (director, person.pk)


def test_an_account_opened_again_keeps_its_password(client, person, director):
    accounts.deactivate_person(person, by=director)
    accounts.reactivate_person(person, by=director)

    client.post(
        reverse("associations:sign_in"), {"username": "aigul", "password": make.PASSWORD}
    )

    assert client.get(CARD).status_code == 200
    assert AuditEntry.objects.filter(verb="reactivate").count() == 1


@pytest.mark.parametrize("who", ["clerk", "head", "secretary", "teacher"])
def test_only_leaders_close_accounts(request, person, who):
    with pytest.raises(Refused):
        accounts.deactivate_person(person, by=request.getfixturevalue(who))

    person.refresh_from_db()
    assert person.is_active


def test_nobody_closes_the_own_account(director):
    with pytest.raises(Refused):
        accounts.deactivate_person(director, by=director)


def test_the_second_of_two_who_close_is_told(person, director, deputy):
    mine, theirs = type(person).objects.get(pk=person.pk), person
    accounts.deactivate_person(mine, by=director)

    with pytest.raises(StaleError):
        accounts.deactivate_person(theirs, by=deputy)


# what is told


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36", "Chrome, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537 Edg/130", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) Version/17 Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 YaBrowser/24", "Яндекс.Браузер, Android"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_named_in_words(agent, device):
    assert figures.device(agent) == device
