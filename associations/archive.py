"""The shelf: papers are filed once, rendered once, and never change."""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from associations.models import AcademicYear, ArchivedDocument, Association, User
from associations.models.unions import check_code
from core.audit import record
from core.pdf import Document, canonical, font_version, renderer_version
from core.pdf import digest as digest_of
from core.renderer.client import RenderError

log = logging.getLogger(__name__)


class DamagedPaperError(Exception):
    """What lies on the disk is not what was filed. It is reported, never handed out."""

    sentence = _("The kept file of this paper is damaged or missing. Tell the operator.")

    def __str__(self) -> str:
        return str(self.sentence)


@transaction.atomic
def file_away(  # noqa: PLR0913 -- what stands on the folder's label
    document: Document,
    *,
    association: Association | None,
    year: AcademicYear,
    by: User,
    number: str | int = "",
    day: date | None = None,
) -> ArchivedDocument:
    """Keep the paper as it reads now; its bytes are made after the commit.

    Papers of the whole school have no association.
    """
    if document.draft:
        raise ValueError("A draft is not filed.")
    with translation.override(document.language):
        title = document.title()
    paper = ArchivedDocument.objects.create(
        school_id=year.school_id,
        association=association,
        year=year,
        kind=document.kind,
        title=title[:300],
        number=str(number),
        day=day or timezone.localdate(),
        subject=document.subject,
        language=document.language,
        code=document.code or check_code(),
        snapshot=canonical(document.frozen).decode(),
        digest=digest_of(document.frozen),
        template=template_of(document),
        filed_by=by,
        filed_at=timezone.now().replace(microsecond=0),
    )
    record(by, "file", paper, digest=paper.digest)
    transaction.on_commit(lambda: render_paper.enqueue(paper.pk))
    return paper


def replace_paper(paper: ArchivedDocument, *, by: User) -> None:
    """Mark the paper as replaced by a later version; its bytes stay as they are."""
    with transaction.atomic():
        replaced = ArchivedDocument.objects.filter(
            pk=paper.pk, state=ArchivedDocument.State.IN_FORCE
        ).update(state=ArchivedDocument.State.REPLACED)
        if replaced:
            record(by, "replace", paper)
    paper.state = ArchivedDocument.State.REPLACED


@task()
def render_paper(pk: int) -> None:
    """Make the bytes of a filed paper, unless somebody did so already."""
    paper = ArchivedDocument.objects.get(pk=pk)
    if not paper.file:
        render(paper)


def template_of(document: Document) -> str:
    """Name the class and the version of its template, as the paper remembers them."""
    kind = type(document)
    return f"{kind.__module__}.{kind.__qualname__}@{kind.TEMPLATE_VERSION}"


def document_of(paper: ArchivedDocument, **wishes: Any) -> Document:
    """Open the snapshot again as the paper it was."""
    data = json.loads(paper.snapshot)
    if digest_of(data) != paper.digest:
        raise DamagedPaperError
    document_class: type[Document] = import_string(paper.template.rpartition("@")[0])
    return document_class(
        paper.subject,
        language=paper.language,
        code=paper.code,
        snapshot=data,
        made_at=None if data.get("made_at") else paper.filed_at,
        **wishes,
    )


def render(paper: ArchivedDocument) -> None:
    """Make the bytes and keep them. Whoever comes second keeps what the first one kept."""
    pdf = document_of(paper).pdf()
    storage = ArchivedDocument._meta.get_field("file").storage
    ArchivedDocument.objects.filter(pk=paper.pk, file="").update(
        file=storage.save("paper.pdf", ContentFile(pdf)),
        file_digest=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        renderer=renderer_version()[:80],
        fonts=font_version()[:120],
    )
    paper.refresh_from_db(fields=list(ArchivedDocument.FREE))


def paper_bytes(paper: ArchivedDocument) -> bytes:
    """Hand out the paper as filed; without a worker it is made now."""
    if not paper.file:
        render(paper)
    try:
        with paper.file.storage.open(str(paper.file.name)) as kept:
            pdf: bytes = kept.read()
    except OSError as error:
        log.exception("The file of paper %s cannot be read", paper.pk)
        raise DamagedPaperError from error
    if hashlib.sha256(pdf).hexdigest() != paper.file_digest:
        log.error("The file of paper %s is damaged", paper.pk)
        raise DamagedPaperError
    return pdf


def stamped_bytes(paper: ArchivedDocument) -> bytes:
    """Print a replaced paper so that nobody takes it for the valid one."""
    return document_of(paper, replaced=paper.code).pdf()


def verify(papers: Iterable[ArchivedDocument], *, rendering: bool = False) -> Iterator[str]:
    """Name every paper that is not what was filed; silence means the shelf is whole."""
    for paper in papers:
        for complaint in _complaints(paper, rendering=rendering):
            yield f"{paper.school_id}/{paper.pk} {paper.code}: {complaint}"


def _complaints(paper: ArchivedDocument, *, rendering: bool) -> Iterator[str]:
    if digest_of(json.loads(paper.snapshot)) != paper.digest:
        yield "the snapshot was changed"
        return
    if not paper.file:
        return
    try:
        kept = paper_bytes(paper)
    except DamagedPaperError:
        yield "the file is damaged or missing"
        return
    if rendering:
        yield from _differences(paper, kept)


def _differences(paper: ArchivedDocument, kept: bytes) -> Iterator[str]:
    """Render again; other versions of the makers may rightly give other bytes."""
    document = document_of(paper)
    makers = (template_of(document), renderer_version()[:80], font_version()[:120])
    if makers != (paper.template, paper.renderer, paper.fonts):
        return
    try:
        if document.pdf() != kept:
            yield "rendered again it gives other bytes"
    except RenderError as error:
        yield f"it cannot be rendered again: {error}"
