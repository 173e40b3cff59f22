"""The outbox: letters are rows until the worker or the clock has sent them. None is lost."""

import hashlib
import logging
import smtplib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from core.models import Letter

log = logging.getLogger(__name__)
State, Trouble = Letter.State, Letter.Trouble

# How long a letter rests after its first, second, … failure; then always the last of them.
PAUSES = [timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 120, 240, 480)]
LEASE = timedelta(minutes=15)  # whoever took a letter and died leaves it to the next
TRIED_FOR = timedelta(days=7)
KEPT = timedelta(days=366)
NO_SERVER = "django.core.mail.backends.dummy.EmailBackend"
DOWN, DOWN_FOR = "mail-server-is-down", 300  # seconds in which the worker does not knock again
REFUSED = 500  # from this code on, a mail server means it


class ServerDownError(Exception):
    """It is not this letter: none would leave now."""


def write_letter(to: Any, kind: str, key: str, words: tuple[str, str]) -> Letter | None:
    """Put a letter of these (subject, body) into the outbox; once for each ``key``."""
    subject, body = words
    letter, made = Letter.objects.get_or_create(
        key=key,
        defaults={
            "scope": to.scope,
            "to": to,
            "address": to.email,
            "kind": kind,
            "subject": " ".join(subject.split())[:200],
            "body": body,
        },
    )
    return letter if made else None


def post_after_commit(letter: Letter) -> None:
    """Have the worker send it, once what it tells of is safe."""
    pk = letter.pk
    transaction.on_commit(lambda: send_letter.enqueue(pk))


@task()
def send_letter(pk: int, *, asked: bool = False) -> None:
    """Send one letter now. If the server was down a moment ago, the clock sends it later.

    Whoever has mended the server and asks for it does not wait for the clock.
    """
    if asked or not cache.get(DOWN):
        _send_each(Letter.objects.filter(pk=pk))


@task()
def send_letters() -> None:
    """Send all that is due, because somebody asks for it."""
    send_due()


def send_due() -> int:
    """Send what is due. A server that is down is found out once, not with each letter."""
    return _send_each(Letter.objects.all())


def give_up() -> int:
    """After a week nobody waits for a letter any more; the outbox says so."""
    old = Letter.objects.filter(state=State.WAITING, made_at__lt=timezone.now() - TRIED_FOR)
    old.filter(error="").update(error=Trouble.OLD)
    return old.update(state=State.FAILED, try_after=None)


def forget_letters() -> int:
    return Letter.objects.filter(made_at__lt=timezone.now() - KEPT).delete()[0]


def has_server() -> bool:
    """Without a mail server letters wait, and can be read in the outbox."""
    return bool(settings.EMAIL_BACKEND != NO_SERVER)


def _send_each(letters: Any) -> int:
    if not has_server():
        return 0
    line, sent = get_connection(), 0
    try:
        for letter in _taken(letters):
            sent += _send(letter, line)
    except ServerDownError as down:
        cache.set(DOWN, True, DOWN_FOR)  # noqa: FBT003 -- the value of a key
        letters.due(timezone.now()).update(error=str(down))
    finally:
        line.close()
    return sent


def _taken(letters: Any) -> Iterator[Letter]:
    """Take one letter after the other; what somebody else has taken meanwhile is passed."""
    for pk in letters.due(timezone.now()).values_list("pk", flat=True):
        now = timezone.now()
        mine = Letter.objects.filter(pk=pk).due(now)
        if mine.update(tries=F("tries") + 1, try_after=now + LEASE, error=""):
            yield Letter.objects.select_related("to").get(pk=pk)


def _send(letter: Letter, line: Any) -> bool:
    try:
        line.open()
        line.send_messages([_message(letter)])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()), (REFUSED, b""))
        _put_back(letter, Trouble.ADDRESS, f"{code} {_text(words)}", final=code >= REFUSED)
    except smtplib.SMTPDataError as error:
        said = f"{error.smtp_code} {_text(error.smtp_error)}"
        _put_back(letter, Trouble.LETTER, said, final=error.smtp_code >= REFUSED)
    except OSError as error:  # no connection, no answer in time, a wrong password
        raise ServerDownError(_put_back(letter, Trouble.SERVER, str(error))) from error
    except Exception as error:
        log.exception("A letter cannot be sent: %s", letter.pk)
        _put_back(letter, Trouble.LETTER, str(error), final=True)
    else:
        _mark(letter, state=State.SENT, sent_at=timezone.now(), try_after=None, error="")
        return True
    return False


def _put_back(letter: Letter, trouble: str, said: str, *, final: bool = False) -> str:
    """Write down why it did not leave, and when it is tried again: each time a bit later."""
    words = f"{trouble}: {said}"[:1000]
    pause = PAUSES[min(letter.tries, len(PAUSES)) - 1]
    state = State.FAILED if final else State.WAITING
    _mark(letter, error=words, state=state, try_after=None if final else timezone.now() + pause)
    return words


def _mark(letter: Letter, **marks: Any) -> None:
    Letter.objects.filter(pk=letter.pk).update(**marks)


def _message(letter: Letter) -> EmailMessage:
    """Sent twice by bad luck it has the same number twice: mail programs show it once."""
    number = hashlib.sha256(f"{letter.key} {letter.made_at}".encode()).hexdigest()[:24]
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{number}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(letter.subject, letter.body, to=[letter.address], headers=headers)


def _text(said: Any) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)
