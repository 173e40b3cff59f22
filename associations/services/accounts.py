"""What happens to accounts: codes, passwords, sessions, signing in and out."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from associations import notifications
from associations.models import ActivationCode, User
from core import sessions
from core.audit import record
from core.models import StaleError
from core.permissions import can

CODE_LENGTH = 12
CODE_LIVES = timedelta(days=14)
# What a Cyrillic keyboard writes for the Latin letters of a code.
_MISREAD = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")


def tidy_code(typed: str) -> str:
    """Read a code as it was meant: case, gaps and Cyrillic lookalikes do not matter."""
    letters = typed.upper().translate(_MISREAD)
    return "".join(letter for letter in letters if letter.isalnum())


def digest_of_code(code: str) -> str:
    return salted_hmac(
        "associations.activation", tidy_code(code), algorithm="sha256"
    ).hexdigest()


@transaction.atomic
def issue_codes(people: Iterable[User], *, by: User) -> list[tuple[User, str]]:
    """Make a one-time code for each; it is known here and on paper, nowhere else.

    The codes a person had before are void from now on.
    """
    return [(person, _issue_code(person, by)) for person in people]


def _issue_code(person: User, by: User) -> str:
    can(by, "associations.issue_code", person).enforce()
    _void_codes(person)
    letters = "".join(secrets.choice(ActivationCode.alphabet) for _n in range(CODE_LENGTH))
    ActivationCode.objects.create(
        person=person,
        digest=digest_of_code(letters),
        made_by=by,
        expires_at=timezone.now() + CODE_LIVES,
    )
    record(by, "issue_code", person)
    if person.has_usable_password() and person != by:
        notifications.code_issued(person, by)
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def _void_codes(person: User) -> None:
    ActivationCode.objects.filter(
        person=person, used_at=None, expires_at__gt=timezone.now()
    ).update(expires_at=timezone.now())


def find_code(login: str, code: str) -> ActivationCode | None:
    """Find a code that still opens this account; why it does not is told to nobody."""
    found = ActivationCode.objects.filter(
        digest=digest_of_code(code),
        person__username=login,
        person__is_active=True,
        used_at=None,
        expires_at__gt=timezone.now(),
    )
    return found.select_related("person__school").first()


@transaction.atomic
def activate(code: ActivationCode, *, password: str) -> User:
    """Use the code up and let the person have the chosen password, whatever was before."""
    now = timezone.now()
    open_ = ActivationCode.objects.filter(pk=code.pk, used_at=None, expires_at__gt=now)
    if not open_.update(used_at=now):
        raise ValidationError(_("The login or the code is wrong, or the code is too old."))
    _set_password(code.person, password)
    record(code.person, "activate", code.person)
    return code.person


@transaction.atomic
def change_password(person: User, *, password: str, session: str | None = None) -> None:
    """Choose a new password; every session but this one ends, codes on paper are void."""
    _set_password(person, password, session)
    _void_codes(person)
    record(person, "change_password", person)


def _set_password(person: User, password: str, session: str | None = None) -> None:
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    sessions.end_sessions(person.pk, but=session)


@transaction.atomic
def deactivate_person(person: User, *, by: User) -> User:
    """Close the account: sessions end, codes are void; the person stays on old papers."""
    can(by, "associations.deactivate_user", person).enforce()
    _switch(person, active=False)
    _void_codes(person)
    sessions.end_sessions(person.pk)
    record(by, "deactivate", person)
    return person


@transaction.atomic
def reactivate_person(person: User, *, by: User) -> User:
    """Open the account again; the old password is still good, old codes are not."""
    can(by, "associations.reactivate_user", person).enforce()
    _switch(person, active=True)
    record(by, "reactivate", person)
    return person


def _switch(person: User, *, active: bool) -> None:
    rows = User.objects.filter(pk=person.pk, is_active=not active)
    if not rows.update(is_active=active):
        raise StaleError
    person.is_active = active


def note_sign_in(person: User) -> None:
    record(person, "sign_in", person)


def note_sign_out(person: User) -> None:
    record(person, "sign_out", person)


@transaction.atomic
def end_own_session(person: User, *, handle: str) -> bool:
    """End one of the own sessions. Somebody else's is not found by any name."""
    ended = sessions.end_session(person.pk, handle)
    if ended:
        record(person, "end_session", person, session=handle[:8])
    return ended


@transaction.atomic
def end_other_sessions(person: User, *, but: str | None) -> int:
    ended = sessions.end_sessions(person.pk, but=but)
    record(person, "end_sessions", person, ended=ended)
    return ended


@transaction.atomic
def choose_language(person: User, *, language: str) -> None:
    """Speak to the person in this language from now on."""
    if person.language == language:
        return
    before, person.language = person.language, language
    User.objects.filter(pk=person.pk).update(language=language)
    record(person, "choose_language", person, language=[before, language])
