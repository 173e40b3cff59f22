"""Texts to be copied to where teachers are, WhatsApp or Telegram; in the language of papers."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from associations.models import Association
from core import dates
from meetings.models import AgendaItem, Meeting, Resolution
from meetings.notifications.meetings import invitation

SHOWN = 160


def invitation_message(meeting: Meeting, items: Iterable[AgendaItem]) -> str:
    """Who is called, to what, when and where; the questions; the address of the page."""
    asked = [item for item in items if item.state != AgendaItem.State.WITHDRAWN]
    with translation.override(meeting.school.paper_language):
        lines = [invitation(meeting)]
        if asked:
            lines += ["", _("Agenda:"), *(str(item) for item in asked)]
        return "\n".join([*lines, "", _link(meeting.get_absolute_url())])


def deadlines_message(association: Association, rows: Iterable[Resolution], day: date) -> str:
    """Who has to do what by when, the late ones first; the address of one's own tasks."""
    language = association.school.paper_language
    with translation.override(language):
        lines = [_deadline(row, day, language) for row in rows]
        head = _("%(association)s: deadlines.") % {"association": association}
        return "\n".join([head, "", *lines, "", _link(reverse("meetings:task_list"))])


def _deadline(row: Resolution, day: date, language: str) -> str:
    text = row.text if len(row.text) <= SHOWN else f"{row.text[:SHOWN]}…"
    due = row.due_now or day
    facts = {"until": dates.day_month(due, language), "what": text, "who": doers_in_words(row)}
    if due < day:
        return _("• LATE, it was due %(until)s: %(what)s (%(who)s)") % facts
    return _("• by %(until)s: %(what)s (%(who)s)") % facts


def doers_in_words(row: Resolution) -> str:
    language = translation.get_language() or "ky"
    names = [_("all members")] if row.all_members else []
    names += [person.list_name_in(language) for person in row.responsible.all()]
    return ", ".join(names)


def _link(url: str) -> str:
    return f"{settings.BASE_URL}{url}"
