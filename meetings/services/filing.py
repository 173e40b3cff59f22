"""Putting signed protocols on the shelf: a joint one on the shelf of each association."""

from django.contrib.contenttypes.models import ContentType

from associations.archive import file_away, replace_paper
from associations.models import ArchivedDocument, User
from meetings.documents.protocol import ExtractDocument, ProtocolDocument
from meetings.models import Extract, Protocol


def file_protocol(protocol: Protocol, *, by: User) -> ArchivedDocument:
    """File a copy for each association that met, under its number there; return the host's.

    As in offices: a joint protocol is made in as many originals as there are associations.
    All say the same, only the check code differs; so every shelf, list and packed year of an
    association is whole by itself, and knows nothing of joint meetings.
    """
    meeting = protocol.meeting
    shelves = [(meeting.association, meeting.number)]
    shelves += [(row.association, row.number) for row in meeting.joint_rows]
    papers = [
        file_away(
            ProtocolDocument(protocol, language=meeting.school.paper_language),
            association=association,
            year=meeting.year,
            by=by,
            number=str(number),
            day=meeting.date,
        )
        for association, number in shelves
    ]
    return papers[0]


def file_extract(extract: Extract, *, by: User, language: str) -> ArchivedDocument:
    """File a copy for each association that met; all have the number of the host's book."""
    meeting = extract.protocol.meeting
    papers = [
        file_away(
            ExtractDocument(extract, language=language or meeting.school.paper_language),
            association=association,
            year=meeting.year,
            by=by,
            number=str(extract.number),
            day=extract.issued_on,
        )
        for association in meeting.unions
    ]
    return papers[0]


def replace_papers(protocol: Protocol, *, by: User) -> None:
    """Mark every copy of this version as replaced by a later one."""
    kind = ContentType.objects.get_for_model(Protocol)
    copies = ArchivedDocument.objects.filter(content_type=kind, object_id=protocol.pk)
    for paper in copies.filter(state=ArchivedDocument.State.IN_FORCE).order_by("pk"):
        replace_paper(paper, by=by)
