"""Numbers, forms that were sent once, and long work on its way."""

import secrets
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy


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
