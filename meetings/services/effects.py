"""What a protocol sets in motion when it has both signatures.

Its own resolutions come into force; earlier ones are cancelled, taken off control or moved.
What takes effect is what was signed: the decisions of the snapshot. A corrected version does
only what it says otherwise than the one before it, and takes back what it no longer says.
"""

from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any

from django.db.models import Case, DateField, F, Q, Value, When
from django.utils import timezone

from associations.models import User
from core.audit import about, record
from core.moves import move
from meetings import notifications
from meetings.documents.controlling import source
from meetings.models import ControlRow, DeadlineChange, Meeting, Protocol, Resolution
from meetings.models import ResolutionReport as Report
from meetings.workflow import (
    RESOLUTION_OPEN,
    RESOLUTION_WORKFLOW,
    ProtocolState,
    ResolutionStatus,
)

Outcome = ControlRow.Outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """What a protocol says of an earlier resolution, and with which words it is quoted."""

    outcome: str = ""
    due: str | None = None
    stood: str = ""
    source: str = ""
    remark: str = ""

    @property
    def words(self) -> str:
        return f"{self.source}: {self.remark}" if self.remark else self.source

    @property
    def said(self) -> tuple[str, str | None]:
        return self.outcome, self.due


def take_effect(protocol: Protocol, before: dict[str, Any], *, by: User) -> None:
    """Do what the protocol resolves; ``before`` is the content of the version it replaces."""
    meeting = protocol.meeting
    language = meeting.school.paper_language
    fresh = _put_into_force(meeting)
    now = protocol.content
    _cancel(_cancelled_in(now), _cancelled_in(before), by=by, meeting=meeting)
    new, old = _decisions(now, language), _decisions(before, language)
    for pk in [*new, *(key for key in old if key not in new)]:
        was, is_now = old.get(pk, Decision()), new.get(pk, Decision())
        if was.said != is_now.said:
            row = _locked(pk)
            _take_back(row, was, is_now, by=by, meeting=meeting)
            _carry_out(row, is_now, by=by, meeting=meeting)
    notifications.resolutions_in_force(meeting, fresh)


def hold_touched(meeting: Meeting) -> None:
    """Take every resolution that the signing may change, before the record is written.

    Who reports at the same moment holds a resolution and waits for the record: taken the
    other way round, each would wait for the other.
    """
    states = [ProtocolState.SIGNING, ProtocolState.SIGNED]
    texts = [row.content for row in meeting.protocols.filter(state__in=states)]
    keys = {pk for text in texts for pk in _cancelled_in(text)}
    items = [item for text in texts for item in text.get("items", [])]
    keys |= {row["resolution"] for item in items for row in item.get("control", [])}
    rows = Resolution.objects.filter(Q(pk__in=keys) | Q(item__meeting=meeting)).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))


def _put_into_force(meeting: Meeting) -> list[int]:
    """Drafts hold from now on: these. The deadline is the signed one, unless moved since."""
    rows = Resolution.objects.filter(item__meeting=meeting)
    moved = DeadlineChange.objects.filter(
        resolution__item__meeting=meeting, state=DeadlineChange.State.GRANTED
    )
    due = Case(
        When(due_kind=Resolution.Due.DATE, then=F("due")),
        When(due_kind=Resolution.Due.YEAR_END, then=Value(meeting.year.end)),
        default=None,
        output_field=DateField(),
    )
    rows.exclude(pk__in=moved.values("resolution")).update(due_now=due)
    fresh = list(rows.filter(status=ResolutionStatus.DRAFT).values_list("pk", flat=True))
    rows.filter(pk__in=fresh).update(status=ResolutionStatus.IN_FORCE)
    return fresh


def _cancelled_in(content: dict[str, Any]) -> dict[int, str]:
    """The earlier resolutions that this text cancels, each with the label that does it."""
    rows = (row for item in content.get("items", []) for row in item["resolutions"])
    return {row["cancels"]["resolution"]: row["label"] for row in rows if row.get("cancels")}


def _cancel(now: dict[int, str], before: dict[int, str], *, by: User, meeting: Meeting) -> None:
    for pk, label in now.items():
        row = _locked(pk)
        if pk not in before and row.status in RESOLUTION_OPEN:
            move(row, "cancel", by=by, protocol=meeting.number, label=label)
            notifications.resolution_cancelled(row, meeting)
    for pk in before.keys() - now.keys():
        row = _locked(pk)
        held = row.cancelled_by.exclude(status=ResolutionStatus.DRAFT)
        if row.status == ResolutionStatus.CANCELLED and not held.exists():
            move(row, "resume" if _waits(row) else "revive", by=by, protocol=meeting.number)


def _waits(row: Resolution) -> bool:
    """Whether a report of who answers for it was not answered before it was cancelled."""
    waiting = row.reports.filter(verdict=Report.Verdict.WAITING)
    told = waiting.filter(author=row.lead_id) if row.lead_id else waiting
    return not row.all_members and told.exists()


def _decisions(content: dict[str, Any], language: str) -> dict[int, Decision]:
    found = {}
    for item in content.get("items", []):
        for row in item.get("control", []):
            found[row["resolution"]] = Decision(
                row["outcome"],
                row["due"],
                row["standing"]["word"],
                source(content, item["number"], language),
                row["remark"],
            )
    return found


def _take_back(
    row: Resolution, was: Decision, now: Decision, *, by: User, meeting: Meeting
) -> None:
    """Undo what the version before did, if it still stands as that version left it."""
    if was.outcome == now.outcome:
        return
    closed = was.outcome == Outcome.DONE and was.stood != "done"
    if closed and _is_closed_by(row, meeting):
        move(row, "revive", by=by, outcome=row.outcome)
        _mark(row, outcome="", finished_on=None)
    if was.outcome == Outcome.MOVED:
        _move_back(row, was, by=by, meeting=meeting)


def _is_closed_by(row: Resolution, meeting: Meeting) -> bool:
    """Whether the last that became of it is that this meeting took it off control.

    Lines of the record from before they named the meeting are taken for its own.
    """
    if row.status != ResolutionStatus.DONE:
        return False
    verbs = [step.verb for step in RESOLUTION_WORKFLOW]
    last = about(row).filter(verb__in=verbs)[:1]
    return any(
        line.verb == "close" and line.changes.get("meeting", meeting.pk) == meeting.pk
        for line in last
    )


def _moved_by(meeting: Meeting, row: Resolution, was: Decision) -> set[int]:
    """The changes of its deadline that this meeting made in any version, by the record."""
    made = set()
    for said in about(row).filter(verb="move_deadline").values_list("changes", flat=True):
        # Lines from before they named the meeting are known by the date.
        unnamed = "meeting" not in said and said["due"][1] == was.due
        if unnamed or said.get("meeting") == meeting.pk:
            made.add(said.get("change"))
    return made


def _move_back(row: Resolution, was: Decision, *, by: User, meeting: Meeting) -> None:
    """Let the date hold again that held before this protocol, in any version, moved it."""
    made = _moved_by(meeting, row, was)
    changes = row.deadline_changes.filter(state=DeadlineChange.State.GRANTED).order_by("-pk")
    ours = list(takewhile(lambda change: change.pk in made, changes))
    if not ours or row.due_now != ours[0].new:
        return
    old = ours[-1].old
    if old is None:
        facts = {"due": [row.due_now, None], "reason": was.words, "meeting": meeting.pk}
        record(by, "move_deadline", row, **facts)
        _mark(row, due_now=None)
    else:
        _move_deadline(row, old, was.words, by=by, meeting=meeting)


def _carry_out(row: Resolution, now: Decision, *, by: User, meeting: Meeting) -> None:
    """Do what was decided; of what is no longer open there is nothing to do."""
    if row.status not in RESOLUTION_OPEN:
        return
    if now.outcome == Outcome.DONE:
        _close(row, now, by=by, meeting=meeting)
    elif now.outcome == Outcome.MOVED and now.due:
        new = date.fromisoformat(now.due)
        if new != row.due_now:
            _move_deadline(row, new, now.words, by=by, meeting=meeting)
            notifications.resolution_moved(row, meeting)


def _close(row: Resolution, now: Decision, *, by: User, meeting: Meeting) -> None:
    """Take it off control: what was reported is accepted with it."""
    waiting = list(row.reports.filter(verdict=Report.Verdict.WAITING))
    for report in waiting:
        report.verdict, report.answer = Report.Verdict.ACCEPTED, now.words
        report.answered_by, report.answered_at = by, timezone.now()
        report.save(update_fields=["verdict", "answer", "answered_by", "answered_at"])
    days = [timezone.localtime(report.at).date() for report in waiting]
    facts = {"report": [report.pk for report in waiting], "meeting": meeting.pk}
    move(row, "close", by=by, outcome=now.words, **facts)
    _mark(row, outcome=now.words, finished_on=max(days, default=meeting.date))
    notifications.resolution_closed(row, meeting)


def _move_deadline(
    row: Resolution, new: date, words: str, *, by: User, meeting: Meeting
) -> None:
    """Write the moved deadline down like one that was asked for and granted."""
    granted, refused = DeadlineChange.State.GRANTED, DeadlineChange.State.REFUSED
    for asked in row.deadline_changes.filter(state=DeadlineChange.State.ASKED):
        asked.state, asked.answer = (granted if asked.new == new else refused), words
        asked.answered_by, asked.answered_at = by, timezone.now()
        asked.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    facts = {"asked_by": by, "answered_by": by, "answered_at": timezone.now()}
    change = DeadlineChange.objects.create(
        resolution=row, old=row.due_now, new=new, reason=words, state=granted, **facts
    )
    told = {"change": change.pk, "due": [change.old, new], "reason": words}
    record(by, "move_deadline", row, **told, meeting=meeting.pk)
    _mark(row, due_now=new)


def _locked(pk: int) -> Resolution:
    rows = Resolution.objects.select_for_update(of=("self",))
    return rows.select_related("item__meeting__association").get(pk=pk)


def _mark(row: Resolution, **marks: Any) -> None:
    Resolution.objects.filter(pk=row.pk).update(**marks)
    for name, value in marks.items():
        setattr(row, name, value)
