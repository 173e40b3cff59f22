"""Signing, correcting, extracting: what makes a protocol a paper that holds."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.attachments import keep
from core.audit import about, record
from core.models import StaleError
from core.moves import move
from core.numbering import next_number
from core.pdf import canonical, digest
from core.permissions import can
from core.uploads import Accepted
from meetings import notifications
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import Extract, Meeting, Protocol, Signature
from meetings.services.controlling import (
    fix_standing,
    hold_coming,
    loosen_standing,
    refill_coming,
)
from meetings.services.effects import hold_touched, take_effect
from meetings.services.filing import file_extract, file_protocol, replace_papers
from meetings.services.finding import remember_meeting
from meetings.services.holding import missing_to_hold
from meetings.workflow import MeetingStatus, ProtocolState


@transaction.atomic
def sign_meeting(meeting: Meeting, *, by: User, digest: str) -> None:
    """Fix the minutes as they read now and sign them as chair.

    ``digest`` names the text the chair had before their eyes; another one is refused.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if missing := list(missing_to_hold(meeting)):
        raise ValidationError(missing)
    correcting = meeting.status == MeetingStatus.CORRECTING
    data = protocol_data(meeting)
    _same(text_digest(data), digest)
    fix_standing(meeting)
    protocol = _fix(meeting, data, reason=_reason(meeting) if correcting else "")
    _put_signature(protocol, by, Signature.As.CHAIR)
    move(meeting, "sign", by=by, version=protocol.version, digest=protocol.digest)
    notifications.protocol_awaits_secretary(meeting)


@transaction.atomic
def countersign_meeting(meeting: Meeting, *, by: User, digest: str) -> None:
    """Sign as secretary: the protocol is frozen, filed, and its resolutions are in force."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    protocol = being_signed(meeting)
    _same(protocol.digest, digest)
    hold_coming(meeting)
    hold_touched(meeting)
    _put_signature(protocol, by, Signature.As.SECRETARY)
    move(meeting, "countersign", by=by, version=protocol.version, digest=protocol.digest)
    before = _replace_earlier(protocol, by=by)
    protocol.state, protocol.signed_at = ProtocolState.SIGNED, timezone.now()
    protocol.paper = file_protocol(protocol, by=by)
    protocol.save(update_fields=["state", "signed_at", "paper"])
    notifications.protocol_signed(meeting)
    take_effect(protocol, before, by=by)
    refill_coming(meeting, by=by)
    remember_meeting(meeting)


@transaction.atomic
def reopen_meeting(meeting: Meeting, *, by: User, reason: str) -> None:
    """Take the text back before the secretary has signed: the chair's signature falls away."""
    move(meeting, "reopen", by=by, reason=reason)
    protocol = being_signed(meeting, ignore_status=True)
    protocol.state = ProtocolState.WITHDRAWN
    protocol.save(update_fields=["state"])
    if not meeting.protocols.filter(state=ProtocolState.SIGNED).exists():
        loosen_standing(meeting)
    notifications.protocol_reopened(meeting, reason)


@transaction.atomic
def correct_meeting(meeting: Meeting, *, by: User, reason: str) -> None:
    """Open a signed protocol for its next version. The signed one stays in force till then."""
    move(meeting, "correct", by=by, reason=reason)
    notifications.protocol_reopened(meeting, reason)


@transaction.atomic
def issue_extract(
    meeting: Meeting, *, by: User, labels: list[str], issued_to: str = "", language: str = ""
) -> Extract:
    """Cut chosen resolutions out of the signed snapshot and file them under a number."""
    can(by, "meetings.create_extract", meeting).enforce()
    protocol = meeting.protocols.get(state=ProtocolState.SIGNED)
    if not labels:
        raise ValidationError({"labels": _("Choose at least one resolution.")})
    number = next_number(f"extract:{meeting.association_id}:{meeting.year_id}", scope=by.scope)
    extract = Extract.objects.create(
        protocol=protocol,
        number=number,
        labels=labels,
        issued_to=issued_to,
        issued_on=timezone.localdate(),
        by=by,
    )
    extract.paper = file_extract(extract, by=by, language=language)
    extract.save(update_fields=["paper"])
    record(by, "issue_extract", meeting, number=number, labels=labels)
    return extract


@transaction.atomic
def add_scan(meeting: Meeting, *, by: User, file: Accepted) -> None:
    """Keep the scan of the paper that was signed by hand."""
    can(by, "meetings.add_scan", meeting).enforce()
    keep(meeting, file, kind="scan", title=file.name, by=by)
    record(by, "add_scan", meeting, name=file.name, digest=file.digest)


def being_signed(meeting: Meeting, *, ignore_status: bool = False) -> Protocol:
    """The version that waits for its second signature."""
    protocol = meeting.protocols.filter(state=ProtocolState.SIGNING).order_by("-pk").first()
    if protocol is None or not (ignore_status or meeting.status == MeetingStatus.SIGNING):
        raise StaleError
    return protocol


def _same(actual: str, seen: str) -> None:
    if actual != seen:
        raise ValidationError(
            _("The text was changed after you opened it. Read it again, then sign.")
        )


def _fix(meeting: Meeting, data: dict[str, Any], *, reason: str) -> Protocol:
    data = {**data, "made_at": timezone.now().replace(microsecond=0).isoformat()}
    versions = meeting.protocols.exclude(state=ProtocolState.WITHDRAWN)
    return Protocol.objects.create(
        meeting=meeting,
        version=versions.count() + 1,
        snapshot=canonical(data).decode(),
        digest=digest(data),
        reason=reason,
    )


def _reason(meeting: Meeting) -> str:
    """Why the signed version is being replaced, as it was said when correcting began."""
    if not meeting.protocols.filter(state=ProtocolState.SIGNED).exists():
        return ""
    said = about(meeting).filter(verb="correct").first()
    return str(said.changes.get("reason", "")) if said else ""


def _put_signature(protocol: Protocol, by: User, role: str) -> None:
    language = protocol.meeting.school.paper_language
    Signature.objects.create(
        protocol=protocol,
        person=by,
        role=role,
        name=by.initials_in(language),
        post=by.post_title,
        digest=protocol.digest,
        at=timezone.now().replace(microsecond=0),
    )


def _replace_earlier(protocol: Protocol, *, by: User) -> dict[str, Any]:
    """Put this version in the place of the signed one; returns what that one said."""
    before: dict[str, Any] = {}
    for earlier in protocol.meeting.protocols.filter(state=ProtocolState.SIGNED):
        before = earlier.content
        earlier.state = ProtocolState.REPLACED
        earlier.save(update_fields=["state"])
        replace_papers(earlier, by=by)
    return before
