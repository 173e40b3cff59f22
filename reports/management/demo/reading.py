"""How the demo's people read minutes before the signing, and elect."""

from dataclasses import replace
from datetime import timedelta

from associations.models import Membership
from meetings import services
from meetings.models import Attendance, Election, Meeting
from reports.management.demo.scripts import Item, Script
from reports.management.demo.story import Troupe, afresh, on

REMARKS = {
    "ky": "2-маселеде саат саны 4 эмес, 5 болчу.",
    "ru": "По второму вопросу: было 5 часов, а не 4.",
}
TITLES = {
    "ky": "Усулдук бирикменин жетекчисин шайлоо жөнүндө",
    "ru": "О выборах руководителя методического объединения",
}
HEARD = {
    "ky": "Жетекчинин мөөнөтү бүткөндүгү, эки талапкер көрсөтүлгөнү маалымдалды.",
    "ru": "Сообщено об истечении срока руководителя; выдвинуты две кандидатуры.",
}


def with_election(script: Script, language: str) -> Script:
    """The same meeting with one question more."""
    title, heard = TITLES.get(language, TITLES["ky"]), HEARD.get(language, HEARD["ky"])
    item = Item(title=title, who="secretary", minutes=15, heard=heard, kind="election")
    return replace(script, items=(*script.items, item))


def carry_out(troupe: Troupe, meeting: Meeting) -> None:
    """The deputy puts who was elected into office; the order is still to come."""
    election = Election.objects.get(item__meeting=meeting)
    heads = troupe.association.memberships.filter(role=Membership.Role.HEAD, until=None)
    since = meeting.date + timedelta(days=7)
    with on(meeting.date + timedelta(days=3)):
        services.apply_election(
            election, by=afresh(troupe.deputy), since=since, instead=heads.get().pk
        )


def read(troupe: Troupe, meeting: Meeting) -> None:
    """Minutes that are being read today: one has a remark, one has none."""
    meeting = Meeting.objects.get(pk=meeting.pk)
    services.circulate_meeting(meeting, by=afresh(troupe.head), days=3)
    rows = meeting.attendance.filter(status=Attendance.Status.PRESENT)
    leaders = [troupe.head.pk, troupe.secretary.pk]
    readers = [row.person for row in rows.exclude(person__in=leaders).select_related("person")]
    text = REMARKS.get(troupe.head.language, REMARKS["ky"])
    services.create_remark(meeting, by=afresh(readers[0]), text=text)
    for reader in readers[1:2]:
        services.create_consent(meeting, by=afresh(reader))
