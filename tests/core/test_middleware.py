"""What happens around every request."""

import re

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from associations.models import User
from core.middleware import client_address
from tests import factories as make

DOOR = reverse("associations:sign_in")
CARD = reverse("associations:own_card")


@pytest.fixture
def client(client):
    """A visitor who reads English, as the tests do."""
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def person(school):
    return make.a_person(school, username="aigul", password=make.PASSWORD, language="en")


@pytest.mark.parametrize(
    ("hops", "told", "address"),
    [
        (None, "6.6.6.6", "127.0.0.1"),
        (1, "6.6.6.6", "6.6.6.6"),
        (1, "1.1.1.1, 6.6.6.6", "6.6.6.6"),
        (2, "1.1.1.1, 6.6.6.6, 7.7.7.7", "6.6.6.6"),
        (2, "6.6.6.6", "127.0.0.1"),
        (1, "<script>", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_address_is_counted_from_our_own_proxies(settings, hops, told, address):
    settings.AXES_IPWARE_PROXY_COUNT = hops
    request = RequestFactory().get("/", headers={"X-Forwarded-For": told})

    assert client_address(request) == address


def test_a_unix_socket_has_no_address():
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) is None


def test_strangers_are_led_to_the_door_and_back(client, db):
    answer = client.get("/people/?page=2")

    assert answer.headers["Location"] == f"{DOOR}?next=%2Fpeople%2F%3Fpage%3D2"


def test_who_was_signed_out_is_told_so(client, person):
    client.force_login(person)
    User.objects.filter(pk=person.pk).update(password="changed")

    page = client.get(CARD, follow=True)

    assert "Your session has ended" in page.text
    client.cookies.pop("sessionid")
    assert "Your session has ended" not in client.get(CARD, follow=True).text


def test_a_form_sent_too_late_is_not_lost(client, person):
    text = 'Угулду:\n  "талкуу" & <сунуштар>\n'
    said = {"email": "a@b.kg", "phone": text, "language": "en", "version": "1"}

    late = client.post(CARD, said)
    unsent = re.search(r'name="unsent" value="([^"]+)"', late.text).group(1)
    again = client.post(
        DOOR, {"username": "aigul", "password": make.PASSWORD, "unsent": unsent}
    )

    assert late.status_code == 401
    assert "kept on this page" in late.text
    assert f'action="{CARD}"' in again.text
    assert "&quot;талкуу&quot; &amp; &lt;сунуштар&gt;" in again.text
    person.refresh_from_db()
    assert person.email == ""  # nothing is sent before the person says so

    client.post(CARD, {**said, "phone": "0700"})
    person.refresh_from_db()
    assert (person.email, person.phone) == ("a@b.kg", "0700")


def test_the_unsent_form_outlives_a_wrong_password(client, person):
    late = client.post(CARD, {"phone": "0700"})
    unsent = re.search(r'name="unsent" value="([^"]+)"', late.text).group(1)

    wrong = client.post(DOOR, {"username": "aigul", "password": "no", "unsent": unsent})

    assert unsent in wrong.text
    assert "kept on this page" in wrong.text


def test_a_form_nobody_sent_here_is_not_offered(client, person):
    forged = {"username": "aigul", "password": make.PASSWORD, "unsent": "eyJwYXRoIjoi:x:y"}

    assert client.post(DOOR, forged).headers["Location"] == "/"


def test_passwords_are_never_kept_in_an_unsent_form(client, person):
    said = {"old_password": "secret-old", "new_password": "secret-new", "other": "text"}
    late = client.post(reverse("associations:password_change"), said)
    unsent = re.search(r'name="unsent" value="([^"]+)"', late.text).group(1)
    again = client.post(
        DOOR, {"username": "aigul", "password": make.PASSWORD, "unsent": unsent}
    )

    assert "secret" not in again.text
    assert ">\ntext</textarea>" in again.text


def test_a_form_older_than_the_sign_in_keeps_its_text(person):
    text = "Мугалимдер арасында талкуу өткөрүлдү."
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    said = {"phone": "0700", "email": text, "csrfmiddlewaretoken": "old"}

    ours = strict.post(CARD, said, headers={"Origin": "http://testserver"})
    foreign = strict.post(CARD, said, headers={"Origin": "https://evil.example"})

    assert ours.status_code == foreign.status_code == 403
    assert ours.text.count(text) == 2
    assert text not in foreign.text
    person.refresh_from_db()
    assert person.phone == ""


def test_a_button_pressed_too_late_leads_back_to_its_page(client, db):
    answer = client.post(
        reverse("associations:sign_out"),
        {"form_token": "x"},
        headers={"Referer": "http://testserver/people/?page=3"},
    )

    assert answer.headers["Location"] == f"{DOOR}?next=%2Fpeople%2F%3Fpage%3D3"


def test_the_saving_script_learns_that_nobody_is_signed_in(client, db):
    answer = client.post(CARD, {"phone": "0700"}, headers={"X-Autosave": "1"})

    assert answer.status_code == 401
    assert answer.content == b""


def test_htmx_leads_the_whole_page_to_the_door(client, db):
    answer = client.get(
        "/people/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/people/?q=а"},
    )

    assert answer.headers["HX-Redirect"].startswith(f"{DOOR}?next=%2Fpeople%2F%3Fq")


def test_every_answer_has_its_number_and_its_headers(client, db):
    answer = client.get(DOOR)

    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["X-Request-Id"])
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("cookie", "spoken"), [("", "ky"), ("ru", "ru"), ("xx", "ky")])
def test_visitors_are_spoken_to_in_kyrgyz_unless_they_chose(client, db, cookie, spoken):
    client.cookies["django_language"] = cookie

    assert client.get(DOOR).headers["Content-Language"] == spoken


def test_the_account_s_language_wins(client, person):
    client.cookies["django_language"] = "ru"
    client.force_login(person)

    assert client.get(CARD).headers["Content-Language"] == "en"
