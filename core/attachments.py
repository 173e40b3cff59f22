"""Files that belong to something: kept once, withdrawn but never erased."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone

from core.models import Attachment
from core.uploads import Accepted


def keep(subject: Any, file: Accepted, *, kind: str, title: str, by: Any) -> Attachment:
    """Store a file that has passed the gate. The caller asks the rule and writes the record."""
    return Attachment.objects.create(
        scope=subject.scope,
        content_type=ContentType.objects.get_for_model(subject),
        object_id=subject.pk,
        kind=kind,
        title=(title or file.name)[:200],
        file=file.file,
        name=file.name,
        type=file.content_type,
        size=file.size,
        digest=file.digest,
        by=by,
    )


def withdraw(attachment: Attachment) -> None:
    """Take the file off its subject. The bytes stay: the record names them."""
    attachment.withdrawn_at = timezone.now()
    attachment.save(update_fields=["withdrawn_at"])


def of(subject: Any, *kinds: str) -> QuerySet[Attachment]:
    """The files of one thing, in the order in which they came."""
    rows = Attachment.objects.filter(
        content_type=ContentType.objects.get_for_model(subject),
        object_id=subject.pk,
        withdrawn_at=None,
    )
    return (rows.filter(kind__in=kinds) if kinds else rows).order_by("pk")
