"""Codes on paper: handed out, used once, good for one person and for fourteen days."""

import re
import subprocess
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from associations.documents.slips import ActivationSlips
from associations.models import ActivationCode
from associations.services import accounts
from core.models import AuditEntry, Notification, Session
from core.permissions import Refused
from tests import factories as make

DOOR = reverse("associations:activate")
HAND_OUT = reverse("associations:activationcode_create")
NEW = "жаңы узун сөз айкашы"


@pytest.fixture
def client(client):
    """A visitor who reads English, as the tests do."""
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def person(school):
    return make.a_person(school, username="aigul", language="en")


@pytest.fixture
def code(person, director):
    return accounts.issue_codes([person], by=director)[0][1]


def activate(client, code, login="aigul", password=NEW, **extra):
    said = {
        "username": login,
        "code": code,
        "new_password": password,
        "new_password_again": password,
    }
    return client.post(DOOR, said, **extra)


def is_in(client):
    return client.get(reverse("associations:own_card")).status_code == 200


# handing out


def test_a_code_is_for_the_eye_and_only_its_hash_is_kept(person, director, code):
    kept = ActivationCode.objects.get()

    assert re.fullmatch(r"([A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}", code)
    assert code.replace("-", "") not in str(vars(kept))
    assert len(kept.digest) == 64
    assert (kept.person, kept.made_by, kept.school) == (person, director, person.school)
    entry = AuditEntry.objects.get(verb="issue_code")
    assert code not in str(vars(entry))
    assert entry.object_id == person.pk


def test_a_new_code_makes_the_older_ones_void(client, person, director, code):
    ((_person, newer),) = accounts.issue_codes([person], by=director)

    assert accounts.find_code("aigul", code) is None
    assert accounts.find_code("aigul", newer) is not None


@pytest.mark.parametrize("who", ["clerk", "head", "teacher", "stranger"])
def test_only_leaders_hand_out_codes(request, person, who):
    by = request.getfixturevalue(who)

    with pytest.raises(Refused):
        accounts.issue_codes([person], by=by)

    assert not ActivationCode.objects.exists()


def test_nobody_hands_out_codes_in_another_school(person, foreigner):
    with pytest.raises(ValidationError, match="another school"):
        accounts.issue_codes([person], by=foreigner)

    assert not ActivationCode.objects.exists()


def test_a_closed_account_gets_no_code(gone, director):
    with pytest.raises(Refused):
        accounts.issue_codes([gone], by=director)


def test_whoever_has_a_password_is_told_of_a_new_code(person, director):
    accounts.issue_codes([person], by=director)
    assert not Notification.objects.exists()

    person.set_password(NEW)
    person.save()
    accounts.issue_codes([person], by=director)

    assert Notification.objects.get().to == person
    assert director.full_name in Notification.objects.get().text


# the page of slips


@pytest.fixture
def slips(monkeypatch):
    """The papers that would be rendered."""
    made = []

    def pdf(self):
        made.append(self)
        return b"%PDF-1.7 slips"

    monkeypatch.setattr(ActivationSlips, "pdf", pdf)
    return made


def test_the_chosen_people_get_a_slip_each(client, director, person, teacher, slips):
    client.force_login(director)

    answer = client.post(HAND_OUT, {"people": [person.pk, teacher.pk], "language": "ru"})

    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert {who for who, _code in slips[0].codes} == {person, teacher}
    assert slips[0].language == "ru"
    assert ActivationCode.objects.count() == 2


def test_everybody_without_a_password_at_once(client, director, person, teacher, gone, slips):
    person.set_password(NEW)
    person.save()
    client.force_login(director)

    client.post(HAND_OUT, {"everybody": "1", "language": "ky"})

    got = {who.username for who, _code in slips[0].codes}
    assert "teacher" in got
    assert not got & {"aigul", "gone"}


def test_one_person_comes_chosen_from_their_page(client, director, person):
    client.force_login(director)

    page = client.get(HAND_OUT, {"person": person.pk}).text

    assert re.search(rf'value="{person.pk}"[^>]*checked', page)
    assert page.count(" checked") == 1


def test_nobody_chosen_nobody_served(client, director, slips):
    client.force_login(director)

    page = client.post(HAND_OUT, {"language": "ky"})

    assert "Choose at least one person." in page.text
    assert not slips
    assert not ActivationCode.objects.exists()


def test_people_of_another_school_cannot_be_chosen(client, director, foreigner, slips):
    client.force_login(director)

    client.post(HAND_OUT, {"people": [foreigner.pk], "language": "ky"})

    assert not slips
    assert not ActivationCode.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "head", "secretary", "teacher"])
def test_others_do_not_reach_the_page(client, request, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(HAND_OUT).status_code == 403
    assert client.post(HAND_OUT, {"everybody": "1"}).status_code == 403
    assert not ActivationCode.objects.exists()


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_a_slip_says_what_one_needs(person, teacher, code, language, settings):
    settings.BASE_URL = "https://mektep.example"
    slips = ActivationSlips(
        person.school,
        codes=[(person, code), (teacher, "BBBB-CCCC-DDDD")],
        good_until=timezone.now(),
        language=language,
    )

    with translation.override("en"):
        html = slips.html()

    assert code in html
    assert "aigul" in html
    assert person.full_name_in(language) in html
    assert person.school.words("name", language) in html
    assert "https://mektep.example/account/activate/" in html
    assert html.count("<svg") == 2
    assert slips.attachments() == []


@pytest.mark.slow
def test_the_sheet_of_slips_as_pdf(person, code, school, tmp_path):
    people = [(person, code)] * 9
    pdf = ActivationSlips(school, codes=people, good_until=timezone.now(), language="ky").pdf()

    (tmp_path / "slips.pdf").write_bytes(pdf)
    told = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "slips.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    assert pdf.startswith(b"%PDF")
    assert told.count(code) == 9
    assert told.count("\f") == 2


# using one


def test_the_code_gives_a_password_and_opens_the_house(client, person, code):
    answer = activate(client, code)

    assert answer.headers["Location"] == reverse("reports:desk")
    assert is_in(client)
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert AuditEntry.objects.order_by("pk").last().verb == "activate"


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.replace('-', ' – ')}  ",
        lambda code: code.translate(str.maketrans("ABCEHKMPTXY", "АВСЕНКМРТХУ")),
    ],
)
def test_a_code_is_understood_however_it_is_typed(client, code, typed):
    activate(client, typed(code), login="AIGUL ")

    assert is_in(client)


def test_a_code_works_once(client, person, code):
    activate(client, code)
    other = Client()
    other.cookies["django_language"] = "en"

    page = activate(other, code, password="дагы бир башка сөз")

    assert "wrong, or the code is too old" in page.text
    assert not is_in(other)
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_the_second_of_two_who_use_one_code_is_refused(person, code):
    found = accounts.find_code("aigul", code)
    accounts.activate(found, password=NEW)

    with pytest.raises(ValidationError, match="too old"):
        accounts.activate(found, password="дагы бир башка сөз")

    person.refresh_from_db()
    assert person.check_password(NEW)


@pytest.mark.parametrize(("days", "good"), [(13.9, True), (14.1, False)])
def test_a_code_is_good_for_fourteen_days(client, person, code, days, good):
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        activate(client, code)
        assert is_in(client) == good


def test_a_code_is_bound_to_its_person(client, code, teacher):
    activate(client, code, login="teacher")

    assert not is_in(client)
    assert accounts.find_code("aigul", code)


def test_a_weak_password_does_not_use_the_code_up(client, person, code):
    page = activate(client, code, password="password1234")
    assert "everybody thinks of first" in page.text
    assert not is_in(client)

    activate(client, code)
    assert is_in(client)


def test_two_different_passwords_are_noticed(client, code):
    said = {
        "username": "aigul",
        "code": code,
        "new_password": NEW,
        "new_password_again": f"{NEW}x",
    }

    assert "The two passwords differ." in client.post(DOOR, said).text
    assert accounts.find_code("aigul", code)


def test_a_new_password_by_code_ends_the_sessions_before(client, person, director):
    person.set_password(make.PASSWORD)
    person.save()
    old = Client()
    old.force_login(person)
    ((_person, code),) = accounts.issue_codes([person], by=director)

    activate(client, code)

    assert Session.objects.filter(account_id=person.pk).count() == 1
    assert not is_in(old)


def test_closing_an_account_makes_its_codes_void_for_good(client, person, director, code):
    accounts.deactivate_person(person, by=director)
    accounts.reactivate_person(person, by=director)

    activate(client, code)

    assert not is_in(client)


def test_wrong_codes_look_the_same_for_everybody(client, person, gone, code):
    def told(login):
        page = activate(client, "AAAA-BBBB-CCCC", login=login)
        words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.text)
        return page.status_code, words.replace(login, "")

    assert told("aigul") == told("nobody") == told("gone")


@pytest.mark.parametrize("login", ["aigul", "nobody"])
def test_ten_wrong_codes_an_hour_and_no_more_from_wherever(client, person, code, login):
    for n in range(10):
        answer = activate(client, "AAAA-BBBB-CCCC", login=login, REMOTE_ADDR=f"10.0.0.{n}")
        assert answer.status_code == 200

    refused = activate(client, code, login=login, REMOTE_ADDR="10.0.1.1")

    assert refused.status_code == 429
    assert not is_in(client)
    assert AccessFailureLog.objects.count() == 10


def test_five_wrong_codes_from_one_address_wait(client, person, code):
    for _n in range(5):
        activate(client, "AAAA-BBBB-CCCC")

    assert activate(client, code).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        activate(client, code)
        assert is_in(client)


def test_wrong_codes_do_not_keep_the_person_from_signing_in(client, person, code):
    person.set_password(make.PASSWORD)
    person.save()
    for _n in range(5):
        activate(client, "AAAA-BBBB-CCCC")

    client.post(
        reverse("associations:sign_in"), {"username": "aigul", "password": make.PASSWORD}
    )

    assert is_in(client)
    assert AccessAttempt.objects.filter(username="aigul").count() == 0


def test_the_square_on_the_slip_fills_in_the_login(client, db):
    assert 'value="aigul"' in client.get(DOOR, {"login": "aigul"}).text
