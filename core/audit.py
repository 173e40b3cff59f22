"""The one way to write the record: who did what, chained so that nothing can be taken out."""

import hashlib
import json
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone, translation

from core.models import AuditEntry, ChainHead

# Where the request came from: set by the middleware, empty in commands and tasks.
origin: ContextVar[dict[str, Any]] = ContextVar("origin", default={})  # noqa: B039 -- never changed, only replaced


@transaction.atomic
def record(by: Any, verb: str, subject: Any, /, **changes: Any) -> AuditEntry:
    """Add a line to the chain of the subject's scope, in the caller's transaction.

    ``by`` is a person or None (the clock). Labels are kept as text, so that the line can
    be read when nothing it speaks of lives any more.
    """
    ChainHead.objects.get_or_create(scope=subject.scope)
    head = ChainHead.objects.select_for_update().get(scope=subject.scope)
    entry = _line(by, verb, subject, changes)
    entry.number, entry.previous = head.number + 1, head.digest
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    head.number, head.digest = entry.number, entry.digest
    head.save(update_fields=["number", "digest"])
    return entry


def _line(by: Any, verb: str, subject: Any, changes: dict[str, Any]) -> AuditEntry:
    where = origin.get()
    # The record speaks one language, whoever writes it: that of the first paper.
    with translation.override("ky"):
        return AuditEntry(
            scope=subject.scope,
            at=timezone.now().replace(microsecond=0),
            actor=by,
            actor_name=str(by or "")[:200],
            actor_post=str(getattr(by, "post_title", "") or "")[:200],
            verb=verb,
            content_type=ContentType.objects.get_for_model(subject),
            object_id=subject.pk,
            label=str(subject)[:300],
            changes=json.loads(json.dumps(changes, cls=DjangoJSONEncoder, default=str)),
            address=where.get("address"),
            request_id=where.get("request_id", ""),
        )


def digest_of(entry: AuditEntry) -> str:
    """Hash what the line says together with the hash of the line before it."""
    words = [
        entry.previous,
        entry.scope,
        entry.number,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor_id,
        entry.actor_name,
        entry.actor_post,
        entry.verb,
        entry.content_type_id,
        entry.object_id,
        entry.label,
        entry.changes,
        entry.address,
        entry.request_id,
    ]
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def about(subject: models.Model) -> models.QuerySet[AuditEntry]:
    """Return the lines about one thing, the newest first."""
    kind = ContentType.objects.get_for_model(subject)
    return AuditEntry.objects.filter(content_type=kind, object_id=subject.pk).order_by("-pk")


def verify(scope: int) -> Iterator[str]:
    """Walk one chain and name every break; silence means the record is whole."""
    number, previous = 0, "0" * 64
    for entry in AuditEntry.objects.filter(scope=scope).order_by("number").iterator():
        if entry.number != number + 1:
            yield f"{scope}: line {number + 1} is missing"
        if entry.previous != previous or entry.digest != digest_of(entry):
            yield f"{scope}: line {entry.number} was changed"
        number, previous = entry.number, entry.digest
    head = ChainHead.objects.filter(scope=scope).first()
    if head and (head.number, head.digest) != (number, previous):
        yield f"{scope}: the chain ends at {number}, its head says {head.number}"


def changed_fields(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Say what differs, as ``{field: [old, new]}``."""
    return {
        name: [_plain(before.get(name)), _plain(value)]
        for name, value in after.items()
        if before.get(name) != value
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | None) else str(value)
