"""May they, and if not, why not."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(PermissionDenied):
    """A rule said no. Its words are for the person."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to "may they?", with a reason a person can read.

    A refusal is falsy, so rules are combined with plain ``and`` and ``or``
    and the first reason that matters survives.
    """

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed

    def enforce(self) -> None:
        if not self.allowed:
            raise Refused(self.reason)


ALLOWED = Verdict(allowed=True)


def require(condition: object, reason: str | Promise) -> Verdict:
    return ALLOWED if condition else Verdict(allowed=False, reason=reason)


@cache
def rule(name: str) -> Callable[[Any, Any], Verdict]:
    """Return the function behind ``"plans.approve_plan"``.

    A misspelt name fails at once, with the module and the missing function.
    """
    app, action = name.split(".")
    found: Callable[[Any, Any], Verdict] = getattr(
        import_module(f"{app}.permissions"), f"can_{action}"
    )
    return found


def can(user: Any, name: str, subject: Any = None) -> Verdict:
    """Ask the rule of that name about this person and this thing."""
    return rule(name)(user, subject)


def can_view_attachment(user: Any, attachment: Any = None) -> Verdict:
    """Whoever is signed in may ask; the page asks the rule of what the file belongs to."""
    return ALLOWED


def can_view_progress(user: Any, progress: Any = None) -> Verdict:
    """Long work is seen by the person who began it."""
    return require(
        progress is None or progress.by_id == user.pk,
        _("Only the person who began this sees it."),
    )


def can_view_bundle(user: Any, progress: Any = None) -> Verdict:
    """What came of long work is for the same person."""
    return can_view_progress(user, progress)


def can_retry_progress(user: Any, progress: Any) -> Verdict:
    return can_view_progress(user, progress) and require(
        progress.has_failed, _("Only what has failed is tried again.")
    )


def can_view_letter(user: Any, letter: Any = None) -> Verdict:
    """The outbox is for those who lead: it shows whom a letter did not reach."""
    return require(user.is_privileged, _("The outbox is seen by those who lead."))


def can_resend_letter(user: Any, letter: Any) -> Verdict:
    return can_view_letter(user) and require(
        letter.error, _("Only what did not leave is sent again.")
    )


def can_resend_letters(user: Any, letters: Any = None) -> Verdict:
    """All at once; what of them did not leave, the service asks."""
    return can_view_letter(user)
