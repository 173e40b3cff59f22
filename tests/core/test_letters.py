"""The outbox: nothing is lost, nothing is sent twice, nobody waits for a mail server."""

import smtplib
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from associations.management.commands.doctor import of_letters
from core import letters
from core.models import Letter, Notification
from core.notifications import tell
from tests import factories as make

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Bishkek")


def at(day, hour, minute=0):
    """That hour of a day of March, where the schools are."""
    return datetime(2027, 3, day, hour, minute, tzinfo=ZONE)


class Server(EmailBackend):
    """A mail server: it takes letters, or does what ``trouble`` says."""

    trouble = None
    refused = frozenset()
    knocks = 0

    def open(self):
        type(self).knocks += 1
        if self.trouble:
            raise self.trouble
        return True

    def send_messages(self, messages):
        for message in messages:
            if message.to[0] in self.refused:
                raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, "жок".encode())})
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def server(settings, monkeypatch):
    cache.clear()
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr(Server, "trouble", None)
    monkeypatch.setattr(Server, "refused", frozenset())
    monkeypatch.setattr(Server, "knocks", 0)
    monkeypatch.setattr(
        "django.core.mail.import_string", lambda path: Server if "Server" in path else None
    )
    return Server


@pytest.fixture
def reader(teacher):
    teacher.email = "teacher@mektep.kg"
    teacher.save()
    return teacher


def tell_all(people, *texts, **how):
    for text in texts:
        tell(people, lambda text=text: text, about=how.get("about", people[0]), **{
            key: value for key, value in how.items() if key == "urgent"
        })  # fmt: skip


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Tell, commit, and let the worker do what it does at once."""

    def tell_now(people, *texts, **how):
        with django_capture_on_commit_callbacks(execute=True):
            tell_all(people, *texts, **how)

    return tell_now


def tick(moment):
    with time_machine.travel(moment, tick=False):
        call_command("tick")


def test_what_is_urgent_leaves_once_it_is_safe(reader, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell_all([reader], "Returned to you.", urgent=True)
        assert not mail.outbox

    letter = Letter.objects.get()
    assert (letter.state, letter.kind, letter.tries) == ("sent", "urgent", 1)
    assert reader.notifications.get().letter == letter
    assert [sent.to for sent in mail.outbox] == [["teacher@mektep.kg"]]
    assert mail.outbox[0].body.endswith(f"{reader.get_absolute_url()}\n")
    assert mail.outbox[0].subject == "Returned to you."


def test_what_is_not_urgent_waits_for_the_morning(reader, told):
    with time_machine.travel(at(1, 15)):
        told([reader], "A meeting.")
    tick(at(1, 23))
    tick(at(2, 6, 59))
    assert not mail.outbox

    tick(at(2, 7))

    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject == "2 March: 1 notice"
    assert "* A meeting.\n  http://127.0.0.1:8000/people/" in mail.outbox[0].body


def test_two_hundred_events_of_a_day_are_one_letter(reader, secretary, association, told):
    meetings = [make.a_meeting(association) for _n in range(20)]
    with time_machine.travel(at(1, 15)):
        for number in range(200):
            told([reader], f"Event {number}.", about=meetings[number % 20])
        told([secretary], "No address.")

    tick(at(2, 7))
    tick(at(2, 8))
    tick(at(3, 7))

    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == ["teacher@mektep.kg"]
    assert mail.outbox[0].subject == "2 March: 200 notices"
    body = mail.outbox[0].body
    assert body.count("http://127.0.0.1:8000/meetings/") == 20
    assert body.index("Event 199.") < body.index("Event 179.") < body.index("Event 198.")
    assert body.count("and 5 more") == 20
    assert Notification.objects.filter(to=reader, letter=Letter.objects.get()).count() == 200
    assert secretary.notifications.get().letter is None


def test_a_morning_letter_brings_only_what_nobody_saw_and_no_letter_brought(reader, told):
    with time_machine.travel(at(1, 15)):
        told([reader], "Seen.")
        reader.notifications.update(seen_at=at(1, 16))
        told([reader], "Urgent.", urgent=True)
        told([reader], "Quiet.", "Quiet.")
        mail.outbox.clear()

    tick(at(2, 9))
    with time_machine.travel(at(2, 10)):
        told([reader], "Later.")
    tick(at(2, 12))
    assert len(mail.outbox) == 1
    tick(at(3, 7))

    first, second = (sent.body for sent in mail.outbox)
    assert first.count("Quiet.") == 1
    assert "Seen" not in first
    assert "Urgent" not in first
    assert "Later." in second
    assert "Quiet" not in second


def test_a_morning_that_was_slept_through_is_made_up_for(reader, told):
    """A school's machine is switched on when somebody comes."""
    with time_machine.travel(at(1, 15)):
        told([reader], "A meeting.")
    with time_machine.travel(at(4, 9)):
        told([reader], "This very morning.")

    tick(at(4, 10, 30))

    assert mail.outbox[0].subject == "4 March: 2 notices"


@pytest.fixture
def poison(reader, head, told, monkeypatch):
    """Two people have something to read; for the first of them no letter can be written."""
    head.email = "head@mektep.kg"
    head.save()
    with time_machine.travel(at(1, 15)):
        told([reader, head], "A meeting.")
    first, second = sorted([reader, head], key=lambda person: person.pk)
    write = letters.write_letter

    def spoiled(to, *rest):
        if to == first:
            raise KeyError("poison")
        return write(to, *rest)

    monkeypatch.setattr(letters, "write_letter", spoiled)
    return first, second


def test_one_poisoned_person_keeps_no_other_from_the_morning_letter(poison, caplog, capsys):
    first, second = poison

    with pytest.raises(CommandError, match="morning letters written"):
        tick(at(2, 7))

    assert [letter.to for letter in Letter.objects.all()] == [second]
    assert mail.outbox[0].to == [second.email]
    assert "poison" in caplog.text
    assert f"It failed for {first.pk}" in caplog.text
    assert "morning letters written: 1, but 1 failed" in capsys.readouterr().out


def test_whose_letter_is_missing_the_doctor_and_the_outbox_say(
    client, poison, deputy, foreigner
):
    first, _second = poison
    with time_machine.travel(at(2, 8, 59)):
        assert list(of_letters()) == []
    with time_machine.travel(at(2, 7)), suppress(CommandError):
        call_command("tick")

    with time_machine.travel(at(2, 9, 1)):
        [words] = of_letters()
        pages = {}
        for who in (deputy, foreigner):
            client.force_login(who)
            pages[who] = client.get(reverse("letter_list")).text

    assert words.startswith(f"1 people ({first.pk}) still wait for their morning letter")
    assert "1 morning letter could not" in " ".join(pages[deputy].split())
    assert "could not" not in pages[foreigner]


def test_a_morning_letter_speaks_the_readers_language(reader, told):
    reader.language = "ru"
    reader.save()
    with time_machine.travel(at(1, 15)):
        told([reader], "Что-то.")

    tick(at(2, 7))

    assert mail.outbox[0].subject.startswith("2 марта:")


def test_closed_accounts_get_no_letters(reader, told):
    with time_machine.travel(at(1, 15)):
        told([reader], "A meeting.")
    reader.is_active = False
    reader.save()

    tick(at(2, 7))

    assert not Letter.objects.exists()


def test_a_server_that_is_down_for_a_day_loses_nothing(reader, head, told, server):
    head.email = "head@mektep.kg"
    head.save()
    server.trouble = ConnectionRefusedError("Connection refused")
    with time_machine.travel(at(1, 9)):
        told([reader, head], "Due today.", urgent=True)
        told([reader, head], "A meeting.")
    for hour in range(10, 24):
        tick(at(1, hour))
    assert not mail.outbox
    assert {letter.state for letter in Letter.objects.all()} == {"waiting"}
    assert {letter.trouble for letter in Letter.objects.all()} == {
        "The mail server does not answer. It is tried again by itself."
    }
    assert Letter.objects.first().said == "Connection refused"

    server.trouble = None
    for hour in (*range(24), *range(24)):
        tick(at(2, hour))

    got = sorted((sent.to[0], sent.body.split("\n")[0]) for sent in mail.outbox)
    assert [address for address, _words in got] == ["head@mektep.kg"] * 2 + [
        "teacher@mektep.kg"
    ] * 2
    assert set(Letter.objects.values_list("state", "error", "try_after")) == {
        ("sent", "", None)
    }


@pytest.mark.parametrize(
    "trouble",
    [
        TimeoutError("timed out"),
        ConnectionRefusedError("refused"),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPAuthenticationError(535, b"wrong password"),
    ],
)
def test_a_server_in_trouble_is_found_out_once(reader, told, server, trouble):
    server.trouble = trouble
    with time_machine.travel(at(1, 9), tick=False):
        told([reader], *[f"Due today {n}." for n in range(20)], urgent=True)
        assert server.knocks == 1
        call_command("tick")
        assert server.knocks == 2

    waiting = Letter.objects.filter(state="waiting", error__startswith="server: ")
    assert waiting.count() == Letter.objects.count() == 20


def test_pauses_grow(reader, told, server):
    server.trouble = TimeoutError("timed out")
    moment, pauses = at(1, 9), []
    with time_machine.travel(moment, tick=False):
        told([reader], "Due today.", urgent=True)
    for _n in range(9):
        later = Letter.objects.get().try_after
        pauses.append(int((later - moment).total_seconds() // 60))
        tick(later - timedelta(seconds=1))
        assert Letter.objects.get().tries == len(pauses)
        moment = later
        tick(moment)

    assert pauses == [5, 15, 30, 60, 120, 240, 480, 480, 480]


def test_one_refused_address_does_not_hold_up_the_others(reader, head, told, server):
    head.email = "head@mektep.kg"
    head.save()
    server.refused = {"teacher@mektep.kg"}
    with time_machine.travel(at(1, 15)):
        told([reader, head], "A meeting.")

    tick(at(2, 7))
    tick(at(2, 8))

    assert [sent.to for sent in mail.outbox] == [["head@mektep.kg"]]
    letter = reader.letters.get()
    assert (letter.state, letter.tries) == ("failed", 1)
    assert letter.trouble == "The mail server does not accept this address."
    assert letter.said == "550 жок"


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (smtplib.SMTPDataError(451, b"later"), "waiting"),
        (smtplib.SMTPDataError(554, "spam"), "failed"),
        (smtplib.SMTPRecipientsRefused({"x": (450, b"later")}), "waiting"),
        (UnicodeError("strange"), "failed"),
    ],
)
def test_what_is_wrong_with_a_letter_concerns_no_other(reader, told, server, trouble, state):
    server.trouble = trouble
    with time_machine.travel(at(1, 9), tick=False):
        told([reader], "One.", "Two.", urgent=True)

    assert server.knocks == 2
    assert [row.state for row in reader.letters.all()] == [state, state]


def test_after_a_week_a_letter_is_given_up(reader, told, server, settings):
    settings.EMAIL_BACKEND = letters.NO_SERVER
    with time_machine.travel(at(1, 9)):
        told([reader], "Due today.", urgent=True)
        assert not letters.has_server()
    tick(at(8, 8))
    assert Letter.objects.get().state == "waiting"
    assert Letter.objects.get().tries == 0

    tick(at(8, 10))

    letter = Letter.objects.get()
    assert (letter.state, letter.trouble) == ("failed", "It could not be sent for a week.")
    assert server.knocks == 0


def test_letters_are_forgotten_after_a_year(reader, told):
    with time_machine.travel(at(1, 9)):
        told([reader], "Due today.", urgent=True)
    tick(at(31, 9))
    assert Letter.objects.exists()

    tick(at(1, 9) + timedelta(days=367))

    assert not Letter.objects.filter(kind="urgent").exists()
    assert reader.notifications.count() == 1
    assert len(mail.outbox) == 1


def test_whoever_took_a_letter_and_died_leaves_it_to_the_next(reader, told, server):
    server.trouble = KeyboardInterrupt()
    with time_machine.travel(at(1, 9), tick=False), pytest.raises(KeyboardInterrupt):
        told([reader], "Due today.", urgent=True)
    server.trouble = None
    tick(at(1, 9, 14))
    assert not mail.outbox

    tick(at(1, 9, 15))

    assert len(mail.outbox) == 1
    number = mail.outbox[0].extra_headers["Message-ID"]
    assert number == letters._message(Letter.objects.get()).extra_headers["Message-ID"]


def test_a_letter_is_written_once_for_its_key(reader):
    first = letters.write_letter(reader, "digest", "one", ("Subject\nof two lines", "Body"))

    assert letters.write_letter(reader, "digest", "one", ("Other", "Body")) is None
    assert Letter.objects.get() == first
    assert first.subject == "Subject of two lines"


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_one_letter_twice(reader):
    for number in range(12):
        letters.write_letter(reader, "urgent", f"urgent:{number}", (str(number), "Body"))
    together = threading.Barrier(2)

    def work():
        together.wait()
        letters.send_due()
        connection.close()

    workers = [threading.Thread(target=work) for _n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(int(sent.subject) for sent in mail.outbox) == list(range(12))
    assert set(Letter.objects.values_list("state", "tries")) == {("sent", 1)}
