"""What is told while minutes are read before they are signed."""

from django.utils import translation
from django.utils.translation import gettext as _

from associations.models import User
from core import dates
from core.notifications import tell
from meetings.models import Meeting, Remark


def minutes_circulated(meeting: Meeting, by: User) -> None:
    """Everybody who was present is asked to read them; whoever gave them knows."""
    tell(_readers(meeting, by), lambda: _given(meeting), about=meeting)


def minutes_recalled(meeting: Meeting, by: User, reason: str) -> None:
    tell(_readers(meeting, by), lambda: _taken_back(meeting, reason), about=meeting)


def remark_made(remark: Remark) -> None:
    chair = remark.meeting.chair
    if chair:
        tell([chair], lambda: _remarked(remark), about=remark.meeting)


def remark_answered(remark: Remark) -> None:
    tell([remark.author], lambda: _answered(remark), about=remark.meeting)


def _readers(meeting: Meeting, by: User) -> list[User]:
    there = User.objects.active().filter(
        attendance__meeting=meeting, attendance__status="present"
    )
    return list(there.exclude(pk=by.pk).in_order())


def _facts(meeting: Meeting, **more: str) -> dict[str, str]:
    numbers = "/".join(str(number) for number in meeting.numbers)
    unions = ", ".join(str(row) for row in meeting.unions)
    return {"number": numbers, "association": unions, **more}


def _given(meeting: Meeting) -> str:
    words = _(
        "Please read the minutes of meeting № %(number)s, %(association)s, until %(until)s: "
        "make a remark, or say that you have none. Silence counts as consent."
    )
    until = meeting.circulated_until
    language = translation.get_language() or "ky"
    return words % _facts(meeting, until=dates.full(until, language) if until else "")


def _taken_back(meeting: Meeting, reason: str) -> str:
    words = _(
        "The minutes of meeting № %(number)s, %(association)s, were taken back to be mended. "
        "Reason: %(reason)s"
    )
    return words % _facts(meeting, reason=reason)


def _remarked(remark: Remark) -> str:
    words = _(
        "%(who)s remarks on the minutes of meeting № %(number)s, %(association)s: %(text)s"
    )
    return words % _facts(remark.meeting, who=remark.author.list_name, text=_short(remark.text))


def _answered(remark: Remark) -> str:
    words = _(
        "Your remark on the minutes of meeting № %(number)s, %(association)s: %(state)s. "
        "%(answer)s"
    )
    said = {"state": str(remark.get_state_display()), "answer": _short(remark.answer)}
    return words % _facts(remark.meeting, **said)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


LONGEST = 200
