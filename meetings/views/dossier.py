"""What the page of one meeting shows, as far as the reader may see it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext

from associations.models import User
from core import attachments, dates
from core.audit import about
from core.permissions import Verdict, can
from meetings import figures
from meetings.figures.circulation import reading
from meetings.forms.controlling import Earlier
from meetings.models import AgendaItem, Attendance, Meeting, Protocol, Resolution
from meetings.notifications.messages import invitation_message
from meetings.views.controlling import shown_control
from meetings.views.elections import shown_election
from meetings.views.gathering import items_of, people_of, protocols_of
from meetings.views.registers import late_days, state_words, tone_of
from meetings.workflow import MEETING_RECORDABLE, MeetingStatus


def dossier(meeting: Meeting, user: User) -> dict[str, Any]:
    """Everything about one meeting. Minutes are gathered only for those who may read them."""
    figures.as_registered([meeting], user.association_ids)
    minutes = can(user, "meetings.view_minutes", meeting)
    change = can(user, "meetings.change_meeting", meeting)
    items, protocols = items_of(meeting), protocols_of(meeting)
    said_too = bool(can(user, "meetings.view_remarks", meeting))
    files = list(attachments.of(meeting))
    return {
        "minutes": minutes,
        "change": change,
        "past": meeting.year if meeting.year.end < timezone.localdate() else None,
        "writing": meeting.status in {MeetingStatus.CONVENED, MeetingStatus.CORRECTING},
        "draft": minutes and meeting.status in MEETING_RECORDABLE,
        "when": figures.spoken_time(meeting, get_language() or "ky"),
        "items": [_shown(item, user, change, meeting) for item in items],
        "total": sum(item.minutes or 0 for item in items),
        "protocols": protocols,
        "scans": [file for file in files if file.kind == "scan"],
        "files": [file for file in files if file.kind != "scan"],
        "steps": figures.steps(meeting, _signatures(protocols)),
        "history": figures.history(meeting, said_too=said_too),
        "cancelled": _cancelled(meeting),
        "reading": reading(meeting, said_too=said_too),
        "message": invitation_message(meeting, items) if _calls(meeting, user) else "",
        "propose": _proposes(meeting, user) and not change,
        **_planning(meeting, items, change, user),
        **_who(meeting),
    }


def _shown(item: AgendaItem, user: User, change: Verdict, meeting: Meeting) -> dict[str, Any]:
    """A question with what may be done to it; ``advice`` is how its heading should read."""
    remove = change and can(user, "meetings.remove_agendaitem", item)
    withdraw = change and can(user, "meetings.withdraw_agendaitem", item)
    language = meeting.school.paper_language
    return {
        "item": item,
        "speakers": ", ".join(_speakers(item)),
        "remove": remove,
        "withdraw": withdraw and not remove,
        "proposal": figures.proposal_of(item, user),
        "election": shown_election(item, user),
        "control": shown_control(item),
        "advice": figures.advice_on(item.title, language) if change else "",
        "speeches": sorted(item.speeches.all(), key=_place),
        "resolutions": [
            _decided(row, meeting) for row in sorted(item.resolutions.all(), key=_place)
        ],
    }


def _decided(resolution: Resolution, meeting: Meeting) -> Resolution:
    """Give the resolution its second line, and how it stands.

    The line says who does it, by when, who controls it, how it was voted.
    """
    people = [gettext("all members")] if resolution.all_members else []
    people += [person.list_name for person in resolution.responsible.all()]
    resolution.duty = _parts(
        ", ".join(people),
        _lead(resolution) if len(people) > 1 else "",
        _deadline(resolution),
        _controller(resolution),
        _cancels(resolution, meeting),
        _votes(resolution),
    )
    resolution.late_days = late_days(resolution, timezone.localdate())
    resolution.state, resolution.tone = state_words(resolution), tone_of(resolution)
    return resolution


def _lead(resolution: Resolution) -> str:
    name = resolution.lead.list_name if resolution.lead else ""
    return gettext("answers for it: %(name)s") % {"name": name} if name else ""


def _controller(resolution: Resolution) -> str:
    """It is said only where it is not the head."""
    deputy = resolution.controller == Resolution.Controller.DEPUTY
    return gettext("controlled by the deputy director") if deputy else ""


def _cancels(resolution: Resolution, meeting: Meeting) -> str:
    if resolution.cancels is None:
        return ""
    number = Earlier(meeting, []).number(resolution.cancels)
    return gettext("cancels %(number)s") % {"number": number}


def _deadline(resolution: Resolution) -> str:
    if resolution.due:
        return dates.until(resolution.due, get_language() or "ky")
    return "" if resolution.due_kind == "none" else str(resolution.get_due_kind_display())


def _votes(resolution: Resolution) -> str:
    if resolution.vote == "none":
        return ""
    return pgettext("vote", "for %(yes)s, against %(no)s, abstained %(none)s") % {
        "yes": resolution.votes_for or 0,
        "no": resolution.votes_against or 0,
        "none": resolution.votes_abstained or 0,
    }


def _speakers(item: AgendaItem) -> list[str]:
    names = [person.list_name for person in item.rapporteurs.all()]
    return [*names, *filter(None, [item.guest_rapporteur])]


def _place(row: Any) -> tuple[int, int]:
    return row.position, row.pk


def _signatures(protocols: list[Protocol]) -> list[Any]:
    return list(protocols[0].signatures.all()) if protocols else []


def _calls(meeting: Meeting, user: User) -> bool:
    """Whether the reader may want to call people elsewhere too: it stands, and is to come."""
    ours = meeting.status == MeetingStatus.CONVENED
    return ours and bool(can(user, "meetings.cancel_meeting", meeting))


def _proposes(meeting: Meeting, user: User) -> bool:
    """Whether the reader may want a question on this agenda."""
    return meeting.is_plannable and meeting.association_id in user.association_ids


def _cancelled(meeting: Meeting) -> Any:
    """Who called it off and why, if that was done."""
    if meeting.status != "cancelled":
        return None
    return about(meeting).filter(verb="cancel").first()


def _planning(
    meeting: Meeting, items: list[AgendaItem], change: Verdict, user: User
) -> dict[str, Any]:
    """What the planner is shown beside the agenda; nobody else needs it."""
    if not change:
        return {"remarks": [], "missing": [], "starters": [], "postponed": 0, "proposals": []}
    planned = meeting.status == "planned"
    return {
        "remarks": figures.planning_remarks(meeting),
        "missing": figures.missing_to_convene(meeting) if planned else [],
        "starters": figures.starters_for(meeting, items),
        "postponed": figures.items_to_take_over(meeting).count(),
        "proposals": figures.proposals_for(meeting, user),
    }


def _who(meeting: Meeting) -> dict[str, Any]:
    """The people of the meeting by name, and what is said of those who were not there."""
    rows = people_of(meeting)
    by_status: dict[str, list[Attendance]] = {status: [] for status in Attendance.Status}
    for row in rows:
        by_status[row.status].append(row)
    members = [row for row in rows if row.status != Attendance.Status.INVITED]
    return {
        "listed": [_name(row) for row in members],
        "present": [_came(row) for row in by_status["present"]],
        "absent": [_parts(_name(row), _why(row)) for row in by_status["absent"]],
        "invited": [_parts(_name(row), row.post) for row in by_status["invited"]],
    }


def _name(row: Attendance) -> str:
    return row.person.list_name if row.person else row.guest


def _came(row: Attendance) -> str:
    words = gettext("%(name)s (came late)") if row.came_late else "%(name)s"
    return words % {"name": _name(row)}


def _why(row: Attendance) -> str:
    reason = row.get_reason_display() if row.reason else ""
    return ", ".join(filter(None, [reason, row.remark]))


def _parts(*parts: str) -> list[str]:
    return [part for part in parts if part]
