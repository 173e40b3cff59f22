"""What people are told: the notice on the desk, the letter that goes out by mail."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models.reading import ReadRow


class LetterQuerySet(models.QuerySet):
    """Questions about the outbox."""

    def visible_to(self, user: Any) -> Self:
        """Which letters of one's tenant a person sees, the page's rule says."""
        return self.filter(scope=user.scope)

    def due(self, now: datetime) -> Self:
        """Which are to be tried now, the oldest first."""
        rows = self.filter(state=Letter.State.WAITING)
        return rows.filter(Q(try_after=None) | Q(try_after__lte=now)).order_by("pk")

    def resting(self) -> Self:
        """What did not leave and is in nobody's hands: whoever tries one wipes its trouble."""
        failed = Q(state=Letter.State.FAILED)
        return self.filter(failed | Q(state=Letter.State.WAITING) & ~Q(error=""))


class Letter(models.Model):
    """A letter in the outbox: it stays until it was sent, and afterwards as a proof.

    ``key`` says what it is for; a second letter of the same key is not written.
    """

    class Kind(models.TextChoices):
        DIGEST = "digest", pgettext_lazy("letter", "morning letter")
        URGENT = "urgent", pgettext_lazy("letter", "at once")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("letter", "waiting")
        SENT = "sent", pgettext_lazy("letter", "sent")
        FAILED = "failed", pgettext_lazy("letter", "not sent")

    class Trouble(models.TextChoices):
        """How ``error`` begins; what the server said itself follows."""

        SERVER = "server", _("The mail server does not answer. It is tried again by itself.")
        ADDRESS = "address", _("The mail server does not accept this address.")
        LETTER = "letter", _("The mail server did not accept the letter.")
        OLD = "old", _("It could not be sent for a week.")

    scope = models.BigIntegerField(editable=False)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters")
    address = models.EmailField(pgettext_lazy("letter", "address"))
    kind = models.CharField(pgettext_lazy("letter", "kind"), max_length=6, choices=Kind)
    subject = models.CharField(pgettext_lazy("letter", "subject"), max_length=200)
    body = models.TextField(pgettext_lazy("letter", "text"))
    key = models.CharField(max_length=120, unique=True, editable=False)
    state = models.CharField(
        pgettext_lazy("letter", "state"),
        max_length=7,
        choices=State,
        default=State.WAITING,
        editable=False,
    )
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    error = models.TextField(_("why it was not sent"), blank=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    try_after = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("mail", "letter")
        verbose_name_plural = pgettext_lazy("mail", "letters")
        indexes = [
            models.Index(
                fields=["try_after", "id"],
                condition=~Q(state="sent"),
                name="letter_unsent",
            ),
            models.Index(fields=["scope", "-id"], name="letter_outbox"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("letter_detail", args=[self.pk])

    @property
    def tone(self) -> str:
        """How the state is coloured beside its word."""
        return {"sent": "done", "failed": "late"}.get(self.state, "wait")

    @property
    def trouble(self) -> str:
        """Why it was not sent, in words for those who lead."""
        kind = self.error.partition(":")[0]
        return str(self.Trouble(kind).label) if kind in self.Trouble.values else ""

    @property
    def said(self) -> str:
        """What the mail server itself said, for whoever looks after it."""
        return self.error.partition(": ")[2]


class Notification(ReadRow):
    """A notice on somebody's desk. ``urgent``: its letter goes at once, not in the morning."""

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    scope = models.BigIntegerField(editable=False)
    text = models.TextField(_("text"))
    url = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    urgent = models.BooleanField(default=False, editable=False)
    letter = models.ForeignKey(
        Letter, models.SET_NULL, null=True, related_name="notices", editable=False
    )

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(
                fields=["to", "-id"],
                condition=Q(seen_at=None),
                name="notification_unseen",
            ),
            models.Index(
                fields=["to", "id"],
                condition=Q(letter=None),
                name="notification_unposted",
            ),
        ]

    def __str__(self) -> str:
        return self.text
