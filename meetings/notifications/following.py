"""What is told to whom when a later meeting decides on an earlier resolution."""

from functools import partial

from django.utils import translation
from django.utils.translation import gettext as _

from associations.models import User
from core import dates
from meetings.models import Meeting, Resolution
from meetings.notifications.each import number_told, tell_each, what_of
from meetings.permissions.doers import doers_of


def resolution_cancelled(row: Resolution, meeting: Meeting) -> None:
    """Whoever had to do it need not any more."""
    tell_each(doers_of(row), partial(_cancelled, row, meeting), about=row)


def resolution_closed(row: Resolution, meeting: Meeting) -> None:
    tell_each(doers_of(row), partial(_closed, row, meeting), about=row)


def resolution_moved(row: Resolution, meeting: Meeting) -> None:
    tell_each(doers_of(row), partial(_moved, row, meeting), about=row)


def _facts(row: Resolution, meeting: Meeting, reader: User) -> dict[str, str]:
    language = translation.get_language() or "ky"
    return {
        "number": number_told(meeting, reader),
        "what": what_of(row, reader),
        "until": dates.full(row.due_now, language) if row.due_now else "–",
    }


def _cancelled(row: Resolution, meeting: Meeting, reader: User) -> str:
    words = _("Protocol № %(number)s cancelled a resolution given to you: %(what)s")
    return words % _facts(row, meeting, reader)


def _closed(row: Resolution, meeting: Meeting, reader: User) -> str:
    words = _("Protocol № %(number)s took a resolution off control as done: %(what)s")
    return words % _facts(row, meeting, reader)


def _moved(row: Resolution, meeting: Meeting, reader: User) -> str:
    words = _("Protocol № %(number)s moved a deadline to %(until)s: %(what)s")
    return words % _facts(row, meeting, reader)
