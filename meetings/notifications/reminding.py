"""How people are reminded of a deadline, in their own language."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from associations.models import User
from core import dates
from core.notifications import tell, tell_together
from meetings.figures.joint import whose
from meetings.figures.reminding import Due, Step
from meetings.models import Resolution
from meetings.notifications.each import number_told

SHOWN = 200


def people_reminded(person: User, reminders: Sequence[Due]) -> None:
    """What is due today goes at once, all of it in one letter; the rest in the morning."""
    today = [due for due in reminders if due.step == Step.TODAY]
    notes = [(lambda due=due: spoken(due), due.resolution) for due in today]
    tell_together(person, notes, urgent=True)
    for due in reminders:
        if due.step != Step.TODAY:
            tell([person], lambda due=due: spoken(due), about=due.resolution)  # type: ignore[misc]


def spoken(due: Due) -> str:
    row = due.resolution
    deadline = row.due_now or due.day
    language = translation.get_language() or "ky"
    days = abs((deadline - due.day).days)
    until = dates.full(deadline, language)
    facts = {"what": what(row, due.person), "until": until, "days": days}
    return _words(due.step, days) % facts


def _words(step: str, days: int) -> str:
    if step == Step.TODAY:
        return _("Due today: %(what)s")
    if step == Step.TOMORROW:
        return _("Due tomorrow, %(until)s: %(what)s")
    if step == Step.LATE:
        return ngettext(
            "Late by %(days)s day, it was due %(until)s: %(what)s",
            "Late by %(days)s days, it was due %(until)s: %(what)s",
            days,
        )
    return ngettext(
        "Due in %(days)s day, %(until)s: %(what)s",
        "Due in %(days)s days, %(until)s: %(what)s",
        days,
    )


def what(row: Resolution, reader: User) -> str:
    """Say which resolution it is: associations, protocol, place in it, its words."""
    text = row.text if len(row.text) <= SHOWN else f"{row.text[:SHOWN]}…"
    meeting = row.item.meeting
    ours = reader.association_ids if meeting.joint_rows else ()
    facts = {"association": whose(meeting, ours), "number": number_told(meeting, reader)}
    where = _("%(association)s, protocol № %(number)s") % facts
    return f"{text} ({where}, {row.label})"
