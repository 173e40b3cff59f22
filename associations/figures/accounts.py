"""What can be counted and told about accounts and papers; shared by screen and paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import User
from core.models import Session
from core.sessions import handle_of, sessions_of

HOUR = timedelta(hours=1)
GUESSES_PER_HOUR = 80  # at one account, from everywhere together
CODES_PER_HOUR = 10

DEMO_PASSWORD = "Birikme-Demo-2026"  # noqa: S105 -- printed on the sign-in page of the demo
DEMO_ROLES = {
    "director": _("director"),
    "deputy": _("deputy director"),
    "head": _("head of an association"),
    "secretary": _("secretary of an association"),
    "teacher": _("teacher"),
}

KINDS = {
    "protocol": pgettext_lazy("kind of paper", "protocol"),
    "extract": pgettext_lazy("kind of paper", "extract from a protocol"),
    "attendance": pgettext_lazy("kind of paper", "attendance sheet"),
    "notice": pgettext_lazy("kind of paper", "notice of a meeting"),
    "register": pgettext_lazy("kind of paper", "register"),
    "plan": pgettext_lazy("kind of paper", "plan"),
    "amendment": pgettext_lazy("kind of paper", "amendment of a plan"),
    "schedule": pgettext_lazy("kind of paper", "schedule of open lessons"),
    "visit_sheet": pgettext_lazy("kind of paper", "analysis sheet of a lesson"),
    "mentorship_plan": pgettext_lazy("kind of paper", "plan of a mentorship"),
    "mentorship_report": pgettext_lazy("kind of paper", "report of a mentorship"),
    "event": pgettext_lazy("kind of paper", "programme of an event"),
    "week_plan": pgettext_lazy("kind of paper", "programme of a subject week"),
    "week_report": pgettext_lazy("kind of paper", "report of a subject week"),
    "olympiad": pgettext_lazy("kind of paper", "protocol of an olympiad"),
    "olympiad_winners": pgettext_lazy("kind of paper", "list of winners of an olympiad"),
}

BROWSERS = [
    ("YaBrowser", "Яндекс.Браузер"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
]


@dataclass(frozen=True, slots=True)
class SeenSession:
    """One of the own sessions, as its page tells of it."""

    handle: str
    device: str
    address: str | None
    since: datetime
    seen_at: datetime | None
    is_this: bool


def own_sessions(person: User, this: str | None) -> list[SeenSession]:
    """Tell where the person is signed in now; what was idle too long has ended."""
    idle = settings.SESSION_IDLE_PRIVILEGED if person.is_privileged else settings.SESSION_IDLE
    awake = timezone.now() - timedelta(seconds=idle)
    rows = sessions_of(person.pk).filter(seen_at__gt=awake)
    return [_told(row, this) for row in rows]


def _told(row: Session, this: str | None) -> SeenSession:
    return SeenSession(
        handle=handle_of(row.session_key),
        device=device(row.agent),
        address=row.address,
        since=row.started_at,
        seen_at=row.seen_at,
        is_this=row.session_key == this,
    )


def device(agent: str) -> str:
    """Name browser and system in the words people use; "" when it does not say."""
    names = (_first_in(agent, BROWSERS), _first_in(agent, SYSTEMS))
    return ", ".join(name for name in names if name)


def _first_in(agent: str, names: list[tuple[str, str]]) -> str:
    return next((name for mark, name in names if mark in agent), "")


def demo_accounts() -> Iterator[dict[str, Any]]:
    """List who can be tried out, in demo mode only."""
    if not settings.DEMO:
        return
    logins = [f"{login}{number}" for number in ("", "2") for login in DEMO_ROLES]
    people = User.objects.active().filter(username__in=logins).select_related("school")
    by_login = {person.username: person for person in people}
    for login in filter(by_login.__contains__, logins):
        person = by_login[login]
        role = DEMO_ROLES[login.rstrip("2")]
        yield {"role": role, "person": person, "login": login, "password": DEMO_PASSWORD}


def paper_kind(kind: str) -> Any:
    """Name a kind of filed paper in the reader's language."""
    return KINDS.get(kind, kind)


def tidy_check_code(typed: str) -> str:
    """Read a check code as it is printed, however it was typed."""
    letters = re.sub(r"[^A-Z0-9]", "", typed.upper())[:16]
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def code_account(login: str) -> str:
    """Under which name tries at a code are counted: no login can have a colon."""
    return f"code:{login}"


def tried_too_often(account: str, most: int) -> bool:
    """Whether somebody is guessing at this account, from whichever addresses."""
    since = timezone.now() - HOUR
    tries = AccessFailureLog.objects.filter(username=account, attempt_time__gt=since)
    return tries.count() >= most


def guessed_too_often(login: str, address: str | None) -> bool:
    """Whether this account is under attack; where its owner has been, it stays open."""
    if not tried_too_often(login, GUESSES_PER_HOUR):
        return False
    known = AccessLog.objects.filter(username=login, ip_address=address)
    return not known.exists()


def minutes_to_wait(account: str | None, address: str | None) -> int:
    """How long until the next try is heard."""
    rows = AccessAttempt.objects.filter(username=account, ip_address=address)
    last = rows.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    if last is None:
        return int(HOUR.total_seconds() // 60)
    left = last + timedelta(hours=settings.AXES_COOLOFF_TIME) - timezone.now()
    return max(1, -int(-left.total_seconds() // 60))
