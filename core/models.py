"""Rows the ground keeps for everybody: record, notices, files, series, tokens, progress.

None has a foreign key to a tenant: ``scope`` is its plain key, handed in with the subject.
"""

import secrets
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.permissions import Verdict, require
from core.search_models import SearchRow
from core.workflow import Workflow

__all__ = [
    "Attachment",
    "AuditEntry",
    "ChainHead",
    "FormToken",
    "Notification",
    "Progress",
    "SearchRow",
    "Series",
    "Session",
    "StaleError",
    "WorkflowModel",
]


class StaleError(ValidationError):
    """Somebody else was quicker."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has changed this in the meantime. Please look again.")
        )


class WorkflowModel(models.Model):
    """A document with a life of its own, drawn in its ``workflow``."""

    workflow: ClassVar[Workflow]
    status: Any

    class Meta:
        abstract = True

    def may(self, verb: str) -> Verdict:
        """Whether the table has this move from here, whoever asks."""
        return require(
            self.status in self.workflow[verb].sources, _("Not possible at this stage.")
        )

    def rule_for(self, verb: str) -> str:
        return f"{self._meta.app_label}.{verb}_{self._meta.model_name}"

    def make_move(self, verb: str) -> Self:
        """Change the status in the database, unless somebody else did so first."""
        move = self.workflow[verb]
        moved = (
            type(self)
            ._default_manager.filter(pk=self.pk, status__in=move.sources)
            .update(status=move.target)
        )
        if not moved:
            raise StaleError
        self.status = move.target
        return self


class AuditEntry(models.Model):
    """One line of the record: who did what, when, and as whom. Never changed, never removed."""

    scope = models.BigIntegerField(_("scope"), editable=False)
    number = models.PositiveBigIntegerField(_("number in the chain"), editable=False)
    at = models.DateTimeField(pgettext_lazy("record", "at"), editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    actor_name = models.CharField(_("who"), max_length=200, editable=False)
    actor_post = models.CharField(_("as whom"), max_length=200, blank=True, editable=False)
    verb = models.CharField(_("verb"), max_length=60, editable=False)
    content_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, related_name="+", editable=False
    )
    object_id = models.BigIntegerField(null=True, editable=False)
    label = models.CharField(_("what"), max_length=300, editable=False)
    changes = models.JSONField(_("changes"), default=dict, editable=False)
    address = models.GenericIPAddressField(_("address"), null=True, editable=False)
    request_id = models.CharField(_("request"), max_length=32, blank=True, editable=False)
    previous = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("record entry")
        verbose_name_plural = _("record")
        constraints = [
            models.UniqueConstraint(fields=["scope", "number"], name="auditentry_one_chain")
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id", "-id"], name="auditentry_about")
        ]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.verb} {self.label}"


class ChainHead(models.Model):
    """The end of one chain; whoever writes next waits for this row."""

    scope = models.BigIntegerField(primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.scope}: {self.number}"


class Notification(models.Model):
    """A notice on somebody's desk."""

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    scope = models.BigIntegerField(editable=False)
    text = models.TextField(_("text"))
    url = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(
                fields=["to", "-id"],
                condition=models.Q(seen_at=None),
                name="notification_unseen",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Attachment(models.Model):
    """A file that belongs to something: a talk, a scan, an annex."""

    scope = models.BigIntegerField(editable=False)
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    subject = GenericForeignKey()
    kind = models.CharField(max_length=20, editable=False)
    title = models.CharField(pgettext_lazy("file", "title"), max_length=200)
    file = models.FileField(_("file"), max_length=100, editable=False)
    name = models.CharField(max_length=255, editable=False)
    type = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [models.Index(fields=["content_type", "object_id"], name="attachment_of")]

    def __str__(self) -> str:
        return self.title


class Series(models.Model):
    """A row of numbers without gaps. Locked while the next one is taken."""

    scope = models.BigIntegerField(editable=False)
    name = models.CharField(max_length=120)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "name"], name="series_one_per_name")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


class FormToken(models.Model):
    """A form that was sent once. Sent again, it leads where it led the first time."""

    token = models.CharField(max_length=43, primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    url = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.url

    @staticmethod
    def fresh() -> str:
        return secrets.token_urlsafe(32)


class ProgressQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """A person's long work is nobody else's."""
        return self.filter(by=user.pk, scope=user.scope)

    def unfinished(self) -> Self:
        return self.filter(state__in=[Progress.State.WAITING, Progress.State.RUNNING])


class Progress(models.Model):
    """How far a long task is, for the page that waits for it; and how to do it again."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("task", "waiting")
        RUNNING = "running", pgettext_lazy("task", "in progress")
        DONE = "done", pgettext_lazy("task", "done")
        FAILED = "failed", pgettext_lazy("task", "failed")

    # Who says nothing for so long has died, or nobody is there to begin.
    PATIENCE: ClassVar[dict[str, timedelta]] = {
        State.WAITING: timedelta(minutes=30),
        State.RUNNING: timedelta(minutes=5),
    }

    scope = models.BigIntegerField(editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    job = models.CharField(max_length=200, editable=False)
    arguments = models.JSONField(default=dict, editable=False)
    attempt = models.PositiveSmallIntegerField(default=1, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=1)
    message = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "touched_at"], name="progress_by_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("progress", args=[self.pk])

    @property
    def is_silent(self) -> bool:
        """Whether the worker seems to have died over it."""
        patience = self.PATIENCE.get(self.state)
        return patience is not None and timezone.now() - self.touched_at > patience

    @property
    def has_failed(self) -> bool:
        return self.state == self.State.FAILED or self.is_silent


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
