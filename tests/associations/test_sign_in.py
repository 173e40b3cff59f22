"""The door: who gets in, who waits, and what is told to neither."""

import re
from datetime import timedelta
from time import perf_counter
from urllib.parse import quote

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from associations import services
from associations.figures.accounts import GUESSES_PER_HOUR
from associations.models import Post
from core import audit
from core.models import AuditEntry, Session
from tests import factories as make

DOOR = reverse("associations:sign_in")
HOME = reverse("associations:own_card")


@pytest.fixture
def client(client):
    """A visitor who reads English, as the tests do."""
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def person(school):
    return make.a_person(school, username="aigul", password=make.PASSWORD, language="en")


def knock(client, login="aigul", password="wrong", **extra):
    return client.post(DOOR, {"username": login, "password": password}, **extra)


def is_in(client):
    return client.get(HOME).status_code == 200


def text_of(page):
    """The page without what differs each time, and without what was typed."""
    nonces = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.text)
    return nonces.replace("nobody", "aigul")


def test_login_and_password_open_the_door_and_it_is_written_down(client, person):
    answer = knock(client, password=make.PASSWORD)

    assert answer.headers["Location"] == reverse("reports:desk")
    assert is_in(client)
    assert [e.verb for e in AuditEntry.objects.filter(actor=person)] == ["sign_in"]
    assert Session.objects.get().account_id == person.pk


def test_a_small_or_capital_letter_in_the_login_does_not_matter(client, person):
    knock(client, login=" AIGUL ", password=make.PASSWORD)

    assert is_in(client)


def test_unknown_closed_and_wrong_look_the_same(client, person, school):
    make.a_person(school, username="gone99", password=make.PASSWORD, is_active=False)

    wrong = knock(client)
    unknown = knock(client, login="nobody", password="wrong")
    closed = knock(client, login="gone99", password=make.PASSWORD)

    assert wrong.status_code == unknown.status_code == closed.status_code
    assert text_of(wrong) == text_of(unknown)
    assert text_of(wrong) == text_of(closed).replace("gone99", "aigul")
    assert not is_in(client)


@pytest.mark.parametrize("login", ["aigul", "nobody"])
def test_the_hasher_runs_once_for_known_and_unknown(client, person, login, mocker_calls):
    knock(client, login=login)

    assert len(mocker_calls) == 1


@pytest.fixture
def mocker_calls(monkeypatch):
    """How often a password was hashed."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    calls = []
    encode = MD5PasswordHasher.encode

    def counted(self, *args, **kwargs):
        calls.append(1)
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return calls


def test_after_five_wrong_tries_even_the_right_password_waits(client, person):
    answers = [knock(client).status_code for _n in range(5)]

    refused = knock(client, password=make.PASSWORD)

    assert answers[:4] == [200] * 4
    assert refused.status_code == 429
    assert "15 minutes" in refused.text
    assert int(refused.headers["Retry-After"]) == 900
    assert not is_in(client)


@pytest.mark.parametrize("login", ["aigul", "nobody"])
def test_waiting_tells_nobody_whether_the_login_exists(client, person, login):
    for _n in range(5):
        knock(client, login=login)

    assert knock(client, login=login).status_code == 429


def test_waiting_ends_and_guessing_on_does_not_prolong_it(client, person):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _n in range(5):
            knock(client)
        for _n in range(14):
            clock.shift(timedelta(minutes=1))
            assert knock(client, password=make.PASSWORD).status_code == 429
        clock.shift(timedelta(minutes=2))

        knock(client, password=make.PASSWORD)

    assert AccessAttempt.objects.count() == 0
    assert Session.objects.filter(account_id=person.pk).exists()


def test_colleagues_behind_the_same_address_come_in(client, person, school):
    make.a_person(school, username="other9", password=make.PASSWORD)
    for _n in range(6):
        knock(client)

    knock(client, login="other9", password=make.PASSWORD)

    assert is_in(client)


def test_the_person_comes_in_from_another_address(client, person):
    for _n in range(6):
        knock(client)

    knock(client, password=make.PASSWORD, REMOTE_ADDR="10.0.0.7")

    assert is_in(client)


def test_a_forged_forwarding_header_is_not_believed(client, person):
    answers = [knock(client, HTTP_X_FORWARDED_FOR=f"10.1.1.{n}, 10.2.2.{n}") for n in range(6)]

    assert answers[-1].status_code == 429
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"127.0.0.1"}


def test_behind_one_proxy_the_last_hop_counts(client, person, settings):
    settings.AXES_IPWARE_PROXY_COUNT = 1
    for _n in range(6):
        knock(client, HTTP_X_FORWARDED_FOR="6.6.6.6, 10.1.1.1")

    answer = knock(client, password=make.PASSWORD, HTTP_X_FORWARDED_FOR="6.6.6.6, 10.1.1.2")

    assert answer.status_code == 302


def test_spelling_the_login_otherwise_gives_no_more_tries(client, person):
    for login in ["aigul", "AIGUL", "Aigul", " aigul", "aIgul"]:
        knock(client, login=login)

    assert knock(client, password=make.PASSWORD).status_code == 429


def test_guessing_from_everywhere_is_stopped_but_not_for_the_owner(client, person):
    knock(client, password=make.PASSWORD, REMOTE_ADDR="10.9.9.9")
    AccessFailureLog.objects.bulk_create(
        AccessFailureLog(username="aigul", ip_address=f"10.1.0.{n}", locked_out=False)
        for n in range(GUESSES_PER_HOUR)
    )

    elsewhere = knock(Client(), password=make.PASSWORD, REMOTE_ADDR="10.1.1.1")
    owner = knock(Client(), password=make.PASSWORD, REMOTE_ADDR="10.9.9.9")

    assert elsewhere.status_code == 429
    assert owner.status_code == 302
    assert AccessLog.objects.filter(username="aigul").count() == 2


def test_passwords_and_codes_are_kept_out_of_the_log_of_tries(client, person):
    knock(client, password="my-typo-password")
    client.post(
        reverse("associations:activate"),
        {
            "username": "aigul",
            "code": "TYPO-CODE-HERE",
            "new_password": "fresh-secret-words",
            "new_password_again": "fresh-secret-words",
        },
    )

    kept = " ".join(AccessAttempt.objects.values_list("post_data", flat=True))
    assert AccessAttempt.objects.count() == 2
    assert "my-typo" not in kept
    assert "TYPO" not in kept
    assert "fresh" not in kept


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/people/", "/people/"),
        ("/people/?page=2", "/people/?page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_goes_on_inside_the_house_only(client, person, wanted, reached):
    said = {"username": "aigul", "password": make.PASSWORD, "next": wanted}

    assert client.post(DOOR, said).headers["Location"] == reached


def test_the_page_one_wanted_is_kept_through_a_wrong_try(client, person):
    asked = client.get("/people/?page=2")
    page = client.get(asked.headers["Location"])

    assert 'name="next" value="/people/?page=2"' in page.text
    again = client.post(DOOR, {"username": "a", "password": "b", "next": "/people/?page=2"})
    assert 'name="next" value="/people/?page=2"' in again.text


def test_signing_in_needs_the_token_of_our_own_page(person):
    strict = Client(enforce_csrf_checks=True)

    assert knock(strict, password=make.PASSWORD).status_code == 403
    assert not is_in(strict)


@pytest.mark.parametrize(
    "name", ["sign_out", "language", "session_end_others", "password_change", "own_card"]
)
def test_no_change_without_a_token(person, name):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    before = AuditEntry.objects.count()

    answer = strict.post(reverse(f"associations:{name}"), {"language": "ru"})

    assert answer.status_code == 403
    assert AuditEntry.objects.count() == before
    assert is_in(strict)


@pytest.mark.parametrize("name", ["sign_out", "language", "session_end_others"])
def test_looking_at_an_address_changes_nothing(client, person, name):
    client.force_login(person)

    assert client.get(reverse(f"associations:{name}")).status_code == 405
    assert is_in(client)


def test_without_signing_in_one_reaches_a_short_written_list_only():
    def open_pages(patterns, space=""):
        for entry in patterns:
            if hasattr(entry, "url_patterns"):
                yield from open_pages(entry.url_patterns, f"{entry.namespace}:")
            elif not getattr(entry.callback, "login_required", True):
                yield f"{space}{entry.name}"

    assert set(open_pages(get_resolver().url_patterns)) == {
        "associations:sign_in",
        "associations:activate",
        "associations:language",
        "associations:paper_check",
        "associations:paper_check_form",
        "lessons:calendar_feed",  # a calendar program signs in nowhere: the address is its key
    }


@pytest.mark.parametrize("login", ["a\0b", "x" * 500, "😀", "' OR 1=1 --", "<b>", ""])
def test_strange_logins_are_wrong_logins(client, person, login):
    answer = knock(client, login=login)

    assert answer.status_code == 200
    assert "<b>" not in answer.text
    assert not is_in(client)


def test_the_login_page_leads_those_who_are_in_further(client, person):
    client.force_login(person)

    assert client.get(DOOR, {"next": "/people/"}).headers["Location"] == "/people/"


def test_demo_accounts_are_listed_in_the_demo_only(client, school, settings):
    make.a_person(school, username="director", surname_ky="Асылбеков")
    make.a_person(school, username="someone")

    assert "Birikme-Demo-2026" not in client.get(DOOR).text
    settings.DEMO = True
    page = client.get(DOOR).text

    assert page.count("Birikme-Demo-2026") == 1
    assert "<code>director</code>" in page
    assert "someone" not in page


def test_signing_out_empties_the_browser_and_is_written_down(client, person):
    knock(client, password=make.PASSWORD)

    answer = client.post(reverse("associations:sign_out"))

    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert not Session.objects.exists()
    assert not is_in(client)
    assert AuditEntry.objects.order_by("pk").last().verb == "sign_out"


def test_the_record_of_the_school_stays_whole(client, person):
    knock(client, password=make.PASSWORD)
    client.post(reverse("associations:sign_out"))

    assert list(audit.verify(person.school_id)) == []


@pytest.mark.slow
def test_unknown_logins_take_as_long_as_wrong_passwords(client, person, settings):
    settings.PASSWORD_HASHERS = ["core.hashers.LeanArgon2PasswordHasher"]
    settings.AXES_ENABLED = False
    person.set_password(make.PASSWORD)
    person.save()

    def took(login):
        start = perf_counter()
        knock(client, login=login)
        return perf_counter() - start

    pairs = [(took("aigul"), took("nobody")) for _n in range(15)]
    known, unknown = (sorted(times)[7] for times in zip(*pairs, strict=True))

    assert abs(known - unknown) < 0.35 * known


def test_a_refusal_is_said_once(client, person):
    page = knock(client, password="nothing like it")

    assert page.text.count(str(page.context["form"].non_field_errors()[0])) == 1


SHORT = "kvQ7#mPw2!xZ"  # twelve letters: enough for a teacher
LONG = "жаңы узун сөз айкашы"
PASSWORD = reverse("associations:password_change")


@pytest.fixture
def promoted(school):
    """A teacher who became deputy director and kept the password of before."""
    person = make.a_person(school, username="aigul", password=SHORT, language="en")
    make.a_post(person, Post.Kind.DEPUTY)
    return person


def choose(client, **more):
    said = {"old_password": SHORT, "new_password": LONG, "new_password_again": LONG}
    return client.post(PASSWORD, said | more)


def test_who_came_to_lead_chooses_a_longer_password_first(client, promoted):
    knock(client, password=SHORT)

    page = client.get(HOME, follow=True)

    assert page.redirect_chain[-1][0] == f"{PASSWORD}?next={quote(HOME, safe='')}"
    assert "at least 15 characters" in page.text
    assert choose(client, next=HOME).headers["Location"] == HOME
    assert is_in(client)
    promoted.refresh_from_db()
    assert promoted.check_password(LONG)


def test_nothing_else_is_done_before(client, promoted):
    knock(client, password=SHORT)

    autosave = client.post(HOME, {"phone": "1"}, headers={"X-Autosave": "1"})
    part = client.get(HOME, headers={"HX-Request": "true"})

    assert autosave.status_code == 401
    assert part.headers["HX-Redirect"].startswith(PASSWORD)
    assert client.post(reverse("associations:sign_out")).status_code == 302


def test_what_was_typed_meanwhile_is_kept(client, promoted):
    knock(client, password=SHORT)

    page = client.post(HOME, {"phone": "0700 123456", "language": "en", "version": "1"})
    kept = page.context["form"]["unsent"].value()
    again = choose(client, unsent=kept)

    assert "is kept on this page" in page.text
    assert "0700 123456" in again.text


def test_a_password_that_is_still_too_short_does_not_free(client, promoted):
    knock(client, password=SHORT)

    page = choose(client, new_password=SHORT + "1", new_password_again=SHORT + "1")

    assert "at least 15" in page.text
    assert not is_in(client)


def test_twelve_letters_are_enough_for_a_teacher(client, school):
    make.a_person(school, username="aigul", password=SHORT, language="en")
    knock(client, password=SHORT)

    assert is_in(client)


def test_a_new_post_ends_the_sessions_of_before(client, person, director):
    knock(client, password=make.PASSWORD)

    services.add_post(person, by=director, kind="deputy", since=timezone.localdate())

    assert not is_in(client)


def test_who_gets_a_post_by_the_own_hand_stays_under_another_key(client, deputy):
    client.force_login(deputy)
    before = client.session.session_key

    answer = client.post(
        reverse("associations:post_create", args=[deputy.pk]),
        {"kind": "clerk", "since": str(timezone.localdate())},
    )

    assert answer.status_code == 302
    assert deputy.posts.filter(kind="clerk").exists()
    assert is_in(client)
    assert client.session.session_key != before
