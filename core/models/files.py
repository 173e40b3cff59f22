"""Files that belong to something."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models.reading import ReadRow


class Attachment(ReadRow):
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
