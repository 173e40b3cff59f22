"""Sessions in the database that know whose they are, so that people can see and end theirs."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from core import models
from core.audit import origin


class SessionStore(DatabaseStore):
    """Keeps the loaded row beside its data: when it began and when it was last seen."""

    row: models.Session | None = None

    @classmethod
    def get_model_class(cls) -> type[models.Session]:
        return models.Session

    def _get_session_from_db(self) -> Any:
        self.row = super()._get_session_from_db()
        return self.row

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
        self.row = None
        super().cycle_key()

    def flush(self) -> None:
        super().flush()
        self.row = None
