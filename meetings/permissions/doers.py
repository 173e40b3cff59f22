"""Who does what a resolution asks for, and who answers what they report."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from associations.models import Association, Post, User
from meetings.models import Attendance, Resolution, ResolutionReport

LINE = ("head", "deputy", "director")
DOER, VACANT = "doer", "vacant"
# Whom the posts of the line belong to; the council of the heads is run by those who lead.
POSTS = {
    "head": [Post.Kind.DEPUTY, Post.Kind.DIRECTOR],
    "deputy": [Post.Kind.DEPUTY],
    "director": [Post.Kind.DIRECTOR],
}


@dataclass(frozen=True, slots=True)
class Controlling:
    """Who answers a report: the post, who holds it today, why not the named controller."""

    role: str
    people: tuple[User, ...] = ()
    instead: str = ""


def controller_of(
    resolution: Resolution, report: ResolutionReport | None = None
) -> Controlling:
    """Who answers this report, or all that wait: the named controller, or the next in line.

    Nobody answers an own report: the head's goes to the deputy, the deputy's to the director.
    """
    return answering(resolution, {report.author_id} if report else waiting_authors(resolution))


def answering(resolution: Resolution, authors: Collection[int]) -> Controlling:
    """Who of the line answers these people."""
    why = ""
    for role in LINE[LINE.index(resolution.controller) :]:
        people = _holders(role, resolution)
        free = tuple(person for person in people if person.pk not in authors)
        if free:
            return Controlling(role, free, f"{role}:{why}" if why else "")
        why = DOER if people else why or VACANT
    return Controlling("")


def waiting_authors(resolution: Resolution) -> set[int]:
    waiting = ResolutionReport.Verdict.WAITING
    return {row.author_id for row in resolution.reports.all() if row.verdict == waiting}


def _holders(role: str, resolution: Resolution) -> list[User]:
    """Who holds the post today; read once for as long as this row is in hand."""
    known: dict[str, list[User]] = resolution.__dict__.setdefault("_holders", {})
    if role not in known:
        known[role] = _holding(role, resolution.item.meeting.association)
    return known[role]


def _holding(role: str, association: Association) -> list[User]:
    if role == "head" and not association.is_council:
        head = association.head()
        return [head] if head and head.is_active else []
    return list(User.objects.leading(association.school_id, *POSTS[role]))


def is_doer(user: User, resolution: Resolution) -> bool:
    """Whether the resolution has this person's name on it, alone or among all members."""
    if is_named(user, resolution):
        return True
    return (
        resolution.all_members and _was_listed(user, resolution) and _belongs(user, resolution)
    )


def is_named(user: User, resolution: Resolution) -> bool:
    if user.pk == resolution.lead_id:
        return True
    return user.pk in {person.pk for person in resolution.responsible.all()}


def _was_listed(user: User, resolution: Resolution) -> bool:
    invited = Attendance.Status.INVITED
    rows = resolution.item.meeting.attendance.all()
    return user.pk in {row.person_id for row in rows if row.status != invited}


def _belongs(user: User, resolution: Resolution) -> bool:
    """Whether the person belongs to what met: those who have left are not waited for."""
    return bool(resolution.item.meeting.union_ids & user.association_ids)


def doers_of(resolution: Resolution) -> list[User]:
    """The people to do it who still work here: those named, or each member who is still one.

    Of all members those are meant who were on the list of the meeting.
    """
    named = Q(pk=resolution.lead_id) | Q(resolutions=resolution)
    people = User.objects.active()
    if not resolution.all_members:
        return list(people.filter(named).distinct().in_order())
    meeting = resolution.item.meeting
    listed = Attendance.objects.filter(meeting=meeting.pk, person=OuterRef("pk"))
    present = Exists(listed.exclude(status=Attendance.Status.INVITED))
    unions = Association.objects.filter(pk__in=meeting.union_ids)
    still = User.objects.members_of_any(unions, timezone.localdate()).values("pk")
    return list(people.filter(named | present & Q(pk__in=still)).distinct().in_order())


def is_done_by_all(resolution: Resolution) -> bool:
    """Whether the last report of everybody who is waited for was accepted."""
    people = {person.pk for person in doers_of(resolution)}
    reports = resolution.reports.filter(overtaken=False).order_by("pk")
    last = {row.author_id: row.verdict for row in reports}
    accepted = {pk for pk, verdict in last.items() if verdict == "accepted"}
    return bool(accepted) and people <= accepted
