"""Files that belong to something: kept once, withdrawn but never erased."""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
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
    rows = of_all([subject])
    return rows.filter(kind__in=kinds) if kinds else rows


def of_all(subjects: Iterable[Any]) -> QuerySet[Attachment]:
    """The files of several things, also of several kinds, in the order in which they came."""
    return ever_of(subjects).filter(withdrawn_at=None).order_by("pk")


def ever_of(subjects: Iterable[Any]) -> QuerySet[Attachment]:
    """With those that were taken off again: the record names them."""
    keys: dict[Any, list[Any]] = {}
    for subject in subjects:
        keys.setdefault(type(subject), []).append(subject.pk)
    kinds = ContentType.objects.get_for_models(*keys)
    theirs = [
        Q(content_type=kinds[model], object_id__in=found) for model, found in keys.items()
    ]
    return Attachment.objects.filter(reduce(or_, theirs, Q(pk__in=[])))


def by_subject(rows: Iterable[Attachment]) -> dict[tuple[Any, Any], list[Attachment]]:
    """Sort files by what they belong to: its model and its key."""
    found: dict[tuple[Any, Any], list[Attachment]] = defaultdict(list)
    for row in rows:
        kind = ContentType.objects.get_for_id(row.content_type_id)
        found[kind.model_class(), row.object_id].append(row)
    return found
