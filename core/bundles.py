"""Many papers in one file: a plain ZIP whose equal contents have equal bytes."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from io import SEEK_END
from typing import IO, Any, Self
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.utils import timezone

from core.models import Attachment, Progress

MANIFEST = "manifest-sha256.txt"
KIND = "bundle"
SAFE = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*\.[a-z]{3}")
FILE = 0o100644 << 16  # a plain file that all may read


class Bundle:
    """Papers are stored as they are, in the order in which they come, one in memory at a time.

    The list at the end is what ``sha256sum --check`` reads.
    """

    def __init__(self, target: IO[bytes]) -> None:
        self.zip = ZipFile(target, "w", ZIP_STORED)
        self.digests: dict[str, str] = {}
        self.latest = datetime(1980, 1, 1, tzinfo=timezone.get_default_timezone())

    def add(self, name: str, content: bytes, at: datetime, digest: str = "") -> None:
        """Take a paper in; its digest need not be computed again where it is known."""
        if not SAFE.fullmatch(name) or name in self.digests:
            raise ValueError(f"Not a name for a bundle: {name}")
        self.digests[name] = digest or hashlib.sha256(content).hexdigest()
        self.latest = max(self.latest, at)
        self._write(name, content, at)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: object, *_where: object) -> None:
        if error is None:
            lines = (f"{digest}  {name}\n" for name, digest in self.digests.items())
            self._write(MANIFEST, "".join(lines).encode(), self.latest)
        self.zip.close()

    def _write(self, name: str, content: bytes, at: datetime) -> None:
        moment = timezone.localtime(at, timezone.get_default_timezone())
        info = ZipInfo(name, moment.timetuple()[:6])
        info.create_system, info.external_attr = 3, FILE
        self.zip.writestr(info, content)


def keep_bundle(progress: Progress, name: str, fill: Callable[[Bundle], Any]) -> Attachment:
    """Put the bundle together on the disk and keep it for the person who began the work."""
    storage: Any = Attachment._meta.get_field("file").storage
    with storage.workspace() as room:
        with Bundle(room) as bundle:
            fill(bundle)
        size = room.seek(0, SEEK_END)
        room.seek(0)
        kept = storage.save(name, File(room))
    return Attachment.objects.create(
        scope=progress.scope,
        content_type=ContentType.objects.get_for_model(progress),
        object_id=progress.pk,
        kind=KIND,
        title=progress.title,
        file=kept,
        name=name,
        type="application/zip",
        size=size,
        digest=kept.rpartition("/")[2],
        by=progress.by,
    )


def withdraw_bundles(before: datetime) -> int:
    """Hand out no more what was made before that day; it can be made again."""
    old = Attachment.objects.filter(kind=KIND, withdrawn_at=None, at__lt=before)
    pks = list(old.values_list("object_id", flat=True))
    Progress.objects.filter(pk__in=pks).update(url="")
    return old.update(withdrawn_at=timezone.now())


def erase_bundles(before: datetime) -> int:
    """Free the disk of what was withdrawn before that day: a backup of then is complete."""
    rows = Attachment.objects.filter(kind=KIND, withdrawn_at__lt=before)
    storage: Any = Attachment._meta.get_field("file").storage
    names = set(rows.values_list("file", flat=True))
    erased = rows.delete()[0]
    named = Attachment.objects.filter(file__in=names).values_list("file", flat=True)
    for name in names.difference(named):
        storage.erase(name)
    return erased
