"""Plays the scripts: people come, meet, resolve and sign, each thing on its day."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.utils import timezone

from associations.models import Association, Membership, User
from core.renderer import client
from core.uploads import accept
from meetings import services
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import AgendaItem, Attendance, Meeting, Resolution, Speech
from meetings.services.elections import ElectionChange, put_election
from meetings.services.finding import remember_meeting
from reports.management.demo.scripts import ALL, Item, R, Script

DEPUTY = "deputy"
FOR_ANOTHER = 2


@contextmanager
def on(day: date, hour: int = 15) -> Iterator[None]:
    """Let the clock stand on that day: history is written with its own dates."""
    moment = datetime.combine(day, time(hour - 6), tzinfo=UTC)
    with mock.patch.object(timezone, "now", return_value=moment):
        yield


class Troupe:
    """Who plays in one association: found by surname or by place."""

    partners: Sequence[Association] = ()  # who meets together with it

    def __init__(self, association: Association, deputy: User) -> None:
        self.association = association
        self.deputy = deputy
        roles = {row.role: row.person for row in _memberships(association)}
        self.members = [row.person for row in _memberships(association)]
        self.head, self.secretary = roles["head"], roles["secretary"]

    def find(self, name: str) -> User:
        if name in {"head", "secretary", DEPUTY}:
            found: User = getattr(self, name)
            return found
        if name.isdigit():
            others = [p for p in self.members if p not in {self.head, self.secretary}]
            return others[int(name) % len(others)]
        return next(p for p in [*self.members, self.deputy] if name in p.surname_ky)


def _memberships(association: Association) -> list[Membership]:
    rows = association.memberships.select_related("person__school").filter(until=None)
    return list(rows.order_by("pk"))


def day_of(script: Script, first: int) -> date:
    """The day of a script in the school year that begins in that autumn."""
    year = first if script.month >= 8 else first + 1  # noqa: PLR2004 -- August
    return date(year, script.month, script.day)


def play(troupe: Troupe, script: Script, first: int, until: str = "sign") -> Meeting:
    """Play a meeting as far as asked: plan, convene, record, hold, read, half, sign."""
    day = day_of(script, first)
    today = timezone.localdate()
    with on(min(day - timedelta(days=7), today)):
        meeting = plan(troupe, script, day)
        if until == "plan":
            return meeting
    with on(min(day - timedelta(days=4), today)):
        services.convene_meeting(meeting, by=afresh(troupe.head))
    if until == "convene":
        return meeting
    with on(day, script.hour + 2):
        record_minutes(troupe, script, meeting)
        if until == "record":
            return meeting
        services.hold_meeting(meeting, by=afresh(troupe.head), nevertheless=True)
    if until not in {"hold", "read"}:
        sign(troupe, meeting, day, both=until == "sign")
    meeting.refresh_from_db()
    return meeting


def sign(troupe: Troupe, meeting: Meeting, day: date, *, both: bool) -> None:
    meeting.refresh_from_db()
    with on(day + timedelta(days=1), 10):
        seen = text_digest(protocol_data(meeting))
        services.sign_meeting(meeting, by=afresh(troupe.head), digest=seen)
    if not both:
        return
    with on(day + timedelta(days=1), 12):
        protocol = meeting.protocols.get(state="signing")
        services.countersign_meeting(
            meeting, by=afresh(troupe.secretary), digest=protocol.digest
        )


def afresh(person: User) -> User:
    """The same person with nothing remembered of another day."""
    return User.objects.select_related("school").get(pk=person.pk)


def plan(troupe: Troupe, script: Script, day: date) -> Meeting:
    meeting = Meeting(
        association=troupe.association,
        date=day,
        starts_at=time(script.hour),
        place=script.room or ("205-каб." if troupe.head.language == "ky" else "каб. 205"),
        topic=script.topic,
        chair=troupe.head,
        secretary=troupe.secretary,
        author=troupe.head,
    )
    meeting.clean()
    meeting.save()
    services.sync_attendance(meeting)
    if troupe.partners:
        meeting = services.join_meeting(
            meeting, by=afresh(troupe.head), associations=troupe.partners
        )
    for position, part in enumerate(script.items, 1):
        item = AgendaItem.objects.create(
            meeting=meeting,
            position=position,
            kind=part.kind,
            title=part.title,
            minutes=part.minutes,
        )
        item.rapporteurs.add(troupe.find(part.who))
    remember_meeting(meeting)
    return meeting


def record_minutes(troupe: Troupe, script: Script, meeting: Meeting) -> None:
    _mark(troupe, script, meeting)
    for item, part in zip(meeting.items.in_order(), script.items, strict=True):
        _write(troupe, meeting, item, part)
    if script.annex:
        page = f"<h1>{script.annex}</h1>"
        pdf = client.render(
            page, language="ru", title=script.annex, made_at=timezone.now(), css=""
        )
        file = accept(SimpleUploadedFile("annex-1.pdf", pdf))
        services.attach_file(meeting, by=afresh(troupe.head), file=file, title=script.annex)


def _mark(troupe: Troupe, script: Script, meeting: Meeting) -> None:
    meeting.attendance.update(status=Attendance.Status.PRESENT, version=F("version") + 1)
    for name, reason in script.absent.items():
        meeting.attendance.filter(person=troupe.find(name)).update(
            status=Attendance.Status.ABSENT, reason=reason
        )
    for name in script.invited:
        Attendance.objects.create(
            meeting=meeting, person=troupe.find(name), status=Attendance.Status.INVITED
        )


def _write(troupe: Troupe, meeting: Meeting, item: AgendaItem, part: Item) -> None:
    item.heard = part.heard
    item.state = AgendaItem.State.DECIDED
    item.save()
    for position, (name, words) in enumerate(part.spoke, 1):
        Speech.objects.create(
            item=item, person=troupe.find(name), text=words, position=position
        )
    for position, said in enumerate(part.decided, 1):
        _resolve(troupe, meeting, item, said, position)
    if item.kind == AgendaItem.Kind.ELECTION:
        elect(troupe, item)


def elect(troupe: Troupe, item: AgendaItem) -> None:
    """Two stand, the head is elected again; nobody sees by whom."""
    rows = item.meeting.attendance.filter(status=Attendance.Status.PRESENT)
    present, another = rows.count(), troupe.find("1")
    votes = {troupe.head.pk: present - FOR_ANOTHER, another.pk: FOR_ANOTHER}
    fields = {"mode": "secret", "voters": present, "invalid": 0}
    put_election(item, ElectionChange(fields=fields, votes=votes))


def _resolve(
    troupe: Troupe, meeting: Meeting, item: AgendaItem, said: R, position: int
) -> None:
    row = Resolution(item=item, position=position, text=said.text, kind=said.kind)
    row.all_members = said.who == ALL
    for name, value in {**_deadline(said.due, meeting), **_votes(said, meeting)}.items():
        setattr(row, name, value)
    row.save()
    if said.who != ALL:
        row.responsible.set(troupe.find(name) for name in said.who)


def _deadline(due: Any, meeting: Meeting) -> dict[str, Any]:
    if not due:
        return {}
    if isinstance(due, str):
        return {"due_kind": due}
    month, day = due
    year = meeting.date.year + (month < meeting.date.month)
    return {"due_kind": Resolution.Due.DATE, "due": date(year, month, day)}


def _votes(said: R, meeting: Meeting) -> dict[str, Any]:
    """Votes as told; ``(1, 0, 0)`` means that everybody present was in favour."""
    if said.votes is None:
        return {}
    present = meeting.attendance.filter(status=Attendance.Status.PRESENT).count()
    for_, against, abstained = said.votes
    return {
        "vote": Resolution.Vote.OPEN,
        "votes_for": present if for_ == 1 else for_,
        "votes_against": against,
        "votes_abstained": abstained,
    }
