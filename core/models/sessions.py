"""Signed-in browsers."""

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models


class SessionManager(BaseSessionManager):
    """Named, because migrations refer to it."""


class Session(AbstractBaseSession):
    """A signed-in browser: whose, since when, last seen, with what."""

    account_id = models.BigIntegerField(null=True, db_index=True, editable=False)
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    agent = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)

    objects = SessionManager()  # type: ignore[misc]  # Django declares it for the class

    class Meta(AbstractBaseSession.Meta):
        pass

    @classmethod
    def get_session_store_class(cls) -> Any:
        from core.sessions import SessionStore  # noqa: PLC0415 -- Django's own circle

        return SessionStore
