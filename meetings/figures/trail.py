"""What became of a resolution, step by step, for its page and its paper alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.models import AuditEntry
from meetings.models import Meeting, Resolution
from meetings.workflow import ResolutionStatus

ISSUED = "countersign"
REVIVED = _("in force again: the later protocol was corrected")
WORDS: dict[str, Any] = {
    ISSUED: _("in force: the protocol was signed"),
    "report": _("reported"),
    "accept": _("accepted the report"),
    "return": _("returned the report"),
    "finish": _("marked it as done"),
    "renew": _("took the mark back: not done after all"),
    "complete": _("done by all members"),
    "ask_deadline": _("asked for another date"),
    "grant_deadline": _("moved the deadline"),
    "refuse_deadline": _("left the deadline as it is"),
    "move_deadline": _("the meeting moved the deadline"),
    "close": _("the meeting took it off control"),
    "cancel": _("cancelled by a later resolution"),
    "revive": REVIVED,
    "resume": REVIVED,
}
# Whose words are for those who may read the reports.
TOLD = frozenset({"report", "accept", "return"})


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trail."""

    at: datetime
    verb: str
    person: User | None
    name: str
    words: str = ""
    dates: tuple[str, str] = ("", "")
    files: tuple[str, ...] = ()
    instead: str = ""

    @property
    def label(self) -> str:
        return str(WORDS[self.verb])

    @property
    def actor(self) -> str:
        return self.person.list_name if self.person else self.name or "–"


def trail_of(resolution: Resolution) -> list[Step]:
    """The steps from the signing on, in the order in which they were made."""
    if resolution.status == ResolutionStatus.DRAFT:
        return []
    kinds = ContentType.objects.get_for_models(Meeting, Resolution)
    ours = Q(content_type=kinds[Resolution], object_id=resolution.pk, verb__in=WORDS)
    meeting = resolution.item.meeting_id
    ours |= Q(content_type=kinds[Meeting], object_id=meeting, verb=ISSUED)
    lines = AuditEntry.objects.filter(ours, scope=resolution.scope).select_related("actor")
    return list(_steps(lines.order_by("pk")))


def _steps(lines: Iterable[AuditEntry]) -> Iterable[Step]:
    issued = False
    for line in lines:
        if line.verb == ISSUED and issued:
            continue  # a corrected version brings nothing into force that was so before
        issued = issued or line.verb == ISSUED
        yield _step(line)


def _step(line: AuditEntry) -> Step:
    said = line.changes
    words = said.get("text") or said.get("reason") or said.get("outcome") or ""
    old, new = said.get("due") or ("", "")
    return Step(
        at=line.at,
        verb=line.verb,
        person=line.actor,
        name=line.actor_name,
        words=str(words) if line.verb != ISSUED else "",
        dates=(old or "", new or ""),
        files=tuple(said.get("files", ())),
        instead=said.get("instead", ""),
    )
