"""The record: one chain of lines for each tenant."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models.reading import ReadRow


class AuditEntry(ReadRow):
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
