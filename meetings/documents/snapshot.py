"""The complete content of a protocol as plain values: what is signed, kept and printed.

Names are kept in both languages of papers, so that one snapshot gives every print of it.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from associations.models import Post, School, User
from core import attachments
from core.names import kept_whole
from core.pdf import digest
from meetings.documents.controlling import controlled, reference
from meetings.documents.elections import elections_in
from meetings.documents.unions import unions_data
from meetings.models import AgendaItem, Attendance, Meeting, Remark, Resolution
from meetings.permissions.circulation import has_been_read

Plain = dict[str, Any]


def protocol_data(meeting: Meeting) -> Plain:
    """Gather the minutes. Pure: the same rows give the same dictionary."""
    attendance = list(meeting.attendance.in_order().select_related("person", "left_after"))
    people = _titles(meeting, attendance)
    return {
        "school": _school(meeting.school),
        "association": {
            "name": _both(meeting.association, "name"),
            "genitive": _both(meeting.association, "genitive"),
        },
        "year": meeting.year.start.year,
        "number": meeting.number,
        "kind": meeting.kind,
        "date": meeting.date.isoformat(),
        **({"month_only": True} if meeting.month_only else {}),
        "starts": _clock(meeting.starts_at),
        "ends": _clock(meeting.ends_at),
        "place": meeting.place,
        "topic": meeting.topic,
        "chair": people(meeting.chair),
        "secretary": people(meeting.secretary),
        **_attendance(attendance, people),
        "items": _items(meeting, people),
        "annexes": _files([meeting]).get(meeting.pk, []),
        **_reading(meeting),
        **unions_data(meeting),
    }


def text_digest(data: Plain) -> str:
    """The digest of what is signed: the text, without the moment it was taken."""
    return digest({key: value for key, value in data.items() if key != "made_at"})


def spoken(value: Any, language: str) -> Any:
    """Choose one language: every ``{"ky": …, "ru": …}`` becomes its words."""
    if isinstance(value, dict):
        if value.keys() == set(settings.PAPER_LANGUAGES):
            return value[language] or value["ky"]
        return {key: spoken(part, language) for key, part in value.items()}
    return [spoken(part, language) for part in value] if isinstance(value, list) else value


def _both(thing: Any, name: str) -> Plain:
    return {code: getattr(thing, f"{name}_{code}") for code in settings.PAPER_LANGUAGES}


def _school(school: School) -> Plain:
    words = ["name", "genitive", "place", "superior", "heard", "spoke", "decided", "head_title"]
    sheet = ["margin_left", "margin_right", "margin_top", "margin_bottom", "font_size"]
    return {
        **{word: _both(school, word) for word in words},
        "sheet": {name: getattr(school, name) for name in sheet},
    }


def _clock(moment: Any) -> str:
    return f"{moment:%H.%M}" if moment else ""


def _titles(meeting: Meeting, attendance: list[Attendance]) -> Any:
    """Return a function that writes a person down, with the post of the meeting's day."""
    day = meeting.date
    posts: dict[int, Any] = {}
    for post in Post.objects.filter(school=meeting.school_id).on(day).order_by("pk"):
        posts.setdefault(post.person_id, post)

    def person(who: User | None) -> Plain | None:
        if who is None:
            return None
        post = posts.get(who.pk)
        titled = post.title_in if post else who.title_in
        languages = settings.PAPER_LANGUAGES
        return {
            "full": {code: who.full_name_in(code) for code in languages},
            "list": {code: kept_whole(who.list_name_in(code)) for code in languages},
            "initials": {code: who.initials_in(code) for code in languages},
            "title": {code: titled(code) for code in languages},
        }

    return person


def _attendance(rows: list[Attendance], people: Any) -> Plain:
    members = [row for row in rows if row.status != Attendance.Status.INVITED]
    present = [row for row in members if row.status == Attendance.Status.PRESENT]
    absent = [row for row in members if row.status == Attendance.Status.ABSENT]
    invited = [row for row in rows if row.status == Attendance.Status.INVITED]
    return {
        "members": len(members),
        "present": [_attender(row, people) for row in present],
        "absent": [_attender(row, people) for row in absent],
        "invited": [_attender(row, people) for row in invited],
    }


def _attender(row: Attendance, people: Any) -> Plain:
    return {
        "person": people(row.person),
        "guest": row.guest,
        "post": row.post,
        "reason": row.reason,
        "remark": row.remark,
        "late": row.came_late,
        "left_after": row.left_after.position if row.left_after else None,
    }


def _items(meeting: Meeting, people: Any) -> list[Plain]:
    parts = ["rapporteurs", "speeches__person", "resolutions__responsible"]
    parts += ["resolutions__lead", "resolutions__cancels__item__meeting__association"]
    items = list(meeting.items.in_order().prefetch_related(*parts))
    files = _files(items)
    control = _control(meeting, items, people)
    elections = elections_in(meeting, items, people)
    return [
        {
            **_item(item, people),
            **control.get(item.pk, {}),
            **elections.get(item.pk, {}),
            "files": files.get(item.pk, []),
        }
        for item in items
    ]


def _control(meeting: Meeting, items: list[AgendaItem], people: Any) -> dict[int, Plain]:
    """The earlier resolutions under the question that controls them, unless it was put off."""
    kind, states = AgendaItem.Kind.CONTROL, AgendaItem.State
    dealt = {
        item.pk
        for item in items
        if item.kind == kind and item.state not in {states.POSTPONED, states.WITHDRAWN}
    }
    rows = controlled(meeting, people) if dealt else {}
    return {pk: {"control": found} for pk, found in rows.items() if pk in dealt}


def _item(item: AgendaItem, people: Any) -> Plain:
    speeches = sorted(item.speeches.all(), key=lambda row: (row.position, row.pk))
    resolutions = sorted(item.resolutions.all(), key=lambda row: (row.position, row.pk))
    return {
        "number": item.position,
        "title": item.title,
        "kind": item.kind,
        "state": item.state,
        "rapporteurs": [people(who) for who in _by_name(item.rapporteurs.all())],
        "guest": item.guest_rapporteur,
        "minutes": item.minutes,
        "heard": item.heard,
        "talk_attached": item.talk_attached,
        "speeches": [
            {"person": people(row.person), "guest": row.guest, "text": row.text}
            for row in speeches
        ],
        "resolutions": [_resolution(item, row, people) for row in resolutions if row.text],
    }


def _by_name(people: Any) -> list[User]:
    return sorted(people, key=lambda who: (who.sort_key, who.pk))


def _resolution(item: AgendaItem, row: Resolution, people: Any) -> Plain:
    voted = row.vote != Resolution.Vote.NONE
    return {
        "label": f"{item.position}.{row.position}",
        "kind": row.kind,
        "text": row.text,
        "responsible": [people(who) for who in _by_name(row.responsible.all())],
        "all_members": row.all_members,
        "lead": people(row.lead),
        "controller": row.controller,
        "cancels": reference(row.cancels, item.meeting) if row.cancels else None,
        "due_kind": row.due_kind,
        "due": row.due.isoformat() if row.due else None,
        "vote": row.vote,
        "for": row.votes_for if voted else None,
        "against": (row.votes_against or 0) if voted else None,
        "abstained": (row.votes_abstained or 0) if voted else None,
    }


def _reading(meeting: Meeting) -> Plain:
    """How the minutes were read before the signing; nothing if they were not, or are still."""
    if not (meeting.circulated_until and has_been_read(meeting)):
        return {}
    states = list(meeting.remarks.values_list("state", flat=True))
    return {
        "reading": {
            "until": meeting.circulated_until.isoformat(),
            "remarks": len(states),
            "taken_up": states.count(Remark.State.ACCEPTED),
        }
    }


def _files(subjects: Iterable[Any]) -> dict[int, list[Plain]]:
    """Files that belong to the minutes; a scan of the signed paper comes after them."""
    files: dict[int, list[Plain]] = {}
    for row in attachments.of_all(subjects).exclude(kind="scan"):
        files.setdefault(row.object_id, []).append({"title": row.title, "digest": row.digest})
    return files
