"""Many signed protocols in one file, for whoever asks and may see them."""

from collections.abc import Iterable
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from associations.archive import DamagedPaperError, paper_bytes
from associations.models import ArchivedDocument, School, User
from core.background import CannotError, Work, begin
from core.bundles import Bundle, keep_bundle
from core.models import Attachment, Progress
from core.pdf import ascii_name
from meetings.documents.inventory import Entry, ProtocolInventory
from meetings.documents.snapshot import spoken
from meetings.models import Protocol


def pack_protocols(meetings: Iterable[int], *, by: User) -> Progress:
    """Begin to put the signed protocols of these meetings into one file."""
    wanted = list(_signed(by).filter(meeting__in=list(meetings)).values_list("pk", flat=True))
    if not wanted:
        raise ValidationError(_("No protocol in this list has been signed yet."))
    words = ngettext("%(count)s signed protocol", "%(count)s signed protocols", len(wanted))
    title = words % {"count": len(wanted)}
    return begin(
        bundle_protocols, by=by, title=title, total=len(wanted), protocols=sorted(wanted)
    )


def bundle_protocols(work: Work, *, protocols: list[int]) -> Attachment:
    """The worker's part. What the person may no longer see by now is left out."""
    rows = _signed(work.by).filter(pk__in=protocols)
    found = sorted(
        rows.select_related("paper", "meeting__association").defer(*HEAVY), key=_place
    )
    if not found:
        raise CannotError(_("No protocol in this list has been signed yet."))
    names = names_of(found)

    def fill(bundle: Bundle) -> None:
        _put_inventory(bundle, names, work.by.school)
        for number, (protocol, name) in enumerate(names.items(), 1):
            _put(bundle, protocol, name)
            work.advance(number)

    return keep_bundle(work.progress, "protocols.zip", fill)


# Texts of protocols are long, and there are many: they are fetched one by one.
HEAVY = ("snapshot", "paper__snapshot")


def _signed(person: User) -> Any:
    """Protocols that are in force; versions that were replaced stay on the shelf."""
    in_force = ArchivedDocument.State.IN_FORCE
    return Protocol.objects.visible_to(person).filter(state="signed", paper__state=in_force)


def _paper(protocol: Protocol) -> ArchivedDocument:
    """A protocol in force has its paper."""
    return cast("ArchivedDocument", protocol.paper)


def _place(protocol: Protocol) -> tuple[Any, ...]:
    paper, association = _paper(protocol), protocol.meeting.association
    return association.sort_key, association.pk, paper.day, paper.pk


def names_of(protocols: Iterable[Protocol]) -> dict[Protocol, str]:
    """Name each file so that every system keeps it; names of one folder sort by date."""
    names: dict[Protocol, str] = {}
    for protocol in protocols:
        paper, association = _paper(protocol), protocol.meeting.association
        folder = ascii_name(association.name_ky) or f"association-{association.pk}"
        number = ascii_name(paper.number).zfill(3)
        version = f"-v{protocol.version}" if protocol.version > 1 else ""
        name = f"{folder}/{paper.day.isoformat()}-protokol-{number}{version}"
        twice = f"-{paper.pk}" if f"{name}.pdf" in names.values() else ""
        names[protocol] = f"{name}{twice}.pdf"
    return names


def _put(bundle: Bundle, protocol: Protocol, name: str) -> None:
    paper = _paper(protocol)
    try:
        bundle.add(name, paper_bytes(paper), paper.filed_at, paper.file_digest)
    except DamagedPaperError as error:
        raise CannotError(f"{protocol.meeting.association}, {paper.title}: {error}") from error


def _put_inventory(bundle: Bundle, names: dict[Protocol, str], school: School) -> None:
    filed_at = max(_paper(protocol).filed_at for protocol in names)
    day = timezone.localtime(filed_at).date()
    entries = [
        _entry(protocol, name, school.paper_language) for protocol, name in names.items()
    ]
    paper = ProtocolInventory(school, entries, filed_at, day)
    bundle.add(paper.filename, paper.pdf(), filed_at)


def _entry(protocol: Protocol, name: str, language: str) -> Entry:
    """Read the signed text: the meeting itself may be open for correction."""
    paper = _paper(protocol)
    text = Protocol.objects.only("snapshot").get(pk=protocol.pk).content
    return Entry(
        number=paper.number,
        day=paper.day,
        association=spoken(text["association"]["name"], language),
        topic=text["topic"],
        name=name,
        code=paper.code,
    )
