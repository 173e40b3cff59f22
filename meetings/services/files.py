"""Files of a meeting: talks of its items, and its annexes."""

from typing import Any

from django.db import transaction

from associations.models import User
from core import attachments
from core.audit import record
from core.models import Attachment
from core.permissions import can
from core.uploads import Accepted
from meetings.models import AgendaItem, Meeting


@transaction.atomic
def attach_file(
    subject: Meeting | AgendaItem, *, by: User, file: Accepted, title: str = ""
) -> Attachment:
    """Keep a file with the minutes: a talk with its item, an annex with the meeting.

    The same file sent twice is kept once.
    """
    _open(subject, by)
    same = attachments.of(subject).filter(digest=file.digest).first()
    if same:
        return same
    kind = "talk" if isinstance(subject, AgendaItem) else "annex"
    title = title or file.name.rpartition(".")[0]
    kept = attachments.keep(subject, file, kind=kind, title=title, by=by)
    record(by, "attach", subject, name=file.name, digest=file.digest)
    return kept


@transaction.atomic
def withdraw_file(kept: Attachment, *, by: User) -> Meeting:
    """Take a file out of the minutes. The bytes stay: a record of them exists."""
    subject = kept.subject
    meeting = _open(subject, by)
    if kept.withdrawn_at is None:
        attachments.withdraw(kept)
        record(by, "detach", subject, name=kept.name, digest=kept.digest)
    return meeting


def _open(subject: Any, by: User) -> Meeting:
    pk = subject.meeting_id if isinstance(subject, AgendaItem) else subject.pk
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=pk)
    can(by, "meetings.record_meeting", meeting).enforce()
    return meeting
