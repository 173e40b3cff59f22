"""What is told to whom when a later meeting decides on an earlier resolution."""

from django.utils import translation
from django.utils.translation import gettext as _

from core import dates
from core.notifications import tell
from meetings.models import Meeting, Resolution
from meetings.permissions.doers import doers_of

SHOWN = 140


def resolution_cancelled(row: Resolution, meeting: Meeting) -> None:
    """Whoever had to do it need not any more."""
    tell(doers_of(row), lambda: _cancelled(row, meeting), about=row)


def resolution_closed(row: Resolution, meeting: Meeting) -> None:
    tell(doers_of(row), lambda: _closed(row, meeting), about=row)


def resolution_moved(row: Resolution, meeting: Meeting) -> None:
    tell(doers_of(row), lambda: _moved(row, meeting), about=row)


def _facts(row: Resolution, meeting: Meeting) -> dict[str, str]:
    language = translation.get_language() or "ky"
    text = row.text if len(row.text) <= SHOWN else f"{row.text[:SHOWN]}…"
    return {
        "number": str(meeting.number),
        "what": f"№ {row.item.meeting.number or '–'}, {row.label}: {text}",
        "until": dates.full(row.due_now, language) if row.due_now else "–",
    }


def _cancelled(row: Resolution, meeting: Meeting) -> str:
    words = _("Protocol № %(number)s cancelled a resolution given to you: %(what)s")
    return words % _facts(row, meeting)


def _closed(row: Resolution, meeting: Meeting) -> str:
    words = _("Protocol № %(number)s took a resolution off control as done: %(what)s")
    return words % _facts(row, meeting)


def _moved(row: Resolution, meeting: Meeting) -> str:
    words = _("Protocol № %(number)s moved a deadline to %(until)s: %(what)s")
    return words % _facts(row, meeting)
