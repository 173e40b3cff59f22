"""How people are reminded of a row of a plan, in their own language."""

from collections.abc import Sequence
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from associations.models import User
from core import dates
from core.notifications import tell, tell_together
from plans.figures.reminding import Due

SHOWN = 200


def people_reminded_of_rows(person: User, reminders: Sequence[Due]) -> None:
    """What is due today goes at once, all of it in one letter; the rest in the morning."""
    today = [due for due in reminders if due.row.due_now == due.day]
    notes = [(lambda due=due: spoken(due), due.row) for due in today]
    tell_together(person, notes, urgent=True)
    for due in reminders:
        if due not in today:
            tell([person], lambda due=due: spoken(due), about=due.row)  # type: ignore[misc]


def spoken(due: Due) -> str:
    row, language = due.row, translation.get_language() or "ky"
    deadline = row.due_now or due.day
    text = row.text if len(row.text) <= SHOWN else f"{row.text[:SHOWN]}…"
    days = abs((deadline - due.day).days)
    facts = {"what": text, "until": dates.full(deadline, language), "days": days}
    return _words(deadline, due.day, days) % facts


def _words(deadline: date, day: date, days: int) -> str:
    if deadline == day:
        return _("Due today by the plan: %(what)s")
    if deadline < day:
        return ngettext(
            "Late by %(days)s day by the plan, it was due %(until)s: %(what)s",
            "Late by %(days)s days by the plan, it was due %(until)s: %(what)s",
            days,
        )
    return ngettext(
        "Due in %(days)s day by the plan, %(until)s: %(what)s",
        "Due in %(days)s days by the plan, %(until)s: %(what)s",
        days,
    )
