"""Sessions in the database that know whose they are, so that people can see and end theirs."""

import hashlib
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils import timezone

from core import models
from core.audit import origin
from core.questions import Question


def _living(key: str, now: datetime) -> QuerySet[models.Session]:
    return models.Session.objects.filter(session_key=key, expire_date__gt=now)


# The person that was read together with the session, while it is asked who that is.
came_with: ContextVar[Any] = ContextVar("came_with", default=None)

LIVING = Question(_living, key="?", now=datetime(1, 1, 2, tzinfo=UTC))


class SessionStore(DatabaseStore):
    """Keeps the loaded row beside its data: when it began and when it was last seen."""

    row: models.Session | None = None
    person: Any = None

    @classmethod
    def get_model_class(cls) -> type[models.Session]:
        return models.Session

    def _get_session_from_db(self) -> Any:
        self.row = self.find(timezone.now())
        if self.row is None:
            self._session_key = None
        return self.row

    def find(self, now: datetime) -> models.Session | None:
        rows = LIVING.ask(key=self.session_key, now=now)
        return rows[0] if rows else None

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session = super().create_model_instance(data)
        session.account_id = data.get(SESSION_KEY)
        session.seen_at = timezone.now()
        where = origin.get()
        session.agent, session.address = where.get("agent", ""), where.get("address")
        session.started_at = self.row.started_at if self.row else timezone.now()
        return session

    def cycle_key(self) -> None:
        """A new key at sign-in is a new session: its clock starts again."""
        self._get_session()  # before the row is forgotten: loading brings it back
        self.row = None
        super().cycle_key()

    def flush(self) -> None:
        super().flush()
        self.row = self.person = None


def sessions_of(account_id: int) -> QuerySet[models.Session]:
    """Return the living sessions of an account, the one last seen first."""
    rows = models.Session.objects.filter(account_id=account_id, expire_date__gt=timezone.now())
    return rows.order_by("-seen_at", "-started_at")


def handle_of(session_key: str) -> str:
    """Name a session without giving it away: the key itself opens it."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:32]


def end_session(account_id: int, handle: str) -> bool:
    """End one session of this account; nobody else's can be named."""
    for row in models.Session.objects.filter(account_id=account_id):
        if handle_of(row.session_key) == handle:
            row.delete()
            return True
    return False


def end_sessions(account_id: int, *, but: str | None = None) -> int:
    """End all sessions of the account, perhaps but one, and say how many."""
    rows = models.Session.objects.filter(account_id=account_id).exclude(session_key=but or "")
    return rows.delete()[0]
